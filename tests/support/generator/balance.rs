//! What can be made, against what is wanted.

use std::collections::BTreeMap;

use super::draft::{Draft, Line};
use super::random::Random;

/// What is ordered comes to 0.7 to 1.6 times what lines can make and supplies allow,
/// whatever slips, outages and yields have left.
pub(crate) fn balance(draft: &mut Draft, random: &mut Random) {
    let load = f64::from(random.whole(7, 16)) / 10.0;
    let months = 0..=draft.last();
    let made: f64 = draft.lines.iter().map(|line| units(line, months.clone())).sum();
    let factor = draft.wanted() / load / made.max(1e-3);
    for line in &mut draft.lines {
        line.ramp.scale(factor.clamp(0.25, 20.0));
    }
    let wanted: BTreeMap<String, f64> =
        draft.products.iter().map(|part| (part.id.clone(), draft.wanted_of(&part.id))).collect();
    for part in &mut draft.components {
        let load = f64::from(random.whole(7, 15)) / 10.0;
        let pieces: f64 =
            part.need.iter().map(|(product, need)| need.most() * wanted[product]).sum();
        let arrives: f64 = months.clone().map(|month| part.supply.about(month)).sum();
        let factor = (pieces / load - part.stock) / arrives.max(1e-3);
        part.supply.scale(factor.clamp(0.25, 20.0));
    }
}

/// About how many units a line makes in some months.
fn units(line: &Line, months: impl Iterator<Item = i32>) -> f64 {
    let mean = line.usage.values().sum::<f64>() / line.usage.len().max(1) as f64;
    months.map(|month| line.about(month) / mean).sum()
}
