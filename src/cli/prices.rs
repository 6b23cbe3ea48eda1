//! `apportion prices`.

use super::args::Prices;
use super::failure::Failure;
use super::input;
use super::output::{Screen, note, takes_screen};
use crate::plan::{PlanError, PriceQuery};
use crate::scenario::{Policy, Scenario};

pub(super) fn run(args: &Prices, screen: &mut Screen) -> Result<(), Failure> {
    let quiet = takes_screen([args.json.as_ref(), args.csv.as_ref()])?;
    let scenario = input::scenario(&args.file)?;
    let policy = choose(&scenario, args.policy.as_deref())?;
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

/// The policy asked for; else the first that is optimised, and says so if there are more
/// policies.
fn choose<'a>(scenario: &'a Scenario, name: Option<&str>) -> Result<&'a Policy, Failure> {
    if let Some(name) = name {
        return input::policy(scenario, name);
    }
    let policies = input::policies(scenario)?;
    let first = policies.iter().find(|policy| policy.rule().is_optimised());
    let first = first.ok_or_else(|| {
        Failure::Failed("no policy of the scenario is optimised: nothing has a price".into())
    })?;
    if policies.len() > 1 {
        let all = input::names(scenario);
        note(&format!(
            "policy {}, the first that is optimised; choose by --policy: {all}",
            first.id()
        ));
    }
    Ok(first)
}
