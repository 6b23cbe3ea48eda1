//! `apportion diff`.

use std::path::PathBuf;

use super::failure::Failure;
use super::input;
use super::outputs::Outputs;
use super::planning::Planning;
use super::screen::Screen;
use crate::analysis::{Difference, plans};
use crate::plan::{Plan, Status};
use crate::scenario::Scenario;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion diff before.json after.json
  apportion diff orders.toml --from queue --to priority
  apportion diff orders.toml slipped.toml --from priority --to priority --csv -

Two plans as written by solve --json; or, with --from and --to, two policies on one
scenario, or on two. Shows every order that comes sooner or later, with its dates.")]
pub(super) struct Diff {
    /// Two plans; with --from and --to, one scenario or two (- is standard input)
    #[arg(value_name = "FILE", required = true, num_args = 1..=2)]
    files: Vec<PathBuf>,
    /// The policy before, to plan by
    #[arg(long, value_name = "POLICY", requires = "to")]
    from: Option<String>,
    /// The policy after, to plan by
    #[arg(long, value_name = "POLICY", requires = "from")]
    to: Option<String>,
    #[command(flatten)]
    planning: Planning,
    #[command(flatten)]
    outputs: Outputs,
}

pub(super) fn run(args: &Diff, screen: &mut Screen) -> Result<(), Failure> {
    let printing = args.outputs.name(screen)?;
    let policies = args.from.as_deref().zip(args.to.as_deref());
    let (before, after) = match (&args.files[..], policies) {
        ([first, rest @ ..], Some((from, to))) => {
            let first = input::scenario(first, screen)?;
            let second = rest.first().map(|path| input::scenario(path, screen)).transpose()?;
            let second = second.as_ref().unwrap_or(&first);
            (planned(args, &first, from, screen)?, planned(args, second, to, screen)?)
        }
        ([first, second], None) => (input::plan(first, screen)?, input::plan(second, screen)?),
        _ => {
            let text = "give two plans, or a scenario with --from POLICY --to POLICY";
            return Err(Failure::Usage(text.into()));
        }
    };
    let difference = Difference::of(&before, &after);
    let (json, table) = (|| difference.to_json(), || difference.table());
    args.outputs.show(&difference, json, table, printing, screen)?;
    // A plan read from a file may be unproven: the user chose it.
    if policies.is_some() && [&before, &after].iter().any(|plan| plan.status == Status::Unproven) {
        screen.finish()?;
        return Err(Failure::Failed("stopped before both plans were proven".into()));
    }
    Ok(())
}

fn planned(
    args: &Diff,
    scenario: &Scenario,
    policy: &str,
    screen: &mut Screen,
) -> Result<Plan, Failure> {
    let policy = std::slice::from_ref(input::policy(scenario, policy)?);
    let planner = args.planning.planner(screen);
    let plans = plans(scenario, policy, &planner).map_err(|error| Failure::of(&error))?;
    plans.into_iter().next().ok_or_else(|| Failure::Failed("there is no plan".into()))
}
