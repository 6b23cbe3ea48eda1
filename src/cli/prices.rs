//! `apportion prices`.

use super::args::Prices;
use super::failure::Failure;
use super::input;
use super::output::{Screen, takes_screen};
use crate::planner::PlanError;
use crate::prices::PriceQuery;

pub(super) fn run(args: &Prices, screen: &mut Screen) -> Result<(), Failure> {
    let quiet = takes_screen([args.json.as_ref(), args.csv.as_ref()], &[&args.file])?;
    let scenario = input::scenario(&args.file)?;
    let policy = input::optimised(&scenario, args.policy.as_deref())?;
    let level = usize::from(args.level);
    let planner = input::planner(&args.planning);
    let (text, json, csv) = if args.bottlenecks {
        let found = planner.leverage(&scenario, policy, level, args.step);
        let found = found.map_err(|error| failure(&error))?;
        (found.to_string(), found.to_json(), found.to_csv())
    } else {
        let query = args.part.iter().fold(PriceQuery::new().level(level), PriceQuery::part);
        let query = if args.no_ranges { query.without_ranges() } else { query };
        let found = planner.price_intervals(&scenario, policy, &query);
        let found = found.map_err(|error| failure(&error))?;
        (found.to_string(), found.to_json(), found.to_csv())
    };
    if let Some(target) = &args.json {
        screen.write(target, &json.map_err(|error| Failure::of(&error))?)?;
    }
    if let Some(target) = &args.csv {
        screen.write(target, &csv)?;
    }
    if quiet { Ok(()) } else { screen.line(&text) }
}

fn failure(error: &PlanError) -> Failure {
    match error {
        PlanError::NoPrices(_)
        | PlanError::UnknownLevel { .. }
        | PlanError::UnknownPart(_)
        | PlanError::Step(_) => Failure::Usage(error.to_string()),
        error => Failure::of(error),
    }
}
