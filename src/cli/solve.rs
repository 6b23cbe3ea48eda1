//! `apportion solve`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::failure::Failure;
use super::input;
use super::output::{Screen, Target, takes_screen};
use super::planning::Planning;
use crate::plan::Plan;
use crate::planner::PlanOutcome;
use crate::report;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion solve orders.toml --policy priority
  apportion solve orders.toml --json plan.json
  apportion solve orders.toml --csv - --table orders > orders.csv

Without --policy, the first policy of the file is taken, and standard error says which.")]
pub(super) struct Solve {
    /// The scenario file
    file: PathBuf,
    /// The policy to plan by; without it, the first of the file
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    #[command(flatten)]
    planning: Planning,
    /// Write the plan as JSON; - is standard output, instead of the report
    #[arg(long, value_name = "OUT")]
    json: Option<Target>,
    /// Write a table of the plan as CSV; - is standard output, instead of the report
    #[arg(long, value_name = "OUT")]
    csv: Option<Target>,
    /// Which table --csv writes
    #[arg(long, value_enum, default_value = "deliveries", requires = "csv")]
    table: Table,
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
    let quiet = takes_screen([args.json.as_ref(), args.csv.as_ref()], &[&args.file])?;
    let scenario = input::scenario(&args.file)?;
    let policy = input::first(&scenario, args.policy.as_deref())?;
    let planner = args.planning.planner();
    let outcome = planner.plan(&scenario, policy).map_err(|error| Failure::of(&error))?;
    match outcome {
        PlanOutcome::Finished(plan) => write(args, &plan, quiet, screen),
        PlanOutcome::Stopped(stopped) => {
            let reason = stopped.reason();
            let Some(best) = stopped.best_so_far() else {
                let text = format!("stopped before there was a plan: {reason}");
                return Err(Failure::Failed(text));
            };
            write(args, best, quiet, screen)?;
            screen.finish()?;
            Err(Failure::Failed(format!("stopped before the plan was proven: {reason}")))
        }
    }
}

fn write(args: &Solve, plan: &Plan, quiet: bool, screen: &mut Screen) -> Result<(), Failure> {
    if let Some(target) = &args.json {
        let text = plan.to_json().map_err(|error| Failure::of(&error))?;
        screen.write(target, &text)?;
    }
    if let Some(target) = &args.csv {
        let text = match args.table {
            Table::Deliveries => report::deliveries_csv(plan),
            Table::Orders => report::orders_csv(plan),
            Table::Backlog => report::backlog_csv(plan),
        };
        screen.write(target, &text)?;
    }
    if quiet { Ok(()) } else { screen.line(report::plan_text(plan)) }
}
