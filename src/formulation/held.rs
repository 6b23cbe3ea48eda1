//! What a rule that is carried out holds for those who are entitled to it.

use std::collections::BTreeMap;

use super::blocks::Group;
use super::entitled::{Earned, reserved};
use crate::resources::Resources;
use crate::scenario::Scenario;
use crate::tolerance;

/// Units of a block that are made in a month of what is reserved for it, as long as it has so many
/// open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Held {
    /// Position of the block in the model.
    pub block: usize,
    /// Index of the month.
    pub month: u32,
    /// How many they are.
    pub quantity: f64,
    /// Position of the line or component of which a share is reserved, in the list of resources.
    pub resource: usize,
}

/// What is held, month by month, in a month by reservation. Nothing is held for what is promised,
/// which goes before all else, and for what is passed over.
///
/// Complexity: O((groups + earned) × log groups).
pub(super) fn held(
    scenario: &Scenario,
    resources: &Resources,
    earned: &[Earned],
    groups: &[Group<'_>],
) -> Vec<Held> {
    // The blocks of each tranche from its beginning on.
    let mut own: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (block, group) in groups.iter().enumerate() {
        own.entry(group.demand).or_default().push(block);
    }
    for blocks in own.values_mut() {
        blocks.sort_by_key(|block| groups[*block].portion);
    }
    let mut held = Vec::new();
    for part in earned {
        let of = reserved(&scenario.reservations()[part.reservation]);
        let Some(resource) = of.and_then(|key| resources.position(&key)) else { continue };
        let mut end = 0.0;
        // A rule makes the first units that are open: what was made before takes nothing away.
        let mut begin = f64::NEG_INFINITY;
        for &block in own.get(&part.demand).into_iter().flatten() {
            let group = &groups[block];
            end += group.quantity;
            let from = part.begin.max(begin);
            let quantity = f64::min(end, part.begin + part.quantity) - from;
            begin = end;
            let open = group.promised.is_empty() && !group.passed;
            if open && quantity > tolerance::DUST * group.quantity {
                held.push(Held { block, month: part.month as u32, quantity, resource });
            }
        }
    }
    held
}
