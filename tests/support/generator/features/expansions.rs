//! Capacity and supply that somebody pays for.

use crate::support::generator::draft::{Draft, Expansion};
use crate::support::generator::month::At;
use crate::support::generator::ramp::Ramp;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let last = draft.last();
    for number in 1..=random.whole(1, 2) {
        let place = random.place(draft.components.len());
        let component = draft.components.get(place).map(|part| part.id.clone());
        let component = component.filter(|_| random.chance(40));
        let line = component.is_none().then(|| random.one_of(&draft.lines).id);
        let lines = draft.lines.iter().filter(|part| Some(&part.id) == line.as_ref());
        let supplies = draft.components.iter().filter(|part| Some(&part.id) == component.as_ref());
        let ramp = lines.map(|part| &part.ramp).chain(supplies.map(|part| &part.supply)).next();
        let rate =
            ramp.map_or(1.0, |ramp| ramp.most() * if ramp.per.is_some() { 20.0 } else { 1.0 });
        let rate = random.near(rate * 0.4);
        let mut adds = if random.chance(70) {
            Ramp::flat(random.rate(rate))
        } else {
            Ramp::rising(rate, draft.months as i32, random)
        };
        if draft.calendar.is_some() && random.chance(40) {
            adds.by_day();
        }
        let lead = random.chance(60).then(|| random.whole(1, 3));
        let begins = random.whole(0, last * 2 / 3);
        let ordered = At(begins - lead.unwrap_or(0));
        let payer = random.chance(70).then(|| random.one_of(&draft.orders).partner);
        let claim = random.one_of(&[None, Some(0.5), Some(1.0), Some(1.0)]);
        draft.expansions.push(Expansion {
            id: format!("e{number}"),
            line,
            component,
            ordered,
            lead: lead.map(|months| months as u32),
            adds,
            cost: random.one_of(&[None, Some(40.0)]),
            claim: claim.filter(|_| payer.is_some()),
            payer,
            on: random.one_of(&[None, None, None, Some(true), Some(false)]),
        });
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.expansions.clear();
}
