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
use crate::formulation::{Deputy, Level};

/// Lots that one deputy speaks for.
const TOGETHER: usize = 8;
/// Fewer lots than this are solved without a guide.
const FEWEST: usize = 400;
/// And fewer than this for each row: the small model would hardly be easier.
const FEWEST_FOR_A_ROW: usize = 4;

/// What lots that are taken together have in common, or nearly.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Kin {
    family: u32,
    claim: Claim,
    first: u32,
    lot: u32,
}

impl Simplex<'_> {
    /// The present level's prices in a small model that stands for this one; none if that
    /// would be little help, or a limit is reached.
    ///
    /// Only before the first level: on the next, whoever is served already can still be
    /// moved, and where to is anyone's guess.
    pub(super) fn guide(&mut self, limits: &Limits) -> Option<Vec<f64>> {
        let level = self.level?;
        let kin = kin(self, level);
        if kin.len() < FEWEST.max(FEWEST_FOR_A_ROW * self.columns.rows) {
            return None;
        }
        let coarse = self.model.coarse(&deputies(self, &kin), level);
        drop(kin);
        let mut small = Simplex::new(&coarse);
        let mut prices = Vec::new();
        let end = solve_levels(&mut small, &mut limits.within(), &mut prices, true);
        self.statistics.add(&small.statistics);
        end.ok().and_then(|()| prices.pop())
    }
}

/// The lots that the level cares for, those alike side by side.
fn kin(simplex: &Simplex<'_>, level: &Level) -> Vec<Kin> {
    let claims = simplex.lots.iter().zip(0..).map(|(state, lot)| {
        let path = level.blocks[state.block as usize];
        let claim = Claim::of(path, &level.tables, simplex.columns.periods);
        (state, Kin { family: state.family, claim, first: state.first, lot })
    });
    let cared_for =
        claims.filter(|(state, kin)| state.first < state.end && kin.claim.is_something());
    let mut kin: Vec<Kin> = cared_for.map(|(_, kin)| kin).collect();
    kin.sort_unstable_by(|a, b| {
        (a.family, a.claim.due)
            .cmp(&(b.family, b.claim.due))
            .then(a.claim.weight.total_cmp(&b.claim.weight))
            .then((a.first, a.lot).cmp(&(b.first, b.lot)))
    });
    kin
}

/// One deputy for some lots, the middle one of them.
fn deputies(simplex: &Simplex<'_>, kin: &[Kin]) -> Vec<Deputy> {
    let groups = kin.chunk_by(|a, b| a.family == b.family).flat_map(|kin| kin.chunks(TOGETHER));
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
