//! Every plan of `tests/scenarios` holds: the check is silent.
//!
//! `tests/mutants/run` runs this with faults in what makes the plans: then it must not be.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;

use apportion::check::check;
use apportion::planner::{OnConflict, Planner};
use apportion::scenario::Scenario;

#[test]
fn the_check_is_silent() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut folders: Vec<_> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let planner = Planner::new().on_conflict(OnConflict::LeastBreach);
    let (mut plans, mut noticed) = (0, Vec::new());
    for folder in folders {
        // Some folders are scenarios that cannot be read.
        let Ok(scenario) = Scenario::from_path(folder.join("scenario.toml")) else { continue };
        let name = folder.file_name().unwrap().to_str().unwrap();
        for policy in scenario.policies() {
            let planned = planner.plan(&scenario, policy);
            // Whether there is a plan is for others to say.
            let Ok(plan) = planned.and_then(apportion::planner::PlanOutcome::finished) else {
                continue;
            };
            plans += 1;
            if let Some(violation) = check(&scenario, &plan).violations().first() {
                noticed.push(format!("noticed: {name}, {}: {violation}", policy.id()));
            }
        }
    }
    assert!(plans > 100, "{plans} plans");
    assert!(noticed.is_empty(), "{}", noticed.join("\n"));
}
