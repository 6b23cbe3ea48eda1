//! An arc from each order to each month in which it may be served.

use apportion::model::Point;

use super::{Demands, Network};

pub(in super::super) struct Bipartite {
    pub(super) network: Network,
    demands: Demands,
}

impl Bipartite {
    pub(super) fn new(demands: Demands) -> Self {
        let mut network = Network::default();
        let sink = network.node(-demands.total());
        let months: Vec<_> = demands.capacities.iter().map(|_| network.node(0)).collect();
        for block in &demands.blocks {
            let node = network.node(block.quantity);
            for (month, &to) in months.iter().enumerate().skip(block.first) {
                let cost = block.rate * month.saturating_sub(block.due) as i64;
                network.arc(node, to, block.quantity, cost);
            }
            network.arc(node, sink, block.quantity, block.unserved);
        }
        for (&month, &capacity) in months.iter().zip(&demands.capacities) {
            network.arc(month, sink, capacity, 0);
        }
        Self { network, demands }
    }

    /// Reads the arcs in the order in which they were drawn.
    pub(super) fn point(&self, flow: &[i64]) -> Point {
        let mut point = self.demands.empty_point();
        let mut flow = flow.iter().copied();
        for block in &self.demands.blocks {
            for (month, amount) in (block.first..self.demands.months()).zip(flow.by_ref()) {
                if amount > 0 {
                    point.cells.push(self.demands.cell(block.id, month, amount));
                }
            }
            point.unserved[block.id.index()] = flow.next().unwrap_or(0) as f64;
        }
        point
    }
}
