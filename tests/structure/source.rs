//! A source file, parsed: what it defines, what it gives on under other names, and every
//! path in it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Item, ItemMod, ItemUse, UseTree, Visibility};

/// Segments from the root of the crate on.
pub(super) type Name = Vec<String>;

#[derive(Debug, Default)]
pub(super) struct Source {
    /// Path below `src`, with slashes.
    pub(super) file: String,
    /// The module that the file is.
    pub(super) module: Name,
    pub(super) lines: usize,
    /// Modules in other files that only tests have.
    pub(super) of_tests: BTreeSet<Name>,
    /// What is defined at the top of the file.
    pub(super) items: BTreeSet<String>,
    /// Names that `use` brings in, and what they stand for.
    pub(super) brought: BTreeMap<String, Name>,
    /// Modules of which everything is brought in.
    pub(super) globs: Vec<Name>,
    /// Every import, also what is only given on.
    pub(super) imports: BTreeSet<Name>,
    /// What is really used: paths in code, and imports that are not given on.
    pub(super) used: BTreeSet<Name>,
    /// Paths that leave the crate's root by `super`.
    pub(super) climbs: Vec<String>,
}

impl Source {
    pub(super) fn parse(file: &str, text: &str) -> Self {
        let mut module: Name = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if module.last().is_some_and(|last| last == "mod") || file == "lib.rs" {
            module.pop();
        }
        let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        let mut source = Self {
            file: file.to_owned(),
            module: module.clone(),
            lines: text.lines().count(),
            ..Self::default()
        };
        source.items.extend(syntax.items.iter().filter_map(item_name));
        let mut reader =
            Reader { source: &mut source, module, paths: Vec::new(), uses: Vec::new() };
        // Names first: a path may stand before the `use` that explains it.
        reader.visit_file(&syntax);
        let Reader { paths, uses, .. } = reader;
        for Use { module, path, name, given_on } in uses {
            source.bring(&module, &path, name, given_on);
        }
        for (module, path) in paths {
            source.meet(&module, &path);
        }
        source
    }

    /// The folder under `src` that the file is in.
    pub(super) fn floor(&self) -> Option<&str> {
        let (folder, _) = self.file.split_once('/')?;
        (folder != "bin").then_some(folder)
    }

    fn bring(&mut self, module: &Name, path: &[String], name: Option<String>, given_on: bool) {
        let beside = path.len() == 1 && self.items.contains(&path[0]);
        let beside = beside.then(|| self.module.iter().chain(path).cloned().collect());
        let Some(whole) = beside.or_else(|| self.absolute(module, path)) else { return };
        match name {
            Some(name) => drop(self.brought.insert(name, whole.clone())),
            None => self.globs.push(whole.clone()),
        }
        self.imports.insert(whole.clone());
        if !given_on {
            self.used.insert(whole);
        }
    }

    fn meet(&mut self, module: &Name, path: &[String]) {
        let first = &path[0];
        let whole = match self.brought.get(first) {
            Some(known) => Some(known.iter().chain(&path[1..]).cloned().collect()),
            None => self.absolute(module, path),
        };
        if let Some(whole) = whole {
            self.imports.insert(whole.clone());
            self.used.insert(whole);
        }
    }

    /// The path from the root on, if it begins with `crate`, `self` or `super`, or with a
    /// module next to where it stands.
    fn absolute(&mut self, module: &Name, path: &[String]) -> Option<Name> {
        let mut whole = match path[0].as_str() {
            "crate" => return Some(path[1..].to_vec()),
            "self" | "super" => module.clone(),
            name if self.items.contains(name) && path.len() > 1 => {
                return Some(self.module.iter().chain(path).cloned().collect());
            }
            _ => return None,
        };
        for (index, part) in path.iter().enumerate() {
            match part.as_str() {
                "self" if index == 0 => {}
                "super" => {
                    whole.pop();
                    if whole.is_empty() {
                        self.climbs.push(path.join("::"));
                        return Some(path[index + 1..].to_vec());
                    }
                }
                _ => {
                    whole.extend(path[index..].iter().cloned());
                    break;
                }
            }
        }
        Some(whole)
    }
}

