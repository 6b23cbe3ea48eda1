//! The rule by lot, with equal chances or weighted ones.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::Policy;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

const NAME: &str = "lottery";

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let mut policy = Policy::new(NAME, NAME);
    policy.seed = Some(random.whole(0, 1000) as u32);
    policy.weighted_by = random.one_of(&[None, Some("rank")]);
    draft.policies.push(policy);
}

/// By contract month instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().filter(|policy| policy.id == NAME).for_each(Policy::queue_instead);
}
