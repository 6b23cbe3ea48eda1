//! `apportion solve`.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::above::Above;
use super::failure::Failure;
use super::filter::{Most, Whose, told};
use super::input;
use super::outputs::{Outputs, Printing};
use super::planning::Planning;
use super::screen::Screen;
use super::talk::Talk;
use crate::check::check;
use crate::plan::{OrderPlan, Plan};
use crate::planner::{PlanError, PlanOutcome, Planner};
use crate::report;
use crate::scenario::{Policy, Scenario, natural};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion solve orders.toml --policy priority
  apportion solve orders.toml --json plan.json
  apportion solve orders.toml --csv dates.csv --table orders
  apportion solve orders.toml --partner north --late --top 10
  apportion solve orders.toml --policy priority --solution orders.sol

Which orders are shown (--partner, --product, --late, --top) changes nothing of the plan, nor of
what --json writes. Without --policy, the first policy of the file is taken, and standard error says which.
--solution plans nothing: it reads what HiGHS, CBC, Gurobi or SCIP answered to an export of the same
file and policy, and checks it.")]
pub(super) struct Solve {
    /// The scenario file; - is standard input
    file: PathBuf,
    /// The policy to plan by; without it, the first of the file
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// Make the plan of another solver's answer to an export: its solution file
    #[arg(long, value_name = "FILE.sol", conflicts_with = "engine")]
    solution: Option<PathBuf>,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    most: Most,
    #[command(flatten)]
    talk: Talk,
    #[command(flatten)]
    planning: Planning,
    #[command(flatten)]
    outputs: Outputs,
    /// Which table --csv writes and --format prints; without it, --csv writes deliveries and
    /// --format csv or json prints orders
    #[arg(long, value_enum, value_name = "TABLE")]
    table: Option<Table>,
}

/// The tables of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Table {
    /// Deliveries by tranche and month
    Deliveries,
    /// Every order with its dates
    Orders,
    /// Backlog by partner and month
    Backlog,
    /// What is made, by tranche, line and month
    Production,
    /// How what is scarce is used, by month
    Uses,
    /// What is in stock at the end of each month
    Stock,
    /// What one unit more would save on each level, by month
    Prices,
}

pub(super) fn run(args: &Solve, screen: &mut Screen) -> Result<(), Failure> {
    args.talk.begin(screen);
    let printing = args.outputs.name(screen)?;
    let printing = if args.talk.quiet { printing.without_text() } else { printing };
    let scenario = input::scenario(&args.file, screen)?;
    let name = args.policy.as_deref();
    let policy = match &args.solution {
        Some(_) => input::optimised(&scenario, name)?,
        None => input::first(&scenario, name)?,
    };
    let (partners, products) = (scenario.partners().iter(), scenario.products().iter());
    let products = products.map(|product| product.id().as_str());
    args.whose.known(partners.map(|partner| partner.id().as_str()), products)?;
    screen.end_of("read and check");
    let planner = args.planning.planner(screen);
    if let Some(path) = &args.solution {
        let (plan, line) = answered(path, &planner, &scenario, policy, screen)?;
        screen.end_of("read back and check");
        return write(args, &plan, Some(&line), printing, screen);
    }
    let outcome = planner.plan(&scenario, policy).map_err(|error| Failure::of(&error))?;
    screen.end_of("plan and prove");
    match outcome {
        PlanOutcome::Finished(plan) => write(args, &plan, None, printing, screen),
        PlanOutcome::Stopped(stopped) => {
            let reason = stopped.reason();
            let Some(best) = stopped.best_so_far() else {
                let text = format!("stopped before there was a plan: {reason}");
                return Err(Failure::Failed(text));
            };
            write(args, best, None, printing, screen)?;
            screen.finish()?;
            Err(Failure::Failed(format!("stopped before the plan was proven: {reason}")))
        }
    }
}

