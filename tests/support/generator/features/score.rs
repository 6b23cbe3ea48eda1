//! A score with weights on a straight line.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::{Policy, Weight, criteria};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

const NAME: &str = "score";

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let mut policy = Policy::new(NAME, "score");
    policy.criteria = criteria(random);
    if random.chance(60) {
        let high = f64::from(random.whole(3, 30));
        let curve = random.one_of(&[None, Some("linear")]);
        policy.weight = Some(Weight { low: random.one_of(&[1.0, 0.5]), high, curve });
    }
    draft.policies.push(policy);
}

/// By contract month instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().filter(|policy| policy.id == NAME).for_each(Policy::queue_instead);
}
