//! `apportion explain` as a user meets it.

use std::fs;

use crate::support::command::{Folder, run};
use apportion::analysis::explain::{Baseline, Cause, Displacement, WhyLate};
use apportion::analysis::way_out::{Change, WaysOut};

const SCENARIO: &str = r#"
version = 1
name = "pumps"
start = "2026-01"
months = 12

[[products]]
id = "pump"

[[lines]]
id = "hall"
usage = { pump = 1 }
ramp = { shape = "flat", rate = 5 }

[[partners]]
id = "north"
attributes = { rank = 1 }

[[partners]]
id = "south"
attributes = { rank = 2 }

[[orders]]
id = "N-1"
partner = "north"
product = "pump"
signed = "2025-12"
due = "2026-02"
quantity = 10

[[orders]]
id = "S-1"
partner = "south"
product = "pump"
signed = "2025-11"
due = "2026-02"
quantity = 10

[[policies]]
id = "rank"
rule = "tiers"
tiers = [
  { id = "first", thresholds = [{ attribute = "rank", at_most = 1 }] },
  { id = "rest" },
]

[[policies]]
id = "queue"
rule = "first_come_first_served"
"#;

/// The scenario in a folder of its own, and a place for an output.
fn files(name: &str) -> (String, String) {
    let folder = Folder::new(name);
    (folder.file("orders.toml", SCENARIO), folder.path("out"))
}

/// Exit code, standard output and standard error.
fn explain(arguments: &[&str]) -> (i32, String, String) {
    run(&[&["explain"], arguments].concat())
}

#[test]
fn tells_who_took_what() {
    let (file, _) = files("text");
    let (code, out, err) = explain(&[&file]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("policy rank, the first of the file"), "{err}");
    // Ten late in February, five in March.
    assert!(out.contains("1 order is late, by 15 unit-months"), "{out}");
    let told =
        "2 months late. That is because hall went to orders of a higher tier than rest: north.";
    let words = |out: &str| out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words(&out).contains(told) && !out.contains("2026-01 to"), "{out}");
    // Which orders, on demand.
    let (_, out, _) = explain(&[&file, "--causes"]);
    let listed = "N-1 (north), higher tier: 10 pump on hall, 2026-01 to 2026-02";
    assert!(words(&out).contains(told) && words(&out).contains(listed), "{out}");
}

#[test]
fn json_and_csv() {
    let (file, out) = files("json");
    let target = &out;
    let (code, csv, err) = explain(&[&file, "--policy", "rank", "--json", target, "--csv", "-"]);
    assert_eq!(code, 0, "{err}");
    let why = WhyLate::from_json(&fs::read_to_string(&out).unwrap()).unwrap();
    assert_eq!(why.total.causes[&Cause::HigherTier], 15.0);
    let mut lines = csv.lines();
    assert!(lines.next().unwrap().starts_with("order,partner,product,due,completion,cause,"));
    let row = lines.next().unwrap();
    let expected =
        "S-1,south,pump,2026-02,2026-04,higher_tier,hall,N-1,north,,10,2026-01,2026-02,2,15";
    assert_eq!(row, expected);
    assert_eq!(lines.next(), None);
}

#[test]
fn chosen_orders_and_partners() {
    let (file, _) = files("chosen");
    let (code, out, _) = explain(&[&file, "--policy", "rank", "--order", "N-1"]);
    assert!(code == 0 && out.contains("No order is late."), "{out}");
    let (code, out, _) = explain(&[&file, "--policy", "rank", "--partner", "south"]);
    assert!(code == 0 && out.contains("S-1 of south"), "{out}");
    let (code, _, err) = explain(&[&file, "--order", "X"]);
    assert!(code == 2 && err.contains("no order `X`"), "{err}");
    let (code, _, err) = explain(&[&file, "--partner", "X"]);
    assert!(code == 2 && err.contains("no partner `X`"), "{err}");
}

#[test]
fn displacement() {
    let (file, out) = files("displacement");
    let target = &out;
    let matrix = || Displacement::from_json(&fs::read_to_string(&out).unwrap()).unwrap();
    for how in [&["--displacement"][..], &["--displacement", "without"]] {
        let arguments = [&[file.as_str(), "--policy", "rank", "--json", target], how].concat();
        let (code, text, err) = explain(&arguments);
        assert_eq!(code, 0, "{err}");
        assert!(text.contains("Who waits because of whom"), "{text}");
        assert_eq!(matrix().get("south", "north"), 15.0);
    }
    let (code, text, err) =
        explain(&[&file, "--policy", "rank", "--against", "queue", "--json", target]);
    assert_eq!(code, 0, "{err}");
    assert!(text.contains("less what it is under policy queue"), "{text}");
    assert_eq!(matrix().baseline, Baseline::Policy("queue".into()));
    assert_eq!((matrix().get("south", "north"), matrix().get("north", "south")), (15.0, -15.0));
    let (code, _, err) = explain(&[&file, "--against", "X"]);
    assert!(code == 2 && err.contains("no policy `X`"), "{err}");
}

#[test]
fn ways_out() {
    let (file, out) = files("ways");
    let target = &out;
    let (code, text, err) = explain(&[&file, "--policy", "rank", "--ways-out", "--json", target]);
    assert_eq!(code, 0, "{err}");
    assert!(text.contains("on time  5 a month more on line hall from 2026-01 on"), "{text}");
    let ways = WaysOut::from_json(&fs::read_to_string(&out).unwrap()).unwrap();
    let south = ways.order("S-1").unwrap();
    let slips = |change: &Change| matches!(change, Change::Slip { months: 2, .. });
    assert!(south.ways.iter().any(|way| slips(&way.change)), "{south}");
    let (code, text, _) = explain(&[&file, "--policy", "rank", "--ways-out", "--order", "N-1"]);
    assert!(code == 0 && text.contains("No order looked at is late"), "{text}");
    let (code, csv, _) = explain(&[&file, "--policy", "rank", "--ways-out", "--csv", "-"]);
    assert!(code == 0 && csv.starts_with("order,partner,due,goal,before,change,on_time,"), "{csv}");
    assert_eq!(explain(&[&file, "--most", "2"]).0, 2);
    assert_eq!(explain(&[&file, "--ways-out", "--displacement"]).0, 2);
}
