//! Rates per working day, holidays, and months of few working days.

use crate::support::generator::draft::{Calendar, Draft, WorkingDays};
use crate::support::generator::month::At;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let last = draft.last();
    draft.lines.iter_mut().for_each(|line| {
        if random.chance(75) {
            line.ramp.by_day();
        }
    });
    draft.components.iter_mut().for_each(|part| {
        if random.chance(40) {
            part.supply.by_day();
        }
    });
    let mut calendar = Calendar::default();
    for _ in 0..random.whole(0, 4) {
        let month = At(random.whole(0, last)).text();
        let day = format!("{month}-{:02}", random.whole(1, 28));
        if !calendar.holidays.contains(&day) {
            calendar.holidays.push(day);
        }
    }
    let count = random.whole(0, 2) as usize;
    for month in random.places(count, draft.months as usize) {
        let (month, days) = (At(month as i32), random.whole(0, 16) as u32);
        calendar.working_days.push(WorkingDays { month, days });
    }
    draft.calendar = Some(calendar);
}

/// Rates per month.
pub(crate) fn remove(draft: &mut Draft) {
    draft.calendar = None;
    draft.lines.iter_mut().for_each(|line| line.ramp.by_month());
    draft.components.iter_mut().for_each(|part| part.supply.by_month());
    draft.expansions.iter_mut().for_each(|part| part.adds.by_month());
}
