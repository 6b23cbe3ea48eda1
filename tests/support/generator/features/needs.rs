//! Needs of components that change with time, and what is needed for good units.

use crate::support::generator::draft::{Draft, Need, NeedFrom};
use crate::support::generator::month::At;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let last = draft.last();
    for part in &mut draft.components {
        for need in part.need.values_mut() {
            if random.chance(60) {
                let pieces = need.most();
                let mut steps = vec![NeedFrom { from: None, pieces }];
                if random.chance(20) {
                    steps.clear();
                }
                let from = random.whole(0, last);
                let factor = random.one_of(&[0.5, 0.5, 2.0, 0.0]);
                let factor = if steps.is_empty() { 1.0 } else { factor };
                steps.push(NeedFrom { from: Some(At(from)), pieces: factor * pieces });
                if from < last && random.chance(30) {
                    steps.push(NeedFrom { from: Some(At(last)), pieces });
                }
                *need = Need::Dated(steps);
            }
        }
        part.need_per = random.one_of(&[None, None, Some("start"), Some("good_unit")]);
    }
    for pool in &mut draft.labour {
        pool.need_per = random.one_of(&[None, Some("good_unit")]);
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    for part in &mut draft.components {
        part.need_per = None;
        part.need.values_mut().for_each(|need| *need = Need::Always(need.most()));
    }
    draft.labour.iter_mut().for_each(|pool| pool.need_per = None);
}
