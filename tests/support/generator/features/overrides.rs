//! Orders that are treated otherwise than the rule says.

use crate::support::generator::draft::Draft;
use crate::support::generator::policy::Override;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let orders = draft.orders.clone();
    for policy in draft.policies.iter_mut().filter(|policy| policy.is_optimised()) {
        let tiers = policy.tier_names();
        let count = random.whole(0, 2) as usize;
        for place in random.places(count, orders.len()) {
            let tier = random.chance(70) && !tiers.is_empty();
            let tier = tier.then(|| random.one_of(&tiers));
            let weight = random.one_of(&[0.1, 5.0, 40.0]);
            let weight = (tier.is_none() || random.chance(30)).then_some(weight);
            let weight = weight.filter(|_| !policy.is_in_turn());
            if tier.is_none() && weight.is_none() {
                continue;
            }
            let order = orders[place].id.clone();
            policy.overrides.push(Override { order, tier, weight, reason: "agreed" });
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.policies.iter_mut().for_each(|policy| policy.overrides.clear());
}
