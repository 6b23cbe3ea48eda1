//! What ARCHITECTURE.md says of the folders under `src`, held: the table there is read,
//! the sources are parsed, and every path in them is looked at.

mod crate_map;
mod page;
mod source;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate_map::CrateMap;
use page::Floor;
use source::Name;

/// All sources, parsed once.
static MAP: LazyLock<CrateMap> = LazyLock::new(CrateMap::read);

/// A file with more lines is looking for its second noun.
const MOST_LINES: usize = 500;

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} times:\n{}", wrong.len(), wrong.join("\n"));
}

fn floor<'p>(page: &'p [Floor], name: &str) -> &'p Floor {
    let floor = page.iter().find(|floor| floor.name == name);
    floor.unwrap_or_else(|| panic!("`{name}` is not in the table of ARCHITECTURE.md"))
}

/// Whether a path is what a name of the page stands for, or inside it.
fn is_in(path: &Name, name: &str) -> bool {
    let mut parts = path.iter();
    name.split("::").all(|part| parts.next().is_some_and(|own| own == part))
}

#[test]
fn the_page_has_every_folder_from_the_ground_up() {
    let (page, map) = (page::floors(), &*MAP);
    let listed: BTreeSet<String> = page.iter().map(|floor| floor.name.clone()).collect();
    assert_eq!(listed, *map.folders());
    for (index, floor) in page.iter().enumerate() {
        let below: Vec<&str> = page[..index].iter().map(|floor| floor.name.as_str()).collect();
        for name in &floor.may_import {
            let folder = name.split("::").next().unwrap();
            assert!(below.contains(&folder), "`{}` on `{name}`, which is not below", floor.name);
        }
        for name in &floor.knows_nothing_of {
            assert!(listed.contains(name.split("::").next().unwrap()), "no folder `{name}`");
            assert!(!floor.may_import.contains(name), "`{}` on `{name}`", floor.name);
        }
    }
}

/// Imports come from the floors that the page lists, and from files beside the folders,
/// which are used by all.
#[test]
fn floors_import_what_the_page_says() {
    let (page, map) = (page::floors(), &*MAP);
    let mut wrong = Vec::new();
    for source in map.sources() {
        let Some(own) = source.floor() else { continue };
        let rules = floor(&page, own);
        for import in &source.imports {
            let known = !map.is_folder(import)
                || import[0] == own
                || rules.may_import.iter().any(|name| is_in(import, name));
            if !known || rules.knows_nothing_of.iter().any(|name| is_in(import, name)) {
                wrong.push(format!("{} uses {}", source.file, import.join("::")));
            }
        }
    }
    assert_none(&wrong);
}

/// What all floors use stands below all of them.
#[test]
fn files_beside_the_folders_know_no_floor() {
    let map = &*MAP;
    let mut wrong = Vec::new();
    for source in map.sources().filter(|source| !source.file.contains('/')) {
        for import in source.imports.iter().filter(|import| map.is_folder(import)) {
            if source.file != "lib.rs" {
                wrong.push(format!("{} uses {}", source.file, import.join("::")));
            }
        }
    }
    assert_none(&wrong);
}

/// Nobody climbs out of a floor by `super`.
#[test]
fn super_stays_inside_a_floor() {
    let map = &*MAP;
    let inside = map.sources().filter(|source| source.floor().is_some());
    let climbs = inside
        .flat_map(|source| source.climbs.iter().map(|path| format!("{}: {path}", source.file)));
    assert_none(&climbs.collect::<Vec<_>>());
}

#[test]
fn no_file_is_long() {
    let map = &*MAP;
    let long = map.sources().filter(|source| source.lines > MOST_LINES);
    let long = long.map(|source| format!("{}: {} lines", source.file, source.lines));
    assert_none(&long.collect::<Vec<_>>());
}

/// No two files need each other, by whatever way round.
#[test]
fn files_use_each_other_in_no_circle() {
    let map = &*MAP;
    let circles = map.circles();
    let text = circles.iter().map(|files| files.join("\n  "));
    assert_none(&text.collect::<Vec<_>>());
}

/// Where there is no clock, asking it ends the program: only `clock.rs` does, which knows where.
#[test]
fn one_file_asks_the_clock() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut asks) = (vec![root], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let words = ["std::time::Instant", "Duration, Instant}", "SystemTime"];
            if words.iter().any(|word| text.contains(word)) && !path.ends_with("clock.rs") {
                asks.push(path.display().to_string());
            }
        }
    }
    assert_none(&asks);
}
