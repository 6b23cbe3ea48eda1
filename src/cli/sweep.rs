//! `apportion sweep`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ValueEnum;

use super::failure::Failure;
use super::input;
use super::note::note;
use super::outputs::{Outputs, Printing};
use super::planning::Planning;
use super::screen::Screen;
use crate::analysis::{SweepError, flip_points, sweep_tiers, sweep_weight};
use crate::plan::Status;
use crate::scenario::{Month, Policy, Scenario, policy_findings};

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("question").required(true).multiple(false))]
#[command(after_help = "\
Examples:
  apportion sweep orders.toml --policy priority --criterion frontline --from 0 --to 1
  apportion sweep orders.toml --policy tiers --tiers 1..=4
  apportion sweep orders.toml --policy tiers --flips
  apportion sweep orders.toml --policy tiers --tiers 1,3 --csv - --table moves

Plans again for each step of one number of a policy, and shows which dates move. --flips
plans nothing: it shows at which attributes a partner changes tier, and at which weights of
a criterion two partners change places. Without --policy, the first policy of the file
that is optimised (or has tiers, for --tiers) is taken, and standard error says which.")]
pub(super) struct Sweep {
    /// The scenario file; - is standard input
    file: PathBuf,
    /// The policy to change; without it, the first of the file that is optimised or has tiers
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Change the weight of the criterion on this attribute
    #[arg(long, value_name = "ATTRIBUTE", group = "question")]
    criterion: Option<String>,
    /// The first weight; without it 0, or the next step where nothing else has a weight
    #[arg(
        long,
        value_name = "WEIGHT",
        conflicts_with_all = ["tiers", "flips"],
        allow_negative_numbers = true
    )]
    from: Option<f64>,
    /// The last weight
    #[arg(
        long,
        value_name = "WEIGHT",
        default_value_t = 1.0,
        conflicts_with_all = ["tiers", "flips"],
        allow_negative_numbers = true
    )]
    to: f64,
    /// How many weights, the first and the last included
    #[arg(long, value_name = "NUMBER", default_value_t = 11, conflicts_with_all = ["tiers", "flips"],
        value_parser = clap::value_parser!(u16).range(2..=1000))]
    steps: u16,
    /// Change the number of tiers, as 1..=4 or 1,2,4: of n tiers, the first n - 1 stay, and
    /// everybody else is in the last one
    #[arg(long, value_name = "NUMBERS", group = "question", value_parser = numbers)]
    tiers: Option<Numbers>,
    /// Show the numbers at which the policy would decide otherwise
    #[arg(long, group = "question")]
    flips: bool,
    /// The month for --flips; without it, the first of the scenario
    #[arg(long, value_name = "YYYY-MM", requires = "flips")]
    month: Option<Month>,
    #[command(flatten)]
    planning: Planning,
    #[command(flatten)]
    outputs: Outputs,
    /// Which table --csv writes and --format prints
    #[arg(long, value_enum, value_name = "TABLE", conflicts_with = "flips")]
    table: Option<Table>,
}

/// The tables of a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Table {
    /// The totals of each step
    #[default]
    Steps,
    /// The dates that move at each step
    Moves,
}

/// Numbers of tiers.
#[derive(Debug, Clone)]
struct Numbers(Vec<usize>);

fn numbers(text: &str) -> Result<Numbers, String> {
    let whole = |text: &str| {
        let number = text.trim().parse::<u16>();
        number.map(usize::from).map_err(|error| format!("`{text}`: {error}"))
    };
    let found = match text.split_once("..") {
        Some((first, last)) => {
            let (first, last) = (whole(first)?, last.strip_prefix('=').unwrap_or(last));
            (first..=whole(last)?).collect()
        }
        None => text.split(',').map(whole).collect::<Result<Vec<usize>, String>>()?,
    };
    let distinct: BTreeSet<&usize> = found.iter().collect();
    if found.is_empty() || distinct.len() < found.len() {
        return Err("give each number once, as 1..=4 or 1,2,4".into());
    }
    Ok(Numbers(found))
}

