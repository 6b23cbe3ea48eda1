//! Other criteria, weights and thresholds from a month on.

use crate::support::generator::draft::Draft;
use crate::support::generator::month::At;
use crate::support::generator::policy::{Change, Weight, criteria, tiers};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let last = draft.last();
    for policy in &mut draft.policies {
        let weighted = policy.is_weighted();
        if !matches!(policy.rule, "score" | "tiers") || random.chance(30) {
            continue;
        }
        let mut month = random.whole(-1, last / 2);
        while month <= last {
            let mut change =
                Change { from: At(month), criteria: Vec::new(), weight: None, tiers: Vec::new() };
            if weighted && random.chance(60) {
                change.criteria = criteria(random);
            }
            if weighted && random.chance(40) {
                let curve = random.one_of(&[None, Some("geometric")]);
                change.weight = Some(Weight { low: 1.0, high: 60.0, curve });
            }
            if policy.rule == "tiers" {
                change.tiers = tiers(policy.tiers.len(), random);
            } else if change.criteria.is_empty() && change.weight.is_none() {
                change.criteria = criteria(random);
            }
            policy.changes.push(change);
            if random.chance(75) {
                break;
            }
            month += random.whole(1, last);
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().for_each(|policy| policy.changes.clear());
}
