//! The command as a user meets it: exit codes, standard output and standard error.

use std::fs;

use crate::support::command::{Folder, run};
use apportion::analysis::Comparison;
use apportion::plan::Plan;
use apportion::prices::{Leverage, PriceIntervals};
use apportion::report::Report;

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
ramp = { shape = "flat", rate = 10 }

[[partners]]
id = "north"
attributes = { need = 1 }

[[partners]]
id = "south"
attributes = { need = 3 }

[[orders]]
id = "N-1"
partner = "north"
product = "pump"
signed = "2025-11"
due = "2026-02"
quantity = 20

[[orders]]
id = "S-1"
partner = "south"
product = "pump"
signed = "2025-12"
due = "2026-02"
quantity = 30

[[policies]]
id = "queue"
rule = "first_come_first_served"

[[policies]]
id = "need"
rule = "score"
criteria = [{ attribute = "need", floor = 0, target = 3 }]
"#;

#[test]
fn solve_prints_a_report() {
    let folder = Folder::new("solve");
    let file = folder.file("s.toml", SCENARIO);
    let (code, out, err) = run(&["solve", &file, "--policy", "need"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("policy need (rule score), engine"), "{out}");
    assert!(out.contains("proven optimal") && out.contains("0 of 2 orders on time"), "{out}");
}

#[test]
fn solve_without_a_policy_takes_the_first_and_says_so() {
    let folder = Folder::new("first");
    let file = folder.file("s.toml", SCENARIO);
    let (code, out, err) = run(&["solve", &file]);
    assert_eq!(code, 0);
    assert!(out.contains("policy queue"), "{out}");
    assert!(err.contains("policy queue, the first of the file") && err.contains("need"), "{err}");
}

#[test]
fn json_goes_to_a_file_or_alone_to_standard_output() {
    let folder = Folder::new("json");
    let file = folder.file("s.toml", SCENARIO);
    let target = folder.path("plan.json");
    let (code, out, _) = run(&["solve", &file, "--policy", "need", "--json", &target]);
    assert_eq!(code, 0);
    assert!(out.contains("Orders"), "the report as well: {out}");
    let (code, out, _) = run(&["solve", &file, "--policy", "need", "--json", "-"]);
    assert_eq!(code, 0);
    let plan = Plan::from_json(&out).unwrap();
    assert_eq!(plan, Plan::from_json(&fs::read_to_string(&target).unwrap()).unwrap());
}

#[test]
fn tables_of_a_plan() {
    let folder = Folder::new("tables");
    let file = folder.file("s.toml", SCENARIO);
    let rows = |table: &str| {
        let (code, out, _) = run(&["solve", &file, "--csv", "-", "--table", table]);
        assert_eq!(code, 0);
        let mut reader = csv::Reader::from_reader(out.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let deliveries: Vec<Vec<String>> = rows("deliveries");
    assert_eq!(deliveries.len(), 5);
    let last = ["S-1", "south", "pump", "1", "2026-02", "2026-05", "10", "30", "3"];
    assert_eq!(deliveries[4], last);
    let orders: Vec<Vec<String>> = rows("orders");
    assert_eq!(orders[1][12..], ["2026-05", "3", "5", "always"]);
    let backlog: Vec<Vec<String>> = rows("backlog");
    assert_eq!(backlog.len(), 2 * 12);
    assert_eq!(backlog[13], ["south", "2026-02", "30"]);
}

#[test]
fn compare_names_winners_and_writes_what_it_shows() {
    let folder = Folder::new("compare");
    let file = folder.file("s.toml", SCENARIO);
    let target = folder.path("c.json");
    let (code, out, err) = run(&["compare", &file, "--json", &target]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("baseline queue") && out.contains("south ▲"), "{out}");
    let comparison = Comparison::from_json(&fs::read_to_string(target).unwrap()).unwrap();
    let mut page = String::new();
    comparison.page().draw(&mut page, 80).unwrap();
    assert_eq!(format!("{page}\n"), out);
    let (code, out, _) = run(&["compare", &file, "--baseline", "need", "--csv", "-"]);
    assert_eq!(code, 0);
    assert_eq!(out, {
        let scenario = apportion::scenario::Scenario::from_toml(SCENARIO).unwrap();
        let planner = apportion::planner::Planner::new();
        let all = scenario.policies();
        apportion::analysis::compare(&scenario, all, &planner, Some("need")).unwrap().to_csv()
    });
}

#[test]
fn plans_are_checked() {
    let folder = Folder::new("check");
    let file = folder.file("s.toml", SCENARIO);
    for policy in ["queue", "need"] {
        let plan = folder.path("plan.json");
        assert_eq!(run(&["solve", &file, "--policy", policy, "--json", &plan]).0, 0);
        let (code, out, err) = run(&["check", &file, &plan]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.contains("plan.json holds") && out.contains(policy), "{out}");
    }
    // A promise a month too early.
    let text = fs::read_to_string(folder.path("plan.json")).unwrap();
    let mut plan = Plan::from_json(&text).unwrap();
    plan.orders[0].completion = plan.orders[0].completion.map(|month| month - 1);
    let early = folder.file("early.json", &plan.to_json().unwrap());
    let (code, out, err) = run(&["check", &file, &early]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("1 violation") && err.contains(r#"orders["N-1"].completion"#), "{err}");
    let (code, _, err) = run(&["check", &file, &folder.file("broken.json", "{")]);
    assert_eq!(code, 1);
    assert!(err.contains("broken.json") && err.contains("line 1"), "{err}");
    assert_eq!(run(&["check", &file, &folder.path("none.json")]).0, 1);
    assert_eq!(run(&["check", &file]).0, 2);
}

#[test]
fn rank_and_validate() {
    let folder = Folder::new("rank");
    let file = folder.file("s.toml", SCENARIO);
    let (code, out, _) = run(&["rank", &file]);
    assert_eq!(code, 0);
    assert!(out.contains("Policy queue") && out.contains("Policy need"), "{out}");
    let (_, out, _) = run(&["rank", &file, "--policy", "need"]);
    assert!(!out.contains("Policy queue") && out.contains("Policy need"), "{out}");
    let (code, out, _) = run(&["validate", &file]);
    assert_eq!(code, 0);
    assert!(out.contains("is valid: 12 months, 1 product") && out.contains("2 policies"), "{out}");
}

#[test]
fn findings_go_to_standard_error_with_code_one() {
    let folder = Folder::new("findings");
    let bad = SCENARIO.replace("quantity = 20", "quantity = -20").replace("rate = 10", "rate = -1");
    let file = folder.file("s.toml", &bad);
    for command in ["validate", "solve", "compare", "rank"] {
        let (code, out, err) = run(&[command, &file]);
        assert_eq!((code, out.as_str()), (1, ""), "{command}");
        assert!(err.contains("2 findings") && err.contains("orders[0]"), "{command}: {err}");
    }
    let file = folder.file("t.toml", "version = \"one\"");
    let (code, _, err) = run(&["validate", &file]);
    assert_eq!(code, 1);
    assert!(err.contains("E002") && err.contains("line 1"), "{err}");
    let (code, _, err) = run(&["validate", &folder.path("none.toml")]);
    assert_eq!(code, 1);
    assert!(err.contains("E001") && err.contains("none.toml"), "{err}");
    let (code, _, err) = run(&["solve", &folder.file("s.txt", SCENARIO)]);
    assert_eq!(code, 1);
    assert!(err.contains("E004"), "{err}");
    let none = SCENARIO.split("[[policies]]").next().unwrap();
    let (code, _, err) = run(&["solve", &folder.file("none.toml", none)]);
    assert_eq!(code, 1);
    assert!(err.contains("no policy"), "{err}");
}

#[test]
fn wrong_usage_is_code_two() {
    let folder = Folder::new("usage");
    let file = folder.file("s.toml", SCENARIO);
    let wrong: [(&[&str], &str); 8] = [
        (&[], "Usage"),
        (&["frobnicate"], "frobnicate"),
        (&["solve"], "<FILE>"),
        (&["solve", &file, "--policy", "none"], "it has queue, need"),
        (&["rank", &file, "--policy", "none"], "it has queue, need"),
        (&["solve", &file, "--engine", "none"], "microlp"),
        (&["compare", &file, "--baseline", "none"], "there is queue, need"),
        (&["solve", &file, "--json", "-", "--csv", "-"], "standard output"),
    ];
    for (arguments, told) in wrong {
        let (code, out, err) = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
    let (code, _, err) = run(&["solve", &file, "--time-limit", "-1"]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn a_limit_is_no_success() {
    let folder = Folder::new("limit");
    let file = folder.file("s.toml", SCENARIO);
    let (code, _, err) = run(&["solve", &file, "--policy", "need", "--time-limit", "0"]);
    assert_eq!(code, 1);
    assert!(err.contains("stopped before"), "{err}");
}

#[test]
fn what_cannot_be_written_is_told() {
    let folder = Folder::new("unwritable");
    let file = folder.file("s.toml", SCENARIO);
    let target = folder.path("no/such/folder/plan.json");
    let (code, _, err) = run(&["solve", &file, "--json", &target]);
    assert_eq!(code, 1);
    assert!(err.contains("plan.json"), "{err}");
}

#[test]
fn help_and_version_succeed() {
    for arguments in [&["--help"][..], &["solve", "--help"], &["--version"]] {
        let (code, out, err) = run(arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        assert!(out.contains("apportion"), "{out}");
    }
}

#[test]
fn an_expansion_is_compared() {
    let folder = Folder::new("expansion");
    let more = "[[expansions]]\nid = \"more\"\nline = \"hall\"\nordered = \"2026-02\"\n\
                adds = { shape = \"flat\", rate = 5 }\n\n[[policies]]";
    let file = folder.file("s.toml", &SCENARIO.replacen("[[policies]]", more, 1));
    let (code, out, _) = run(&["compare", &file, "--expansion", "more", "--policy", "need"]);
    assert_eq!(code, 0);
    assert!(out.contains("pumps without more") && out.contains("pumps with more"), "{out}");
    let (code, _, err) = run(&["compare", &file, "--expansion", "less"]);
    assert_eq!(code, 2);
    assert!(err.contains("it has more"), "{err}");
    assert_eq!(run(&["compare", &file, "--policy", "need"]).0, 2);
}

#[test]
fn programs_are_exported() {
    let folder = Folder::new("export");
    let file = folder.file("s.toml", SCENARIO);
    let (code, out, err) = run(&["export", &file]);
    assert_eq!(code, 0);
    assert!(err.contains("policy need, the first that is optimised"), "{err}");
    assert!(out.starts_with("\\ Scenario pumps\n\\ N_1 is order N-1"), "{out}");
    assert!(out.contains("\nMinimize\n") && out.ends_with("\nEnd\n"), "{out}");
    let target = folder.path("s.mps");
    let level = ["--level", "2", "--format", "mps", "--policy", "need", "--out", &target];
    let (code, out, err) = run(&[&["export", &file], &level[..]].concat());
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    let text = fs::read_to_string(&target).unwrap();
    assert!(text.contains("\n L level.1\n") && text.ends_with("\nENDATA\n"), "{text}");
    // What is called wrongly leaves the file as it is.
    for wrong in [["--policy", "queue"], ["--level", "9"], ["--format", "xml"]] {
        let (code, _, err) = run(&[&["export", &file, "--out", &target], &wrong[..]].concat());
        assert_eq!(code, 2, "{wrong:?}: {err}");
    }
    assert_eq!(fs::read_to_string(&target).unwrap(), text);
    let nowhere = folder.path("no/such/folder/s.lp");
    let (code, _, err) = run(&["export", &file, "--out", &nowhere]);
    assert_eq!(code, 1);
    assert!(err.contains("s.lp"), "{err}");
}

#[test]
fn prices_of_every_month() {
    let folder = Folder::new("prices");
    let file = folder.file("s.toml", SCENARIO);
    let (code, out, err) = run(&["prices", &file, "--policy", "need"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("level 1: weighted backlog"), "{out}");
    assert!(out.contains("one more saves") && out.contains("hall"), "{out}");
    assert!(out.contains("holds for that many units"), "{out}");
    let (_, out, _) = run(&["prices", &file, "--policy", "need", "--no-ranges"]);
    assert!(out.contains("holds for one unit"), "{out}");
    let (code, out, _) = run(&["prices", &file, "--csv", "-"]);
    assert_eq!(code, 0);
    let heading = "kind,resource,month,gain,price,loss,more,less,level\nline,hall,2026-01,";
    assert!(out.starts_with(heading), "{out}");
    assert_eq!(out.lines().count(), 13);
    let target = folder.path("prices.json");
    let (code, _, err) = run(&["prices", &file, "--json", &target]);
    assert_eq!(code, 0);
    assert!(err.contains("policy need, the first that is optimised"), "{err}");
    let prices = PriceIntervals::from_json(&fs::read_to_string(&target).unwrap()).unwrap();
    assert_eq!(prices.rows.len(), 12);
    assert_eq!(prices.policy, "need");
}

#[test]
fn bottlenecks_by_what_a_step_saves() {
    let folder = Folder::new("bottlenecks");
    let file = folder.file("s.toml", SCENARIO);
    let (code, out, _) = run(&["prices", &file, "--policy", "need", "--bottlenecks"]);
    assert_eq!(code, 0);
    assert!(out.contains("10.0 % more") && out.contains("Together they save"), "{out}");
    let target = folder.path("bottlenecks.json");
    let step = ["--bottlenecks", "--step", "0.5", "--json", &target];
    let (code, ..) = run(&[&["prices", file.as_str()], &step[..]].concat());
    assert_eq!(code, 0);
    let found = Leverage::from_json(&fs::read_to_string(&target).unwrap()).unwrap();
    assert!(found.rows[0].saved > 0.0 && found.rows[0].saved <= found.rows[0].promised);
    for (step, message) in [("0", "no share from"), ("x", "invalid value")] {
        let (code, _, err) = run(&["prices", &file, "--bottlenecks", "--step", step]);
        assert!(code == 2 && err.contains(message), "{err}");
    }
}

#[test]
fn prices_that_there_are_not() {
    let folder = Folder::new("no prices");
    let file = folder.file("s.toml", SCENARIO);
    let cases = [
        (&["--policy", "queue"], "optimises nothing"),
        (&["--part", "barn"], "no resource `barn`"),
        (&["--level", "99"], "no level 99; it has 1 (weighted backlog)"),
        (&["--level", "0"], "0 is not in"),
    ];
    for (arguments, message) in cases {
        let (code, _, err) = run(&[&["prices", file.as_str()], &arguments[..]].concat());
        assert_eq!(code, 2, "{err}");
        assert!(err.contains(message), "{err}");
    }
}

#[test]
fn commitments_in_conflict_are_named_or_broken_on_request() {
    let folder = Folder::new("conflict");
    let promises = "
[[commitments]]
order = \"N-1\"
quantity = 15
by = \"2026-02\"

[[commitments]]
order = \"S-1\"
quantity = 6
by = \"2026-02\"
";
    let file = folder.file("s.toml", &format!("{SCENARIO}{promises}"));
    let (code, _, err) = run(&["solve", &file, "--policy", "need"]);
    assert_eq!(code, 1);
    assert!(err.contains("2 commitments cannot stand together: they are short of 1"), "{err}");
    assert!(err.contains("order N-1: 15 by 2026-02"), "{err}");
    let (code, _, err) = run(&["compare", &file]);
    assert!(code == 1 && err.contains("line hall, 2026-01 to 2026-02"), "{err}");
    let breach = ["--on-conflict", "least-breach"];
    let (code, out, err) = run(&[&["solve", &file, "--policy", "need"], &breach[..]].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Commitments: 1 of 2 kept"), "{out}");
    let (code, ..) = run(&[&["compare", &file], &breach[..]].concat());
    assert_eq!(code, 0);
}
