//! `apportion explain`.

use std::path::PathBuf;

use super::above::Above;
use super::failure::Failure;
use super::filter::{Top, Whose, known, told};
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
use crate::report::{Letters, WhyText};
use crate::scenario::natural;
use crate::scenario::{Order, Policy, Scenario};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion explain orders.toml --policy priority
  apportion explain orders.toml --order CH-1 --order PL-1 --causes
  apportion explain orders.toml --displacement without --csv matrix.csv
  apportion explain orders.toml --against queue
  apportion explain orders.toml --ways-out --order CH-1

Every late unit and month has one cause: what was not released, the order's own limit, a
component, the lines, or another order that took what was there. --causes lists them all,
--displacement shows who waits because of whom, --ways-out what would bring an order on
time; each way is planned anew and checked. Without --policy, the first policy of the file
is taken, and standard error says which.")]
pub(super) struct Explain {
    /// The scenario file; - is standard input
    file: PathBuf,
    /// The policy to plan by; without it, the first of the file
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Only this order; may be given several times
    #[arg(long, value_name = "ID")]
    order: Vec<String>,
    #[command(flatten)]
    whose: Whose,
    /// Every cause of each order, with what it amounts to
    #[arg(long, conflicts_with_all = ["displacement", "against", "ways_out"])]
    causes: bool,
    /// Who waits because of whom: by what each took, or against plans without its orders
    #[arg(long, value_enum, value_name = "HOW", num_args = 0..=1, default_missing_value = "taken",
        conflicts_with_all = ["order", "partner", "product", "top"])]
    displacement: Option<How>,
    /// Who waits because of whom, less what it is under this policy
    #[arg(long, value_name = "NAME", conflicts_with_all = ["order", "partner", "product", "top", "displacement"])]
    against: Option<String>,
    /// What would bring late orders on time
    #[arg(long, conflicts_with_all = ["displacement", "against", "top"])]
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
    top: Top,
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
    exist(args, &scenario)?;
    let policy = input::first(&scenario, args.policy.as_deref())?;
    let against = args.against.as_deref().map(|name| input::policy(&scenario, name)).transpose()?;
    let planner = args.planning.planner(screen);
    let plan = planned(&planner, &scenario, policy)?;
    let failed = |error: ExplainError| Failure::of(&error);
    if args.ways_out {
        let mut query = WayOutQuery::new()
            .orders_at_most(args.most as usize)
            .plans_at_most(args.plans as usize);
        if !is_everything(args) {
            let chosen = scenario.orders().iter().filter(|order| is_chosen(args, order));
            // A partner may have no order.
            query = query.orders_at_most(0);
            query = chosen.fold(query, |query, order| query.order(order.id().clone()));
        }
        let found = ways_out(&scenario, &plan, &planner, &query).map_err(failed)?;
        let sought = |order: &Order| found.order(order.id().as_str()).is_some();
        let why = why_late_of(&scenario, &plan, sought).map_err(failed)?;
        let text = Letters { why: &why, ways: &found };
        return args.outputs.show(&text, || found.to_json(), || found.table(), printing, screen);
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
    let everybody = is_everything(args);
    let why = why_late_of(&scenario, &plan, |order| everybody || is_chosen(args, order));
    let why = why.map_err(failed)?;
    let json = || why.to_json();
    if args.top.top.is_none() {
        let nothing = !everybody && why.orders.is_empty();
        let named = args.order.iter().map(|id| format!("--order {id}"));
        let words: Vec<String> = named.chain(args.whose.words()).collect();
        let line = nothing.then(|| format!("No late order matches {}", words.join(" ")));
        let text = WhyText { why: &why, as_listed: false, causes: args.causes };
        return args.outputs.show(&Above(line, &text), json, || why.table(), printing, screen);
    }
    let mut shown = why.clone();
    shown.orders.sort_by(|a, b| natural::compare(a.order.as_str(), b.order.as_str()));
    shown.orders.sort_by(|a, b| b.unit_months.total_cmp(&a.unit_months));
    args.top.cut(&mut shown.orders);
    let line = told("late order", shown.orders.len(), why.orders.len(), &args.top.words());
    let text = WhyText { why: &shown, as_listed: true, causes: args.causes };
    args.outputs.show(&Above(line, &text), json, || shown.table(), printing, screen)
}

fn is_everything(args: &Explain) -> bool {
    args.order.is_empty() && args.whose.is_everything()
}

/// An order that is named, or one of a partner or product that is.
fn is_chosen(args: &Explain, order: &Order) -> bool {
    let named = args.order.iter().any(|id| *order.id() == **id);
    let by_whose = !args.whose.is_everything() || args.order.is_empty();
    named || (by_whose && args.whose.has(order.partner().as_str(), order.product().as_str()))
}

/// Checks that the orders, partners and products named exist.
fn exist(args: &Explain, scenario: &Scenario) -> Result<(), Failure> {
    known("order", &args.order, scenario.orders().iter().map(|order| order.id().as_str()))?;
    let (partners, products) = (scenario.partners().iter(), scenario.products().iter());
    let products = products.map(|product| product.id().as_str());
    args.whose.known(partners.map(|partner| partner.id().as_str()), products)
}

/// A proven plan; others are not worth explaining.
fn planned(planner: &Planner, scenario: &Scenario, policy: &Policy) -> Result<Plan, Failure> {
    let outcome = planner.plan(scenario, policy).map_err(|error| Failure::of(&error))?;
    outcome.finished().map_err(|error| Failure::of(&error))
}
