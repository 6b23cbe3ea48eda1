//! What a plan achieves, and what is proven of it.

use serde::{Deserialize, Serialize};

use super::resource_use::ResourceUse;
use crate::scenario::OrderId;

/// What is known of a plan as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// Every level is proven optimal as produced: its bound agrees with its objective within
    /// [`GAP`](crate::tolerance::GAP). Where units are [passed over](super::Plan::passed_over),
    /// among the plans that make nothing for these; what others could reach at best say the
    /// levels of [`Plan::root`](super::Plan::root).
    Proven,
    /// A rule was followed; nothing was optimised.
    Rule,
    /// A limit was reached before the proof: look at the gaps. Or it is the answer of another
    /// solver, [read back](super::Plan::is_read_back), of which nothing is proven.
    Unproven,
}

impl Status {
    /// Its name as written in plans.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Rule => "rule",
            Self::Unproven => "unproven",
        }
    }
}

/// One objective of a plan, in the order in which they were optimised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Level {
    /// What is minimised.
    pub name: String,
    /// Its value as produced: for backlog levels, weighted unit-months.
    pub objective: f64,
    /// The same of what is delivered: what is made and not delivered counts as left. None where
    /// deliveries have no such value: stock held, the order among equals, lines and draws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered: Option<f64>,
    /// A proven lower bound among the plans that are as good on all levels before;
    /// none for rules.
    pub bound: Option<f64>,
    /// Shadow prices, if the engine has them: for each of
    /// [`Plan::resources`](super::Plan::resources) and month what one unit more of it would
    /// save on the objective.
    ///
    /// They hold for a small change only, and where a month is exactly full there are several:
    /// this is one of them. On levels after the first, a price may be below zero: what a unit
    /// more would cost this level while the levels before stay as they are. Shares of a
    /// resource have prices of their own; see [`worth`](Self::worth).
    pub prices: Option<Vec<Vec<f64>>>,
    /// What the prices lack to be known to about thirty digits, in the same lists: for who
    /// checks the proof, which on later levels hangs on which costs are equal. Empty if they lack
    /// nothing, none if the engine does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_rests: Option<Vec<Vec<f64>>>,
    /// Where tranches count one after the other, those that are late, in their sequence: the
    /// objective is the sum of what they are late by, the bound of what is proven of each, the
    /// prices that of theirs. All others are on time. None on other levels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Vec<LateTranche>>,
}

/// A tranche that is late where tranches count one after the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LateTranche {
    /// Its order.
    pub order: OrderId,
    /// Which tranche of the order, from 0.
    pub tranche: usize,
    /// By how many unit-months it is late: as few as those before it allow.
    pub unit_months: f64,
    /// A proven lower bound of that; none if a limit was reached before the proof.
    pub bound: Option<f64>,
    /// What the proof rests on: the prices that are not zero. None if the engine has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prices: Option<Vec<LatePrice>>,
}

/// A price of a resource in a month for a late tranche: its position in
/// [`Plan::resources`](super::Plan::resources), the index of the month, what one unit more would
/// save the tranche, and what that lacks to be known to about thirty digits.
pub type LatePrice = (usize, usize, f64, f64);

impl Level {
    /// The price of each resource and month with what the caps gain that are shares of it:
    /// what one unit more would save, as long as that holds. What reservations entitle to is
    /// taken as it is, though a share of more would be more. Empty without prices.
    pub fn worth(&self, resources: &[ResourceUse]) -> Vec<Vec<f64>> {
        let mut worth = self.prices.clone().unwrap_or_default();
        let prices = self.prices.iter().flatten().zip(resources);
        for (own, part) in prices {
            let Some(share) = part.share_of else { continue };
            let Some(of) = worth.get_mut(share.position) else { continue };
            for (month, (of, own)) in of.iter_mut().zip(own).enumerate() {
                if part.offered.get(month).is_some_and(Option::is_some) {
                    *of += share.share * own;
                }
            }
        }
        worth
    }

    /// Whether it is the backlog of a tier, or of all.
    pub fn is_backlog(&self) -> bool {
        self.name.starts_with("weighted backlog") || self.late.is_some()
    }

    /// Objective − bound.
    pub fn gap(&self) -> Option<f64> {
        self.bound.map(|bound| self.objective - bound)
    }

    /// The gap as a part of the objective, or of the bound if that is larger; 0 if both are.
    ///
    /// ```
    /// use apportion::planner::plan;
    /// use apportion::scenario::Scenario;
    ///
    /// let scenario = Scenario::from_path("examples/data/shells_155mm.toml")?;
    /// let plan = plan(&scenario, "tiers")?;
    /// assert!(plan.levels.iter().all(|level| level.relative_gap().is_some_and(|gap| gap < 1e-9)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn relative_gap(&self) -> Option<f64> {
        let size = self.objective.abs().max(self.bound?.abs());
        self.gap().map(|gap| if size > 0.0 { gap / size } else { 0.0 })
    }
}
