//! The linear programs of a dozen small scenarios, kept as files: nobody changes the
//! model without seeing what changed.
//!
//! `APPORTION_BLESS=1 cargo test golden` writes them anew. Read the
//! difference before it is committed.

use std::fs;
use std::path::Path;

use apportion::export::Format;
use apportion::scenario::Scenario;

/// Scenario under `tests/scenarios` and policy. The last level is written, which has
/// those before it as rows: the whole model.
const FILES: [(&str, &str); 13] = [
    ("approval_lead", "all"),
    ("component_stock_carries_over", "all"),
    ("delivery_schedule_as_tranches", "all"),
    ("dpas_equals_by_required_date", "ratings"),
    ("due_after_the_horizon", "all"),
    ("equal_split", "split"),
    ("lines_of_unequal_usage", "all"),
    ("measures", "value"),
    ("reserved_in_a_window", "tiers"),
    ("several_components_per_unit", "all"),
    ("tiers_are_strict", "tiers"),
    ("tranches_with_urgency", "score"),
    ("twins_one_after_the_other", "all"),
];

#[test]
fn golden_files_are_what_is_written() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let bless = std::env::var_os("APPORTION_BLESS").is_some_and(|value| value == "1");
    let mut differ = Vec::new();
    for (folder, policy) in FILES {
        let scenario = tests.join("scenarios").join(folder).join("scenario.toml");
        let scenario = Scenario::from_path(scenario).unwrap();
        let policy = scenario.policy(policy).unwrap();
        let plan = apportion::planner::plan(&scenario, policy.id().as_str()).unwrap();
        let text = super::written(&scenario, policy, plan.levels.len(), Format::Lp);
        let path = tests.join("golden").join(format!("{folder}.lp"));
        if bless {
            fs::write(&path, &text).unwrap();
        }
        if fs::read_to_string(&path).unwrap_or_default() != text {
            differ.push(format!("{folder}: now\n{text}"));
        }
    }
    assert!(
        differ.is_empty(),
        "the model changed; if that was meant, APPORTION_BLESS=1 writes the files anew\n{}",
        differ.join("\n")
    );
    let count = fs::read_dir(tests.join("golden")).unwrap().count();
    assert_eq!(count, FILES.len(), "tests/golden holds a file that nothing reads");
}
