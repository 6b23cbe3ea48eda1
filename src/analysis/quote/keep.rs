//! Who may not be delayed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ranking::Ranking;
use crate::scenario::{Method, Month};

/// Whose dates a new order may not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Keep {
    /// Everybody's.
    #[default]
    Everybody,
    /// Those of orders that stand as high as the new one or higher under the policy, in
    /// the month in which it is signed: in a higher tier, or in the same one with no
    /// smaller weight. Ratings (15 CFR 700.13) ask for this. What was promised as a
    /// commitment of the scenario is kept to everybody all the same; and under first come,
    /// first served and pro rata nobody stands higher than another.
    EqualOrHigher,
}

impl Keep {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::EqualOrHigher => "equal-or-higher",
        }
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Where an order stands, for who is protected from it. Orders of one standing ask for
/// the same room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Priority {
    /// Everybody is protected.
    Last,
    /// Tier, the bits of the weight, and the month in which it counts.
    Ranked(usize, u64, Month),
}

impl Priority {
    /// The standing of the order at a position.
    pub(super) fn new(keep: Keep, ranking: &Ranking, order: usize, signed: Month) -> Self {
        match keep {
            Keep::Everybody => Self::Last,
            Keep::EqualOrHigher => match ranking.method() {
                Method::Optimised(_) => {
                    let weight = ranking.weight_at(order, signed);
                    Self::Ranked(ranking.tier_at(order, signed), weight.to_bits(), signed)
                }
                // Nobody stands higher than another under a rule that is carried out.
                Method::InTurn { .. } | Method::Shared => Self::Last,
            },
        }
    }

    /// Whether the order at a position is protected from it.
    pub(super) fn protects(self, ranking: &Ranking, order: usize) -> bool {
        match self {
            Self::Last => true,
            Self::Ranked(tier, weight, month) => {
                let own = ranking.tier_at(order, month);
                own < tier
                    || (own == tier && ranking.weight_at(order, month) >= f64::from_bits(weight))
            }
        }
    }
}
