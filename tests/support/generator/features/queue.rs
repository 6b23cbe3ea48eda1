//! The rule by contract month.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::Policy;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

const NAME: &str = "queue";

pub(crate) fn add(draft: &mut Draft, _: &Size, _: &mut Random) {
    draft.policies.push(Policy::new(NAME, "first_come_first_served"));
}

/// In proportion instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().filter(|policy| policy.id == NAME).for_each(|policy| {
        policy.rule = "pro_rata";
    });
}
