//! What lies after the horizon: due months, and the beginning of a line.

use crate::support::generator::draft::{Draft, Line};
use crate::support::generator::month::At;
use crate::support::generator::ramp::{Point, Ramp};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let last = draft.last();
    for order in &mut draft.orders {
        let dues = order.tranches.iter_mut().map(|part| &mut part.due);
        for due in dues.chain([&mut order.due]).flatten() {
            if random.chance(20) {
                *due = At(last + random.whole(1, 15)).into();
            }
        }
    }
    if random.chance(50) {
        let usage = draft.lines.iter().flat_map(|line| line.usage.clone()).collect();
        let point = Point { month: At(last + random.whole(1, 6)), rate: random.rate(10.0) };
        let ramp = Ramp { shape: "steps", rate: None, points: vec![point], ..Ramp::flat(0.0) };
        let id = random.one_of(&["a line to come", "z line to come"]).to_owned();
        draft.lines.push(Line { id, usage, ramp, good: Vec::new(), outages: Vec::new() });
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    let last = At(draft.last());
    for order in &mut draft.orders {
        let dues = order.tranches.iter_mut().map(|part| &mut part.due);
        for due in dues.chain([&mut order.due]).flatten().filter(|due| ***due > last) {
            *due = last.into();
        }
    }
    let begins = |line: &Line| line.ramp.points.first().is_none_or(|point| point.month <= last);
    if draft.lines.iter().any(begins) {
        draft.lines.retain(begins);
    }
}
