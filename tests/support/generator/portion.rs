//! What reservations and caps are of, and for whom.

use super::draft::{Draft, Portion};
use super::month::At;
use super::random::Random;

/// One of these shares, or about as much as an amount, of a line or component that
/// somebody's order needs, for its partner, its product or a tier.
pub(crate) fn any(draft: &Draft, shares: &[f64], random: &mut Random) -> Portion {
    let order = random.one_of(&draft.orders);
    let mut part = Portion::default();
    let components: Vec<_> =
        draft.components.iter().filter(|part| part.need.contains_key(&order.product)).collect();
    let lines: Vec<_> =
        draft.lines.iter().filter(|line| line.usage.contains_key(&order.product)).collect();
    let ramp = if !components.is_empty() && random.chance(35) {
        let component = random.one_of(&components);
        part.component = Some(component.id.clone());
        &component.supply
    } else {
        let line = random.one_of(&lines);
        part.line = Some(line.id.clone());
        &line.ramp
    };
    let share = random.one_of(shares);
    if random.chance(65) {
        part.share = Some(share);
    } else {
        let days = if ramp.per.is_some() { 20.0 } else { 1.0 };
        part.amount = Some(random.rate(ramp.most() * days * share));
    }
    let tiers = draft.tiers();
    match random.whole(0, 9) {
        0..=4 => part.partner = Some(order.partner),
        5..=7 if !tiers.is_empty() => part.tier = Some(random.one_of(&tiers)),
        _ => part.product = Some(order.product),
    }
    let last = draft.last();
    if random.chance(35) {
        let from = random.whole(-1, last / 2);
        part.from = Some(At(from));
        part.to = random.chance(70).then(|| At(0.max(from + random.whole(1, last + 1))));
    }
    part
}
