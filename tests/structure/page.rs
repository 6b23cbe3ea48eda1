//! The table of floors in ARCHITECTURE.md.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A row: a folder of `src`, from the ground up.
#[derive(Debug)]
pub(super) struct Floor {
    pub(super) name: String,
    pub(super) may_import: BTreeSet<String>,
    pub(super) knows_nothing_of: BTreeSet<String>,
}

const COLUMNS: [&str; 4] = ["folder", "holds", "may import", "knows nothing of"];

/// The rows of the page.
pub(super) fn floors() -> Vec<Floor> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    rows(&fs::read_to_string(page).unwrap())
}

fn rows(page: &str) -> Vec<Floor> {
    let mut lines = page.lines().skip_while(|line| cells(line) != COLUMNS);
    assert!(lines.next().is_some(), "no table of {COLUMNS:?} in ARCHITECTURE.md");
    let rows = lines.skip(1).take_while(|line| line.starts_with('|')).map(|line| {
        let cells = cells(line);
        assert_eq!(cells.len(), COLUMNS.len(), "{line}");
        let name = named(cells[0]).into_iter().next().unwrap_or_else(|| panic!("{line}"));
        Floor { name, may_import: named(cells[2]), knows_nothing_of: named(cells[3]) }
    });
    rows.collect()
}

fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

/// What stands between backticks, without `src/` before it or a slash behind it.
fn named(cell: &str) -> BTreeSet<String> {
    let names = cell.split('`').skip(1).step_by(2);
    names.map(|name| name.trim_start_matches("src/").trim_end_matches('/').to_owned()).collect()
}

#[test]
fn tables_are_read() {
    let page = "# Page\n\n| folder | holds | may import | knows nothing of |\n| - | - | - | - |\n\
                | `a` | `X`, parts | | `b`, `c` |\n| `b/` | all | `a`, `c::d` | time |\n\nText.";
    let floors = rows(page);
    assert_eq!(floors.len(), 2);
    assert_eq!(floors[0].name, "a");
    assert!(floors[0].may_import.is_empty());
    assert!(floors[0].knows_nothing_of.iter().eq(["b", "c"]));
    assert_eq!(floors[1].name, "b");
    assert!(floors[1].may_import.iter().eq(["a", "c::d"]));
    assert!(floors[1].knows_nothing_of.is_empty());
}