/// The plan of another solver's answer, and a line that says what it is. The check knows nothing of
/// the program that was exported: it looks at the plan as at any other.
fn answered(
    path: &Path,
    planner: &Planner,
    scenario: &Scenario,
    policy: &Policy,
    screen: &Screen,
) -> Result<(Plan, String), Failure> {
    let answer = input::answer(path, screen)?;
    let name = path.display();
    let plan = planner.plan_of(scenario, policy, &answer).map_err(|error| match error {
        PlanError::NotOptimised(_) => Failure::Usage(error.to_string()),
        PlanError::Misfit(_) if answer.is_rounded() => {
            let why = "this table has six digits of each value; write it in style 0";
            Failure::Failed(format!("{}; {why}", Failure::with(&name, &error).message()))
        }
        error => Failure::with(&name, &error),
    })?;
    let report = check(scenario, &plan);
    if !report.is_clean() {
        return Err(Failure::Failed(format!("{name}: the plan of it does not hold: {report}")));
    }
    let says = [answer.status().map(str::to_owned), answer.objective().map(told_objective)];
    let says: Vec<String> = says.into_iter().flatten().collect();
    let says = if says.is_empty() { String::new() } else { format!(" ({})", says.join(", ")) };
    let line = format!(
        "The answer of {}{says} in {name}: all constraints hold, nothing of it is proven",
        answer.solver()
    );
    Ok((plan, line))
}

fn told_objective(objective: f64) -> String {
    format!("objective {objective}")
}

fn write(
    args: &Solve,
    plan: &Plan,
    line: Option<&str>,
    printing: Printing,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let words = [args.whose.words(), args.most.words()].concat();
    let chosen = chosen(args, plan);
    let alone = args.table.is_some() && !args.outputs.has_csv();
    let usual = if args.outputs.has_csv() { Table::Deliveries } else { Table::Orders };
    let orders = || chosen.iter().copied();
    let table = || match (args.table.unwrap_or(usual), words.is_empty()) {
        (Table::Deliveries, true) => report::deliveries(plan),
        (Table::Deliveries, false) => report::deliveries_of(orders()),
        (Table::Orders, true) => report::orders(plan),
        (Table::Orders, false) => report::orders_of(orders()),
        (Table::Backlog, _) => report::backlog(plan),
        (Table::Production, true) => report::production(plan),
        (Table::Production, false) => report::production_of(orders()),
        (Table::Uses, _) => report::uses(plan),
        (Table::Stock, _) => report::stock(plan),
        (Table::Prices, _) => report::prices(plan),
    };
    let text = report::plan_text(plan);
    let text = if words.is_empty() { text } else { text.of(&chosen) };
    let shown = told("order", chosen.len(), plan.orders.len(), &words);
    let lines: Vec<&str> = line.into_iter().chain(shown.as_deref()).collect();
    let text = Above((!lines.is_empty()).then(|| lines.join("\n")), &text);
    args.outputs.show(&text, || plan.to_json(), table, printing.alone(alone), screen)?;
    screen.end_of("write and print");
    Ok(())
}

/// The orders asked for, in the natural order of ids; of so many at most the latest, from the
/// latest on.
fn chosen<'a>(args: &Solve, plan: &'a Plan) -> Vec<&'a OrderPlan> {
    let is_late = |order: &OrderPlan| {
        let late = order.lateness != Some(0) && !plan.is_not_due(order);
        late && !order.eligibility.is_never()
    };
    let orders = plan.orders.iter().filter(|order| {
        args.whose.has(order.partner.as_str(), order.product.as_str())
            && (!args.most.late || is_late(order))
    });
    let mut orders: Vec<&OrderPlan> = orders.collect();
    orders.sort_by(|a, b| natural::compare(a.order.as_str(), b.order.as_str()));
    if args.most.top.top.is_some() {
        // What is not completed is later than all that is; what is not due is not late.
        let late = |order: &OrderPlan| match order.lateness {
            Some(months) => u64::from(months),
            None => u64::from(is_late(order)) * u64::MAX,
        };
        orders.sort_by_key(|order| Reverse(late(order)));
        args.most.top.cut(&mut orders);
    }
    orders
}
