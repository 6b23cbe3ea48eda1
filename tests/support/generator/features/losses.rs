//! What a unit counts for whose customer has left.

use crate::support::generator::draft::Draft;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for policy in draft.policies.iter_mut().filter(|policy| policy.is_optimised()) {
        policy.lost = random.one_of(&[Some("value"), Some("value"), Some("months"), None]);
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().for_each(|policy| policy.lost = None);
}
