//! Which level `prices` and `export` take, and all of them in one call.

use std::fs;

use crate::support::command::{Folder, run};

/// The promise is kept and the first tier is on time; the second tier is late.
const SCENARIO: &str = r#"
version = 1
name = "pumps"
start = "2026-01"
months = 6
products = [{ id = "pump" }]
lines = [{ id = "hall", usage = { pump = 1 }, ramp = { shape = "flat", rate = 10 } }]
partners = [{ id = "north", attributes = { need = 1 } }, { id = "south", attributes = { need = 3 } }]
commitments = [{ order = "S", quantity = 10, by = "2026-01" }]

[[orders]]
id = "N"
partner = "north"
product = "pump"
signed = "2025-11"
due = "2026-01"
quantity = 20

[[orders]]
id = "S"
partner = "south"
product = "pump"
signed = "2025-12"
due = "2026-01"
quantity = 10

[[policies]]
id = "need"
rule = "tiers"
tiers = [{ id = "high", thresholds = [{ attribute = "need", at_least = 2 }] }, { id = "low" }]
"#;

#[test]
fn without_a_level_the_first_above_zero_is_taken_and_named() {
    let folder = Folder::new("first level");
    let file = folder.file("s.toml", SCENARIO);
    let (code, out, err) = run(&["prices", &file]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("level 3, weighted backlog of tier low: the first above zero"), "{err}");
    assert!(out.contains("level 3: weighted backlog of tier low"), "{out}");
    assert!(out.contains("one more saves"), "{out}");
    let (_, out, _) = run(&["prices", &file, "--bottlenecks"]);
    assert!(out.contains("level 3: weighted backlog of tier low"), "{out}");
    let (code, out, _) = run(&["export", &file]);
    assert_eq!(code, 0);
    assert!(out.contains("\\ Level 3 of ") && out.contains(" level.2:"), "{out}");
    // With everything on time, the first backlog.
    let file = folder.file("on_time.toml", &SCENARIO.replace("rate = 10", "rate = 100"));
    let (_, out, err) = run(&["prices", &file]);
    assert!(err.contains("level 2, weighted backlog of tier high: the backlog"), "{err}");
    assert!(out.contains("level 2: weighted backlog of tier high"), "{out}");
    let (_, out, _) = run(&["prices", &file, "--level", "1"]);
    assert!(out.contains("level 1: commitments not met"), "{out}");
}

#[test]
fn all_levels_in_one_call() {
    let folder = Folder::new("all levels");
    let file = folder.file("s.toml", SCENARIO);
    let (code, out, err) = run(&["prices", &file, "--level", "all", "--no-ranges"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("level 1: commitments") && out.contains("level 4: earliest"), "{out}");
    let (_, out, _) = run(&["prices", &file, "--level", "all", "--no-ranges", "--csv", "-"]);
    let levels: Vec<&str> =
        out.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
    assert!(levels.len() >= 6 * 5 && levels[0] == "1" && levels[6] == "2", "{out}");
    let (_, out, _) = run(&["prices", &file, "--level", "all", "--no-ranges", "--json", "-"]);
    let all: Vec<serde_json::Value> = serde_json::from_str(&out).unwrap();
    assert_eq!(all[2]["level"], 3);
    let (code, _, err) = run(&["export", &file, "--level", "all", "--out", &folder.path("s.lp")]);
    assert_eq!(code, 0, "{err}");
    for number in 1..=all.len() {
        let text = fs::read_to_string(folder.path(&format!("s.{number}.lp"))).unwrap();
        assert!(text.contains(&format!("Level {number} of {}", all.len())), "{text}");
    }
    let (code, _, err) = run(&["export", &file, "--level", "all"]);
    assert!(code == 2 && err.contains("--out"), "{err}");
    // Nothing that is read is written over.
    let same = folder.file("s.1.toml", SCENARIO);
    let target = folder.path("s.toml");
    let (code, _, err) = run(&["export", &same, "--level", "all", "--out", &target]);
    assert!(code == 2 && err.contains("s.1.toml"), "{err}");
}

/// Tranches one after the other have a level each, and no prices together: the next level is told.
#[test]
fn levels_without_prices_are_left_out() {
    let folder = Folder::new("in turn");
    let file = folder.file(
        "in_turn.toml",
        "version = 1\nname = \"s\"\nstart = \"2026-01\"\nmonths = 4\nproducts = [{ id = \"u\" }]\n\
         lines = [{ id = \"l\", usage = { u = 1 }, ramp = { shape = \"flat\", rate = 2 } }]\n\
         partners = [{ id = \"a\" }]\npolicies = [{ id = \"s\", rule = \"sequence\" }]\n\
         orders = [{ id = \"A\", partner = \"a\", product = \"u\", signed = \"2025-12\", \
         due = \"2026-01\", quantity = 3 }]\n",
    );
    for level in [&[][..], &["--level", "all"]] {
        let (code, out, err) = run(&[&["prices", &file][..], level].concat());
        assert_eq!(code, 0, "{err}");
        assert!(
            err.contains("level 1, backlog in sequence: tranches one after the other"),
            "{err}"
        );
        assert!(out.contains("level 2: earliest delivery") && !out.contains("level 1"), "{out}");
    }
    let (code, _, err) = run(&["prices", &file, "--level", "1"]);
    assert_eq!(code, 1);
    assert!(err.contains("error:"), "{err}");
}
