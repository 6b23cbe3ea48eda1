//! The rule by contract month, as early as possible or by due month.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::Policy;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

const NAME: &str = "queue";

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let mut policy = Policy::new(NAME, "first_come_first_served");
    policy.placement = random.one_of(&[Some("by_due"), Some("by_due"), Some("earliest"), None]);
    draft.policies.push(policy);
}

/// In proportion instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().filter(|policy| policy.id == NAME).for_each(|policy| {
        policy.rule = "pro_rata";
        policy.placement = None;
    });
}
