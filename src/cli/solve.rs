//! `apportion solve`.

use super::args::{Solve, Table};
use super::failure::Failure;
use super::input;
use super::output::{Screen, takes_screen};
use crate::plan::Plan;
use crate::planner::PlanOutcome;
use crate::report;

pub(super) fn run(args: &Solve, screen: &mut Screen) -> Result<(), Failure> {
    let quiet = takes_screen([args.json.as_ref(), args.csv.as_ref()], &[&args.file])?;
    let scenario = input::scenario(&args.file)?;
    let policy = input::first(&scenario, args.policy.as_deref())?;
    let planner = input::planner(&args.planning);
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
