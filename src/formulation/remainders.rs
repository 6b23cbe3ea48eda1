//! What tranches that share whole units have more of than their exact shares, or less.

use crate::scenario::{Counting, Demand, Scenario};

/// Whether the share of a tranche is rounded to whole units: lots, least shipments and quantities
/// that are not whole have units of their own.
pub(crate) fn in_whole_units(scenario: &Scenario, demand: &Demand) -> bool {
    scenario.products()[demand.product].counting() == Counting::Whole
        && demand.quantity.fract() == 0.0
        && demand.terms.lot.is_none()
        && demand.terms.least_shipment.is_none()
}

/// How many units more were made of a tranche than its exact share, below zero if fewer.
pub(super) fn ahead(scenario: &Scenario, demand: &Demand) -> f64 {
    if in_whole_units(scenario, demand) { demand.made - demand.exact_share } else { 0.0 }
}

/// Makes what some of those who share are ahead as much as the others are behind: the side that is
/// larger, since an order went out of the book, counts for as much as the other.
pub(super) fn balance(ahead: &mut [f64]) {
    let more: f64 = ahead.iter().filter(|own| **own > 0.0).sum();
    let less: f64 = ahead.iter().filter(|own| **own < 0.0).map(|own| -own).sum();
    let both = more.min(less);
    for own in ahead.iter_mut().filter(|own| **own != 0.0) {
        *own *= both / if *own > 0.0 { more } else { less };
    }
}
