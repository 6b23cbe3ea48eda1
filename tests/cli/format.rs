//! `--format` prints every result in every format, and `-` reads standard input.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Stdio;

use crate::support::command::{Folder, apportion, run};
use apportion::scenario::Scenario;

pub(super) const SCENARIO: &str = r#"
version = 1
name = "pumps"
start = "2026-01"
months = 12
products = [{ id = "pump" }, { id = "valve" }]

[[lines]]
id = "hall"
usage = { pump = 1, valve = 1 }
ramp = { shape = "flat", rate = 10 }

[[partners]]
id = "north"
attributes = { need = 1 }

[[partners]]
id = "south"
attributes = { need = 3 }

[[orders]]
id = "SO10"
partner = "north"
product = "pump"
signed = "2025-11"
due = "2026-02"
quantity = 20

[[orders]]
id = "SO9"
partner = "south"
product = "valve"
signed = "2025-12"
due = "2026-02"
quantity = 30

[[orders]]
id = "SO11"
partner = "south"
product = "pump"
signed = "2025-12"
due = "2026-12"
quantity = 10

[[policies]]
id = "queue"
rule = "first_come_first_served"

[[policies]]
id = "need"
rule = "score"
criteria = [{ attribute = "need", floor = 0, target = 3 }]
"#;

/// Every table that a command prints: the command and what it needs, and what docs/COLUMNS.md calls it.
const COMMANDS: [(&str, &[&str], &str); 24] = [
    ("solve", &["--policy", "need", "--table", "orders"], "solve --table orders"),
    ("solve", &["--policy", "need", "--table", "deliveries"], "solve --table deliveries"),
    ("solve", &["--policy", "need", "--table", "backlog"], "solve --table backlog"),
    ("solve", &["--policy", "need", "--table", "production"], "solve --table production"),
    ("solve", &["--policy", "need", "--table", "uses"], "solve --table uses"),
    ("solve", &["--policy", "need", "--table", "stock"], "solve --table stock"),
    ("solve", &["--policy", "need", "--table", "prices"], "solve --table prices"),
    ("compare", &["--table", "partners"], "compare --table partners"),
    ("compare", &["--table", "series"], "compare --table series"),
    ("compare", &["--deep", "--table", "cases"], "compare --deep --table cases"),
    ("compare", &["--deep", "--table", "values"], "compare --deep --table values"),
    ("compare", &["--deep", "--table", "uses"], "compare --deep --table uses"),
    ("diff", &["--from", "queue", "--to", "need"], "diff"),
    ("rank", &[], "rank"),
    ("prices", &["--policy", "need"], "prices"),
    ("prices", &["--policy", "need", "--bottlenecks"], "prices --bottlenecks"),
    ("sweep", &["--policy", "need", "--flips"], "sweep --flips"),
    ("sweep", &["--policy", "need", "--criterion", "need", "--steps", "3"], "sweep"),
    (
        "sweep",
        &["--policy", "need", "--criterion", "need", "--steps", "3", "--table", "moves"],
        "sweep --table moves",
    ),
    (
        "quote",
        &["--policy", "need", "--partner", "north", "--product", "pump", "--quantity", "5"],
        "quote",
    ),
    ("explain", &["--policy", "need"], "explain"),
    ("explain", &["--policy", "need", "--displacement"], "explain --displacement"),
    ("explain", &["--policy", "need", "--ways-out"], "explain --ways-out"),
    ("validate", &[], "validate"),
];

/// The columns that docs/COLUMNS.md describes, by table.
fn described() -> BTreeMap<&'static str, Vec<&'static str>> {
    let page = include_str!("../../docs/COLUMNS.md");
    let sections = page.split("\n## `").skip(1).map(|section| section.split_once("`\n").unwrap());
    let columns = |text: &'static str| {
        let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
        let cells = rows.map(|row| row.split(" | ").next().unwrap());
        cells.flat_map(|cell| cell.split(", ").map(|name| name.trim_matches('`'))).collect()
    };
    sections.map(|(name, text)| (name, columns(text))).collect()
}

