//! The words in which a rule is read.

use crate::scenario::{Criterion, Order, Partner, Tier, WeightScale};

/// The turn of an order of a partner: the lowest is first.
pub(in crate::check) type Turn<'a> = Box<dyn Fn(&Order, &Partner) -> f64 + 'a>;

/// What a rule says.
pub(in crate::check) struct Reading<'a> {
    /// What puts an order into a tier.
    pub(in crate::check) tiers: TiersBy<'a>,
    /// What gives an order its weight.
    pub(in crate::check) weights: WeightsBy<'a>,
    /// What a plan must be.
    pub(in crate::check) plan: PlanIs<'a>,
}

/// What puts an order into a tier.
#[derive(Clone, Copy)]
pub(in crate::check) enum TiersBy<'a> {
    /// All are in the same.
    Nothing,
    /// The first of these whose thresholds the partner meets.
    Thresholds(&'a [Tier]),
    /// The order's rating; without one it is below all of these.
    Rating(&'a [String]),
}

/// What gives an order its weight.
#[derive(Clone, Copy)]
pub(in crate::check) enum WeightsBy<'a> {
    /// All weigh the same.
    Nothing,
    /// The score of its partner.
    Score { criteria: &'a [Criterion], scale: WeightScale },
}

/// What a plan must be.
pub(in crate::check) enum PlanIs<'a> {
    /// The best on levels that follow from these.
    Best(Goals),
    /// What comes of serving one order after the other, the lowest turn first.
    InTurn {
        /// Whose turn it is.
        turn: Turn<'a>,
        /// Whether they are served as late as is on time, not as early as possible.
        by_due: bool,
    },
    /// What comes of sharing each month in proportion to what is open.
    Shared,
}

/// What tells the levels of optimised rules apart.
#[derive(Clone, Copy)]
pub(in crate::check) struct Goals {
    /// Whether tranches of a tier count one after the other, and by what; else all together, by
    /// weight.
    pub(in crate::check) one_by_one: Option<By>,
    /// Whether tranches alike share in proportion, or go one after the other.
    pub(in crate::check) in_proportion: bool,
}

/// What puts tranches one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum By {
    /// The priority of the order, the least first and none last; its contract date, sequence and
    /// name; then due date, release and number.
    Priority,
    /// The required date; the contract date, sequence and name; then the number.
    RequiredDate,
}

impl PlanIs<'_> {
    /// What puts tranches one after the other, if anything does.
    pub(in crate::check) fn one_by_one(&self) -> Option<By> {
        self.goals().and_then(|goals| goals.one_by_one)
    }

    /// The levels' differences, if there are levels.
    pub(in crate::check) fn goals(&self) -> Option<Goals> {
        match self {
            Self::Best(goals) => Some(*goals),
            Self::InTurn { .. } | Self::Shared => None,
        }
    }
}
