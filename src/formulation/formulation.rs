//! From a scenario and a ranking to the neutral linear program.

use super::entitled::Entitled;
use super::member::{Member, Split};
use super::shared::Shared;
use super::stocks::Build;
use super::{blocks, caps, entitled, levels, portions};

use crate::model::{Model, ModelError, RecipeId, ResourceId};
use crate::ranking::Ranking;
use crate::scenario::{Method, Scenario};

/// A [`Model`] with what is needed to read its answer: which demands a block stands
/// for, which line a recipe uses, which resource is which.
///
/// Resources are the lines by id, then the components by id, then the stocks of products
/// made ahead by id, then the monthly limits of orders that have one, then the caps by id.
/// Tranches alike in
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
    /// Line of each recipe; none where it takes from stock.
    lines: Vec<Option<usize>>,
    /// Products that are made ahead.
    stocks: Vec<usize>,
    /// What each extra column stands for.
    builds: Vec<Build>,
    line_count: usize,
    component_count: usize,
    /// Of each cap.
    cap_rows: Vec<ResourceId>,
    /// Blocks of which something is promised.
    promised: usize,
    /// What reservations entitle to.
    entitled: Vec<Entitled>,
    /// For each demand the caps in which it counts; empty if there are no caps.
    capped: Vec<Vec<usize>>,
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
        let mut shared = Shared::new(scenario, ranking.method().makes_ahead());
        let mut portions = portions::portions(scenario);
        let entitled = entitled::entitled(scenario, ranking);
        match ranking.method() {
            Method::Optimised(_) => {
                portions = entitled::cut(portions, &entitled, &entitled::ranks(scenario, ranking));
            }
            // What is carried out knows nothing of shares; how short they fall is told all
            // the same.
            Method::InTurn(_) | Method::Shared => {}
        }
        let caps = caps::Caps::new(scenario, ranking);
        let mut capped = Vec::new();
        if !scenario.caps().is_empty() {
            shared.cap_rows = caps.rows(&mut shared.builder);
            capped = scenario.demands().iter().map(|demand| caps.of(demand)).collect();
        }
        let (groups, members) = blocks::group(scenario, ranking, &portions, &capped);
        for group in &groups {
            let span = group.release..=group.last;
            let family = shared.family(&scenario.demands()[group.demand]);
            let family = caps::family(scenario, &mut shared, family, group.product, group.caps);
            shared.builder.block(group.key, family, span, group.quantity);
        }
        let Shared { mut builder, lines, stocks, columns, cap_rows, .. } = shared;
        levels::add(scenario, ranking, &groups, &columns, &mut builder);
        let builds = columns.iter().map(|column| column.build).collect();
        let starts = groups.iter().map(|group| group.members.start);
        let starts = starts.chain([members.len()]).collect();
        let split = blocks::split(ranking);
        let line_count = scenario.lines().len();
        let component_count = scenario.components().len();
        let promised = groups.iter().filter(|group| !group.promised.is_empty()).count();
        Ok(Self {
            model: builder.build()?,
            split,
            members,
            starts,
            lines,
            stocks,
            builds,
            line_count,
            component_count,
            cap_rows,
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
        self.model.row(self.cap_rows[cap], month)
    }

    /// The products (positions in [`Scenario::products`]) that are made ahead, ascending.
    pub fn stocks(&self) -> &[usize] {
        &self.stocks
    }

    /// What each extra column of the model stands for.
    pub fn builds(&self) -> &[Build] {
        &self.builds
    }

    /// The row of a stock in a month; the stocks come in the order of
    /// [`stocks`](Self::stocks).
    pub fn stock_row(&self, stock: usize, month: usize) -> usize {
        let resource = self.line_count + self.component_count + stock;
        self.model.row(ResourceId(resource as u32), month)
    }

    /// The position of the line that a recipe uses; none if it takes from stock.
    pub fn line_of(&self, recipe: RecipeId) -> Option<usize> {
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

    /// The row of a monthly limit in a month; the limits come in the order of
    /// [`Scenario::limited_orders`].
    pub fn limit_row(&self, limit: usize, month: usize) -> usize {
        let resource = self.line_count + self.component_count + self.stocks.len() + limit;
        self.model.row(ResourceId(resource as u32), month)
    }
}
