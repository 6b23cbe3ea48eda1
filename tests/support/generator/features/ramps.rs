//! Ramps of lines and supplies that rise, slip and fail.

use crate::support::generator::draft::Draft;
use crate::support::generator::month::At;
use crate::support::generator::ramp::{Edit, Ramp};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let (months, last) = (draft.months as i32, draft.last());
    let lines = draft.lines.iter_mut().map(|line| &mut line.ramp);
    for ramp in lines.chain(draft.components.iter_mut().map(|part| &mut part.supply)) {
        if random.chance(75) {
            *ramp = Ramp::rising(ramp.most(), months, random);
        }
        if random.chance(35) {
            let (from, months) = (At(random.whole(-2, last)), random.whole(1, 3) as u32);
            ramp.edits.push(Edit::Slip { from, months });
        }
        if random.chance(35) {
            let from = At(random.whole(0, last));
            let to = from.later(random.whole(0, 2));
            let remaining = random.one_of(&[None, Some(0.5), Some(0.3)]);
            ramp.edits.push(Edit::Outage { from, to, remaining });
        }
    }
}

/// The last rate for ever.
pub(crate) fn remove(draft: &mut Draft) {
    let lines = draft.lines.iter_mut().map(|line| &mut line.ramp);
    for ramp in lines.chain(draft.components.iter_mut().map(|part| &mut part.supply)) {
        let rate = ramp.rate.or(ramp.points.last().map(|point| point.rate)).unwrap_or(1.0);
        *ramp = Ramp { per: ramp.per, ..Ramp::flat(rate) };
    }
}
