//! What a unit of backlog counts for.

use crate::support::generator::draft::Draft;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for policy in draft.policies.iter_mut().filter(|policy| !policy.is_in_turn()) {
        policy.measure = random.one_of(&[None, Some("value"), Some("orders"), Some("units")]);
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().for_each(|policy| policy.measure = None);
}
