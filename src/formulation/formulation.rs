//! From a scenario and a ranking to the neutral linear program.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Range, RangeInclusive};

use super::build::Build;
use super::entitled::{Entitled, Rights};
use super::held::Held;
use super::member::{Member, Split};
use super::row::row_of;
use super::sequence::Sequence;
use super::shared::Shared;
use super::told::ToldLevel;
use super::told_apart::told_apart_by_id;
use super::{blocks, dues, entitled, held, levels, portions, told};

use crate::model::{Model, ModelError, RecipeId};
use crate::ranking::Ranking;
use crate::resources::Resources;
use crate::scenario::{Method, Scenario, Stockpile};

/// A [`Model`] with what is needed to read its answer: which demands a block stands
/// for, which line a recipe uses, which resource is which.
///
/// The model's resources are those of [`Plan::resources`](crate::plan::Plan::resources), in their order.
/// Tranches alike in everything that any level sees are one block: that is exact, and how its
/// units are divided among them is the last word on who comes first among equals.
#[derive(Debug, Clone, PartialEq)]
pub struct Formulation {
    model: Model,
    split: Split,
    /// Members of each block, one after the other.
    members: Vec<Member>,
    /// Where each block's members start; one more at the end.
    starts: Vec<usize>,
    resources: Resources,
    /// Line of each recipe; none where it takes from stock.
    lines: Vec<Option<usize>>,
    /// Recipes that take what nobody made here.
    off_the_shelf: BTreeSet<RecipeId>,
    /// What each extra column stands for.
    builds: Vec<Build>,
    /// Blocks of which something is promised.
    promised: usize,
    /// For rules that place blocks by due months, that of each.
    dues: Vec<Option<u32>>,
    /// What reservations entitle to.
    entitled: Vec<Entitled>,
    rights: Rights,
    /// What rules hold for it.
    held: Vec<Held>,
    told: Vec<ToldLevel>,
    /// For each store what a unit weighs, and what arrives in each month beside what is made.
    stored: Vec<(f64, Vec<f64>)>,
    /// For each demand its place in the order among equals.
    places: Vec<u32>,
}

impl Formulation {
    /// Formulates the linear program of a scenario under a ranking.
    ///
    /// Complexity: O(n log n + lines × months) for n tranches.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if numbers overflow, such as weights times months beyond what an
    /// `f64` holds.
    pub fn new(scenario: &Scenario, ranking: &Ranking) -> Result<Self, ModelError> {
        Self::passing_over(scenario, ranking, &[])
    }

