//! The most that somebody may get of lines and components.

use crate::support::generator::draft::Draft;
use crate::support::generator::portion;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for number in 1..=random.whole(1, 2) {
        let mut part = portion::any(draft, &[0.25, 0.5, 0.6, 0.8], random);
        part.id = format!("k{number}");
        draft.caps.push(part);
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.caps.clear();
}
