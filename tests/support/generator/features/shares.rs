//! The rule in proportion to what is open.

use crate::generator::draft::Draft;
use crate::generator::policy::Policy;
use crate::generator::random::Random;
use crate::generator::size::Size;

const NAME: &str = "shares";

pub(crate) fn add(draft: &mut Draft, _: &Size, _: &mut Random) {
    draft.policies.push(Policy::new(NAME, "pro_rata"));
}

/// By contract month instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().filter(|policy| policy.id == NAME).for_each(Policy::queue_instead);
}