    /// The same, in which nothing is made for the last units of some tranches: how many, by
    /// position in [`Scenario::demands`](crate::scenario::Scenario::demands), or nothing at all.
    /// They are left unserved, and cost what that costs.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub(crate) fn passing_over(
        scenario: &Scenario,
        ranking: &Ranking,
        passed: &[f64],
    ) -> Result<Self, ModelError> {
        let mut shared = Shared::new(scenario, Resources::of(scenario, ranking), 0.0);
        let share = blocks::split(ranking) == Split::Proportion;
        let mut portions = portions::pass_over(portions::portions(scenario, share), passed);
        let (earned, left) = entitled::earned(scenario, ranking, &shared.resources);
        let rights = Rights::new(scenario, &earned, left);
        let entitled = rights.due(scenario.months());
        match ranking.method() {
            Method::Optimised(_) => {
                let ranks = entitled::ranks(scenario, ranking);
                portions = entitled::cut(scenario, portions, &entitled, &ranks);
            }
            // What is carried out holds for them what they are entitled to.
            Method::InTurn { .. } | Method::Shared => {
                portions::apart(&mut portions, earned.iter().map(|part| part.demand));
            }
        }
        let places = Sequence::of(scenario, ranking);
        let (groups, members) =
            blocks::group(scenario, ranking, &portions, &shared.resources, &places);
        let held = match ranking.method() {
            Method::Optimised(_) => Vec::new(),
            Method::InTurn { .. } | Method::Shared => {
                held::held(scenario, &shared.resources, &earned, &groups)
            }
        };
        for group in &groups {
            let family = shared.family(group.demand, &scenario.demands()[group.demand]);
            let span = if group.passed { RangeInclusive::new(1, 0) } else { group.window.span() };
            shared.builder.block(group.key, family, span, group.quantity);
        }
        shared.builder.first_period(levels::first_period(scenario));
        let Shared { mut builder, resources, lines, off_the_shelf, columns, .. } = shared;
        let stored = resources.stores().map(|(store, product)| {
            let weight =
                scenario.products()[product].stock().map_or(0.0, Stockpile::holding_weight);
            (weight, resources.get(store).arrivals())
        });
        let stored = stored.collect();
        let told = levels::add(scenario, ranking, (&groups, &places), &columns, &mut builder);
        let starts = groups.iter().map(|group| group.members.start);
        let promised = groups.iter().filter(|group| !group.promised.is_empty()).count();
        Ok(Self {
            split: blocks::split(ranking),
            starts: starts.chain([members.len()]).collect(),
            builds: columns.iter().map(|column| column.build).collect(),
            model: builder.build()?,
            members,
            resources,
            lines,
            off_the_shelf,
            promised,
            dues: dues::dues(&groups, ranking),
            entitled,
            rights,
            held,
            told,
            stored,
            places: places.into_places(),
        })
    }

    /// The linear program.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The levels as a plan tells them.
    pub fn told(&self) -> &[ToldLevel] {
        &self.told
    }

    /// What the model counts on a level when nothing is ever in stock: on that of stock held the
    /// whole horizon for each unit ordered, so that no cost is below zero; on all others nothing.
    /// It is no stock: take it off what is told of the level.
    ///
    /// Complexity: O(blocks) on the level of stock held.
    pub(crate) fn opening(&self, level: usize) -> f64 {
        let held = self.model.levels().get(level).filter(|level| level.label() == told::HELD);
        let Some(level) = held else { return 0.0 };
        let blocks = self.model.block_ids().zip(self.model.blocks());
        let all = blocks.map(|(id, block)| block.quantity() * self.model.unserved_cost(level, id));
        // What is there, and what arrives, is in stock from then on.
        let months = self.model.periods();
        let there: f64 = self
            .stored
            .iter()
            .map(|store| {
                let (holding, arrivals) = store;
                let held = arrivals
                    .iter()
                    .enumerate()
                    .map(|(month, units)| units * (months - month) as f64);
                holding * held.sum::<f64>()
            })
            .sum();
        all.sum::<f64>() - there + 0.0
    }

    /// How a block's units are divided among its tranches.
    pub fn split(&self) -> Split {
        self.split
    }

    /// The tranches, or portions of tranches, that a block stands for; none if there is no such block.
    pub fn members(&self, block: usize) -> &[Member] {
        let run = self.starts.windows(2).nth(block);
        run.map_or(&[], |run| &self.members[run[0]..run[1]])
    }

    /// Who shares what is made with whom: tranches with the months in which they can be served. Under
    /// a rule that shares out these are all that are served in the same ways, so that they take of
    /// the same caps and limits; elsewhere those alike, which are one block, if there are several.
    /// Nobody where tranches are served one after the other.
    pub(crate) fn sharing(&self, method: Method<'_>) -> Vec<Vec<(Range<usize>, Member)>> {
        let mut groups: BTreeMap<usize, Vec<(Range<usize>, Member)>> = BTreeMap::new();
        if self.split == Split::Sequence {
            return Vec::new();
        }
        for (index, block) in self.model.blocks().iter().enumerate() {
            let members = self.members(index);
            let group = match method {
                Method::Shared => block.family().index(),
                Method::Optimised(_) | Method::InTurn { .. } if members.len() > 1 => index,
                Method::Optimised(_) | Method::InTurn { .. } => continue,
            };
            let span = block.first()..block.last() + 1;
            let own = members.iter().map(|&member| (span.clone(), member));
            groups.entry(group).or_default().extend(own);
        }
        groups.into_values().collect()
    }

    /// How many blocks stand for units of which something is promised. For rules they
    /// are the first blocks.
    pub(crate) fn promised(&self) -> usize {
        self.promised
    }

    /// For each block the index of its due month, where a rule places blocks by it: none for
    /// those of which something is promised, which are made as early as possible. Empty where all
    /// are, or nothing is carried out in turn.
    pub(crate) fn dues(&self) -> &[Option<u32>] {
        &self.dues
    }

    /// The units that reservations entitle to and that are due within the horizon, by tranche and
    /// month.
    pub(crate) fn entitled(&self) -> &[Entitled] {
        &self.entitled
    }

    /// All that reservations come to, also what is due after the horizon.
    pub(crate) fn rights(&self) -> &Rights {
        &self.rights
    }

    /// What a rule holds for blocks that are entitled to it, month by month; nothing where all is
    /// optimised.
    pub(crate) fn held(&self) -> &[Held] {
        &self.held
    }

    /// How many orders nothing but their id tells apart from another one.
    ///
    /// Complexity: O(n log n).
    pub(crate) fn told_apart_by_id(&self, scenario: &Scenario, ranking: &Ranking) -> usize {
        told_apart_by_id(scenario, ranking, &self.places)
    }

    /// The place of a tranche, by its position in the scenario's demands, in the order among
    /// equals; 0 comes first, and is that of whoever may not be served.
    pub(crate) fn place(&self, demand: usize) -> u32 {
        self.places[demand]
    }

    /// Everything scarce; the model's resources in their order.
    pub(crate) fn resources(&self) -> &Resources {
        &self.resources
    }

    /// The row of the model for a resource, by position, in a month.
    pub(crate) fn row(&self, resource: usize, month: usize) -> usize {
        self.model.row(row_of(resource), month)
    }

    /// What each extra column of the model stands for.
    pub(crate) fn builds(&self) -> &[Build] {
        &self.builds
    }

    /// The position of the line that a recipe uses; none if it takes from stock.
    pub(crate) fn line_of(&self, recipe: RecipeId) -> Option<usize> {
        self.lines[recipe.index()]
    }

    /// Whether a recipe takes off the shelf what nobody made here, and not what was made for whom it
    /// is for.
    pub(crate) fn is_off_the_shelf(&self, recipe: RecipeId) -> bool {
        self.off_the_shelf.contains(&recipe)
    }
}
