//! Shares of good output of lines.

use crate::support::generator::draft::{Draft, Good};
use crate::support::generator::month::At;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let last = draft.last();
    for line in &mut draft.lines {
        if random.chance(60) {
            line.good.push(Good { from: None, share: random.one_of(&[0.8, 0.9, 0.95]) });
        }
        if random.chance(50) {
            let from = Some(At(random.whole(0, last)));
            line.good.push(Good { from, share: random.one_of(&[0.5, 0.92, 1.0]) });
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.lines.iter_mut().for_each(|line| line.good.clear());
}