#[test]
fn every_column_is_described() {
    let folder = Folder::new("columns");
    let file = folder.file("s.toml", SCENARIO);
    let plan = folder.path("plan.json");
    assert_eq!(run(&["solve", &file, "--json", &plan, "--quiet"]).0, 0);
    let of_plan: [(&str, &[&str], &str); 2] = [
        ("check", &[&plan], "check"),
        (
            "quote",
            &["--policy", "need", "--catalogue", "--product", "pump", "--quantity", "5"],
            "quote --catalogue",
        ),
    ];
    let mut described = described();
    for (command, options, name) in COMMANDS.into_iter().chain(of_plan) {
        let (code, csv, err) =
            run(&[&[command, &file][..], options, &["--format", "csv"]].concat());
        assert_eq!(code, 0, "{name}: {err}");
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let page = described.remove(name).unwrap_or_else(|| panic!("{name} is not described"));
        assert_eq!(page, names, "{name}");
    }
    assert!(described.is_empty(), "described and not there: {described:?}");
    // No --table is missing above.
    for command in ["solve", "compare", "sweep"] {
        let (_, help, _) = run(&[command, "--help"]);
        let tables = help.split("--table <TABLE>").nth(1).unwrap();
        let tables = tables.split("Possible values:").nth(1).unwrap().lines().skip(1);
        let tables = tables.map_while(|line| line.trim().strip_prefix("- "));
        for table in tables.map(|line| line.split(':').next().unwrap()) {
            let options =
                |options: &[&str]| options.windows(2).any(|pair| pair == ["--table", table]);
            let usual = command == "sweep" && table == "steps";
            assert!(
                usual || COMMANDS.iter().any(|row| row.0 == command && options(row.1)),
                "{table}"
            );
        }
    }
}

#[test]
fn every_result_in_every_format() {
    let folder = Folder::new("all");
    let file = folder.file("s.toml", SCENARIO);
    for (command, options, _) in COMMANDS {
        let printed = |more: &[&str]| {
            let (code, out, err) = run(&[&[command, &file][..], options, more].concat());
            assert_eq!(code, 0, "{command} {more:?}: {err}");
            out
        };
        let csv = printed(&["--format", "csv"]);
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.records().map(Result::unwrap).count();
        let json: serde_json::Value =
            serde_json::from_str(&printed(&["--format", "json"])).unwrap();
        let json = json.as_array().unwrap();
        assert_eq!(json.len(), rows, "{command}");
        for row in json {
            let own = row.as_object().unwrap();
            assert_eq!(own.len(), names.len(), "{command}");
            assert!(names.iter().all(|name| own.contains_key(name)), "{command}: {row}");
        }
        let markdown = printed(&["--format", "markdown"]);
        let lists = command == "validate" || options.contains(&"--ways-out");
        let table = lists || markdown.contains("\n| --");
        assert!(table || markdown.contains("No "), "{command}: {markdown}");
        // What is drawn for a table has a bar at both ends of each line.
        let drawn = markdown.lines().filter(|line| line.starts_with('|'));
        assert!(drawn.into_iter().all(|line| line.ends_with('|')), "{command}: {markdown}");
        let text = printed(&[]);
        assert_eq!(printed(&["--format", "table"]), text, "{command}");
        assert_ne!(text, csv, "{command}");
        assert!(!markdown.contains("| --") || text != markdown, "{command}");
    }
}

/// As it is told without the option: to the last letter.
#[test]
fn csv_is_that_of_the_older_option() {
    let folder = Folder::new("same");
    let file = folder.file("s.toml", SCENARIO);
    for (command, options, _) in COMMANDS {
        let all = |more: &[&str]| run(&[&[command, &file][..], options, more].concat()).1;
        let older = all(&["--csv", "-"]);
        assert_eq!(all(&["--format", "csv"]), older, "{command}");
    }
}

#[test]
fn one_table_where_it_is_named() {
    let folder = Folder::new("named");
    let file = folder.file("s.toml", SCENARIO);
    let solve = |more: &[&str]| run(&[&["solve", &file, "--policy", "need"], more].concat());
    let (code, out, _) = solve(&["--table", "backlog", "--format", "csv"]);
    assert!(code == 0 && out.starts_with("partner,month,units\nnorth,2026-01,0\n"), "{out}");
    let (_, out, _) = solve(&["--table", "backlog"]);
    assert!(out.starts_with(" partner    month  units\n north    2026-01      0\n"), "{out}");
    let (_, out, _) = solve(&["--table", "backlog", "--format", "markdown"]);
    assert!(out.starts_with("| partner | month | units |\n| --- | ---: | ---: |\n"), "{out}");
    // With --csv it says what is written there, and the text is whole.
    let target = folder.path("backlog.csv");
    let (_, out, _) = solve(&["--table", "backlog", "--csv", &target]);
    assert!(out.contains("Orders: "), "{out}");
    assert!(std::fs::read_to_string(&target).unwrap().starts_with("partner,month,units\n"));
}

