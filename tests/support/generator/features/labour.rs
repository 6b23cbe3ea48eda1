//! Hours that lines share, with outages; some needs are of one product only.

use crate::support::generator::draft::{Draft, HoursNeed, Labour, Outage};
use crate::support::generator::month::At;
use crate::support::generator::ramp::Ramp;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for number in 1..=random.whole(1, 2) {
        let count = random.whole(1, draft.lines.len() as i32) as usize;
        let lines = random.places(count, draft.lines.len());
        let need: Vec<HoursNeed> =
            lines.into_iter().flat_map(|line| needs(draft, line, random)).collect();
        let mean = need.iter().map(|part| part.hours).sum::<f64>() / need.len() as f64;
        let units = draft.wanted() / f64::from(draft.months);
        let near = random.near(units * mean * 0.9);
        let rate = random.rate(near);
        let hours = if random.chance(50) {
            Ramp::flat(rate)
        } else {
            Ramp::rising(rate, draft.months as i32, random)
        };
        let mut outages = Vec::new();
        if random.chance(50) {
            let from = At(random.whole(0, draft.last()));
            let lost = random.one_of(&[None, Some(0.25), Some(0.5)]);
            outages.push(Outage { from, to: from.later(random.whole(0, 1)), lost });
        }
        let (id, need_per) = (format!("h{number}"), None);
        draft.labour.push(Labour { id, hours, need, need_per, outages });
    }
}

/// What a line needs: the same for all it makes, or something else for one product.
fn needs(draft: &Draft, line: usize, random: &mut Random) -> Vec<HoursNeed> {
    let line = &draft.lines[line];
    let hours = random.one_of(&[1.0, 2.0, 0.5, 1.5]);
    let mut needs = Vec::new();
    let alone = random.chance(30);
    if random.chance(50) || alone {
        let products: Vec<&String> = line.usage.keys().collect();
        let product = products[random.places(1, products.len())[0]].clone();
        needs.push(HoursNeed { line: line.id.clone(), product: Some(product), hours: hours * 2.0 });
    }
    if !alone {
        needs.push(HoursNeed { line: line.id.clone(), product: None, hours });
    }
    needs
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.labour.clear();
}
