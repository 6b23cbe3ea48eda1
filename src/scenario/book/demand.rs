//! Tranches with their defaults filled in.

use super::terms::Terms;
use crate::scenario::time::{Month, When};
use crate::tolerance;

/// A tranche as the rest of the crate sees it: everything said, positions instead of
/// ids.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Demand {
    /// Position of the order in [`Scenario::orders`](crate::scenario::Scenario::orders).
    pub order: usize,
    /// Which tranche of the order, from 0.
    pub tranche: usize,
    /// Position of the partner.
    pub partner: usize,
    /// Position of the product.
    pub product: usize,
    /// Units wanted, > 0.
    pub quantity: f64,
    /// Units delivered before the first month, ≤ `quantity`.
    pub delivered: f64,
    /// Units made before the first month, those delivered included, ≤ `quantity`.
    pub made: f64,
    /// Units made before the plan that was made first, ≤ `made`: those after them are the ones that
    /// reservations count.
    pub entitled_from: f64,
    /// What it would have had of all that was shared out before the first month, if units could be
    /// parted, ≤ `quantity`; what was made where nothing else is known.
    pub exact_share: f64,
    /// First month in which a delivery can be taken.
    pub release: Month,
    /// Contractual month of delivery.
    pub due: Month,
    /// The same with the day, if one is given: what comes first among equals.
    pub due_when: When,
    /// The first month of delivery with the day, if one is given.
    pub release_when: When,
    /// Factor on the weight of the order, > 0.
    pub urgency: f64,
    /// The last month in which a delivery is taken; after it the customer has left.
    pub until: Option<Month>,
    /// How it may be delivered.
    pub terms: Terms,
}

impl Demand {
    /// Units made since the plan that was made first began, ≥ 0.
    pub fn made_since(&self) -> f64 {
        self.made - self.entitled_from
    }

    /// Units still to be made, ≥ 0; less than rounding is nothing.
    pub fn open(&self) -> f64 {
        let open = self.quantity - self.made;
        if open <= tolerance::DUST * self.quantity { 0.0 } else { open }
    }
}
