//! The description of the file format says what the crate does.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use apportion::scenario::{Code, Order, Scenario};

fn document() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/FORMAT.md")).unwrap()
}

/// The fenced blocks of a kind.
fn blocks(text: &str, kind: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        match &mut open {
            None if line == format!("```{kind}") => open = Some(String::new()),
            Some(_) if line == "```" => blocks.extend(open.take()),
            Some(block) => {
                block.push_str(line);
                block.push('\n');
            }
            None => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

#[test]
fn complete_examples_are_scenarios() {
    let blocks = blocks(&document(), "toml complete");
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let scenario = Scenario::from_toml(&block).unwrap_or_else(|error| panic!("{error}"));
        let json = scenario.to_json().unwrap();
        assert_eq!(Scenario::from_json(&json).unwrap(), scenario);
    }
}

#[test]
fn the_other_examples_can_be_read() {
    let document = document();
    let smallest = &blocks(&document, "toml complete")[0];
    let flat = "ramp = { shape = \"flat\", rate = 10 }\n";
    assert!(smallest.contains(flat));
    for ramp in blocks(&document, "toml") {
        Scenario::from_toml(&smallest.replace(flat, &ramp)).unwrap_or_else(|e| panic!("{e}"));
    }
    for table in blocks(&document, "csv") {
        let orders = Order::from_csv(table.as_bytes()).unwrap();
        assert_eq!((orders.len(), orders[0].total()), (1, 50_000.0));
    }
}

#[test]
fn the_table_of_codes_is_that_of_the_crate() {
    let table = Code::ALL.iter().fold(String::new(), |mut table, code| {
        let _ = writeln!(table, "| `{code}` | {} |", code.meaning());
        table
    });
    let (_, found) = document().split_once("<!-- The table of codes").map_or_else(
        || panic!("the table of codes is missing"),
        |(before, after)| (before.to_owned(), after.to_owned()),
    );
    let rows = |text: &str| {
        text.lines()
            .filter(|line| line.starts_with("| `E") || line.starts_with("| `W"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(&found), rows(&table), "the table should be:\n{table}");
}

/// Whatever key or name the crate would have accepted stands in the document.
#[test]
fn every_key_is_described() {
    const FULL: usize = 1;
    let document = document();
    let full = &blocks(&document, "toml complete")[FULL];
    // Where a key that does not exist is put in, or a name that does not exist.
    let spoilt = [
        ("version = 1", "version = 1\nwrong = 1"),
        ("[[products]]", "[[products]]\nwrong = 1"),
        ("[[components]]", "[[components]]\nwrong = 1"),
        ("[[lines]]", "[[lines]]\nwrong = 1"),
        ("[[labour]]", "[[labour]]\nwrong = 1"),
        ("{ line = ", "{ wrong = 1, line = "),
        ("[[partners]]", "[[partners]]\nwrong = 1"),
        ("[[orders]]", "[[orders]]\nwrong = 1"),
        ("[[commitments]]", "[[commitments]]\nwrong = 1"),
        ("[[reservations]]", "[[reservations]]\nwrong = 1"),
        ("[[caps]]", "[[caps]]\nwrong = 1"),
        ("[[expansions]]", "[[expansions]]\nwrong = 1"),
        ("[[policies]]", "[[policies]]\nwrong = 1"),
        ("{ shape = ", "{ wrong = 1, shape = "),
        ("{ month = ", "{ wrong = 1, month = "),
        ("{ limit = 10", "{ wrong = 1, limit = 10"),
        ("{ outage = { ", "{ outage = { wrong = 1, "),
        ("{ slip = { ", "{ slip = { wrong = 1, "),
        ("{ outage = {", "{ wrong = {"),
        ("{ quantity = 20,", "{ wrong = 1, quantity = 20,"),
        ("{ attribute = \"spending\", floor", "{ wrong = 1, attribute = \"spending\", floor"),
        ("{ low = ", "{ wrong = 1, low = "),
        ("{ id = \"first\"", "{ wrong = 1, id = \"first\""),
        ("thresholds = [{ ", "thresholds = [{ wrong = 1, "),
        ("{ partner = \"north\",", "{ wrong = 1, partner = \"north\","),
        ("changes = [{ from = \"2027-01\"", "changes = [{ wrong = 1, from = \"2027-01\""),
        ("gates = [{ ", "gates = [{ wrong = 1, "),
        ("overrides = [{ ", "overrides = [{ wrong = 1, "),
        ("changes = [{ from = \"2028-01\"", "changes = [{ wrong = 1, from = \"2028-01\""),
        ("calendar = { ", "calendar = { wrong = 1, "),
        ("working_days = [{ ", "working_days = [{ wrong = 1, "),
        ("yield = [{ ", "yield = [{ wrong = 1, "),
        ("propellant = [{ ", "propellant = [{ wrong = 1, "),
        ("\"good_unit\"", "\"wrong\""),
        ("outages = [{ ", "outages = [{ wrong = 1, "),
        ("\"working_day\"", "\"wrong\""),
        ("\"flat\"", "\"wrong\""),
        ("\"measured\"", "\"wrong\""),
        ("\"first_come_first_served\"", "\"wrong\""),
        ("\"by_due\"", "\"wrong\""),
        ("\"geometric\"", "\"wrong\""),
        ("\"equal_split\"", "\"wrong\""),
        ("measure = \"value\"", "measure = \"wrong\""),
    ];
    for (from, to) in spoilt {
        assert!(full.contains(from), "{from}");
        let error = Scenario::from_toml(&full.replacen(from, to, 1)).unwrap_err().to_string();
        let (_, accepted) = error.split_once(", expected ").unwrap_or_else(|| panic!("{error}"));
        let names: Vec<&str> = accepted.split('`').skip(1).step_by(2).collect();
        assert!(names.len() > 1, "{error}");
        for name in names {
            let described = [
                format!("`{name}`"),
                format!("`\"{name}\"`"),
                format!("`{{ {name} = {{ … }} }}`"),
                format!("`{{ {name}, "),
                format!(", {name} }}`"),
            ];
            assert!(described.iter().any(|text| document.contains(text)), "{name}: {error}");
        }
    }
}