pub(super) fn run(args: &Sweep, screen: &mut Screen) -> Result<(), Failure> {
    let printing = args.outputs.name(screen)?;
    let scenario = input::scenario(&args.file, screen)?;
    let tiered = scenario.policies().iter().find(|policy| !policy.tier_list().is_empty());
    let policy = match (tiered, &args.policy) {
        (Some(policy), None) if args.tiers.is_some() => {
            note(&format!("policy {}, the first that has tiers", policy.id()));
            policy
        }
        (_, name) => input::optimised(&scenario, name.as_deref())?,
    };
    let planner = args.planning.planner(screen);
    if args.flips {
        return flips(args, &scenario, policy, printing, screen);
    }
    let sweep = match (&args.tiers, &args.criterion) {
        (Some(Numbers(numbers)), _) => sweep_tiers(&scenario, policy, numbers, &planner),
        (None, attribute) => {
            let attribute = attribute.as_deref().unwrap_or_default();
            let values = weights(args, &scenario, policy, attribute)?;
            sweep_weight(&scenario, policy, attribute, &values, &planner)
        }
    };
    let sweep = sweep.map_err(|error| failure(&error))?;
    let printing = printing.alone(args.table.is_some() && !args.outputs.has_csv());
    let table = || match args.table.unwrap_or_default() {
        Table::Steps => sweep.table(),
        Table::Moves => sweep.moves_table(),
    };
    args.outputs.show(&sweep, || sweep.to_json(), table, printing, screen)?;
    if sweep.steps.iter().any(|step| step.case.status == Status::Unproven) {
        screen.finish()?;
        return Err(Failure::Failed("stopped before every plan was proven".into()));
    }
    if let Some(step) = sweep.failed.first() {
        screen.finish()?;
        let count = sweep.failed.len();
        let noun = if count == 1 { "step has" } else { "steps have" };
        let (first, why) = (step.value, &step.reason);
        let text = format!("{count} {noun} no plan; the first is {first}: {why}");
        return Err(Failure::Failed(text));
    }
    Ok(())
}

/// The weights to try.
fn weights(
    args: &Sweep,
    scenario: &Scenario,
    policy: &Policy,
    attribute: &str,
) -> Result<Vec<f64>, Failure> {
    // Reports the bound as it was given, not a step computed from it.
    let given = [args.from.unwrap_or_default(), args.to];
    if let Some(bound) = given.iter().find(|bound| !(0.0..=f64::MAX).contains(*bound)) {
        return Err(failure(&SweepError::Weight(*bound)));
    }
    let [from, to] = given;
    if from.total_cmp(&to).is_eq() {
        let text = "--from and --to are the same: there is nothing to change";
        return Err(Failure::Usage(text.into()));
    }
    let last = args.steps.saturating_sub(1);
    let at = |step: u16| {
        if step == last { to } else { from + (to - from) * f64::from(step) / f64::from(last) }
    };
    // If nothing else has a weight, 0 leaves nothing to go by.
    let nothing = policy.clone().reweighed(attribute, 0.0);
    let skip = args.from.is_none() && policy_findings(scenario, &nothing).is_err();
    Ok((u16::from(skip)..args.steps).map(at).collect())
}

fn flips(
    args: &Sweep,
    scenario: &Scenario,
    policy: &Policy,
    printing: Printing,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let month = args.month.unwrap_or(scenario.start());
    let end = scenario.month(scenario.months() as usize);
    if !(scenario.start()..end).contains(&month) {
        let last = scenario.month((scenario.months() as usize).saturating_sub(1));
        let text =
            format!("the scenario goes from {} to {last}, without {month}", scenario.start());
        return Err(Failure::Usage(text));
    }
    let flips = flip_points(scenario, policy, month).map_err(|error| failure(&error))?;
    args.outputs.show(&flips, || flips.to_json(), || flips.table(), printing, screen)
}

fn failure(error: &SweepError) -> Failure {
    match error {
        SweepError::UnknownCriterion { .. }
        | SweepError::Weight(_)
        | SweepError::Twice(_)
        | SweepError::TooManyTiers { .. }
        | SweepError::Insensitive(_) => Failure::Usage(error.to_string()),
        error => Failure::of(error),
    }
}
