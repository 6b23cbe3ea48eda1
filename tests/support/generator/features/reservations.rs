//! Shares of lines and components that somebody is assured of.

use crate::support::generator::draft::Draft;
use crate::support::generator::portion;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let tiers = draft.tiers();
    for number in 1..=random.whole(1, 3) {
        let mut part = portion::any(draft, &[0.2, 0.3, 0.5, 0.75], random);
        part.id = format!("r{number}");
        if !tiers.is_empty() && random.chance(35) {
            part.against = Some(random.one_of(&tiers));
        }
        if random.chance(25) {
            part.owed = Some(f64::from(random.whole(0, 6)));
        }
        draft.reservations.push(part);
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.reservations.clear();
}
