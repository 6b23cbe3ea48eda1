//! The command in hostile or careless hands: it says what is wrong, and ends as documented.

use std::fs;

use crate::support::command::{Folder, run};

const SCENARIO: &str = r#"
version = 1
name = "pumps"
start = "2026-01"
months = 12
products = [{ id = "pump" }]
lines = [{ id = "hall", usage = { pump = 1 }, ramp = { shape = "flat", rate = 10 } }]
partners = [
  { id = "north", attributes = { need = 1 } },
  { id = "south", attributes = { need = 3 } },
]
orders = [
  { id = "N-1", partner = "north", product = "pump", signed = "2025-11", due = "2026-02", quantity = 20 },
  { id = "S-1", partner = "south", product = "pump", signed = "2025-12", due = "2026-02", quantity = 30 },
  { id = "S-2", partner = "south", product = "pump", signed = "2025-12", due = "2026-12", quantity = 1 },
]

[[policies]]
id = "need"
rule = "score"
criteria = [{ attribute = "need", floor = 0, target = 4 }]
"#;

/// Runs what must fail with a code, print nothing, and say something.
fn fails(arguments: &[&str], wanted: i32, told: &str) {
    let (code, out, err) = run(arguments);
    assert_eq!((code, out.as_str()), (wanted, ""), "{arguments:?}: {err}");
    assert!(err.contains(told), "{arguments:?}: {err}");
}

#[test]
fn numbers_that_are_none() {
    let folder = Folder::new("numbers");
    let file = folder.file("s.toml", SCENARIO);
    let quote = ["quote", &file, "--partner", "north", "--product", "pump"];
    for bad in ["-1", "0", "nan", "inf", "1e300", "1e-300", "1e-6"] {
        fails(&[&quote[..], &["--quantity", bad]].concat(), 2, "orders[3].quantity");
        let most = ["--quantity", "5", "--most-per-month", bad];
        fails(&[&quote[..], &most].concat(), 2, "orders[3].most_per_month");
    }
    fails(&[&quote[..], &["--tranche", "x@2026-03"]].concat(), 2, "`x` is not a number of units");
    for bad in ["-1", "0", "nan", "inf", "1e300", "1e-300"] {
        let step = ["prices", &file, "--bottlenecks", "--step", bad];
        fails(&step, 2, "is no share from 0.000001 to 1000000");
    }
    for bad in ["-1", "nan", "inf", "1e300", "x", ""] {
        fails(&["solve", &file, "--time-limit", bad], 2, "give a number of seconds");
    }
    for option in ["--most", "--plans"] {
        for bad in ["0", "-1"] {
            fails(&["explain", &file, "--ways-out", option, bad], 2, "is not in 1..");
        }
    }
    for command in ["prices", "export"] {
        fails(&[command, &file, "--level", "-1"], 2, "-1 is not in 1..");
    }
}

#[test]
fn a_limit_is_told_in_words() {
    let folder = Folder::new("limits");
    let file = folder.file("s.toml", SCENARIO);
    let named = "the time limit was reached";
    for command in ["prices", "explain"] {
        fails(&[command, &file, "--time-limit", "0"], 1, named);
    }
    let (code, _, err) = run(&["solve", &file, "--time-limit", "0"]);
    assert!(code == 1 && err.contains(named), "{err}");
}

#[test]
fn plans_that_are_none() {
    let folder = Folder::new("plans");
    let (file, plan) = (folder.file("s.toml", SCENARIO), folder.path("plan.json"));
    assert_eq!(run(&["solve", &file, "--json", &plan]).0, 0);
    let good = fs::read_to_string(&plan).unwrap();
    let newer = good.replacen("\"version\": 1", "\"version\": 99", 1);
    let twice = good.replacen("\"scenario\"", "\"scenario\": \"x\", \"scenario\"", 1);
    let bad = [
        ("empty", "", "cannot be read or written as JSON"),
        ("garbage", "garbage", "cannot be read or written as JSON"),
        ("null", "null", "cannot be read or written as JSON"),
        ("list", "[]", "cannot be read or written as JSON"),
        ("object", "{}", "cannot be read or written as JSON"),
        ("deep", &"[".repeat(100_000), "cannot be read or written as JSON"),
        ("half", &good[..good.len() / 2], "cannot be read or written as JSON"),
        ("two", &format!("{good}{{}}"), "trailing"),
        ("newer", &newer, "format version 99"),
        ("twice", &twice, "duplicate field"),
    ];
    for (name, text, told) in bad {
        let bad = folder.file(&format!("{name}.json"), text);
        fails(&["check", &file, &bad], 1, told);
        fails(&["diff", &bad, &plan], 1, told);
        fails(&["diff", &plan, &bad], 1, &format!("{name}.json"));
    }
    let place = folder.path("");
    fails(&["check", &file, &place], 1, "it is a folder");
    fails(&["check", &file, &folder.path("none.json")], 1, "none.json");
    fails(&["validate", &place], 1, "it is a folder");
    // An endless file must not fill the memory.
    #[cfg(unix)]
    fails(&["check", &file, "/dev/zero"], 1, "it is a pipe or a device");
}

/// A scenario that is named JSON is written as JSON.
#[test]
fn a_booking_can_be_read_back() {
    let folder = Folder::new("booking");
    let file = folder.file("s.toml", SCENARIO);
    for name in ["booked.json", "booked.toml"] {
        let booked = folder.path(name);
        let order = ["--partner", "north", "--product", "pump", "--quantity", "5"];
        let (code, _, err) =
            run(&[&["quote", &file], &order[..], &["--reserve", &booked]].concat());
        assert_eq!(code, 0, "{err}");
        assert_eq!(run(&["validate", &booked]).0, 0, "{name}");
    }
}

/// What was not looked at is not said to be on time.
#[test]
fn ways_out_of_what_is_not_late() {
    let folder = Folder::new("not_late");
    let file = folder.file("s.toml", SCENARIO);
    let (code, out, _) = run(&["explain", &file, "--ways-out", "--order", "S-2"]);
    assert_eq!(code, 0);
    assert!(out.contains("No order looked at is late. 2 late orders were not looked at."), "{out}");
}

/// Names from elsewhere must not move the cursor, nor fill the screen.
#[test]
fn nothing_on_the_screen_that_it_obeys() {
    let folder = Folder::new("screen");
    let (file, plan) = (folder.file("s.toml", SCENARIO), folder.path("plan.json"));
    assert_eq!(run(&["solve", &file, "--json", &plan]).0, 0);
    let good = fs::read_to_string(&plan).unwrap();
    let bad = folder.file("bad.json", &good.replace("\"pumps\"", "\"\\u001b[31mpumps\""));
    fails(&["check", &file, &bad], 1, "\\u{1b}[31mpumps");
    let (code, out, err) = run(&["diff", &plan, &bad]);
    assert!(code == 0 && out.contains("\\u{1b}[31mpumps") && !out.contains('\u{1b}'), "{out}{err}");
    fails(&["explain", &file, "--order", "a\u{1b}[31mb"], 2, "no order `a\\u{1b}[31mb`");
    let (code, _, err) = run(&["solve", &file, "--policy", &"x".repeat(100_000)]);
    assert!(code == 2 && err.chars().count() < 1_100, "{}", err.len());
}
