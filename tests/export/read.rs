//! Strict readers of the two formats, written from their descriptions and not from what
//! writes them. Whatever they do not know is a panic.

use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    AtMost,
    AtLeast,
    Equal,
}

pub(crate) type Sum = BTreeMap<String, f64>;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) sum: Sum,
    pub(crate) sense: Sense,
    pub(crate) rhs: f64,
}

/// A linear program, to be minimised.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Program {
    pub(crate) objective: Sum,
    pub(crate) rows: BTreeMap<String, Row>,
    /// Lower and upper bound of every column.
    pub(crate) columns: BTreeMap<String, (f64, f64)>,
}

impl Program {
    fn column(&mut self, name: &str) {
        self.columns.entry(valid(name)).or_insert((0.0, f64::INFINITY));
    }
}

/// A name that every reader takes: letters, digits, `_` and `.`, a letter first that
/// cannot begin an exponent.
fn valid(name: &str) -> String {
    let first = name.chars().next().unwrap_or(' ');
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'.');
    assert!(plain && first.is_ascii_alphabetic() && !"eE".contains(first), "name {name:?}");
    assert!(name.len() <= 255, "name of {} letters", name.len());
    name.to_owned()
}

fn number(text: &str) -> f64 {
    let value: f64 = text.parse().unwrap_or_else(|_| panic!("no number: {text:?}"));
    assert!(value.is_finite(), "{text}");
    value
}

fn add(sum: &mut Sum, name: &str, value: f64) {
    assert!(sum.insert(valid(name), value).is_none(), "{name} twice in a sum");
}

/// Reads CPLEX LP.
pub(crate) fn lp(text: &str) -> Program {
    let mut program = Program::default();
    let mut section = "";
    // A row may go on in the next line: it ends with its right-hand side.
    let mut open: Vec<&str> = Vec::new();
    for line in text.lines() {
        assert!(line.len() <= 255 || line.starts_with('\\'), "a line of {} letters", line.len());
        assert!(line.is_ascii(), "{line}");
        assert_ne!(section, "End", "after the end: {line}");
        if line.starts_with('\\') {
            continue;
        }
        if !line.starts_with(' ') {
            if section == "Minimize" {
                let (name, sum) = sum(&mut program, &open);
                assert_eq!(name, "obj");
                program.objective = sum;
                open.clear();
            }
            assert!(open.is_empty(), "a row without end: {open:?}");
            let order = ["", "Minimize", "Subject To", "Bounds", "End"];
            let place = |name: &str| order.iter().position(|known| *known == name);
            assert!(place(line).unwrap_or_else(|| panic!("{line}")) > place(section).unwrap());
            section = line;
            continue;
        }
        match section {
            "Minimize" => open.extend(line.split_whitespace()),
            "Subject To" => {
                open.extend(line.split_whitespace());
                if let [left @ .., sense @ ("<=" | ">=" | "="), rhs] = &open[..] {
                    let (name, sum) = sum(&mut program, left);
                    let sense = match *sense {
                        "<=" => Sense::AtMost,
                        ">=" => Sense::AtLeast,
                        _ => Sense::Equal,
                    };
                    let row = Row { sum, sense, rhs: number(rhs) };
                    let twice = program.rows.insert(valid(&name), row);
                    assert!(twice.is_none(), "row {name} twice");
                    open.clear();
                }
            }
            "Bounds" => {
                let words: Vec<&str> = line.split_whitespace().collect();
                let (name, bounds) = match words[..] {
                    [low, "<=", name, "<=", high] => (name, (number(low), number(high))),
                    [name, ">=", low] => (name, (number(low), f64::INFINITY)),
                    _ => panic!("bound {line}"),
                };
                program.columns.insert(valid(name), bounds);
            }
            _ => panic!("{line}"),
        }
    }
    assert_eq!(section, "End");
    program
}

/// `name: 2 x + y - 3 z`.
fn sum(program: &mut Program, words: &[&str]) -> (String, Sum) {
    let (name, mut words) = words.split_first().unwrap();
    let name = name.strip_suffix(':').unwrap_or_else(|| panic!("no name: {name}"));
    let mut sum = Sum::new();
    let mut first = true;
    while !words.is_empty() {
        let mut sign = 1.0;
        match words[0] {
            "+" if !first => words = &words[1..],
            "-" if !first => {
                sign = -1.0;
                words = &words[1..];
            }
            _ => assert!(first, "a sign is missing before {}", words[0]),
        }
        let mut word = words[0];
        if first && let Some(rest) = word.strip_prefix('-') {
            sign = -1.0;
            word = rest;
        }
        first = false;
        let digit = word.starts_with(|letter: char| letter.is_ascii_digit());
        let (value, name, used) = if digit { (number(word), words[1], 2) } else { (1.0, word, 1) };
        program.column(name);
        if value != 0.0 {
            add(&mut sum, name, sign * value);
        }
        words = &words[used..];
    }
    (name.to_owned(), sum)
}

/// Reads free MPS.
pub(crate) fn mps(text: &str) -> Program {
    let mut program = Program::default();
    let mut section = String::new();
    for line in text.lines() {
        assert!(line.is_ascii() && line.len() <= 255 || line.starts_with('*'), "{line}");
        assert_ne!(section, "ENDATA", "after the end: {line}");
        if line.starts_with('*') {
            continue;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        if !line.starts_with(' ') {
            let order = ["", "NAME", "ROWS", "COLUMNS", "RHS", "BOUNDS", "ENDATA"];
            let place = |name: &str| order.iter().position(|known| *known == name);
            assert!(place(words[0]).unwrap_or_else(|| panic!("{line}")) > place(&section).unwrap());
            words[0].clone_into(&mut section);
            continue;
        }
        match (section.as_str(), &words[..]) {
            ("ROWS", ["N", "obj"]) => {}
            ("ROWS", [sense, name]) => {
                let sense = match *sense {
                    "L" => Sense::AtMost,
                    "G" => Sense::AtLeast,
                    "E" => Sense::Equal,
                    _ => panic!("{line}"),
                };
                let row = Row { sum: Sum::new(), sense, rhs: 0.0 };
                assert!(program.rows.insert(valid(name), row).is_none(), "row {name} twice");
            }
            ("COLUMNS", [column, row, value]) => {
                program.column(column);
                let value = number(value);
                let sum = if *row == "obj" {
                    &mut program.objective
                } else {
                    let row = program.rows.get_mut(*row);
                    &mut row.unwrap_or_else(|| panic!("{line}")).sum
                };
                if value != 0.0 {
                    add(sum, column, value);
                }
            }
            ("RHS", ["RHS", row, value]) => {
                program.rows.get_mut(*row).unwrap_or_else(|| panic!("{line}")).rhs = number(value);
            }
            ("BOUNDS", [kind, "BND", column, value]) => {
                let bounds = program.columns.get_mut(*column);
                let bounds = bounds.unwrap_or_else(|| panic!("{line}"));
                match *kind {
                    "LO" => bounds.0 = number(value),
                    "UP" => bounds.1 = number(value),
                    _ => panic!("{line}"),
                }
            }
            _ => panic!("{line}"),
        }
    }
    assert_eq!(section, "ENDATA");
    program
}
