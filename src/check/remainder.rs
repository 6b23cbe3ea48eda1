//! Remainders of shares in whole units: what some were given more than their exact shares before
//! the first month, and others less.
//!
//! Those who share with each other have as much too much as too little. Where that is not so, the
//! larger of the two counts only as far as the smaller goes.

use super::facts::Facts;
use super::portion::Portion;
use super::whole::surplus;

/// What is smaller, relative to a tranche, is rounding.
const DUST: f64 = 1e-9;

/// What is still to come of the shares of portions that share with each other: what is to be made of
/// them, with the remainders.
pub(super) fn to_come(facts: &Facts<'_>, portions: &[Portion], set: &[usize]) -> Vec<f64> {
    let surplus = |&portion: &usize| {
        let Portion { alone, tranche, .. } = portions[portion];
        // Who is gone has nothing to come.
        let there = facts.opens(&facts.tranches[tranche]);
        let there = there.is_some_and(|opens| opens < facts.tranches[tranche].end);
        if alone || !there { 0.0 } else { surplus(facts, tranche) }
    };
    let all: Vec<f64> = set.iter().map(surplus).collect();
    let too_much: f64 = all.iter().filter(|own| **own > 0.0).sum();
    let too_little: f64 = all.iter().filter(|own| **own < 0.0).map(|own| -own).sum();
    let balance = too_much.min(too_little);
    let parts = set.iter().zip(all).map(|(&portion, own)| {
        let Portion { quantity, tranche, .. } = portions[portion];
        if balance == 0.0 || own == 0.0 {
            return quantity;
        }
        let side = if own > 0.0 { too_much } else { too_little };
        let part = quantity + own * (balance / side);
        if part > DUST * facts.tranches[tranche].quantity { part } else { 0.0 }
    });
    parts.collect()
}
