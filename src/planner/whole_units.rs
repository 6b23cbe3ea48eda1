//! Whole units for those who share: what is made is given away again, unit by unit.

use std::collections::BTreeMap;

use super::bench;
use super::served::{Made, in_one};
use super::share::Share;
use crate::formulation::{Formulation, Split};
use crate::scenario::{Counting, Method, Scenario};

/// Gives what is made of products counted in whole units to the tranches that share it, so that
/// no more than a fraction of one unit is in the making where each would have its own.
///
/// What is made on which line in which month stays as it is. Under a rule that shares out, all
/// tranches of a product share that take of the same caps and monthly limits, so that none is
/// exceeded; in an optimised plan those that are one block, so that no level sees a difference.
/// Lots, least shipments and quantities that are not whole have units of their own.
pub(super) fn attribute(
    scenario: &Scenario,
    formulation: &Formulation,
    method: Method<'_>,
    made: &mut [Vec<Made>],
) {
    if formulation.split() == Split::Sequence {
        return;
    }
    let model = formulation.model();
    let mut groups: BTreeMap<usize, Vec<Share>> = BTreeMap::new();
    for (index, block) in model.blocks().iter().enumerate() {
        let members = formulation.members(index);
        let group = match method {
            Method::Shared => block.family().index(),
            Method::Optimised(_) | Method::InTurn { .. } if members.len() > 1 => index,
            Method::Optimised(_) | Method::InTurn { .. } => continue,
        };
        let span = (block.first(), block.last() + 1);
        for member in members {
            let demand = &scenario.demands()[member.demand];
            let whole = scenario.products()[demand.product].counting() == Counting::Whole
                && demand.quantity.fract() == 0.0
                && demand.made.fract() == 0.0
                && demand.terms.lot.is_none()
                && demand.terms.least_shipment.is_none();
            // A tranche of which something is promised is in several blocks.
            if whole && !made[member.demand].is_empty() {
                let own = std::mem::take(&mut made[member.demand]);
                let who = (member.demand, formulation.place(member.demand));
                let share = Share::new(who, span, demand.open(), own);
                groups.entry(group).or_default().push(share);
            }
        }
    }
    for shares in groups.into_values() {
        let demands: Vec<usize> = shares.iter().map(|share| share.demand).collect();
        give(shares, made);
        for demand in demands {
            in_one(&mut made[demand]);
        }
    }
}

/// What a customer has of a unit that it will never have whole cannot be made good after it has
/// left: it is shared among those who leave in the same month.
fn give(shares: Vec<Share>, made: &mut [Vec<Made>]) {
    let last = shares.iter().map(Share::last).max().unwrap_or(0);
    let mut staying = Vec::with_capacity(shares.len());
    let mut leaving: BTreeMap<usize, Vec<Share>> = BTreeMap::new();
    for share in shares {
        let end = share.end;
        let (whole, part) = if end <= last { share.cut() } else { (Some(share), None) };
        staying.extend(whole);
        if let Some(part) = part {
            leaving.entry(end).or_default().push(part);
        }
    }
    bench::make(&staying, made);
    for parts in leaving.into_values() {
        bench::make(&parts, made);
    }
}
