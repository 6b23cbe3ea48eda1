//! Prices that are nearly right, before the simplex begins.
//!
//! Lots of one family that are due at much the same time and weigh much the same are
//! taken together, and what is left is solved, in the same way. Its prices
//! are not those of the whole, but near enough for a dispatch that goes by them to leave
//! little to do.

use super::claim::Claim;
use super::limits::Limits;
use super::simplex::Simplex;
use crate::model::{Deputy, Level};

/// Lots that one deputy speaks for.
const TOGETHER: usize = 8;
/// The same where lots lean: what tells them apart is finer.
const LEANING_TOGETHER: usize = 4;
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
        let (deputies, leans) = deputies(self, &kin);
        let coarse = self.model.coarse(&deputies, level);
        drop(kin);
        let mut small = Simplex::new(&coarse);
        small.begin_level(&coarse.levels()[0]);
        small.lean_by(&leans);
        let mut limits = limits.within();
        small.dispatch_guided(&limits);
        let end = small.settle(&mut limits);
        self.statistics.add(&small.statistics);
        end.ok().map(|()| small.prices)
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

/// One deputy for some lots, the middle one of them, and how it leans.
fn deputies(simplex: &Simplex<'_>, kin: &[Kin]) -> (Vec<Deputy>, Vec<f64>) {
    let leans = simplex.lots.iter().any(|lot| lot.lean > 0.0);
    let together = if leans { LEANING_TOGETHER } else { TOGETHER };
    let groups = kin.chunk_by(|a, b| a.family == b.family).flat_map(|kin| kin.chunks(together));
    let deputy = |group: &[Kin]| {
        let sum = |of: fn(&super::lot::Lot) -> f64| {
            group.iter().map(|kin| of(&simplex.lots[kin.lot as usize])).sum()
        };
        let middle = &simplex.lots[group[group.len() / 2].lot as usize];
        let (quantity, limit) = (sum(|lot| lot.quantity), sum(|lot| lot.limit));
        (Deputy { block: middle.block, quantity, limit }, middle.lean)
    };
    groups.map(deputy).unzip()
}
