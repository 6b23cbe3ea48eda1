//! `apportion prices`.

use super::args::Prices;
use super::failure::Failure;
use super::input;
use super::output::{Screen, takes_screen};
use crate::plan::{PlanError, PriceQuery};

pub(super) fn run(args: &Prices, screen: &mut Screen) -> Result<(), Failure> {
    let quiet = takes_screen([args.json.as_ref(), args.csv.as_ref()])?;
    let scenario = input::scenario(&args.file)?;
    let policy = input::optimised(&scenario, args.policy.as_deref())?;
    let query = PriceQuery::new().level(usize::from(args.level));
    let query = args.part.iter().fold(query, PriceQuery::part);
    let planner = input::planner(&args.planning);
    let prices =
        planner.price_intervals(&scenario, policy, &query).map_err(|error| match error {
            PlanError::NoPrices(_) | PlanError::UnknownLevel { .. } | PlanError::UnknownPart(_) => {
                Failure::Usage(error.to_string())
            }
            error => Failure::of(&error),
        })?;
    if let Some(target) = &args.json {
        let text = prices.to_json().map_err(|error| Failure::of(&error))?;
        screen.write(target, &text)?;
    }
    if let Some(target) = &args.csv {
        screen.write(target, &prices.to_csv())?;
    }
    if quiet { Ok(()) } else { screen.line(&prices) }
}
