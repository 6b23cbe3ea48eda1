//! The way of the data, held: a folder under `src` for each station, and every import
//! points to a station before it (see ARCHITECTURE.md).

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

/// The stations, in the order in which data passes them.
const STATIONS: [&str; 14] = [
    "model",
    "scenario",
    "ranking",
    "resources",
    "formulation",
    "export",
    "engine",
    "plan",
    "planner",
    "prices",
    "check",
    "analysis",
    "report",
    "cli",
];

/// What everybody may use.
const SHARED: [&str; 4] = ["each", "hash", "number", "tolerance"];

/// A file with more lines is looking for its second noun.
const MOST_LINES: usize = 500;

struct Source {
    /// Path below `src`, with slashes.
    name: String,
    /// Its lines without comments.
    code: String,
    lines: usize,
}

impl Source {
    fn station(&self) -> Option<&str> {
        let (folder, _) = self.name.split_once('/')?;
        (folder != "bin").then_some(folder)
    }

    /// Every path that begins at the root of the crate, such as `plan::Plan`.
    fn imports(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (start, _) in self.code.match_indices("crate::") {
            let named = self.code[..start].chars().next_back();
            if named.is_some_and(|before| before.is_alphanumeric() || before == '_') {
                continue;
            }
            expand("", &self.code[start + "crate::".len()..], &mut found);
        }
        found
    }
}

/// The paths that a piece of code begins with: one, or all of a list in braces.
fn expand(prefix: &str, code: &str, found: &mut Vec<String>) {
    if let Some(list) = code.strip_prefix('{') {
        let mut depth = 0;
        let mut start = 0;
        for (index, letter) in list.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    let part = list[start..index].trim_start();
                    if !part.is_empty() {
                        expand(prefix, part, found);
                    }
                    if letter == '}' {
                        return;
                    }
                    start = index + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let end = code.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let (name, rest) = code.split_at(end.unwrap_or(code.len()));
    let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}::{name}") };
    match rest.strip_prefix("::") {
        Some(rest) if rest.starts_with(|letter: char| letter.is_alphabetic() || letter == '{') => {
            expand(&path, rest, found);
        }
        _ => found.push(path),
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            let lines = text.lines().count();
            let code: Vec<&str> =
                text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            Source { name, code: code.join("\n"), lines }
        })
        .collect()
}

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

fn rank(station: &str) -> usize {
    let known = STATIONS.iter().position(|known| *known == station);
    known.unwrap_or_else(|| panic!("`{station}` is no station; see STATIONS in this test"))
}

#[test]
fn every_import_points_to_the_left() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(station) = source.station() else { continue };
        for import in source.imports() {
            let target = import.split("::").next().unwrap();
            if !SHARED.contains(&target) && rank(target) > rank(station) {
                wrong.push(format!("{} imports {import}", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Nothing right of `plan` knows how plans are made; the command alone sets limits.
#[test]
fn what_uses_plans_knows_no_solver() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(station) = source.station().filter(|name| rank(name) > rank("prices")) else {
            continue;
        };
        for import in source.imports() {
            let limits = ["engine::SolveOptions", "engine::StopReason", "engine::CancelToken"];
            let solver = import.starts_with("engine") || import.starts_with("formulation");
            if solver && !(station == "cli" && limits.contains(&import.as_str())) {
                wrong.push(format!("{} imports {import}", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The check is worth something because it shares nothing with what it checks.
#[test]
fn the_check_stands_alone() {
    let known = ["scenario", "ranking", "plan", "check", "number", "tolerance"];
    let makers = ["plan::plan", "plan::Planner", "plan::PlanOutcome", "plan::EngineChoice"];
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| source.station() == Some("check")) {
        for import in source.imports() {
            let target = import.split("::").next().unwrap();
            if !known.contains(&target) || makers.contains(&import.as_str()) {
                wrong.push(format!("{} imports {import}", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Nobody climbs out of a station by `super` either.
#[test]
fn super_stays_inside_a_station() {
    for source in sources().iter().filter(|source| source.station().is_some()) {
        let parts = source.name.trim_end_matches(".rs").split('/');
        let depth = parts.filter(|part| *part != "mod").count();
        let climb = "super::".repeat(depth);
        assert!(!source.code.contains(&climb), "{} leaves its station", source.name);
    }
}

/// Whoever wants a table gives it columns and rows: it is drawn in one place.
#[test]
fn tables_are_drawn_in_one_place() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !source.name.starts_with("report/table/")) {
        for drawing in ["comfy_table", "csv::Writer"] {
            if source.code.contains(drawing) {
                wrong.push(format!("{} uses {drawing}", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_long() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.lines > MOST_LINES)
        .map(|source| format!("{}: {} lines", source.name, source.lines))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn imports_are_found_in_lists() {
    let code = "use crate::{plan::{Plan, Planner as P}, scenario, text::table};\n\
                fn f() { crate::engine::solve(); }\n\
                use other_crate::x;";
    let source = Source { name: "a/b.rs".to_owned(), code: code.to_owned(), lines: 2 };
    let expected = ["plan::Plan", "plan::Planner", "scenario", "text::table", "engine::solve"];
    assert_eq!(source.imports(), expected);
}
