//! The rule in proportion to what is open.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::Policy;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

const NAME: &str = "shares";

pub(crate) fn add(draft: &mut Draft, _: &Size, _: &mut Random) {
    draft.policies.push(Policy::new(NAME, "pro_rata"));
}

/// By contract month instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().filter(|policy| policy.id == NAME).for_each(Policy::queue_instead);
}
