//! Who waits: lots in queues whose first loses most by waiting.
//!
//! What a lot loses if it is not served now is the least of `y[t] + cost(t)` over later
//! periods, less the same for the present one. Among lots whose costs are a rate times one
//! and the same path it grows with the rate, whatever the prices `y` are: such lots make a
//! queue by rate, and nobody but its first has to be looked at. Where lots lean
//! ([`super::lean`]), the one that leans most may lose more than the one with the highest
//! rate. Then both are looked at, and rates in one queue are less than a factor two apart.

use std::collections::{BTreeMap, BinaryHeap};

use super::lot::Lot;
use super::waiting::Waiting;
use crate::model::CostPath;

#[derive(Debug, Clone, Default)]
struct Queue {
    by_rate: BinaryHeap<Waiting>,
    by_lean: BinaryHeap<Waiting>,
}

/// What the lots of a queue have in common: family, last period, and how their costs run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    family: u32,
    end: u32,
    run: Run,
    /// Power of two of the rate, where lots lean.
    class: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Run {
    Slope(u32),
    Table(u32),
    Other,
}

impl Kind {
    fn of(lot: &Lot) -> Self {
        let run = match lot.path {
            CostPath::Slope { from, .. } => Run::Slope(from),
            CostPath::Table { table, .. } => Run::Table(table),
            CostPath::Zero | CostPath::Draw => Run::Other,
        };
        let class = if lot.lean > 0.0 { lot.path.rate().log2().floor() as i32 } else { 0 };
        Self { family: lot.family, end: lot.end, run, class }
    }
}

/// All queues.
#[derive(Debug)]
pub(super) struct Queues {
    queues: Vec<Queue>,
    /// The queue of each lot.
    of: Vec<u32>,
}

impl Queues {
    /// Empty queues for these lots.
    pub(super) fn new(lots: &[Lot]) -> Self {
        let mut known: BTreeMap<Kind, u32> = BTreeMap::new();
        let mut last = None;
        let mut queue_of = |lot: &Lot| {
            let kind = Kind::of(lot);
            // Lots of one kind lie side by side.
            if let Some((before, queue)) = last
                && before == kind
            {
                return queue;
            }
            let next = known.len() as u32;
            let queue = *known.entry(kind).or_insert(next);
            last = Some((kind, queue));
            queue
        };
        let of = lots.iter().map(&mut queue_of).collect();
        Self { queues: vec![Queue::default(); known.len()], of }
    }

    pub(super) fn len(&self) -> usize {
        self.queues.len()
    }

    pub(super) fn push(&mut self, lot: u32, state: &Lot) {
        let queue = &mut self.queues[self.of[lot as usize] as usize];
        queue.by_rate.push(Waiting { urgency: state.path.rate(), lot });
        // A lot with a limit comes back every period: one entry is enough.
        if state.lean > 0.0 && !state.is_limited() {
            queue.by_lean.push(Waiting { urgency: state.lean, lot });
        }
    }

    /// The first lots of a queue, of those that still wait.
    pub(super) fn firsts(
        &mut self,
        queue: usize,
        waits: impl Fn(u32) -> bool,
    ) -> impl Iterator<Item = u32> {
        let Queue { by_rate, by_lean } = &mut self.queues[queue];
        let firsts = [by_rate, by_lean].map(|heap| {
            while heap.peek().is_some_and(|first| !waits(first.lot)) {
                heap.pop();
            }
            heap.peek().map(|first| first.lot)
        });
        firsts.into_iter().flatten()
    }
}
