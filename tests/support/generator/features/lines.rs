//! Several lines, which make some of the products, each at its own usage.

use crate::support::generator::draft::{ByProduct, Draft, Line};
use crate::support::generator::ramp::Ramp;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, size: &Size, random: &mut Random) {
    let Some(only) = draft.lines.pop() else { return };
    let count = random.whole(2, size.lines);
    let share = only.ramp.most() / f64::from(count);
    for number in 1..=count {
        let products: Vec<&String> = only.usage.keys().collect();
        let makes = random.whole(1, products.len() as i32) as usize;
        let mut usage = ByProduct::new();
        for place in random.places(makes, products.len()) {
            usage.insert(products[place].clone(), random.one_of(&[1.0, 1.0, 0.5, 1.25, 2.0]));
        }
        if number == 1 {
            // Every product is made somewhere.
            for product in products {
                usage.entry(product.clone()).or_insert(1.5);
            }
        }
        let mean = usage.values().sum::<f64>() / usage.len() as f64;
        let wanted: f64 = usage.keys().map(|id| draft.wanted_of(id)).sum();
        let part = (wanted / draft.wanted()).clamp(0.2, 1.0).sqrt();
        let rate = random.near(share * mean * part * 1.1);
        let ramp = Ramp::flat(random.rate(rate));
        let id = format!("l{number}");
        draft.lines.push(Line { id, usage, ramp, good: Vec::new(), outages: Vec::new() });
    }
}

/// One line of all their capacity that makes everything alike.
pub(crate) fn remove(draft: &mut Draft) {
    let months = draft.last();
    let all: f64 = draft.lines.iter().map(|line| line.ramp.about(months)).sum();
    let per = draft.lines[0].ramp.per;
    draft.lines.truncate(1);
    let line = &mut draft.lines[0];
    line.usage.values_mut().for_each(|usage| *usage = 1.0);
    let before = line.ramp.about(months);
    let factor = if before > 0.0 { all / before } else { 1.0 };
    line.ramp.scale(factor);
    line.ramp.per = per;
}
