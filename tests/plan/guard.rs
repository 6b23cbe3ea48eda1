//! What the library answers today: every policy of every scenario that is at hand is
//! planned, and the digests of the plans are those of `tests/generated/digests.txt`.
//!
//! The files of `tests/generated` are data: they were generated once, each with another
//! mixture of what the format can say. Unlike those of `tests/scenarios`, their answers
//! were recorded and not derived by hand, so a digest that changes is no fault by itself,
//! but it has to be meant. Then `APPORTION_BLESS=1 cargo test guard` writes the
//! digests anew.
//!
//! A line for each file and policy: how it ended, and a hash for each of production,
//! dates, levels and prices. Where promises cannot all be kept, the plan is that of the
//! least breach.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::digest::Digest;
use apportion::check::check;
use apportion::plan::Plan;
use apportion::planner::{OnConflict, PlanError, PlanOutcome, Planner};
use apportion::scenario::{Policy, Scenario};

const SECTIONS: [&str; 4] = ["production", "dates", "levels", "prices"];

/// Every scenario at hand, by its path from the root of the package.
fn files() -> BTreeMap<String, PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    for folder in ["tests/generated", "tests/scenarios", "examples/data"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let inside = if folder == "tests/scenarios" { "/scenario.toml" } else { "" };
            if inside.is_empty() && Path::new(&name).extension().is_none_or(|end| end != "toml") {
                continue;
            }
            let name = format!("{folder}/{name}{inside}");
            let path = root.join(&name);
            files.insert(name, path);
        }
    }
    files
}

/// How planning ended, and with which plan.
fn planned(scenario: &Scenario, policy: &Policy) -> (String, Option<Plan>) {
    match Planner::new().plan(scenario, policy) {
        Ok(outcome) => ended("planned", outcome),
        Err(error @ (PlanError::Commitments(_) | PlanError::Capped { .. })) => {
            let planner = Planner::new().on_conflict(OnConflict::LeastBreach);
            match planner.plan(scenario, policy) {
                Ok(outcome) => ended(&format!("breach {}", class(&error)), outcome),
                Err(error) => (format!("error {}", class(&error)), None),
            }
        }
        Err(error) => (format!("error {}", class(&error)), None),
    }
}

fn ended(kind: &str, outcome: PlanOutcome) -> (String, Option<Plan>) {
    match outcome {
        PlanOutcome::Finished(plan) => (kind.to_owned(), Some(plan)),
        _ => ("stopped".to_owned(), None),
    }
}

/// The name of an error without its particulars.
fn class(error: &PlanError) -> String {
    let name = format!("{error:?}");
    name.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default().to_lowercase()
}

/// The codes in a message.
fn codes(message: &str) -> String {
    let is_code = |word: &&str| word.len() == 4 && word.starts_with('E');
    let words = message.split(|letter: char| !letter.is_alphanumeric()).filter(is_code);
    words.collect::<Vec<_>>().join(" ")
}

/// The digests of a file, and which of its plans the check finds wrong.
fn digests(name: &str, path: &Path, wrong: &mut Vec<String>) -> Vec<String> {
    let scenario = match Scenario::from_path(path) {
        Ok(scenario) => scenario,
        Err(error) => return vec![format!("{name} | | invalid {} |", codes(&error.to_string()))],
    };
    let lines = scenario.policies().iter().map(|policy| {
        let (kind, plan) = planned(&scenario, policy);
        let mut line = format!("{name} | {} | {kind} |", policy.id());
        if let Some(plan) = plan {
            let report = check(&scenario, &plan);
            if !report.is_clean() {
                wrong.push(format!("{name}, policy {}: {report}", policy.id()));
            }
            for hash in Digest::of(&serde_json::to_value(&plan).unwrap()).hashes() {
                line = format!("{line} {hash}");
            }
        }
        line
    });
    lines.collect()
}

/// What differs of two digests of a policy.
fn difference(was: &str, now: &str) -> String {
    match (was.rsplit_once(" | "), now.rsplit_once(" | ")) {
        (Some((head, was)), Some((same, now))) if head == same => {
            let sections = SECTIONS.iter().zip(was.split(' ').zip(now.split(' ')));
            let other = sections.filter(|(_, (was, now))| was != now).map(|(name, _)| *name);
            format!("{head}: {}", other.collect::<Vec<_>>().join(", "))
        }
        _ => format!("{was}\n  is now {now}"),
    }
}

#[test]
fn every_plan_is_the_one_recorded() {
    let stored = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generated/digests.txt");
    let mut wrong = Vec::new();
    let files = files();
    let found: Vec<String> =
        files.iter().flat_map(|(name, path)| digests(name, path, &mut wrong)).collect();
    let refused = wrong.join("\n");
    if std::env::var_os("APPORTION_BLESS").is_some() {
        fs::write(&stored, found.join("\n") + "\n").unwrap();
        assert!(wrong.is_empty(), "the check refuses:\n{refused}");
        return;
    }
    let stored = fs::read_to_string(&stored).unwrap();
    let key = |line: &str| line.splitn(3, " | ").take(2).map(str::to_owned).collect::<Vec<_>>();
    let mut before: BTreeMap<Vec<String>, &str> =
        stored.lines().map(|line| (key(line), line)).collect();
    let mut other = Vec::new();
    for line in &found {
        match before.remove(&key(line)) {
            None => other.push(format!("new: {line}")),
            Some(was) if was != line => other.push(difference(was, line)),
            Some(_) => {}
        }
    }
    other.extend(before.values().map(|line| format!("gone: {line}")));
    let count = other.len();
    other.truncate(40);
    assert!(count == 0, "{count} of {} plans differ:\n{}", found.len(), other.join("\n"));
    assert!(wrong.is_empty(), "the check refuses:\n{refused}");
}
