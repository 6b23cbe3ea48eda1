//! Filters show a part of a result, and change nothing of it.

use super::format::SCENARIO;
use crate::support::command::{Folder, run};

/// The first cells of the rows of a table in a text, from its heading to an empty line.
fn ids(text: &str, heading: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|line| !line.trim_start().starts_with(heading)).skip(1);
    let rows = lines.take_while(|line| line.starts_with(' '));
    rows.map(|row| row.split_whitespace().next().unwrap().to_owned()).collect()
}

fn csv_ids(csv: &str) -> Vec<String> {
    csv.lines().skip(1).map(|row| row.split(',').next().unwrap().to_owned()).collect()
}

/// By need south is served first: SO9 in three months, one too many, SO10 in the two after it.
fn solve(file: &str, more: &[&str]) -> (i32, String, String) {
    run(&[&["solve", file, "--policy", "need"], more].concat())
}

#[test]
fn orders_of_a_plan() {
    let folder = Folder::new("solve");
    let file = folder.file("s.toml", SCENARIO);
    let cases: [(&[&str], &[&str]); 9] = [
        (&[], &["SO9", "SO10", "SO11"]),
        (&["--partner", "south"], &["SO9", "SO11"]),
        (&["--partner", "south", "--partner", "north"], &["SO9", "SO10", "SO11"]),
        (&["--product", "pump"], &["SO10", "SO11"]),
        (&["--partner", "south", "--product", "pump"], &["SO11"]),
        (&["--late"], &["SO9", "SO10"]),
        // The latest first.
        (&["--top", "1"], &["SO10"]),
        (&["--top", "2"], &["SO10", "SO9"]),
        (&["--late", "--top", "99"], &["SO10", "SO9"]),
    ];
    let whole = solve(&file, &["--json", "-"]).1;
    for (options, expected) in cases {
        let (code, text, err) = solve(&file, options);
        assert_eq!((code, err.as_str()), (0, ""));
        assert_eq!(ids(&text, "order "), expected, "{options:?}: {text}");
        let told = format!("Only {} of 3 orders: {}\n", expected.len(), options.join(" "));
        assert_eq!(text.starts_with(&told), !options.is_empty(), "{options:?}: {text}");
        // The rest is of the whole plan.
        assert!(text.contains("Orders: 1 of 3 orders on time"), "{text}");
        let csv = solve(&file, &[options, &["--format", "csv"]].concat()).1;
        if options.is_empty() {
            assert_eq!(csv_ids(&csv), ["SO10", "SO11", "SO9"], "as ever");
        } else {
            assert_eq!(csv_ids(&csv), expected, "{options:?}: {csv}");
        }
        assert_eq!(solve(&file, &[options, &["--json", "-"]].concat()).1, whole);
    }
    let deliveries = ["--partner", "north", "--csv", "-", "--table", "deliveries"];
    assert_eq!(csv_ids(&solve(&file, &deliveries).1), ["SO10", "SO10"]);
}

#[test]
fn what_matches_nothing_is_told() {
    let folder = Folder::new("nothing");
    let file = folder.file("s.toml", SCENARIO);
    let unknown: [(&[&str], &str); 6] = [
        (&["--partner", "nroth"], "there is no partner `nroth`; did you mean north?"),
        (&["--partner", "outh"], "did you mean south?"),
        (&["--product", "PUMP"], "there is no product `PUMP`; did you mean pump?"),
        (&["--partner", "qqqqqqqqq"], "there is no partner `qqqqqqqqq`\n"),
        (&["--partner", ""], "there is no partner ``"),
        (&["--top", "0"], "0 is not in 1.."),
    ];
    for (options, told) in unknown {
        for command in ["solve", "explain"] {
            let (code, out, err) = run(&[&[command, &file, "--policy", "need"], options].concat());
            assert_eq!((code, out.as_str()), (2, ""), "{command} {options:?}");
            assert!(err.contains(told), "{command} {options:?}: {err}");
        }
    }
    let (code, _, err) = run(&["explain", &file, "--order", "SO99"]);
    assert!(code == 2 && err.contains("there is no order `SO99`; did you mean SO9"), "{err}");
    let (code, _, err) = run(&["compare", &file, "--partner", "sout"]);
    assert!(code == 2 && err.contains("did you mean south?"), "{err}");
    let diff = ["diff", &file, "--from", "queue", "--to", "need", "--product", "valv"];
    let (code, _, err) = run(&diff);
    assert!(code == 2 && err.contains("did you mean valve?"), "{err}");
    // What is known, and has nothing.
    let nothing = ["--partner", "north", "--product", "valve"];
    let (code, text, _) = solve(&file, &nothing);
    assert_eq!(code, 0);
    let told = "No order of 3 matches --partner north --product valve\n";
    assert!(text.starts_with(told) && text.contains("none of those asked for"), "{text}");
    let (code, csv, _) = solve(&file, &[&nothing[..], &["--format", "csv"]].concat());
    assert!(code == 0 && csv_ids(&csv).is_empty() && csv.starts_with("order,"), "{csv}");
    let (code, text, _) = run(&[&["explain", &file, "--policy", "need"], &nothing[..]].concat());
    assert_eq!(code, 0);
    assert!(text.starts_with("No late order matches --partner north --product valve\n"), "{text}");
}

