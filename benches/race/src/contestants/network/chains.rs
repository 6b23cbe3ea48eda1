//! Orders alike share chains of months.
//!
//! ```text
//! released in r:   F(r, r) ← F(r, r+1) ← … ← F(r, due) ← order        free
//! weight w:        order → B(w, due+1) → B(w, due+2) → … → B(w, T)     w a month
//! every F(·, t) and B(·, t) → month t → sink;   B(w, T) → sink at the cost of the rest
//! ```
//!
//! O(orders + (weights + months) × months) arcs instead of orders × months.

use std::collections::BTreeMap;

use apportion::model::Point;

use super::{Demand, Demands, Network, Node};

pub(in super::super) struct Chains {
    pub(super) network: Network,
    demands: Demands,
    /// For each order: the arcs to the chains, early and late.
    entries: Vec<Entry>,
    ways: Vec<Chain>,
}

/// The arcs by which an order enters chains: chain, step, arc.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    early: Option<(usize, usize, usize)>,
    late: Option<(usize, usize, usize)>,
}

/// A chain of nodes from which months are reached, in the direction of the flow.
#[derive(Debug)]
struct Chain {
    nodes: Vec<Node>,
    /// For each step its month, if it is one of the horizon, and the arc out of the chain.
    exits: Vec<(Option<usize>, usize)>,
}

impl Chains {
    pub(super) fn new(demands: Demands) -> Self {
        let mut drawing =
            Self { network: Network::default(), entries: Vec::new(), ways: Vec::new(), demands };
        let sink = drawing.network.node(-drawing.demands.total());
        let capacities = drawing.demands.capacities.clone();
        let months: Vec<Node> = capacities.iter().map(|_| drawing.network.node(0)).collect();
        let starts = drawing.starts();
        let mut early = BTreeMap::new();
        let mut late = BTreeMap::new();
        for position in 0..drawing.demands.blocks.len() {
            let block = drawing.demands.blocks[position];
            let node = drawing.network.node(block.quantity);
            let mut entry = Entry::default();
            let last = months.len() - 1;
            if block.first <= block.due.min(last) {
                let chain = *early
                    .entry(block.first)
                    .or_insert_with(|| drawing.early(block.first, &months));
                entry.early =
                    Some(drawing.enter(node, &block, chain, last - block.due.min(last), 0));
            }
            let kind = drawing.kind(&block);
            let (chain, start) = *late.entry(kind).or_insert_with(|| {
                let start = starts[&kind];
                (drawing.late(kind, start, &months, sink), start)
            });
            let from = drawing.demands.first_late(&block);
            let cost = block.rate * (from as i64 - block.due as i64);
            entry.late = Some(drawing.enter(node, &block, chain, from - start, cost));
            drawing.entries.push(entry);
        }
        for (&month, &capacity) in months.iter().zip(&capacities) {
            drawing.network.arc(month, sink, capacity, 0);
        }
        drawing
    }

    fn enter(
        &mut self,
        node: Node,
        block: &Demand,
        chain: usize,
        step: usize,
        cost: i64,
    ) -> (usize, usize, usize) {
        let to = self.ways[chain].nodes[step];
        (chain, step, self.network.arc(node, to, block.quantity, cost))
    }

    /// From the last month back to the month of release.
    fn early(&mut self, release: usize, months: &[Node]) -> usize {
        let steps = (release..months.len()).rev();
        let steps =
            steps.map(|month| (Some(month), months[month], self.demands.capacities[month], 0));
        self.chain(steps.collect(), 0)
    }

    /// What orders of one late chain have in common: the cost of a month, and of never
    /// being served once at the end.
    fn kind(&self, block: &Demand) -> (i64, i64) {
        let end = block.rate * (self.demands.months() as i64 - block.due as i64);
        (block.rate, block.unserved - end)
    }

    /// The first month in which an order enters each late chain.
    fn starts(&self) -> BTreeMap<(i64, i64), usize> {
        let mut starts = BTreeMap::new();
        for block in &self.demands.blocks {
            let first = self.demands.first_late(block);
            let start = starts.entry(self.kind(block)).or_insert(first);
            *start = first.min(*start);
        }
        starts
    }

    /// From a month to the end and to the rest that is never served.
    fn late(&mut self, kind: (i64, i64), start: usize, months: &[Node], sink: Node) -> usize {
        let (rate, rest) = kind;
        let steps = (start..months.len())
            .map(|month| (Some(month), months[month], self.demands.capacities[month], 0));
        let unserved = (None, sink, self.demands.total(), rest);
        self.chain(steps.chain([unserved]).collect(), rate)
    }

    fn chain(&mut self, steps: Vec<(Option<usize>, Node, i64, i64)>, rate: i64) -> usize {
        let total = self.demands.total();
        let mut chain = Chain { nodes: Vec::new(), exits: Vec::new() };
        for (month, to, capacity, cost) in steps {
            let node = self.network.node(0);
            if let Some(&before) = chain.nodes.last() {
                self.network.arc(before, node, total, rate);
            }
            chain.nodes.push(node);
            chain.exits.push((month, self.network.arc(node, to, capacity, cost)));
        }
        self.ways.push(chain);
        self.ways.len() - 1
    }

    /// Follows every chain with the orders on it in a queue; who leaves first does not
    /// change the cost.
    pub(super) fn point(&self, flow: &[i64]) -> Point {
        let mut point = self.demands.empty_point();
        let mut entering: Vec<Vec<Vec<(usize, i64)>>> =
            self.ways.iter().map(|chain| vec![Vec::new(); chain.nodes.len()]).collect();
        for (position, entry) in self.entries.iter().enumerate() {
            for (chain, step, arc) in entry.early.into_iter().chain(entry.late) {
                if flow[arc] > 0 {
                    entering[chain][step].push((position, flow[arc]));
                }
            }
        }
        for (chain, entering) in self.ways.iter().zip(&mut entering) {
            let mut queue = Vec::new();
            for (&(month, exit), entering) in chain.exits.iter().zip(entering) {
                queue.append(entering);
                let mut leaving = flow[exit];
                while leaving > 0
                    && let Some((position, left)) = queue.pop()
                {
                    let amount = leaving.min(left);
                    leaving -= amount;
                    if left > amount {
                        queue.push((position, left - amount));
                    }
                    let block = self.demands.blocks[position].id;
                    match month {
                        Some(month) => point.cells.push(self.demands.cell(block, month, amount)),
                        None => point.unserved[block.index()] += amount as f64,
                    }
                }
            }
        }
        point.cells.sort_by_key(|cell| cell.column);
        point
    }
}
