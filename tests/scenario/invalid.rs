//! A folder of invalid files, at least one for every code. The first line of each says
//! what it must yield: `expect: E503 orders[0].due`. Where a second finding cannot be
//! avoided, a line `also: …` says so.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use apportion::scenario::{Code, Finding, ReadError, Scenario, ScenarioError, Severity};

/// Codes that no file of a sensible size can cause; `hostile.rs` tests them.
const WITHOUT_FILE: [Code; 1] = [Code::TooMany];

const READ_CODES: [&str; 5] = ["E001", "E002", "E003", "E004", "E005"];

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        // Tables are read through the scenario of the same name.
        .filter(|path| path.extension().is_some_and(|ending| ending != "csv"))
        .collect();
    files.sort();
    files
}

/// Code and path after each mark in a file.
fn marked(text: &str, mark: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| line.split_once(mark))
        .map(|(_, rest)| {
            // In JSON the mark stands in a text.
            let rest = rest.split('"').next().unwrap_or_default().trim();
            let (code, path) = rest.split_once(' ').unwrap_or((rest, ""));
            (code.to_owned(), path.to_owned())
        })
        .collect()
}

fn is_one_line(text: &str) -> bool {
    !text.contains('\n') && text.len() < 1_000
}

#[test]
fn each_file_yields_its_code_at_its_place() {
    for file in files() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let mut expected = marked(&text, "expect: ");
        assert_eq!(expected.len(), 1, "{name}");
        assert!(name.starts_with(&expected[0].0), "{name}");
        expected.extend(marked(&text, "also: "));

        let error = match Scenario::from_path(&file) {
            Err(error) => error,
            // What only may be wrong is planned, and told.
            Ok(scenario) => {
                let warnings = scenario.warnings();
                let found: Vec<_> = warnings.iter().map(place).collect();
                assert_eq!(found, expected, "{name}: {warnings}");
                assert!(warnings.iter().all(|found| found.severity() == Severity::Warning));
                warnings.iter().for_each(speaks_of_a_finding);
                continue;
            }
        };
        println!("{name}\n    {error}");
        let found = match &error {
            ScenarioError::Read(error) => vec![(error.code().to_owned(), read_path(error))],
            ScenarioError::Invalid(findings) => findings.iter().map(place).collect(),
            _ => panic!("{name}: {error}"),
        };
        assert_eq!(found, expected, "{name}: {error}");
        match &error {
            ScenarioError::Read(error) => speaks_of_a_file(error),
            ScenarioError::Invalid(findings) => findings.iter().for_each(speaks_of_a_finding),
            _ => {}
        }
    }
}

fn place(finding: &Finding) -> (String, String) {
    (finding.code.to_string(), finding.path.clone())
}

fn read_path(error: &ReadError) -> String {
    match error {
        ReadError::Format { place, .. } => place.path.clone(),
        _ => String::new(),
    }
}

/// One line that names the code, the file and, in a text, the line.
fn speaks_of_a_file(error: &ReadError) {
    let shown = error.to_string();
    assert!(is_one_line(&shown), "{shown}");
    assert!(shown.starts_with(error.code()), "{shown}");
    if let ReadError::Format { place, message } = error {
        assert!(place.line.is_some(), "{shown}");
        assert!(place.file.is_some(), "{shown}");
        assert!(shown.contains(&format!("line {}", place.line.unwrap())), "{shown}");
        assert!(shown.contains(message), "{shown}");
        // `sequence` is a column, too.
        let told = message.replace("sequence, rating", "rating").replace("`sequence`", "");
        for jargon in ["struct", "f64", "u32", "sequence", " map", "field ", "variant"] {
            assert!(!told.contains(jargon), "{jargon} in: {shown}");
        }
    }
}

/// One line: code, path, value, what it means, what to do.
fn speaks_of_a_finding(finding: &Finding) {
    let shown = finding.to_string();
    assert!(is_one_line(&shown), "{shown}");
    assert!(shown.starts_with(&format!("{} {}", finding.code, finding.path)), "{shown}");
    assert!(shown.contains(&finding.value), "{shown}");
    assert!(shown.contains(finding.code.meaning()), "{shown}");
    assert!(!finding.help.is_empty() && shown.ends_with(&finding.help), "{shown}");
}

#[test]
fn every_code_has_a_file() {
    let names: BTreeSet<String> = files()
        .iter()
        .map(|file| file.file_name().unwrap().to_string_lossy()[..4].to_owned())
        .collect();
    let codes = Code::ALL.iter().filter(|code| !WITHOUT_FILE.contains(code));
    let wanted: BTreeSet<String> =
        codes.map(|code| code.as_str()).chain(READ_CODES).map(str::to_owned).collect();
    assert_eq!(names, wanted);
}

#[test]
fn codes_are_distinct_and_in_order() {
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert!(codes.is_sorted_by(|a, b| a < b));
}

#[test]
fn everything_is_reported_at_once() {
    let text = r#"
        version = 1
        name = "all wrong"
        start = "2026-01"
        months = 0
        products = [{ id = "pump", value = -1 }]
        lines = [{ id = "hall", usage = { pomp = 0 }, ramp = { shape = "flat", rate = nan } }]
        orders = [{ id = "A", partner = "nobody", product = "pump", signed = "2025-01" }]
        policies = [{ id = "p", rule = "tiers" }]
    "#;
    let Err(ScenarioError::Invalid(findings)) = Scenario::from_toml(text) else {
        panic!("it is all wrong")
    };
    let found: Vec<_> = findings.iter().map(|f| format!("{} {}", f.code, f.path)).collect();
    assert_eq!(
        found,
        [
            "E101 months",
            "E203 products[0].value",
            "E106 lines[0].usage.pomp",
            "E203 lines[0].usage.pomp",
            "E201 lines[0].ramp.rate",
            "E106 orders[0].partner",
            "E402 orders[0].product",
            "E501 orders[0].quantity",
            "E503 orders[0].due",
            "E601 policies[0].tiers",
        ]
    );
    let shown = findings.to_string();
    assert_eq!(shown.lines().count(), 1 + found.len(), "{shown}");
    assert!(shown.starts_with("10 findings\n"), "{shown}");
}
