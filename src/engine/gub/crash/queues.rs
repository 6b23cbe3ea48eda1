//! Queues of waiting lots in the order of what they lose by waiting.
//!
//! A lot that is not served now loses the least `y[t] + cost(t)` over later periods less that
//! of the present one. Among lots whose costs are a rate times the same path the loss grows
//! with the rate, whatever the charges `y` are: such lots form a queue by rate, and only its
//! first needs to be looked at. With perturbed costs ([`perturbation`](super::perturbation))
//! the lot with the largest perturbation may lose more than the one with the highest rate: both
//! are looked at, and the rates in one queue differ by less than a factor of two.

use std::collections::{BTreeMap, BinaryHeap};

use super::queued_lot::QueuedLot;
use crate::engine::gub::basis::lot::Lot;
use crate::model::CostPath;

#[derive(Debug, Clone, Default)]
struct Queue {
    by_rate: BinaryHeap<QueuedLot>,
    by_perturbation: BinaryHeap<QueuedLot>,
}

/// What the lots of a queue have in common: family, last period and the shape of their costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct QueueKind {
    family: u32,
    end: u32,
    shape: CostShape,
    /// Binary exponent of the rate, if costs are perturbed.
    class: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum CostShape {
    Slope(u32),
    Table(u32),
    Other,
}

impl QueueKind {
    fn of(lot: &Lot) -> Self {
        let shape = match lot.path {
            CostPath::Slope { from, .. } => CostShape::Slope(from),
            CostPath::Table { table, .. } => CostShape::Table(table),
            CostPath::Zero | CostPath::Draw => CostShape::Other,
        };
        let class = if lot.perturbation > 0.0 { lot.path.rate().log2().floor() as i32 } else { 0 };
        Self { family: lot.family, end: lot.end, shape, class }
    }
}

/// All queues.
#[derive(Debug)]
pub(crate) struct Queues {
    queues: Vec<Queue>,
    /// The queue of each lot.
    of: Vec<u32>,
}

impl Queues {
    /// Empty queues for these lots.
    pub(crate) fn new(lots: &[Lot]) -> Self {
        let mut known: BTreeMap<QueueKind, u32> = BTreeMap::new();
        let mut last = None;
        let mut queue_of = |lot: &Lot| {
            let kind = QueueKind::of(lot);
            // Lots of one kind are neighbours: the last queue is most often the right one.
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

    pub(crate) fn len(&self) -> usize {
        self.queues.len()
    }

    pub(crate) fn push(&mut self, lot: u32, state: &Lot) {
        let queue = &mut self.queues[self.of[lot as usize] as usize];
        queue.by_rate.push(QueuedLot { urgency: state.path.rate(), lot });
        // A lot with a limit returns every period: one entry is enough.
        if state.perturbation > 0.0 && !state.is_limited() {
            queue.by_perturbation.push(QueuedLot { urgency: state.perturbation, lot });
        }
    }

    /// The first lots of a queue, by rate and by perturbation, of those that still wait.
    pub(crate) fn firsts(
        &mut self,
        queue: usize,
        waits: impl Fn(u32) -> bool,
    ) -> impl Iterator<Item = u32> {
        let Queue { by_rate, by_perturbation } = &mut self.queues[queue];
        let firsts = [by_rate, by_perturbation].map(|heap| {
            while heap.peek().is_some_and(|first| !waits(first.lot)) {
                heap.pop();
            }
            heap.peek().map(|first| first.lot)
        });
        firsts.into_iter().flatten()
    }
}
