//! From a scenario and a ranking to the neutral linear program.

mod blocks;
mod caps;
mod entitled;
mod levels;
mod pledges;
mod portions;
mod waiting;

pub use entitled::Entitled;
pub use pledges::Pledges;

use super::builder::ModelBuilder;
use super::error::ModelError;
use super::ids::{FamilyId, RecipeId, ResourceId};
use super::model::Model;
use super::parts::Carry;
use crate::policy::Ranking;
use crate::scenario::Scenario;

/// A [`Model`] with what is needed to read its answer: which demands a block stands
/// for, which line a recipe uses, which resource is which.
///
/// Resources are the lines by id, then the components by id, then the caps by id. Tranches alike in
/// everything that any level sees are one block: that is exact, and how its units are
/// divided among them is the last word on who comes first among equals.
#[derive(Debug, Clone, PartialEq)]
pub struct Formulation {
    model: Model,
    split: Split,
    /// Members of each block, one after the other.
    members: Vec<Member>,
    /// Where each block's members start; one more at the end.
    starts: Vec<usize>,
    /// Line of each recipe.
    lines: Vec<usize>,
    line_count: usize,
    component_count: usize,
    /// Blocks of which something is promised.
    promised: usize,
    /// What reservations entitle to.
    entitled: Vec<Entitled>,
    /// For each demand the caps in which it counts; empty if there are no caps.
    capped: Vec<Vec<usize>>,
}

/// Units of a tranche that a block stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Member {
    /// Position of the tranche in [`Scenario::demands`].
    pub demand: usize,
    /// How many of its units. A tranche with commitments is in several blocks.
    pub quantity: f64,
}

/// How a block's units are divided among the tranches that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Split {
    /// One after the other, in their order.
    Sequence,
    /// Each month in proportion to quantity.
    Proportion,
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
        let months = scenario.months();
        let (mut builder, families, mut lines) = shared(scenario);
        let mut portions = portions::portions(scenario);
        let entitled = entitled::entitled(scenario, ranking);
        // A rule knows nothing of shares; how short they fall is told all the same.
        if ranking.rule().is_optimised() {
            portions = entitled::cut(portions, &entitled, &entitled::ranks(scenario, ranking));
        }
        let caps = caps::Caps::new(scenario, ranking);
        let mut capped = Vec::new();
        if !scenario.caps().is_empty() {
            caps.rows(&mut builder);
            capped = scenario.demands().iter().map(|demand| caps.of(demand)).collect();
        }
        let groups = blocks::group(scenario, ranking, &portions, &capped);
        let mut families = caps::Families::new(scenario, families, lines.len());
        for group in &groups {
            let span = group.release..=months.saturating_sub(1);
            let family = families.of(group.product, &group.caps, &mut builder, &mut lines);
            builder.block(group.key, family, span, group.quantity);
        }
        levels::add(scenario, ranking, &groups, &mut builder);
        let mut starts = Vec::with_capacity(groups.len() + 1);
        let mut members = Vec::with_capacity(portions.len());
        for group in &groups {
            starts.push(members.len());
            members.extend_from_slice(&group.members);
        }
        starts.push(members.len());
        let split = blocks::split(ranking);
        let line_count = scenario.lines().len();
        let component_count = scenario.components().len();
        let promised = groups.iter().filter(|group| !group.promised.is_empty()).count();
        let model = builder.build()?;
        Ok(Self {
            model,
            split,
            members,
            starts,
            lines,
            line_count,
            component_count,
            promised,
            entitled,
            capped,
        })
    }

    /// The linear program.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// How a block's units are divided among its tranches.
    pub fn split(&self) -> Split {
        self.split
    }

    /// The tranches, or portions of tranches, that a block stands for.
    pub fn members(&self, block: usize) -> &[Member] {
        &self.members[self.starts[block]..self.starts[block + 1]]
    }

    /// How many blocks stand for units of which something is promised. For rules they
    /// are the first blocks.
    pub fn promised(&self) -> usize {
        self.promised
    }

    /// The units that reservations entitle to, by tranche and month.
    pub fn entitled(&self) -> &[Entitled] {
        &self.entitled
    }

    /// The caps (positions in [`Scenario::caps`]) in which a demand counts.
    pub fn caps_of(&self, demand: usize) -> &[usize] {
        self.capped.get(demand).map_or(&[], Vec::as_slice)
    }

    /// The row of a cap in a month.
    pub fn cap_row(&self, cap: usize, month: usize) -> usize {
        let first = self.line_count + self.component_count;
        self.model.row(ResourceId((first + cap) as u32), month)
    }

    /// The position of the line that a recipe uses.
    pub fn line_of(&self, recipe: RecipeId) -> usize {
        self.lines[recipe.index()]
    }

    /// The row of a line in a month.
    pub fn line_row(&self, line: usize, month: usize) -> usize {
        self.model.row(ResourceId(line as u32), month)
    }

    /// The row of a component in a month.
    pub fn component_row(&self, component: usize, month: usize) -> usize {
        self.model.row(ResourceId((self.line_count + component) as u32), month)
    }
}

/// What all orders share: lines, components, and the ways to make each product.
fn shared(scenario: &Scenario) -> (ModelBuilder, Vec<FamilyId>, Vec<usize>) {
    let mut builder = Model::builder(scenario.months());
    for (index, line) in scenario.lines().iter().enumerate() {
        builder.resource(line.id().as_str(), Carry::Lost, scenario.capacity(index));
    }
    for (index, component) in scenario.components().iter().enumerate() {
        let mut supply = scenario.supply(index);
        if let Some(first) = supply.first_mut() {
            *first += component.opening_stock();
        }
        let carry = Carry::Stock { limit: f64::INFINITY };
        builder.resource(component.id().as_str(), carry, supply);
    }
    let (families, lines) = recipes(scenario, &mut builder);
    (builder, families, lines)
}

/// One recipe for each product and line that makes it, one family for each product.
fn recipes(scenario: &Scenario, builder: &mut ModelBuilder) -> (Vec<FamilyId>, Vec<usize>) {
    let mut lines = Vec::new();
    let mut families = Vec::new();
    for product in scenario.products() {
        let mut family = Vec::new();
        for (position, line) in scenario.lines().iter().enumerate() {
            let Some(&usage) = line.usage().get(product.id()) else { continue };
            let mut uses = vec![(ResourceId(position as u32), usage)];
            for (component, row) in scenario.components().iter().zip(scenario.lines().len()..) {
                if let Some(&need) = component.need().get(product.id()) {
                    uses.push((ResourceId(row as u32), need));
                }
            }
            let label = format!("{} on {}", product.id(), line.id());
            family.push(builder.recipe(label, blocks::key(line.id().as_str(), 0), uses));
            lines.push(position);
        }
        families.push(builder.family(family));
    }
    (families, lines)
}
