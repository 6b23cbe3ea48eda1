//! Whole units for those who share: what is made is given away again, unit by unit.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bench;
use super::served::{Made, in_one};
use super::share::Share;
use crate::formulation::{Formulation, Member, in_whole_units};
use crate::scenario::{Method, Scenario};

/// Gives what is made of products counted in whole units to the tranches that share it, so that
/// no more than a fraction of one unit is in the making where each would have its own.
///
/// What is made on which line in which month stays as it is, and no cap or limit is exceeded, nor
/// does a level see a difference: see [`sharing`](Formulation::sharing). Lots, least shipments and
/// quantities that are not whole have units of their own.
pub(super) fn attribute(
    scenario: &Scenario,
    formulation: &Formulation,
    method: Method<'_>,
    made: &mut [Vec<Made>],
) {
    // All that is made is taken before any is given: a tranche of which something is promised is in
    // several groups, and shares with the first.
    let mut share = |(span, member): (Range<usize>, Member)| {
        let demand = &scenario.demands()[member.demand];
        // Who has all of its share may be behind with units.
        let remainder = member.part - member.quantity;
        let counts = !made[member.demand].is_empty() || remainder != 0.0;
        (counts && in_whole_units(scenario, demand)).then(|| {
            let own = std::mem::take(&mut made[member.demand]);
            let who = (member.demand, formulation.place(member.demand));
            Share::new(who, (span.start, span.end), demand, remainder, own)
        })
    };
    let groups = formulation.sharing(method).into_iter();
    let groups: Vec<Vec<Share>> =
        groups.map(|group| group.into_iter().filter_map(&mut share).collect()).collect();
    for shares in groups {
        let demands: Vec<usize> = shares.iter().map(|share| share.demand).collect();
        give(shares, made);
        for demand in demands {
            in_one(&mut made[demand]);
        }
    }
}

/// What a customer has of a unit that it will never have whole cannot be made good after it has
/// left: it is shared among those who leave in the same month. What nobody is to have is for the first
/// that still wants something.
fn give(shares: Vec<Share>, made: &mut [Vec<Made>]) {
    let last = shares.iter().map(Share::last).max().unwrap_or(0);
    let wants = |share: &Share| {
        let open = share.quantity - share.units - share.piece;
        (share.place, share.demand, share.first..share.end, open)
    };
    let mut wanting: Vec<_> = shares.iter().map(wants).collect();
    let mut staying = Vec::with_capacity(shares.len());
    let mut leaving: BTreeMap<usize, Vec<Share>> = BTreeMap::new();
    for share in shares {
        let end = share.end;
        let (whole, part) = if end <= last { share.cut() } else { (share, None) };
        staying.extend(Some(whole).filter(Share::counts));
        if let Some(part) = part {
            leaving.entry(end).or_default().push(part);
        }
    }
    let mut nobodys = bench::make(&staying, made);
    for parts in leaving.into_values() {
        nobodys.append(&mut bench::make(&parts, made));
    }
    if nobodys.is_empty() {
        return;
    }
    wanting.sort_by_key(|part| part.0);
    nobodys.sort_by_key(|piece| (piece.0, piece.1));
    for (_, demand, span, open) in wanting {
        let own = &mut made[demand];
        let mut open = open - own.iter().map(|made| made.2).sum::<f64>();
        for piece in nobodys.iter_mut().filter(|piece| span.contains(&piece.0)) {
            let taken = piece.2.min(open);
            if taken > 0.0 {
                own.push((piece.0, piece.1, taken));
                piece.2 -= taken;
                open -= taken;
            }
        }
    }
}
