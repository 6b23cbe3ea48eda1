//! CSV for people: a spreadsheet runs what looks like a formula.

use crate::support::command::{Folder, run};
use apportion::planner::plan;
use apportion::report;
use apportion::scenario::Scenario;

const SCENARIO: &str = r#"
version = 1
name = "=pumps"
start = "2026-01"
months = 12
products = [{ id = "+pump" }, { id = "-3" }]
lines = [{ id = "@hall", usage = { "+pump" = 1, "-3" = 1 }, ramp = { shape = "flat", rate = 10 } }]
partners = [{ id = "=cmd()", attributes = { need = 1 } }, { id = "north", attributes = { need = 2 } }]
orders = [
  { id = "-1+2", partner = "=cmd()", product = "+pump", signed = "2025-11", due = "2026-01", quantity = 20 },
  { id = "N-1", partner = "north", product = "-3", signed = "2025-11", due = "2026-01", quantity = 20 },
]

[[policies]]
id = "=need"
rule = "score"
criteria = [{ attribute = "need", floor = 0, target = 4 }]
"#;

/// Every command with a table.
const COMMANDS: [&[&str]; 10] = [
    &["solve", "--table", "orders"],
    &["solve"],
    &["compare"],
    &["compare", "--deep", "--table", "uses"],
    &["prices"],
    &["rank"],
    &["explain"],
    &["diff", "--from", "=need", "--to", "=need"],
    &["sweep", "--criterion", "need"],
    &["quote", "--catalogue", "--quantity", "5"],
];

#[test]
fn no_cell_is_run() {
    let folder = Folder::new("cells");
    let file = folder.file("s.toml", SCENARIO);
    for command in COMMANDS {
        let cells = |more: &[&str]| -> Vec<String> {
            let (code, out, err) = run(&[command, &[&file, "--csv", "-"], more].concat());
            assert_eq!(code, 0, "{command:?}: {err}");
            let mut reader = csv::Reader::from_reader(out.as_bytes());
            let rows = reader.records().map(|row| row.unwrap());
            rows.flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()).collect()
        };
        let run =
            |cell: &&String| cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
        let safe = cells(&[]);
        assert_eq!(safe.iter().find(run), None, "{command:?}");
        let raw = cells(&["--raw-csv"]);
        assert!(raw.iter().any(|cell| run(&cell)), "{command:?}");
        let same = safe
            .iter()
            .zip(&raw)
            .all(|(safe, raw)| if run(&raw) { *safe == format!("'{raw}") } else { safe == raw });
        assert!(same && safe.len() == raw.len(), "{command:?}");
    }
    let (code, _, err) = run(&["solve", &file, "--raw-csv"]);
    assert!(code == 2 && err.contains("--csv"), "{err}");
}

/// The library writes what there is, and defuses when it is told to.
#[test]
fn the_library_promises_raw_csv() {
    let scenario = Scenario::from_toml(SCENARIO).unwrap();
    let plan = plan(&scenario, "=need").unwrap();
    assert!(report::orders_csv(&plan).contains("\n-1+2,=cmd(),+pump,"));
    let safe = report::orders(&plan).defused().to_csv();
    assert!(safe.contains("\n'-1+2,'=cmd(),'+pump,") && safe.contains("\nN-1,north,-3,"), "{safe}");
}
