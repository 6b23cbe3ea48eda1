//! What is held for blocks, period by period.

use std::collections::BTreeMap;

use super::feeds::Feeds;
use super::held::Hold;
use super::remaining::{Of, Remaining};
use crate::model::{BlockId, Model, ResourceId};
use crate::tolerance::DUST;

/// What is held for blocks in a period and in those to come, while every period is shared out.
#[derive(Debug)]
pub(super) struct Owed<'a> {
    /// Those of later periods, by period.
    later: &'a [Hold],
    /// What could not be served so far.
    waiting: Vec<Hold>,
    /// For each block what has been held so far.
    so_far: BTreeMap<BlockId, f64>,
    /// What is set aside for the time being: of what, in which period, how much.
    aside: Vec<(ResourceId, usize, f64)>,
}

impl<'a> Owed<'a> {
    /// All holds, by period.
    pub(super) fn new(holds: &'a [Hold]) -> Self {
        let (waiting, so_far) = (Vec::new(), BTreeMap::new());
        Self { later: holds, waiting, so_far, aside: Vec::new() }
    }

    /// What is to be served first in a period: what waits from before, unless the block has been
    /// served otherwise, and what is held in it, no more than is `open`. Of what is kept so much is
    /// set aside as is held later.
    pub(super) fn first(
        &mut self,
        (model, feeds): (&Model, &Feeds),
        period: usize,
        open: &[f64],
        remaining: &mut Remaining,
    ) -> Vec<Hold> {
        let now = self.later.partition_point(|hold| hold.period as usize <= period);
        let (own, later) = self.later.split_at(now);
        self.later = later;
        // How much of each block is still short, and how much of it is asked for.
        let mut short: BTreeMap<BlockId, f64> = BTreeMap::new();
        let mut asked: BTreeMap<BlockId, f64> = BTreeMap::new();
        let mut first = Vec::new();
        for mut hold in std::mem::take(&mut self.waiting) {
            let block = hold.block;
            let part = &model.blocks()[block.index()];
            if part.last() < period {
                continue;
            }
            let made = part.quantity() - open[block.index()];
            let held = self.so_far.get(&block).copied().unwrap_or(0.0);
            let short = short.entry(block).or_insert((held - made).max(0.0));
            hold.units = hold.units.min(*short);
            *short -= hold.units;
            first.push(hold);
        }
        first.extend(own);
        for hold in own {
            *self.so_far.entry(hold.block).or_insert(0.0) += hold.units;
        }
        for hold in &mut first {
            let asked = asked.entry(hold.block).or_insert(0.0);
            hold.units = hold.units.min(open[hold.block.index()] - *asked).max(0.0);
            *asked += hold.units;
            hold.period = period as u32;
        }
        let is_kept = |hold: &&Hold| model.resources()[hold.of.index()].is_stock();
        for hold in self.later.iter().filter(is_kept) {
            let asked = asked.entry(hold.block).or_insert(0.0);
            let units = hold.units.min(open[hold.block.index()] - *asked).max(0.0);
            *asked += units;
            self.aside.extend(kept((model, feeds), hold, hold.period as usize, units));
        }
        self.set_aside(0, remaining);
        first
    }

    /// Notes what of a hold could not be served in a period; of what is kept it is set aside.
    pub(super) fn waits(
        &mut self,
        (model, feeds): (&Model, &Feeds),
        hold: Hold,
        remaining: &mut Remaining,
    ) {
        if hold.units <= DUST * model.blocks()[hold.block.index()].quantity() {
            return;
        }
        let before = self.aside.len();
        self.aside.extend(kept((model, feeds), &hold, hold.period as usize, hold.units));
        self.set_aside(before, remaining);
        self.waiting.push(hold);
    }

    /// Takes what is to be set aside, from a position in the list on, as far as it is there.
    fn set_aside(&mut self, from: usize, remaining: &mut Remaining) {
        for (resource, period, amount) in &mut self.aside[from..] {
            let of = Of::There(*resource);
            *amount = amount.min(remaining.most(of, *period));
            remaining.take_of(of, *period, *amount);
        }
    }

    /// Gives back what has been set aside: the period is over.
    pub(super) fn over(&mut self, remaining: &mut Remaining) {
        for (resource, period, amount) in self.aside.drain(..) {
            remaining.take_of(Of::There(resource), period, -amount);
        }
    }
}

/// What some units take of the resource of a hold, if that is kept from period to period.
fn kept(
    (model, feeds): (&Model, &Feeds),
    hold: &Hold,
    period: usize,
    units: f64,
) -> Option<(ResourceId, usize, f64)> {
    model.resources()[hold.of.index()].is_stock().then_some(())?;
    let ways = hold.ways(model, feeds, period);
    let per_unit = ways.first()?.takes.iter().find(|part| part.0 == hold.of)?.1;
    Some((hold.of, period, per_unit * units))
}
