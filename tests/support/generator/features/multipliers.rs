//! Weights of products.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::Policy;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let products = draft.products.clone();
    let weighs = |policy: &&mut Policy| policy.is_optimised() && !policy.is_in_turn();
    for policy in draft.policies.iter_mut().filter(weighs) {
        let count = random.whole(1, products.len() as i32) as usize;
        for place in random.places(count, products.len()) {
            let factor = random.one_of(&[0.2, 0.5, 3.0, 10.0]);
            policy.multipliers.insert(products[place].id.clone(), factor);
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().for_each(|policy| policy.multipliers.clear());
}
