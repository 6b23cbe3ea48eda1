//! The guided crash basis: prices from a coarse model, solved first.
//!
//! Lots of one family with nearly the same due period and weight are aggregated to one deputy,
//! and the coarse model of the deputies is solved in the same way. Its prices are not those of
//! the whole, but near enough for a dispatch by price to leave little to do.

use super::priority::Priority;
use crate::engine::gub::basis::lot::Lot;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::limits::Limits;
use crate::model::{BlockId, Deputy, Level};

/// Lots aggregated to one deputy.
const TOGETHER: usize = 8;
/// The same where costs are perturbed: lots differ by less.
const PERTURBED_TOGETHER: usize = 4;
/// With fewer lots than this there is no coarse model.
const FEWEST: usize = 400;
/// Nor with fewer for each row: the coarse model would hardly be easier.
const FEWEST_FOR_A_ROW: usize = 4;

/// What decides which lots are aggregated.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Profile {
    family: u32,
    priority: Priority,
    first: u32,
    lot: u32,
}

impl Simplex<'_> {
    /// A crash basis by the prices of a coarse model, if there is one; what it leaves unserved
    /// is served by urgency.
    pub(crate) fn crash_guided(&mut self, limits: &Limits) {
        if let Some(prices) = self.coarse_prices(limits) {
            let priorities = self.priorities();
            self.crash_by_price(&prices, &priorities);
        }
        self.crash_by_urgency();
    }

    /// The present level's prices in a coarse model; none if that would be of little help, or
    /// a limit is reached.
    ///
    /// Only for the first level: on later ones lots that are served can still be moved, which
    /// the coarse model cannot express.
    fn coarse_prices(&mut self, limits: &Limits) -> Option<Vec<f64>> {
        let level = self.objective.level?;
        let profiles = profiles(self, level);
        if profiles.len() < FEWEST.max(FEWEST_FOR_A_ROW * self.columns.rows) {
            return None;
        }
        let (deputies, perturbations) = deputies(self, &profiles);
        let coarse = self.model.coarse(&deputies, level);
        drop(profiles);
        let mut small = Simplex::new(&coarse);
        small.begin_level(&coarse.levels()[0]);
        small.perturb(&perturbations);
        let mut limits = limits.within();
        small.crash_guided(&limits);
        let end = small.settle(&mut limits);
        self.statistics.add(&small.statistics);
        end.ok().map(|()| small.prices.rows)
    }
}

/// The lots that cost something on the level, similar ones side by side.
fn profiles(simplex: &Simplex<'_>, level: &Level) -> Vec<Profile> {
    let priorities = simplex.lots.iter().zip(0..).map(|(state, lot)| {
        let path = level.path(BlockId(state.block));
        let priority = Priority::of(path, &level.tables, simplex.columns.periods);
        (state, Profile { family: state.family, priority, first: state.first, lot })
    });
    let wanted =
        priorities.filter(|(state, profile)| state.first < state.end && profile.priority.is_some());
    let mut profiles: Vec<Profile> = wanted.map(|(_, profile)| profile).collect();
    profiles.sort_unstable_by(|a, b| {
        (a.family, a.priority.due)
            .cmp(&(b.family, b.priority.due))
            .then(a.priority.weight.total_cmp(&b.priority.weight))
            .then((a.first, a.lot).cmp(&(b.first, b.lot)))
    });
    profiles
}

/// The deputies, each like the middle one of its lots, and their perturbations.
fn deputies(simplex: &Simplex<'_>, profiles: &[Profile]) -> (Vec<Deputy>, Vec<f64>) {
    let perturbed = simplex.lots.iter().any(|lot| lot.perturbation > 0.0);
    let together = if perturbed { PERTURBED_TOGETHER } else { TOGETHER };
    let families = profiles.chunk_by(|a, b| a.family == b.family);
    let groups = families.flat_map(|profiles| profiles.chunks(together));
    let deputy = |group: &[Profile]| {
        let sum = |of: fn(&Lot) -> f64| {
            group.iter().map(|profile| of(&simplex.lots[profile.lot as usize])).sum()
        };
        let middle = &simplex.lots[group[group.len() / 2].lot as usize];
        let (quantity, limit) = (sum(|lot| lot.quantity), sum(|lot| lot.limit));
        (Deputy { block: middle.block, quantity, limit }, middle.perturbation)
    };
    groups.map(deputy).unzip()
}
