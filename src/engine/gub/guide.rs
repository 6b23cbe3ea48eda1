//! Prices that are nearly right, before the simplex begins.
//!
//! Lots of one family that are due at much the same time and weigh much the same are
//! taken together, eight to one, and what is left is solved, in the same way. Its prices
//! are not those of the whole, but near enough for a dispatch that goes by them to leave
//! little to do.

use super::claim::Claim;
use super::limits::Limits;
use super::simplex::Simplex;
use super::solve_levels;
use crate::formulation::{Deputy, Model};

/// Lots that one deputy speaks for.
const TOGETHER: usize = 8;
/// Fewer lots than this are solved without a guide.
const FEWEST: usize = 400;
/// And fewer than this for each row: the small model would hardly be easier.
const FEWEST_FOR_A_ROW: usize = 4;

/// Prices by level, as far as there are any.
#[derive(Debug, Default)]
pub(super) struct Guide {
    prices: Vec<Vec<f64>>,
}

/// What lots that are taken together have in common, or nearly.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Kin {
    family: u32,
    /// The first level that cares.
    level: usize,
    claim: Claim,
    first: u32,
    lot: u32,
}

impl Guide {
    /// Solves a small model that stands for the simplex's. A limit that is reached on
    /// the way leaves the guide without prices.
    pub(super) fn new(simplex: &mut Simplex<'_>, limits: &mut Limits) -> Self {
        let (kin, levels) = kin(simplex);
        if kin.len() < FEWEST.max(FEWEST_FOR_A_ROW * simplex.columns.rows) {
            return Self::default();
        }
        let deputies = deputies(simplex, &kin);
        let coarse = simplex.model.coarse(&deputies, levels);
        drop((kin, deputies));
        let mut small = Simplex::new(&coarse);
        let mut prices = Vec::with_capacity(levels);
        // Whatever has gone wrong there, the levels before have their prices.
        let end = solve_levels(&mut small, &mut limits.within(), &mut prices, true);
        debug_assert!(end.is_err() || prices.len() == levels);
        simplex.statistics.add(&small.statistics);
        Self { prices }
    }

    pub(super) fn prices(&self, level: usize) -> Option<&[f64]> {
        self.prices.get(level).map(Vec::as_slice)
    }
}

/// The lots that some level cares for, those alike side by side; and the number of levels
/// up to the last that cares for a lot which none before it does.
fn kin(simplex: &Simplex<'_>) -> (Vec<Kin>, usize) {
    let model: &Model = simplex.model;
    let mut levels = 0;
    let mut kin = Vec::with_capacity(simplex.lots.len());
    for (lot, state) in simplex.lots.iter().enumerate() {
        if state.first >= state.end {
            continue;
        }
        let claims = model.levels().iter().enumerate().map(|(index, level)| {
            let path = level.blocks[state.block as usize];
            (index, Claim::of(path, &level.tables, simplex.columns.periods))
        });
        let Some((level, claim)) = claims.into_iter().find(|(_, claim)| claim.is_something())
        else {
            continue;
        };
        levels = levels.max(level + 1);
        kin.push(Kin { family: state.family, level, claim, first: state.first, lot: lot as u32 });
    }
    kin.sort_unstable_by(|a, b| {
        let coarse = |kin: &Kin| (kin.family, kin.level, kin.claim.due);
        (coarse(a).cmp(&coarse(b)))
            .then(a.claim.weight.total_cmp(&b.claim.weight))
            .then((a.first, a.lot).cmp(&(b.first, b.lot)))
    });
    (kin, levels)
}

/// One deputy for some lots, the middle one of them.
fn deputies(simplex: &Simplex<'_>, kin: &[Kin]) -> Vec<Deputy> {
    let alike = |a: &Kin, b: &Kin| (a.family, a.level) == (b.family, b.level);
    let groups = kin.chunk_by(alike).flat_map(|kin| kin.chunks(TOGETHER));
    let deputy = |group: &[Kin]| {
        let sum = |of: fn(&super::lot::Lot) -> f64| {
            group.iter().map(|kin| of(&simplex.lots[kin.lot as usize])).sum()
        };
        Deputy {
            block: simplex.lots[group[group.len() / 2].lot as usize].block,
            quantity: sum(|lot| lot.quantity),
            limit: sum(|lot| lot.limit),
        }
    };
    groups.map(deputy).collect()
}
