//! `solve --solution`: the answer of another solver, read back.

use std::fs;

use crate::export::solution_texts::{SCIP, SHOP};
use crate::support::command::{Folder, run};
use apportion::plan::{Plan, Status};

#[test]
fn an_answer_is_printed_written_and_holds() {
    let folder = Folder::new("holds");
    let (file, answer) = (folder.file("s.toml", SHOP), folder.file("s.sol", SCIP));
    let (json, csv) = (folder.path("plan.json"), folder.path("dates.csv"));
    let arguments = ["solve", &file, "--policy", "all", "--solution", &answer];
    let (code, out, err) = run(&[&arguments[..], &["--json", &json, "--csv", &csv]].concat());
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let first = out.lines().next().unwrap();
    assert!(
        first.starts_with("The answer of SCIP (optimal solution found, objective 13) in"),
        "{out}"
    );
    let says = "policy all (rule tiers), solution file of SCIP: another solver's answer, not \
                proven";
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let out = words(&out);
    assert!(out.contains("all constraints hold, nothing of it is proven"), "{out}");
    assert!(out.contains(says), "{out}");
    assert!(out.contains("weighted backlog of tier all 13.00 not proven"), "{out}");
    assert!(!out.contains("optimal of") && !out.contains("proven optimal"), "{out}");

    let plan = Plan::from_json(&fs::read_to_string(&json).unwrap()).unwrap();
    assert!(plan.is_read_back() && plan.status == Status::Unproven && !plan.unique);
    assert!(fs::read_to_string(&csv).unwrap().contains("B-1"));
    let (code, out, _) = run(&["check", &file, &json]);
    assert_eq!(code, 0);
    assert!(words(&out).contains("holds: policy all, unproven, no violations"), "{out}");
    // Beside the filters and formats of any plan.
    let (code, out, _) = run(&[&arguments[..], &["--partner", "south"]].concat());
    assert_eq!(code, 0);
    assert!(out.contains("The answer of SCIP") && out.contains("Only 1 of 2 orders"), "{out}");
    let (code, out, _) = run(&[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(code, 0);
    assert!(out.starts_with('[') && out.contains("\"B-1\""), "{out}");
    let (code, out, err) = run(&[&arguments[..], &["--quiet"]].concat());
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
}

/// What the command exports has the names that it reads.
#[test]
fn an_export_and_its_answer_have_the_same_columns() {
    let folder = Folder::new("names");
    let file = folder.file("s.toml", SHOP);
    let (code, mps, err) = run(&["export", &file, "--format", "mps", "--level", "4"]);
    assert_eq!(code, 0, "{err}");
    let columns = mps.lines().skip_while(|line| *line != "COLUMNS").skip(1);
    let columns = columns.take_while(|line| *line != "RHS");
    let mut names: Vec<&str> = columns.filter_map(|line| line.split_whitespace().next()).collect();
    names.dedup();
    assert!(names.contains(&"one"), "{names:?}");
    let value = |name: &str| {
        let own = SCIP.lines().find(|line| line.split_whitespace().next() == Some(name));
        let own = own.and_then(|line| line.split_whitespace().nth(1)).unwrap_or("0");
        if name == "one" { "1".to_owned() } else { own.to_owned() }
    };
    let lines: Vec<String> = names.iter().map(|name| format!("{name} {}", value(name))).collect();
    let text = format!("# Objective value = 0\n{}\n", lines.join("\n"));
    let answer = folder.file("s.sol", &text);
    // Without a policy, the first that is optimised.
    let (code, out, err) = run(&["solve", &file, "--solution", &answer]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("policy all, the first that is optimised"), "{err}");
    assert!(out.contains("The answer of Gurobi (objective 0)"), "{out}");
}

#[test]
fn what_is_wrong_with_an_answer_is_said() {
    let folder = Folder::new("wrong");
    let file = folder.file("s.toml", SHOP);
    let fails = |name: &str, text: &str, expected: &str| {
        let answer = folder.file(name, text);
        let (code, out, err) = run(&["solve", &file, "--policy", "all", "--solution", &answer]);
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
        assert!(err.starts_with("error: ") && err.contains(name), "{err}");
        assert!(err.contains(expected), "{err}");
    };
    fails("empty.sol", "", "this is no solution file of HiGHS, CBC, Gurobi or SCIP");
    fails("none.sol", "Infeasible - objective value 0.0\n", "CBC has no solution: Infeasible");
    let less = SCIP.replace("2026_02                                5", "2026_02 4");
    fails(
        "row.sol",
        &less,
        "the answer does not fit the linear program: row `want.B_1` comes to 8 instead of 9",
    );
    let table = "Columns\nIndex Status Lower Upper Primal Dual Name\n0 BS 0 inf 0.333333 0 u.B_1\n\
                 Rows\n\nModel status: Optimal\n";
    fails("table.sol", table, "; this table has six digits of each value; write it in style 0");
    let other = SCIP.replace("x.B_1", "x.C_1");
    fails("name.sol", &other, "there is no column `x.C_1.hall_1.2026_01`: `C_1` is not known here");
    let answer = folder.path("missing.sol");
    let (code, _, err) = run(&["solve", &file, "--policy", "all", "--solution", &answer]);
    assert!(code == 1 && err.contains("missing.sol"), "{err}");
    fs::write(&answer, [0xff, 0xfe, b'\n']).unwrap();
    let (code, _, err) = run(&["solve", &file, "--policy", "all", "--solution", &answer]);
    assert!(code == 1 && err.contains("missing.sol"), "{err}");
}

#[test]
fn wrong_usage_is_told_before_anything_is_planned() {
    let folder = Folder::new("usage");
    let (file, answer) = (folder.file("s.toml", SHOP), folder.file("s.sol", SCIP));
    let usage = |more: &[&str], expected: &str| {
        let (code, _, err) = run(&[&["solve", &file, "--solution", &answer], more].concat());
        assert_eq!(code, 2, "{err}");
        assert!(err.contains(expected), "{err}");
    };
    usage(&["--engine", "exact"], "cannot be used with");
    usage(&["--policy", "queue"], "policy `queue` is a rule: it optimises nothing");
    usage(&["--policy", "all", "--json", &answer], "is read and would be overwritten by --json");
    let (code, _, err) = run(&["compare", &file, "--solution", &answer]);
    assert!(code == 2 && err.contains("unexpected argument"), "{err}");
}