#[test]
fn orders_that_move() {
    let folder = Folder::new("diff");
    let file = folder.file("s.toml", SCENARIO);
    let diff = |more: &[&str]| {
        let (code, out, err) =
            run(&[&["diff", &file, "--from", "queue", "--to", "need"], more].concat());
        assert_eq!((code, err.as_str()), (0, ""));
        out
    };
    // SO9 comes two months sooner, SO10 three later: sixty unit-months each.
    assert_eq!(ids(&diff(&[]), "order "), ["SO9", "SO10"]);
    let late = diff(&["--late"]);
    assert!(late.starts_with("Only 1 of 3 orders: --late\n"), "{late}");
    assert_eq!(ids(&late, "order "), ["SO10"]);
    assert_eq!(ids(&late, "partner "), ["north"]);
    assert_eq!(ids(&diff(&["--partner", "south"]), "order "), ["SO9"]);
    assert_eq!(ids(&diff(&["--top", "2"]), "order "), ["SO9", "SO10"]);
    let csv = diff(&["--top", "1", "--format", "csv"]);
    assert!(csv_ids(&csv).iter().all(|id| id == "SO9"), "{csv}");
    assert_eq!(diff(&["--late", "--json", "-"]), diff(&["--json", "-"]));
}

#[test]
fn partners_of_a_comparison() {
    let folder = Folder::new("compare");
    let file = folder.file("s.toml", SCENARIO);
    let compare = |more: &[&str]| {
        let (code, out, err) = run(&[&["compare", &file], more].concat());
        assert_eq!((code, err.as_str()), (0, ""));
        out
    };
    assert_eq!(ids(&compare(&[]), "partner "), ["north", "south"]);
    let north = compare(&["--partner", "north"]);
    assert!(north.starts_with("Only 1 of 2 partners: --partner north\n"), "{north}");
    assert_eq!(ids(&north, "partner "), ["north"]);
    assert!(north.contains("1 loses (north ▼ 3.0)") && !north.contains("south"), "{north}");
    // Totals stay those of all.
    let totals = north.lines().find(|line| line.starts_with(" queue")).unwrap();
    assert_eq!(totals.split_whitespace().nth(1), Some("2/3"), "{north}");
    assert_eq!(ids(&compare(&["--top", "1"]), "partner "), ["north"]);
    let csv = compare(&["--top", "1", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 3, "{csv}");
    let deep = compare(&["--deep", "--partner", "south", "--format", "csv", "--table", "values"]);
    assert_eq!(deep.lines().count(), 3, "{deep}");
    assert_eq!(compare(&["--late", "--json", "-"]), compare(&["--json", "-"]));
    let early =
        SCENARIO.replace("due = \"2026-02\"\nquantity = 20", "due = \"2026-12\"\nquantity = 20");
    let file = folder.file("early.toml", &early);
    let (_, out, _) = run(&["compare", &file, "--late"]);
    assert_eq!(ids(&out, "partner "), ["south"], "{out}");
}

#[test]
fn the_latest_are_explained() {
    let folder = Folder::new("explain");
    let file = folder.file("s.toml", SCENARIO);
    let explain = |more: &[&str]| run(&[&["explain", &file, "--policy", "need"], more].concat());
    let (_, all, _) = explain(&[]);
    assert!(all.find("SO9 of south").unwrap() < all.find("SO10 of north").unwrap(), "{all}");
    let (code, one, _) = explain(&["--top", "1"]);
    assert!(code == 0 && one.starts_with("Only 1 of 2 late orders: --top 1\n"), "{one}");
    assert!(one.contains("\nSO10 of north") && !one.contains("\nSO9 of south"), "{one}");
    let (_, pumps, _) = explain(&["--product", "pump", "--format", "csv"]);
    assert!(csv_ids(&pumps).iter().all(|id| id == "SO10"), "{pumps}");
    assert_eq!(explain(&["--top", "1", "--ways-out"]).0, 2);
}
