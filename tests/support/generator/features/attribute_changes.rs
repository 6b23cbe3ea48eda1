//! Attributes of partners that change with time.

use std::collections::BTreeMap;

use crate::support::generator::draft::{Attributes, Draft};
use crate::support::generator::month::At;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let last = draft.last();
    for partner in &mut draft.partners {
        let mut month = random.whole(-2, last / 2);
        while month <= last && random.chance(65) {
            let mut attributes = BTreeMap::new();
            attributes.insert("spending".to_owned(), f64::from(random.whole(2, 10)) / 2.0);
            if random.chance(40) {
                attributes.insert("front".to_owned(), f64::from(random.whole(0, 1)));
            }
            if random.chance(30) {
                attributes.insert("rank".to_owned(), f64::from(random.whole(1, 9)));
            }
            partner.changes.push(Attributes { from: At(month), attributes });
            month += random.whole(1, last);
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.partners.iter_mut().for_each(|partner| partner.changes.clear());
}
