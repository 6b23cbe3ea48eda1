//! The rule by legal ratings.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::Policy;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

const NAME: &str = "dpas";

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let mut policy = Policy::new(NAME, "dpas");
    if random.chance(40) {
        policy.ratings =
            random.one_of(&[vec!["DX", "DO"], vec!["DO", "DX"], vec!["DX", "DO", "DZ"]]);
    }
    draft.policies.push(policy);
}

/// By contract month instead.
pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().filter(|policy| policy.id == NAME).for_each(Policy::queue_instead);
}
