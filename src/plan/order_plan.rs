//! What a plan says of one order.

use serde::{Deserialize, Serialize};

use crate::number::is_zero;
use crate::ranking::Eligibility;
use crate::scenario::{LineId, Month, OrderId, PartnerId, ProductId};

/// When an order is made and delivered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OrderPlan {
    /// The order.
    pub order: OrderId,
    /// Who ordered.
    pub partner: PartnerId,
    /// What is ordered.
    pub product: ProductId,
    /// The contract month.
    pub signed: Month,
    /// Units ordered.
    pub quantity: f64,
    /// Whether the policy's gates let it be served.
    #[serde(default, skip_serializing_if = "Eligibility::is_always")]
    pub eligibility: Eligibility,
    /// Units delivered within the horizon.
    pub delivered: f64,
    /// Units lost because the customer left; they are not in the backlog any more.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lost: f64,
    /// Units delivered in or before their due month.
    pub on_time: f64,
    /// Month of the first delivery.
    pub first: Option<Month>,
    /// Month by which half of the order is delivered.
    pub half: Option<Month>,
    /// Month by which all of it is delivered: the date promised. None if the horizon
    /// ends before.
    pub completion: Option<Month>,
    /// Months between due and completion, of the tranche that is latest; 0 if all are
    /// on time, none if one is not completed.
    pub lateness: Option<u32>,
    /// Months between contract and completion.
    pub wait: Option<u32>,
    /// Units due and not delivered at the end of a month, from that month until the
    /// next one listed. Nothing before the first.
    pub backlog: Vec<Step>,
    /// Its tranches.
    pub tranches: Vec<TranchePlan>,
}

/// When a tranche is made and delivered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TranchePlan {
    /// Units of the tranche.
    pub quantity: f64,
    /// First month in which it can be delivered.
    pub release: Month,
    /// The contractual month.
    pub due: Month,
    /// The last month in which a delivery is taken, if the customer does not wait for
    /// ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Month>,
    /// Units not delivered when the customer left.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lost: f64,
    /// Month by which all of it is delivered.
    pub completion: Option<Month>,
    /// Months between due and completion.
    pub lateness: Option<u32>,
    /// What is produced, by month and line: continuous, work in progress counts. Where whole units
    /// are shared, what the units of the tranche are made of.
    pub production: Vec<Production>,
    /// What is taken from stock, by month, if the product is made ahead: continuous, the
    /// part of a unit counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<Delivery>,
    /// What of that nobody made here, but was on the shelf or arrived: told by month where caps
    /// tell it from what is made for somebody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub off_the_shelf: Vec<Delivery>,
    /// What is delivered, by month: for products counted in whole units, the units
    /// complete.
    pub deliveries: Vec<Delivery>,
}

/// Production of a tranche on a line in a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Production {
    /// The month.
    pub month: Month,
    /// The line.
    pub line: LineId,
    /// Units produced, > 0.
    pub quantity: f64,
}

/// Delivery of a tranche in a month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Delivery {
    /// The month.
    pub month: Month,
    /// Units delivered, > 0.
    pub quantity: f64,
}

/// A value from a month on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Step {
    /// The month from which it holds.
    pub month: Month,
    /// The value, in units.
    pub units: f64,
}

impl TranchePlan {
    /// Units that it gets: made for it or, if its product is made ahead, taken from stock.
    pub(crate) fn made(&self) -> f64 {
        if self.taken.is_empty() {
            self.production.iter().map(|made| made.quantity).sum()
        } else {
            self.taken.iter().map(|taken| taken.quantity).sum()
        }
    }
}

impl OrderPlan {
    /// Units that the horizon leaves undelivered, those lost included.
    pub fn undelivered(&self) -> f64 {
        self.quantity - self.delivered
    }

    /// The latest due month of its tranches.
    pub fn due(&self) -> Option<Month> {
        self.tranches.iter().map(|tranche| tranche.due).max()
    }

    /// Units due and not delivered at the end of a month.
    pub fn backlog_at(&self, month: Month) -> f64 {
        let after = self.backlog.partition_point(|step| step.month <= month);
        after.checked_sub(1).map_or(0.0, |index| self.backlog[index].units)
    }
}
