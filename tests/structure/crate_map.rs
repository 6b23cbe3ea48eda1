//! All sources together: which file a path leads to, and where files go round in circles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::source::{Name, Source};

pub(super) struct CrateMap {
    /// By module.
    sources: BTreeMap<Name, Source>,
    folders: BTreeSet<String>,
}

impl CrateMap {
    pub(super) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        collect(&root, &mut files);
        let sources = files.into_iter().map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let file = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            Source::parse(&file, &text)
        });
        Self::of(sources)
    }

    fn of(sources: impl IntoIterator<Item = Source>) -> Self {
        let sources = sources.into_iter().map(|source| (source.module.clone(), source));
        let sources: BTreeMap<Name, Source> = sources.collect();
        let folders = sources.values().filter_map(Source::floor).map(str::to_owned).collect();
        Self { sources, folders }
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// The folders under `src`.
    pub(super) fn folders(&self) -> &BTreeSet<String> {
        &self.folders
    }

    /// Whether a path begins with a folder.
    pub(super) fn is_folder(&self, path: &Name) -> bool {
        path.first().is_some_and(|first| self.folders.contains(first))
    }

    /// The file in which what a path names is defined: through what modules on the way
    /// give on, if that can be seen.
    fn home(&self, path: &[String], depth: usize) -> Option<&Source> {
        let length = (0..=path.len()).rev().find(|&end| self.sources.contains_key(&path[..end]))?;
        let (module, rest) = path.split_at(length);
        let source = &self.sources[module];
        let Some(name) = rest.first().filter(|_| depth < 16) else { return Some(source) };
        if source.items.contains(name) {
            return Some(source);
        }
        if let Some(whole) = source.brought.get(name) {
            let whole: Name = whole.iter().chain(&rest[1..]).cloned().collect();
            return self.home(&whole, depth + 1);
        }
        let given_on = source.globs.iter().find_map(|glob| {
            let inside: Name = glob.iter().chain(rest).cloned().collect();
            self.home(&inside, depth + 1).filter(|home| home.items.contains(name))
        });
        Some(given_on.unwrap_or(source))
    }

    /// Which files a file uses.
    fn uses(&self, source: &Source) -> BTreeSet<&str> {
        let homes = source.used.iter().filter_map(|path| self.home(path, 0));
        let files = homes.map(|home| home.file.as_str());
        files.filter(|file| *file != source.file && *file != "lib.rs").collect()
    }

    /// Files that need each other, tests apart: who uses whom in each circle.
    pub(super) fn circles(&self) -> Vec<Vec<String>> {
        let of_tests: BTreeSet<&Name> = self.sources().flat_map(|part| &part.of_tests).collect();
        let counted = |source: &&Source| !of_tests.contains(&source.module);
        let graph: BTreeMap<&str, BTreeSet<&str>> = self
            .sources()
            .filter(counted)
            .map(|source| (source.file.as_str(), self.uses(source)))
            .collect();
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            graph.keys().map(|file| (*file, reach(&graph, file))).collect();
        let mut circles: Vec<BTreeSet<&str>> = Vec::new();
        for (file, there) in &reached {
            if there.contains(file) && !circles.iter().any(|known| known.contains(file)) {
                let back = there.iter().filter(|other| reached[*other].contains(file));
                circles.push(back.copied().collect());
            }
        }
        let told = circles.iter().map(|circle| {
            let inside = |file: &str| graph[file].intersection(circle).copied().collect::<Vec<_>>();
            circle.iter().map(|file| format!("{file} uses {}", inside(file).join(", "))).collect()
        });
        told.collect()
    }
}

/// What can be reached from a file, itself only if there is a way round.
fn reach<'s>(graph: &BTreeMap<&'s str, BTreeSet<&'s str>>, from: &str) -> BTreeSet<&'s str> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        for &next in graph.get(file).into_iter().flatten() {
            if graph.contains_key(next) && found.insert(next) {
                open.push(next);
            }
        }
    }
    found
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn circles_are_found_through_what_is_given_on() {
    let sources = [
        ("a/mod.rs", "mod one; mod two; pub use one::One; pub use two::*;"),
        ("a/one.rs", "use super::Two; pub struct One(Two);"),
        ("a/two.rs", "pub struct Two; fn f() { crate::a::One::new(); }"),
        ("b.rs", "use crate::a::{One, Two}; fn f() -> (One, Two) {}"),
    ];
    let map = CrateMap::of(sources.map(|(file, text)| Source::parse(file, text)));
    assert_eq!(map.circles(), [["a/one.rs uses a/two.rs", "a/two.rs uses a/one.rs"]]);
    assert!(map.uses(&map.sources[&vec!["b".to_owned()]]).into_iter().eq(["a/one.rs", "a/two.rs"]));
}
