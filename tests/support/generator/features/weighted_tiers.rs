//! Tiers by thresholds, inside by score.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::{Policy, Weight, criteria, tiers};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

const NAME: &str = "weighted tiers";

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let mut policy = Policy::new(NAME, "tiers");
    policy.tiers = tiers(random.whole(2, 3) as usize, random);
    policy.inside = Some("weighted");
    policy.criteria = criteria(random);
    if random.chance(50) {
        let curve = random.one_of(&[None, Some("geometric")]);
        policy.weight = Some(Weight { low: 1.0, high: 50.0, curve });
    }
    draft.policies.push(policy);
}

/// By contract month instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().filter(|policy| policy.id == NAME).for_each(Policy::queue_instead);
}
