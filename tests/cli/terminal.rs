//! What is printed fits the screen, and has colours on a terminal only.

use std::path::Path;
use std::process::Command;

use super::format::SCENARIO;
use crate::support::command::{Folder, apportion, run};

/// A real scenario with tables of every kind.
const SHELLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/shells_155mm.toml");

/// Standard output where these variables are set.
fn with(variables: &[(&str, &str)], arguments: &[&str]) -> String {
    let output = apportion(arguments).envs(variables.iter().copied()).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn at(columns: &str, arguments: &[&str]) -> String {
    with(&[("COLUMNS", columns)], arguments)
}

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

const COMMANDS: [&[&str]; 10] = [
    &["solve", SHELLS, "--policy", "tiers"],
    &["solve", SHELLS, "--policy", "tiers", "--table", "deliveries"],
    &["compare", SHELLS],
    &["compare", SHELLS, "--deep"],
    &["diff", SHELLS, "--from", "queue", "--to", "tiers"],
    &["rank", SHELLS],
    &["prices", SHELLS, "--policy", "tiers", "--no-ranges"],
    &["sweep", SHELLS, "--policy", "tiers", "--flips"],
    &["explain", SHELLS, "--policy", "tiers"],
    &["explain", SHELLS, "--policy", "tiers", "--displacement"],
];

#[test]
fn no_line_is_wider_than_the_screen() {
    for arguments in COMMANDS {
        for columns in [20, 33, 80, 200] {
            let text = at(&columns.to_string(), arguments);
            assert!(widest(&text) <= columns, "{arguments:?} at {columns}: {}", widest(&text));
        }
    }
}

#[test]
fn what_has_no_room_is_named() {
    let solve = COMMANDS[0];
    let note = "(not shown: half, wait; a wider terminal or --format csv has more)";
    let narrow = at("80", solve);
    assert!(narrow.contains(note), "{narrow}");
    assert!(narrow.contains(" order  partner      product      due  quantity    first     95 %"));
    // What matters most stays to the end.
    let least = at("40", solve);
    assert!(least.contains(" order  partner          due     last\n"), "{least}");
    let wide = at("200", solve);
    assert!(!wide.contains("not shown"), "{wide}");
    // More than without a limit.
    assert!(wide.contains(" signed ") && wide.contains(" eligibility\n"), "{wide}");
    // Lists say how many they leave out.
    let narrow = at("80", COMMANDS[2]);
    assert!(narrow.contains("▼ 4.5, ukraine ▼ 3.4, … and 8 more)"), "{narrow}");
    assert!(at("400", COMMANDS[2]).lines().all(|line| !line.contains("… and")));
}

/// Ids may have 200 letters, wide ones too: they are cut, and numbers are not.
#[test]
fn long_names_fit_too() {
    let folder = Folder::new("long");
    let (north, south) = ("n".repeat(200), "日本".repeat(60));
    let text = SCENARIO.replace("\"north\"", &format!("\"{north}\""));
    let file = folder.file("s.toml", &text.replace("\"south\"", &format!("\"{south}\"")));
    for columns in ["20", "50", "80"] {
        for command in ["solve", "compare", "rank", "explain"] {
            let text = at(columns, &[command, &file]);
            let width = |line: &str| -> usize {
                line.chars().map(|letter| if letter > '\u{2e80}' { 2 } else { 1 }).sum()
            };
            let wide = text.lines().map(width).max().unwrap();
            assert!(wide <= columns.parse().unwrap(), "{command} at {columns}: {wide}\n{text}");
        }
    }
    let text = at("80", &["solve", &file]);
    assert!(text.contains("nnnnnnnnnnnnnnnn…") && text.contains(" 2026-02 "), "{text}");
    assert!(at("60", &["solve", &file, "--format", "csv"]).contains(&north));
}

#[test]
fn what_is_no_number_of_columns_counts_as_none() {
    let solve = COMMANDS[0];
    let usual = at("80", solve);
    for odd in ["", "0", "abc", "-5", "1e3", "99999999999999999999"] {
        assert_eq!(at(odd, solve), usual, "{odd:?}");
    }
    assert_eq!(run(solve).1, usual);
    // Below the least it is that.
    assert_eq!(at("1", solve), at("20", solve));
}

/// What programs read is the same on every screen.
#[test]
fn formats_for_programs_have_no_width_and_no_colour() {
    for arguments in COMMANDS {
        for format in ["csv", "json", "markdown"] {
            let all = [arguments, &["--format", format, "--color", "always"]].concat();
            let text = at("20", &all);
            assert!(!text.contains('\u{1b}'), "{all:?}");
            assert_eq!(text, at("200", &all), "{all:?}");
        }
    }
}

#[test]
fn colour_where_it_is_wanted() {
    let compare = COMMANDS[2];
    let plain = run(compare).1;
    assert!(!plain.contains('\u{1b}'));
    let always = [compare, &["--color", "always"]].concat();
    let coloured = run(&always).1;
    assert!(coloured.contains("\u{1b}[32m▲ 9.5\u{1b}[0m"), "{coloured}");
    assert!(coloured.contains("\u{1b}[31m▼ 38.3\u{1b}[0m"), "{coloured}");
    assert!(coloured.contains("\u{1b}[1mLast delivery\u{1b}[0m"), "{coloured}");
    // It adds nothing else: no meaning, and no width.
    let bare = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[31m", "\u{1b}[32m"]
        .iter()
        .fold(coloured, |text, code| text.replace(code, ""));
    assert_eq!(bare, plain);
    let late = run(&[COMMANDS[0], &["--color", "always"]].concat()).1;
    assert!(late.contains("\u{1b}[31m47\u{1b}[0m"), "{late}");
    let (code, _, err) = run(&["compare", SHELLS, "--color", "sometimes"]);
    assert!(code == 2 && err.contains("never"), "{err}");
    // What the user says counts more than what is set.
    assert!(with(&[("NO_COLOR", "1")], &always).contains('\u{1b}'));
}

/// What a command prints on a terminal of this width; nothing where there is none to be had.
fn on_terminal(columns: u32, before: &str, arguments: &[&str]) -> Option<String> {
    let quoted: Vec<String> = arguments.iter().map(|part| format!("'{part}'")).collect();
    let exe = env!("CARGO_BIN_EXE_apportion");
    let line =
        format!("stty rows 40 cols {columns} && {before} '{exe}' {} 2>/dev/null", quoted.join(" "));
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).env("TERM", "xterm").env_remove("NO_COLOR");
    let output = command.env_remove("COLUMNS").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).replace('\r', "");
    (output.status.success() && !text.is_empty()).then_some(text)
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_measured_and_coloured() {
    assert!(Path::new(SHELLS).is_file());
    let compare = COMMANDS[2];
    let Some(shown) = on_terminal(60, "", compare) else {
        println!("skipped: no terminal here");
        return;
    };
    let bare = |text: &str| {
        let parts = text.split('\u{1b}').enumerate();
        let codes = parts.map(|(place, part)| match part.split_once('m') {
            Some((_, rest)) if place > 0 => rest,
            _ => part,
        });
        codes.collect::<String>()
    };
    assert!(shown.contains("\u{1b}[32m▲ 9.5\u{1b}[0m"), "{shown}");
    assert_eq!(bare(&shown), at("60", compare));
    // What COLUMNS says comes first.
    let stated = on_terminal(60, "COLUMNS=100", compare).unwrap();
    assert_eq!(bare(&stated), at("100", compare));
    for plain in ["NO_COLOR=1", "TERM=dumb"] {
        let shown = on_terminal(60, plain, compare).unwrap();
        assert_eq!(shown, at("60", compare), "{plain}");
    }
    let never = [compare, &["--color", "never"]].concat();
    assert_eq!(on_terminal(60, "", &never).unwrap(), at("60", compare));
    // An empty one is none.
    assert!(on_terminal(60, "NO_COLOR=", compare).unwrap().contains('\u{1b}'));
}

/// The words of the row of a table on the page about terminals.
fn documented(table: &str) -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/TERMINAL.md");
    let page = std::fs::read_to_string(path).unwrap();
    let begin = format!("| {table} | ");
    let row = page.lines().find_map(|line| line.strip_prefix(&begin)).unwrap();
    row.trim_end_matches(" |").split(", ").map(str::to_owned).collect()
}

/// The headings of a table, which are parted by at least two blanks.
fn headings(text: &str, begin: &str) -> Vec<String> {
    let line = text.lines().find(|line| line.starts_with(begin)).unwrap();
    line.split("  ").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Columns go as the page says: whatever the width, those shown are the first of its list.
#[test]
fn columns_are_left_out_in_the_order_documented() {
    let folder = Folder::new("order");
    let file = folder.file("s.toml", SCENARIO);
    let (solve, compare) = (["solve", &file, "--policy", "need"], ["compare", &file]);
    let diff = ["diff", &file, "--from", "queue", "--to", "need"];
    let tables: [(&str, &str, &[&str]); 5] = [
        ("orders of `solve`", " order  ", &solve),
        ("lines of `solve`", " line  ", &solve),
        ("objectives of `solve`", " objective  ", &solve),
        ("totals of `compare`", " policy  ", &compare),
        ("orders of `diff`", " order  ", &diff),
    ];
    for (table, begin, command) in tables {
        // Nobody leaves here.
        let all: Vec<String> =
            documented(table).into_iter().filter(|name| *name != "lost").collect();
        let mut before = 0;
        for columns in (24..=240).step_by(3) {
            let text = at(&columns.to_string(), command);
            if !text.lines().any(|line| line.starts_with(begin)) {
                assert!(columns < 40, "{table} at {columns}: {text}");
                continue;
            }
            let mut shown = headings(&text, begin);
            assert!(shown.len() >= before, "{table} at {columns}: {shown:?}");
            before = shown.len();
            let mut first: Vec<String> = all.iter().take(shown.len()).cloned().collect();
            shown.sort();
            first.sort();
            assert_eq!(shown, first, "{table} at {columns}");
        }
        assert_eq!(before, all.len(), "{table}: all of them in the end");
    }
}
