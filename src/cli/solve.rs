//! `apportion solve`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::failure::Failure;
use super::input;
use super::outputs::{Outputs, Printing};
use super::planning::Planning;
use super::screen::Screen;
use crate::plan::Plan;
use crate::planner::PlanOutcome;
use crate::report;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion solve orders.toml --policy priority
  apportion solve orders.toml --json plan.json
  apportion solve orders.toml --csv dates.csv --table orders

Without --policy, the first policy of the file is taken, and standard error says which.")]
pub(super) struct Solve {
    /// The scenario file; - is standard input
    file: PathBuf,
    /// The policy to plan by; without it, the first of the file
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
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
}

pub(super) fn run(args: &Solve, screen: &mut Screen) -> Result<(), Failure> {
    let printing = args.outputs.name(screen)?;
    let scenario = input::scenario(&args.file, screen)?;
    let policy = input::first(&scenario, args.policy.as_deref())?;
    let planner = args.planning.planner(screen);
    let outcome = planner.plan(&scenario, policy).map_err(|error| Failure::of(&error))?;
    match outcome {
        PlanOutcome::Finished(plan) => write(args, &plan, printing, screen),
        PlanOutcome::Stopped(stopped) => {
            let reason = stopped.reason();
            let Some(best) = stopped.best_so_far() else {
                let text = format!("stopped before there was a plan: {reason}");
                return Err(Failure::Failed(text));
            };
            write(args, best, printing, screen)?;
            screen.finish()?;
            Err(Failure::Failed(format!("stopped before the plan was proven: {reason}")))
        }
    }
}

fn write(
    args: &Solve,
    plan: &Plan,
    printing: Printing,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let alone = args.table.is_some() && !args.outputs.has_csv();
    let usual = if args.outputs.has_csv() { Table::Deliveries } else { Table::Orders };
    let table = || match args.table.unwrap_or(usual) {
        Table::Deliveries => report::deliveries(plan),
        Table::Orders => report::orders(plan),
        Table::Backlog => report::backlog(plan),
    };
    args.outputs.show(
        &report::plan_text(plan),
        || plan.to_json(),
        table,
        printing.alone(alone),
        screen,
    )
}
