//! `apportion explain`.

use std::path::PathBuf;

use super::failure::Failure;
use super::input;
use super::outputs::Outputs;
use super::planning::Planning;
use super::screen::Screen;
use crate::analysis::explain::{
    ExplainError, displaced, displaced_against, displaced_without, why_late_of,
};
use crate::analysis::way_out::{WayOutQuery, ways_out};
use crate::plan::Plan;
use crate::planner::Planner;
use crate::scenario::{Order, Policy, Scenario};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion explain orders.toml --policy priority
  apportion explain orders.toml --order CH-1 --order PL-1
  apportion explain orders.toml --displacement without --csv matrix.csv
  apportion explain orders.toml --against queue
  apportion explain orders.toml --ways-out --order CH-1

Every late unit and month has one cause: what was not released, the order's own limit, a
component, the lines, or another order that took what was there. --displacement shows who
waits because of whom, --ways-out what would bring an order on time; each way is planned
anew and checked. Without --policy, the first policy of the file is taken, and standard
error says which.")]
pub(super) struct Explain {
    /// The scenario file; - is standard input
    file: PathBuf,
    /// The policy to plan by; without it, the first of the file
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Only this order; may be given several times
    #[arg(long, value_name = "ID")]
    order: Vec<String>,
    /// Only the orders of this partner; may be given several times
    #[arg(long, value_name = "ID")]
    partner: Vec<String>,
    /// Who waits because of whom: by what each took, or against plans without its orders
    #[arg(long, value_enum, value_name = "HOW", num_args = 0..=1, default_missing_value = "taken",
        conflicts_with_all = ["order", "partner"])]
    displacement: Option<How>,
    /// Who waits because of whom, less what it is under this policy
    #[arg(long, value_name = "NAME", conflicts_with_all = ["order", "partner", "displacement"])]
    against: Option<String>,
    /// What would bring late orders on time
    #[arg(long, conflicts_with_all = ["displacement", "against"])]
    ways_out: bool,
    /// For how many of the latest orders --ways-out seeks, unless orders are named
    #[arg(long, value_name = "COUNT", default_value_t = 3, requires = "ways_out",
        allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..))]
    most: u32,
    /// How many plans --ways-out may make for each order
    #[arg(long, value_name = "COUNT", default_value_t = 200, requires = "ways_out",
        allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..))]
    plans: u32,
    #[command(flatten)]
    planning: Planning,
    #[command(flatten)]
    outputs: Outputs,
}

/// How displacement is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum How {
    /// By what each took of what the other needed
    Taken,
    /// Against plans without the other's orders: one more plan for each partner
    Without,
}

pub(super) fn run(args: &Explain, screen: &mut Screen) -> Result<(), Failure> {
    let printing = args.outputs.name(screen)?;
    let scenario = input::scenario(&args.file, screen)?;
    known(args, &scenario)?;
    let policy = input::first(&scenario, args.policy.as_deref())?;
    let against = args.against.as_deref().map(|name| input::policy(&scenario, name)).transpose()?;
    let planner = args.planning.planner(screen);
    let plan = planned(&planner, &scenario, policy)?;
    let failed = |error: ExplainError| Failure::of(&error);
    if args.ways_out {
        let mut query = WayOutQuery::new()
            .orders_at_most(args.most as usize)
            .plans_at_most(args.plans as usize);
        if !(args.order.is_empty() && args.partner.is_empty()) {
            let chosen = scenario.orders().iter().filter(|order| is_chosen(args, order));
            // A partner may have no order.
            query = query.orders_at_most(0);
            query = chosen.fold(query, |query, order| query.order(order.id().clone()));
        }
        let found = ways_out(&scenario, &plan, &planner, &query).map_err(failed)?;
        return args.outputs.show(&found, || found.to_json(), || found.table(), printing, screen);
    }
    let matrix = match (args.displacement, against) {
        (Some(How::Without), _) => Some(displaced_without(&scenario, &plan, &planner)),
        (Some(How::Taken), _) => Some(displaced(&scenario, &plan)),
        (None, Some(policy)) => {
            let baseline = planned(&planner, &scenario, policy)?;
            Some(displaced_against(&scenario, &plan, &baseline))
        }
        (None, None) => None,
    };
    if let Some(matrix) = matrix.transpose().map_err(failed)? {
        return args.outputs.show(
            &matrix,
            || matrix.to_json(),
            || matrix.table(),
            printing,
            screen,
        );
    }
    let everybody = args.order.is_empty() && args.partner.is_empty();
    let why = why_late_of(&scenario, &plan, |order| everybody || is_chosen(args, order));
    let why = why.map_err(failed)?;
    args.outputs.show(&why, || why.to_json(), || why.table(), printing, screen)
}

fn is_chosen(args: &Explain, order: &Order) -> bool {
    args.order.iter().any(|id| *order.id() == **id)
        || args.partner.iter().any(|id| *order.partner() == **id)
}

/// Checks that the orders and partners named exist.
fn known(args: &Explain, scenario: &Scenario) -> Result<(), Failure> {
    let order = args.order.iter().find(|id| scenario.order_position(id).is_none());
    if let Some(id) = order {
        return Err(Failure::Usage(format!("the scenario has no order `{id}`")));
    }
    let is_partner = |id: &str| scenario.partners().iter().any(|part| *part.id() == *id);
    match args.partner.iter().find(|id| !is_partner(id)) {
        Some(id) => Err(Failure::Usage(format!("the scenario has no partner `{id}`"))),
        None => Ok(()),
    }
}

/// A proven plan; others are not worth explaining.
fn planned(planner: &Planner, scenario: &Scenario, policy: &Policy) -> Result<Plan, Failure> {
    let outcome = planner.plan(scenario, policy).map_err(|error| Failure::of(&error))?;
    outcome.finished().map_err(|error| Failure::of(&error))
}