#[test]
fn formats_that_cannot_be() {
    let folder = Folder::new("cannot");
    let file = folder.file("s.toml", SCENARIO);
    let wrong: [(&[&str], &str); 4] = [
        (&["--format", "xml"], "markdown"),
        (&["--format", "csv", "--json", "-"], "--format prints to standard output"),
        (&["--format", "json", "--csv", "-"], "--format prints to standard output"),
        (&["--format", "json", "--raw-csv"], "--raw-csv needs --csv or --format csv"),
    ];
    for (options, told) in wrong {
        let (code, out, err) = run(&[&["solve", &file][..], options].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{options:?}");
        assert!(err.contains(told), "{options:?}: {err}");
    }
    // A file beside what is printed can be.
    let target = folder.path("plan.json");
    let (code, out, _) = run(&["solve", &file, "--format", "csv", "--json", &target]);
    assert!(code == 0 && out.starts_with("order,"), "{out}");
    assert!(std::fs::read_to_string(target).unwrap().starts_with('{'));
}

/// Names that mean something to a spreadsheet or to Markdown.
#[test]
fn names_do_no_harm() {
    let folder = Folder::new("names");
    let odd = SCENARIO.replace("\"SO9\"", "\"=1+1\"").replace("\"SO10\"", "\"a|b_*c*\"");
    let file = folder.file("s.toml", &odd);
    let solve = |more: &[&str]| run(&[&["solve", &file, "--policy", "need"], more].concat()).1;
    assert!(solve(&["--format", "csv"]).contains("\n'=1+1,south"));
    assert!(solve(&["--format", "csv", "--raw-csv"]).contains("\n=1+1,south"));
    let markdown = solve(&["--format", "markdown"]);
    assert!(markdown.contains("\n| a\\|b\\_\\*c\\* | north |"), "{markdown}");
    assert!(solve(&["--format", "json"]).contains("\"order\": \"=1+1\""));
}

#[test]
fn findings_are_rows() {
    let folder = Folder::new("findings");
    let bad = SCENARIO.replace("quantity = 20", "quantity = -20").replace("rate = 10", "rate = -1");
    let file = folder.file("s.toml", &bad);
    let (code, out, err) = run(&["validate", &file, "--format", "csv"]);
    assert_eq!(code, 1);
    assert!(err.contains("2 findings"), "{err}");
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| &row[0] == "error" && row[1].starts_with("E20")), "{out}");
    let (code, out, _) = run(&["validate", &file, "--format", "json"]);
    assert!(code == 1 && out.contains("\"path\": \"orders[0].quantity\""), "{out}");
    // Of a scenario that is valid what may be wrong.
    let doubtful = SCENARIO.replace("quantity = 20", "quantity = 20.5");
    let file = folder.file("t.toml", &doubtful);
    let (code, out, _) = run(&["validate", &file, "--format", "csv"]);
    assert!(code == 0 && out.contains("\nwarning,W501,orders[0].quantity,20.5,"), "{out}");
    let (code, out, _) = run(&["validate", &file, "--format", "markdown"]);
    assert!(code == 0 && out.contains("| warning | W501 |"), "{out}");
}

/// What a command says of a text on standard input.
fn fed(arguments: &[&str], text: &[u8]) -> (i32, String, String) {
    let mut command = apportion(arguments);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    // It may end without reading.
    let _ = child.stdin.take().unwrap().write_all(text);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_scenario_from_standard_input() {
    let folder = Folder::new("input");
    let file = folder.file("s.toml", SCENARIO);
    let json = Scenario::from_toml(SCENARIO).unwrap().to_json().unwrap();
    let expected = run(&["solve", &file, "--policy", "need"]);
    for text in [SCENARIO, &json, &format!("\u{feff}\n  {json}")] {
        assert_eq!(fed(&["solve", "-", "--policy", "need"], text.as_bytes()), expected);
    }
    for (command, options, name) in COMMANDS {
        let more = ["--format", "csv"];
        let (code, out, err) =
            fed(&[&[command, "-"][..], options, &more].concat(), SCENARIO.as_bytes());
        assert!(code == 0 && out.starts_with(&described()[name].join(",")), "{command}: {err}");
    }
    let (code, out, _) = fed(&["validate", "-"], SCENARIO.as_bytes());
    assert!(code == 0 && out.starts_with("standard input is valid: 12 months"), "{out}");
    let (code, out, _) = fed(&["export", "-", "--policy", "need"], SCENARIO.as_bytes());
    assert!(code == 0 && out.contains("\nMinimize\n"), "{out}");
}

#[test]
fn standard_input_that_is_no_scenario() {
    let table = format!("orders_csv = \"orders.csv\"\n{SCENARIO}");
    let cases: [(&[u8], &str); 5] = [
        (b"", "standard input: "),
        (b"{", "standard input: E002 line 1"),
        (b"version = \"one\"", "E002 line 1"),
        (b"\xff\xfe", "standard input: invalid utf-8"),
        (table.as_bytes(), "`orders.csv` can only be read beside a scenario file"),
    ];
    for (text, told) in cases {
        let (code, out, err) = fed(&["solve", "-"], text);
        assert_eq!((code, out.as_str()), (1, ""), "{told}");
        assert!(err.contains(told), "{told}: {err}");
    }
    let (code, _, err) = fed(&["compare", "-", "-"], SCENARIO.as_bytes());
    assert!(code == 2 && err.contains("can be read only once"), "{err}");
}
