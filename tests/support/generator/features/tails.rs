//! What counts if it is left at the horizon.

use crate::support::generator::draft::Draft;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for policy in &mut draft.policies {
        policy.tail = Some(random.one_of(&[0.0, 0.0, 0.0, 0.5, 100.0]));
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().for_each(|policy| policy.tail = None);
}
