//! What reservations entitle to.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::horizon::number;
use super::plant::Each;
use super::portion::ROUNDING;
use super::share::Share;

/// Units of a tranche, from `begin` to `end`, that a reservation entitles to. They are counted from
/// those that this plan makes: below zero is what was made before.
#[derive(Clone, Copy)]
pub(super) struct Claim {
    pub(super) tranche: usize,
    pub(super) reservation: usize,
    /// Index of the month in which the share alone makes them; none if that was before the first.
    pub(super) made: Option<usize>,
    /// Index of the month in which it has made them and they are due.
    pub(super) month: usize,
    pub(super) begin: f64,
    pub(super) end: f64,
}

/// A reservation on its way through the months.
struct Source<'a> {
    share: &'a Share<'a>,
    offered: Vec<f64>,
    /// Tranches in the sequence in which it serves them.
    queue: Vec<usize>,
    /// What a unit of each product takes by month; none if it makes no use of it.
    takes: Vec<Option<Each>>,
    /// What is left of the months before.
    kept: f64,
}

impl<'a> Source<'a> {
    fn new(facts: &Facts<'_>, share: &'a Share<'a>) -> Self {
        // In a window that begins after the scenario, what was due before it comes last.
        let opens = share.opens_after(facts.scenario.since());
        let late = |index: usize| {
            let due = number(facts.tranches[index].due);
            opens.is_some_and(|opens| due < opens)
        };
        let tranches = facts.tranches.iter().enumerate();
        let meant = tranches.filter(|(_, tranche)| share.may_be_for(facts, tranche));
        let products = 0..facts.scenario.products().len();
        let takes: Vec<Option<Each>> = products.map(|one| share.alone(facts, one)).collect();
        let of_use = meant.filter(|(_, tranche)| takes[tranche.product].is_some());
        let mut queue: Vec<usize> = of_use.map(|(index, _)| index).collect();
        queue.sort_by_key(|&index| {
            let tranche = &facts.tranches[index];
            let name = facts.named[tranche.order];
            (late(index), tranche.due_when, tranche.release_when, name, index)
        });
        Self { share, offered: share.offered(facts), queue, takes, kept: 0.0 }
    }

    /// What it makes in a month, from what nobody else has made: the tranche and how much. In the
    /// first month also what it owes from before, even if it holds no more. Nothing for whoever is
    /// in another tier that month or has left; `made_of` is what all have made of each order in the
    /// month, of which some are limited.
    fn make(
        &mut self,
        facts: &Facts<'_>,
        month: usize,
        done: &[f64],
        made_of: &mut BTreeMap<usize, f64>,
    ) -> Vec<(usize, f64)> {
        let mut made = Vec::new();
        let mut room = if month == 0 { self.share.owed } else { 0.0 };
        if self.share.holds(facts.horizon.number(month)) {
            room += self.share.much(self.offered[month]);
        } else if room <= 0.0 {
            return made;
        }
        room += self.kept;
        let least = ROUNDING * room;
        for &index in &self.queue {
            if room <= least {
                break;
            }
            let tranche = &facts.tranches[index];
            let takes = self.takes[tranche.product].as_ref().map_or(0.0, |takes| takes.at(month));
            let open = tranche.quantity - tranche.before - done[index];
            let dust = ROUNDING * tranche.quantity;
            let released = facts.opens(tranche).is_some_and(|opens| opens <= month);
            let there = month < tranche.end && self.share.is_for_tier(facts, tranche.order, month);
            let so_far = made_of.entry(tranche.order).or_insert(0.0);
            let limit = facts.scenario.orders()[tranche.order].most_per_month_given();
            let rest = limit.map_or(f64::INFINITY, |limit| limit - *so_far);
            if open <= dust || !released || !there || rest <= dust || takes <= 0.0 {
                continue;
            }
            let fits = (room / takes).min(rest);
            // The last units of a tranche are all of it.
            let units = if fits >= open - dust { open } else { fits };
            room = (room - units * takes).max(0.0);
            *so_far += units;
            made.push((index, units));
        }
        self.kept = room;
        made
    }
}

/// What each share alone would make, month by month, after what it entitled to before. A unit counts
/// for one reservation; in a month they take their turns by id. And what is kept of each share at
/// the end of each month.
pub(super) fn turns(facts: &Facts<'_>, shares: &[Share<'_>]) -> (Vec<Claim>, Vec<Vec<f64>>) {
    let mut sources: Vec<Source<'_>> =
        shares.iter().map(|share| Source::new(facts, share)).collect();
    let mut done = begun(facts);
    for claim in before(facts, shares) {
        done[claim.tranche] = claim.end;
    }
    let mut turns: Vec<Claim> = Vec::new();
    let mut kept: Vec<Vec<f64>> = vec![Vec::new(); shares.len()];
    for made in 0..facts.months {
        let mut made_of = BTreeMap::new();
        for (reservation, source) in sources.iter_mut().enumerate() {
            for (tranche, units) in source.make(facts, made, &done, &mut made_of) {
                let (begin, end) = (done[tranche], done[tranche] + units);
                done[tranche] = end;
                // Nothing is short before it is due.
                let month = made.max(facts.tranches[tranche].due_at);
                let made = Some(made);
                turns.push(Claim { tranche, reservation, made, month, begin, end });
            }
            // What does not hold keeps nothing.
            if !(source.share.keeps() && source.share.holds(facts.horizon.number(made))) {
                source.kept = 0.0;
            }
            kept[reservation].push(source.kept);
        }
    }
    (turns, kept)
}

/// What was made of each tranche since shares are counted, which is of the first units.
fn begun(facts: &Facts<'_>) -> Vec<f64> {
    facts.tranches.iter().map(|tranche| -tranche.counted).collect()
}

/// What shares entitled to before the first month, by id.
fn before(facts: &Facts<'_>, shares: &[Share<'_>]) -> Vec<Claim> {
    let orders = facts.scenario.orders().iter().map(|order| order.id().as_str()).enumerate();
    let orders: BTreeMap<&str, usize> = orders.map(|(position, id)| (id, position)).collect();
    let mut done = begun(facts);
    let mut claims = Vec::new();
    for (reservation, share) in shares.iter().enumerate() {
        for part in share.before {
            let Some(order) = orders.get(part.order().as_str()) else { continue };
            let tranche = facts.tranches_of(*order).0 + part.number();
            let month = facts.tranches[tranche].due_at;
            let (begin, end) = (done[tranche], done[tranche] + part.units());
            done[tranche] = end;
            claims.push(Claim { tranche, reservation, made: None, month, begin, end });
        }
    }
    claims
}

/// All claims that can fall short within the horizon, by tranche and unit.
pub(super) fn claims(facts: &Facts<'_>, shares: &[Share<'_>], turns: &[Claim]) -> Vec<Claim> {
    let mut claims = before(facts, shares);
    claims.extend(turns);
    claims.retain(|claim| claim.month < facts.months);
    claims.sort_by(|a, b| a.tranche.cmp(&b.tranche).then(a.begin.total_cmp(&b.begin)));
    claims
}
