//! The picture in the README is what the example prints.

use std::fs;
use std::path::Path;

use apportion::analysis::compare;
use apportion::planner::Planner;
use apportion::scenario::Scenario;

const BEFORE: &str = "<!-- picture -->\n```text\n";
const AFTER: &str = "```\n";

/// The parts of the comparison that the README shows: totals, then winners and losers.
fn picture() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scenario = Scenario::from_path(root.join("examples/data/shells_155mm.toml")).unwrap();
    let comparison = compare(&scenario, scenario.policies(), &Planner::new(), None).unwrap();
    let text = comparison.to_string();
    let parts: Vec<&str> = text.split("\n\n").collect();
    let shown = parts.iter().enumerate().filter(|(index, part)| {
        *index < 2 || part.starts_with("Months sooner") || part.starts_with("Who gains")
    });
    let shown: Vec<&str> = shown.map(|(_, part)| *part).collect();
    format!("{}\n", shown.join("\n\n"))
}

#[test]
fn the_picture_is_what_the_example_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEFORE).unwrap();
    let (shown, after) = rest.split_once(AFTER).unwrap();
    let picture = picture();
    if std::env::var_os("APPORTION_REFRESH").is_some() {
        fs::write(&path, format!("{before}{BEFORE}{picture}{AFTER}{after}")).unwrap();
        return;
    }
    assert_eq!(shown, picture, "run it with APPORTION_REFRESH=1 to draw it anew");
}
