//! Readable names that every solver can read.

use std::collections::{BTreeMap, BTreeSet};

use crate::formulation::Formulation;
use crate::model::{Extra, Model, Recipe, RecipeId, Resource};
use crate::scenario::{Month, Scenario};

/// The longest part of a name: with five parts it stays below the 255 letters that
/// solvers allow.
const LONGEST: usize = 40;

/// The parts of names, by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) blocks: Vec<String>,
    pub(super) recipes: Vec<String>,
    pub(super) resources: Vec<String>,
    pub(super) extras: Vec<String>,
    pub(super) periods: Vec<String>,
    /// Lines for the beginning of the file.
    pub(super) comments: Vec<String>,
}

impl Names {
    pub(super) fn by_position(model: &Model) -> Self {
        Self {
            blocks: (0..model.blocks().len()).map(|block| format!("b{block}")).collect(),
            recipes: unique(model.recipes().iter().map(Recipe::label)),
            resources: resources(model),
            extras: extras(model),
            periods: (0..model.periods()).map(|period| format!("p{period}")).collect(),
            comments: Vec::new(),
        }
    }

    pub(super) fn of(scenario: &Scenario, formulation: &Formulation) -> Self {
        let model = formulation.model();
        let orders = unique(scenario.orders().iter().map(|order| order.id().as_str()));
        let lines = unique(scenario.lines().iter().map(|line| line.id().as_str()));
        let mut comments = vec![format!("Scenario {}", ascii(scenario.name()))];
        let renamed = |kind: &str, name: &String, id: &str| {
            (name != id).then(|| format!("{name} is {kind} {}", ascii(id)))
        };
        comments.extend(
            orders
                .iter()
                .zip(scenario.orders())
                .filter_map(|(name, order)| renamed("order", name, order.id().as_str())),
        );
        comments.extend(
            lines
                .iter()
                .zip(scenario.lines())
                .filter_map(|(name, line)| renamed("line", name, line.id().as_str())),
        );
        let tranche = |demand: usize| {
            let part = &scenario.demands()[demand];
            let order = &orders[part.order];
            if scenario.demands_at(part.order).1.len() == 1 {
                order.clone()
            } else {
                format!("{order}.t{}", part.tranche)
            }
        };
        let members = |block| formulation.members(block).iter().map(|part| tranche(part.demand));
        let count = model.blocks().len();
        let blocks = apart((0..count).map(|block| members(block).next().unwrap_or_default()));
        for (block, name) in blocks.iter().enumerate() {
            let others: Vec<String> = members(block).skip(1).collect();
            if !others.is_empty() {
                comments.push(format!("{name} stands also for {}", others.join(" ")));
            }
        }
        let by_line: Vec<String> = (0..model.recipes().len() as u32)
            .map(|recipe| match formulation.line_of(RecipeId(recipe)) {
                Some(line) => lines[line].clone(),
                None if formulation.is_off_the_shelf(RecipeId(recipe)) => {
                    "off_the_shelf".to_owned()
                }
                None => "from_stock".to_owned(),
            })
            .collect();
        let clear = model.families().iter().all(|family| {
            let names: BTreeSet<&str> =
                family.iter().map(|recipe| by_line[recipe.index()].as_str()).collect();
            names.len() == family.len()
        });
        let recipes =
            if clear { by_line } else { unique(model.recipes().iter().map(Recipe::label)) };
        let month = |month: Month| month.to_string().replace('-', "_");
        Self {
            blocks,
            recipes,
            resources: resources(model),
            extras: extras(model),
            periods: (0..model.periods()).map(|index| month(scenario.month(index))).collect(),
            comments,
        }
    }
}

/// A tranche may be in several blocks: the second is its part `p1`.
fn apart(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let name = |name: String| {
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name}.p{}", *count - 1) }
    };
    names.map(name).collect()
}

fn resources(model: &Model) -> Vec<String> {
    unique(model.resources().iter().map(Resource::label))
}

fn extras(model: &Model) -> Vec<String> {
    // They say product, line and month.
    unique_of(model.extras().iter().map(Extra::label), 4 * LONGEST)
}

/// A name for each label: plain letters, none twice. What is written differently does
/// not depend on other labels, except where two would be the same.
fn unique<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<String> {
    unique_of(labels, LONGEST)
}

fn unique_of<'a>(labels: impl Iterator<Item = &'a str>, longest: usize) -> Vec<String> {
    let plain = |label: &str| plain(label, longest);
    let labels: Vec<&str> = labels.collect();
    // Whoever is written as he is called keeps that name.
    let mut taken: BTreeSet<String> =
        labels.iter().filter(|label| plain(label) == **label).map(|label| plain(label)).collect();
    let mut kept = BTreeSet::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let name = |label: &&str| {
        let name = plain(label);
        if (name == **label && kept.insert(name.clone())) || taken.insert(name.clone()) {
            return name;
        }
        // Where the last search of this name ended: what is taken stays so.
        let number = numbers.entry(name.clone()).or_insert(2_usize);
        loop {
            let numbered = format!("{name}_{number}");
            *number += 1;
            if taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    };
    labels.iter().map(name).collect()
}

fn plain(label: &str, longest: usize) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    let name: String = label.chars().take(longest).map(letter).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}

/// A text that may stand in a comment of any reader.
pub(super) fn ascii(text: &str) -> String {
    let letter =
        |letter: char| if letter == ' ' || letter.is_ascii_graphic() { letter } else { '?' };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::unique;

    #[test]
    fn names_are_plain_and_differ() {
        let long = "x".repeat(50);
        let labels = ["PL-1", "PL 1", "PL_1", "ü", "é", "", "PL_1_2", "PL_1", &long, &long];
        let names = unique(labels.into_iter());
        assert_eq!(names[2], "PL_1");
        assert_eq!(names[0], "PL_1_3", "PL_1 and PL_1_2 are names of others");
        assert_eq!(names[6], "PL_1_2");
        let mut sorted = names.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), names.len(), "{names:?}");
        let plain = |name: &String| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        assert!(names.iter().all(plain), "{names:?}");
    }

    /// Ids from a system that puts the number behind a long text.
    #[test]
    fn ids_that_begin_alike_take_no_longer() {
        let labels: Vec<String> =
            (0..200_000).map(|at| format!("{}{at}", "x".repeat(50))).collect();
        let begun = crate::clock::Instant::now();
        let names = unique(labels.iter().map(String::as_str));
        let took = begun.elapsed();
        assert_eq!(names[199_999], format!("{}_200000", "x".repeat(40)));
        assert!(took.as_secs() < 30, "{took:?}");
    }
}
