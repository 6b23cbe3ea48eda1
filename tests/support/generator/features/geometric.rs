//! A score with weights on a geometric curve.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::{Policy, Weight, criteria};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

const NAME: &str = "geometric";

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let mut policy = Policy::new(NAME, "score");
    policy.criteria = criteria(random);
    let high = random.one_of(&[10.0, 100.0, 400.0]);
    policy.weight = Some(Weight { low: 1.0, high, curve: Some("geometric") });
    draft.policies.push(policy);
}

/// By contract month instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().filter(|policy| policy.id == NAME).for_each(Policy::queue_instead);
}
