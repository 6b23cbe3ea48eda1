//! Weights that grow with waiting.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::Policy;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let weighs = |policy: &&mut Policy| policy.is_optimised() && !policy.is_in_turn();
    for policy in draft.policies.iter_mut().filter(weighs) {
        if random.chance(75) {
            policy.ageing = Some(random.one_of(&[0.05, 0.25, 1.0, 3.0]));
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().for_each(|policy| policy.ageing = None);
}
