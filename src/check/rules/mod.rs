//! What each rule says, in the words of the check: a file for each, which reads the rule's data
//! and nothing else.

mod dpas;
mod lottery;
mod pro_rata;
mod queue;
mod reading;
mod score;
mod sequence;
mod tiers;

pub(super) use reading::{By, PlanIs, Reading, TiersBy, WeightsBy};

use crate::scenario::Rule;

/// What the rule of a policy says.
pub(super) fn read(rule: &Rule) -> Reading<'_> {
    match rule {
        Rule::FirstComeFirstServed(data) => queue::read(data),
        Rule::ProRata(data) => pro_rata::read(data),
        Rule::Lottery(data) => lottery::read(data),
        Rule::Score(data) => score::read(data),
        Rule::Tiers(data) => tiers::read(data),
        Rule::Sequence(data) => sequence::read(data),
        Rule::Dpas(data) => dpas::read(data),
    }
}
