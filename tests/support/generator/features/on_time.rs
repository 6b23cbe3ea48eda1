//! Who is delivered early where several can be on time.

use crate::support::generator::draft::Draft;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for policy in draft.policies.iter_mut().filter(|policy| policy.is_optimised()) {
        policy.among_on_time = random.one_of(&[Some("due"), Some("priority"), None]);
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().for_each(|policy| policy.among_on_time = None);
}
