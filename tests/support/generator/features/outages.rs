//! Planned outages of lines.

use crate::support::generator::draft::{Draft, Outage};
use crate::support::generator::month::At;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let last = draft.last();
    for line in &mut draft.lines {
        for _ in 0..random.whole(0, 2) {
            let from = At(random.whole(-1, last));
            let to = At(0).max(from.later(random.whole(0, 2)));
            let lost = random.one_of(&[None, Some(0.25), Some(0.5)]);
            line.outages.push(Outage { from, to, lost });
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.lines.iter_mut().for_each(|line| line.outages.clear());
}
