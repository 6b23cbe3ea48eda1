//! The check is worth something because it works everything out itself: its sources name
//! nothing that the rest of the crate derives.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

/// What the check may take from the rest of the crate: what is written, the plan as a value,
/// and what two numbers of a plan have to agree in.
const STATIONS: [&str; 5] = ["check", "double_double", "plan", "scenario", "tolerance"];

/// Methods that derive something from what is written in a scenario or policy. What they say
/// the check says in its own words.
const DERIVED: [&str; 52] = [
    // Who wants what and when.
    ".demands(",
    ".demands_of(",
    ".demands_at(",
    ".lead_for(",
    ".is_for(",
    ".total(",
    ".order_position(",
    ".commitments_of(",
    ".commitments_at(",
    ".limited_orders(",
    ".stocked_products(",
    // How much there is.
    ".capacity(",
    ".capacity_at(",
    ".rates(",
    ".days(",
    ".days_in(",
    ".is_weekend(",
    ".added(",
    ".begins(",
    ".hours_for(",
    ".reservations(",
    ".holds_in(",
    ".monthly(",
    "scenario.supply(",
    ".supply_at(",
    ".receipts_at(",
    ".good_shares_at(",
    "scenario.hours(",
    // Who comes first.
    ".attribute_in(",
    ".meets(",
    ".is_met_by(",
    ".terms_in(",
    ".tier_list(",
    ".weight_scale(",
    "policy.criteria(",
    ".ruling(",
    ".tiering(",
    ".weighing(",
    ".method(",
    ".turn(",
    ".allows(",
    ".is_never(",
    ".is_always(",
    "scenario.policy(",
    "WeightScale::default",
    // Months.
    "scenario.month(",
    "scenario.index_of(",
    ".index_of(",
    ".months_since(",
    ".checked_add(months",
    ".saturating_add(",
    "plan.month(",
];

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// Every file of the check with its code: without comments and without its unit tests.
fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check"), &mut files);
    files.sort();
    let source = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let code = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        let code: Vec<&str> = code.take_while(|line| *line != "#[cfg(test)]").collect();
        (path.display().to_string(), code.join("\n"))
    };
    files.into_iter().map(source).collect()
}

#[test]
fn nothing_derived_is_taken_as_given() {
    let mut wrong = Vec::new();
    for (name, code) in sources() {
        // A call may begin on a line of its own.
        let code = code.replace("\n.", ".");
        for derived in DERIVED.iter().filter(|derived| code.contains(*derived)) {
            wrong.push(format!("{name}: {derived}…)"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn imports_are_of_what_is_written() {
    let mut wrong = Vec::new();
    for (name, code) in sources() {
        for (start, _) in code.match_indices("crate::") {
            let rest = &code[start + "crate::".len()..];
            let station = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            if !STATIONS.contains(&station) {
                wrong.push(format!("{name}: crate::{station}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A rule has a file of its own, which reads the data of that rule alone.
#[test]
fn each_rule_reads_its_own_data() {
    let rules = ["Queue", "ProRata", "Lottery", "Score", "Tiers", "Dpas"];
    let mut seen = 0;
    for (name, code) in sources() {
        let Some((_, file)) = name.rsplit_once("rules/") else { continue };
        let own = rules.iter().find(|rule| {
            let words = format!("{rule:?}").to_lowercase();
            words.trim_matches('"') == file.trim_end_matches(".rs").replace('_', "")
        });
        let Some(own) = own else { continue };
        seen += 1;
        for other in rules.iter().filter(|other| *other != own) {
            let named = [format!("&{other})"), format!("&{other}<"), format!("&'a {other}")];
            assert!(!named.iter().any(|named| code.contains(named)), "{name} reads {other}");
        }
        assert!(code.contains(&format!("&{own})")), "{name} does not read {own}");
    }
    assert_eq!(seen, rules.len());
}
