//! The parts of a model: resources, recipes, blocks, extra columns, levels.

use super::cost::CostPath;
use super::ids::{BlockId, ExtraId, FamilyId, RecipeId, ResourceId};
use super::uses::Uses;

/// What happens to the capacity of a period that is not used.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Carry {
    /// It is lost: `Σ use(t) ≤ rhs(t)`.
    Lost,
    /// It stays in stock for the next period:
    /// `Σ use(t) + stock(t) − stock(t−1) = rhs(t)`, `0 ≤ stock(t) ≤ limit`
    /// (`limit` may be infinite; `stock(−1) = 0`, an opening stock is part of `rhs(0)`).
    Stock {
        /// The most that can be in stock at the end of a period.
        limit: f64,
    },
}

/// A group of coupling rows, one for each period.
///
/// Right-hand sides and coefficients may be negative, so that "at least" rows are
/// written as "at most" rows with the signs turned.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    pub(crate) label: String,
    pub(crate) carry: Carry,
    pub(crate) rhs: Vec<f64>,
}

impl Resource {
    /// A readable name, for exports and messages.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Whether unused capacity is carried over.
    pub fn carry(&self) -> Carry {
        self.carry
    }

    /// Whether it is.
    pub fn is_stock(&self) -> bool {
        match self.carry {
            Carry::Stock { .. } => true,
            Carry::Lost => false,
        }
    }

    /// Right-hand side of each period.
    pub fn rhs(&self) -> &[f64] {
        &self.rhs
    }
}

/// What one unit takes, in the period in which it is made, from each resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Recipe {
    pub(crate) label: String,
    pub(crate) key: u64,
    pub(crate) rank: u32,
    pub(super) uses: Uses,
}

impl Recipe {
    /// A readable name, for exports and messages.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Resources and how much of each one unit uses that is made in a period, by ascending
    /// resource.
    pub fn uses_in(&self, period: usize) -> &[(ResourceId, f64)] {
        self.uses.of(period)
    }

    /// Every such list that holds in some period: one where nothing changes with time.
    pub fn all_uses(&self) -> &[Vec<(ResourceId, f64)>] {
        self.uses.lists()
    }

    /// Which of [`all_uses`](Self::all_uses) holds in each period; empty where there is one.
    pub fn uses_by_period(&self) -> &[u32] {
        self.uses.of_period()
    }

    /// Preferred first where nothing else decides.
    pub fn rank(&self) -> u32 {
        self.rank
    }
}

/// A demand: `Σ x + u = quantity` over the recipes of its family and the periods
/// `first ..= last`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Block {
    pub(crate) key: u64,
    pub(crate) family: FamilyId,
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) quantity: f64,
    pub(crate) limit: f64,
}

impl Block {
    /// The recipes that may serve it.
    pub fn family(&self) -> FamilyId {
        self.family
    }

    /// First period in which it may be served; beyond `last` if there is none.
    pub fn first(&self) -> usize {
        self.first as usize
    }

    /// Last period in which it may be served.
    pub fn last(&self) -> usize {
        self.last as usize
    }

    /// The amount wanted, ≥ 0.
    pub fn quantity(&self) -> f64 {
        self.quantity
    }

    /// Upper bound of each of its columns; infinite if there is none.
    pub fn limit(&self) -> f64 {
        self.limit
    }
}

/// A column that belongs to no block (a shortfall, the built share of an expansion).
#[derive(Debug, Clone, PartialEq)]
pub struct Extra {
    pub(crate) label: String,
    pub(crate) lower: f64,
    pub(crate) upper: f64,
    /// Row (see `Model::row`) and coefficient, by ascending row.
    pub(crate) entries: Vec<(u32, f64)>,
}

impl Extra {
    /// A readable name, for exports and messages.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Lower bound, finite.
    pub fn lower(&self) -> f64 {
        self.lower
    }

    /// Upper bound; may be infinite.
    pub fn upper(&self) -> f64 {
        self.upper
    }

    /// Rows (numbered as by [`Model::row`](super::Model::row)) and coefficients.
    pub fn entries(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.entries.iter().map(|&(row, value)| (row as usize, value))
    }
}

/// One objective, minimised on the optimal face of all levels before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    pub(crate) label: String,
    pub(crate) paths: Paths,
    pub(crate) tables: Vec<Vec<f64>>,
    pub(crate) extras: Vec<f64>,
    pub(crate) tolerance: f64,
}

/// The cost paths of a level: a model with a level for each of its blocks names only few on each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Paths {
    /// One for each block.
    All(Vec<CostPath>),
    /// Those that cost something, by ascending block.
    Few(Vec<(BlockId, CostPath)>),
}

impl Level {
    /// A readable name, for reports.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The cost path of a block.
    ///
    /// Complexity: O(1), or O(log n) for a level that names n blocks.
    ///
    /// # Panics
    ///
    /// If the block is one of another model.
    pub fn path(&self, block: BlockId) -> CostPath {
        match &self.paths {
            Paths::All(paths) => paths[block.index()],
            Paths::Few(paths) => {
                let found = paths.binary_search_by_key(&block, |part| part.0);
                found.map_or(CostPath::Zero, |position| paths[position].1)
            }
        }
    }

    /// The blocks that may cost something, with their paths, by ascending block.
    pub fn paths(&self) -> impl Iterator<Item = (BlockId, CostPath)> + '_ {
        let (all, few) = match &self.paths {
            Paths::All(paths) => (&paths[..], &[][..]),
            Paths::Few(paths) => (&[][..], &paths[..]),
        };
        let all = all.iter().zip(0..).map(|(&path, block)| (BlockId(block), path));
        all.chain(few.iter().copied())
    }

    /// Whether the level names the few blocks that cost something on it.
    pub(crate) fn names_few(&self) -> bool {
        matches!(self.paths, Paths::Few(_))
    }

    /// Tables used by [`CostPath::Table`].
    pub fn tables(&self) -> &[Vec<f64>] {
        &self.tables
    }

    /// Cost of one unit of an extra column.
    pub fn extra(&self, extra: ExtraId) -> f64 {
        self.extras.get(extra.index()).copied().unwrap_or(0.0)
    }

    /// Cost of one unit of each of the first extra columns; the others cost nothing.
    pub fn extras(&self) -> &[f64] {
        &self.extras
    }

    /// A reduced cost of at most this much counts as zero: absolute, tied to the
    /// smallest difference in cost that the level knows (see [`crate::tolerance`]).
    pub fn tolerance(&self) -> f64 {
        self.tolerance
    }
}

pub(crate) fn recipe_of(id: RecipeId, recipes: &[Recipe]) -> &Recipe {
    &recipes[id.index()]
}