struct Use {
    module: Name,
    path: Name,
    /// None stands for all.
    name: Option<String>,
    given_on: bool,
}

struct Reader<'a> {
    source: &'a mut Source,
    /// Where we are: the file's module, or one inside the file.
    module: Name,
    paths: Vec<(Name, Name)>,
    uses: Vec<Use>,
}

impl Reader<'_> {
    fn tree(&mut self, tree: &UseTree, before: &[String], given_on: bool) {
        let with = |name: &syn::Ident| -> Name {
            before.iter().cloned().chain([name.to_string()]).collect()
        };
        let (path, name): (Name, _) = match tree {
            UseTree::Path(part) => return self.tree(&part.tree, &with(&part.ident), given_on),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.tree(tree, before, given_on));
            }
            UseTree::Name(part) if part.ident == "self" => {
                (before.to_vec(), before.last().cloned())
            }
            UseTree::Name(part) => (with(&part.ident), Some(part.ident.to_string())),
            UseTree::Rename(part) => (with(&part.ident), Some(part.rename.to_string())),
            UseTree::Glob(_) => (before.to_vec(), None),
        };
        if !path.is_empty() {
            self.uses.push(Use { module: self.module.clone(), path, name, given_on });
        }
    }

    /// Paths in what a macro is given: every chain of names that colons join.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Name::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.end(&mut path);
                    self.tokens(group.stream());
                    colons = 0;
                }
                _ => {
                    self.end(&mut path);
                    colons = 0;
                }
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Name) {
        if !path.is_empty() {
            self.paths.push((self.module.clone(), std::mem::take(path)));
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        self.module.push(module.ident.to_string());
        let for_tests = module.attrs.iter().any(|attribute| {
            let cfg = attribute.path().is_ident("cfg");
            cfg && attribute.parse_args::<syn::Path>().is_ok_and(|cfg| cfg.is_ident("test"))
        });
        if for_tests {
            self.source.of_tests.insert(self.module.clone());
        }
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let given_on = !matches!(item.vis, Visibility::Inherited);
        self.tree(&item.tree, &[], given_on);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|part| part.ident.to_string()).collect();
        self.paths.push((self.module.clone(), names));
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    /// `pub(super)` and the like are no imports.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    /// Neither are attributes.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

fn item_name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Mod(item) => &item.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

#[test]
fn every_path_is_found() {
    let text = "use crate::{plan::{Plan, Planner as P}, scenario, text::table};\n\
                pub use super::near::Near;\n\
                mod inside { use super::super::far::*; fn g() { self::h(); } }\n\
                fn f(p: P) { crate::engine::solve(); scenario::Month::new(); other::x(); }\n\
                fn g() { let v = vec![crate::model::Model::new(), text(super::more::X)]; }\n\
                use other_crate::x;";
    let source = Source::parse("a/b.rs", text);
    let found = |names: &BTreeSet<Name>| -> Vec<String> {
        names.iter().map(|name| name.join("::")).collect()
    };
    let used = [
        "a::b::inside::h",
        "a::far",
        "a::more::X",
        "engine::solve",
        "model::Model::new",
        "plan::Plan",
        "plan::Planner",
        "scenario",
        "scenario::Month::new",
        "text::table",
    ];
    assert_eq!(found(&source.used), used);
    let given_on: Vec<String> =
        source.imports.difference(&source.used).map(|n| n.join("::")).collect();
    assert_eq!(given_on, ["a::near::Near"]);
    assert!(source.climbs.is_empty(), "{:?}", source.climbs);
    assert_eq!(source.floor(), Some("a"));
    let climbing = Source::parse("a/b.rs", "use super::super::engine::solve;");
    assert_eq!(climbing.climbs, ["super::super::engine::solve"]);
    assert_eq!(found(&climbing.imports), ["engine::solve"]);
}
