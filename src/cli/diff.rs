//! `apportion diff`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::above::Above;
use super::failure::Failure;
use super::filter::{Most, Whose, told};
use super::input;
use super::outputs::Outputs;
use super::planning::Planning;
use super::screen::Screen;
use crate::analysis::{Difference, Direction, OrderDifference, plans};
use crate::plan::{Plan, Status};
use crate::report::AsListed;
use crate::scenario::Scenario;
use crate::scenario::natural;

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
    whose: Whose,
    #[command(flatten)]
    most: Most,
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
    let plans = [&before, &after];
    let orders = || plans.into_iter().flat_map(|plan| &plan.orders);
    let partners = orders().map(|order| order.partner.as_str());
    args.whose.known(partners, orders().map(|order| order.product.as_str()))?;
    let whole = Difference::of(&before, &after);
    let words = [args.whose.words(), args.most.words()].concat();
    let difference = if words.is_empty() { whole.clone() } else { chosen(args, &whole) };
    let text = told("order", difference.orders.len(), whole.orders.len(), &words);
    let (json, table) = (|| whole.to_json(), || difference.table());
    if args.most.top.top.is_some() {
        args.outputs.show(&Above(text, &AsListed(&difference)), json, table, printing, screen)?;
    } else {
        args.outputs.show(&Above(text, &difference), json, table, printing, screen)?;
    }
    // A plan read from a file may be unproven: the user chose it.
    if policies.is_some() && [&before, &after].iter().any(|plan| plan.status == Status::Unproven) {
        screen.finish()?;
        return Err(Failure::Failed("stopped before both plans were proven".into()));
    }
    Ok(())
}

/// The same with only the orders asked for: those that come later, those that move most.
fn chosen(args: &Diff, whole: &Difference) -> Difference {
    let mut chosen = whole.clone();
    chosen.orders.retain(|order| {
        let later = order.shift.direction() == Some(Direction::Later);
        args.whose.has(order.partner.as_str(), order.product.as_str()) && (!args.most.late || later)
    });
    if args.most.top.top.is_some() {
        chosen.orders.sort_by(|a, b| natural::compare(a.order.as_str(), b.order.as_str()));
        // What is in one plan only does not move.
        let moved = |order: &OrderDifference| order.shift.unit_months.unwrap_or(0.0).abs();
        chosen.orders.sort_by(|a, b| moved(b).total_cmp(&moved(a)));
        args.most.top.cut(&mut chosen.orders);
    }
    let partners: BTreeSet<_> = chosen.orders.iter().map(|order| &order.partner).collect();
    chosen.partners.retain(|part| partners.contains(&part.partner));
    chosen
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
