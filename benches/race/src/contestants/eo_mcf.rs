//! The cost-scaling push-relabel method of the crate `eo-mcf`.

use anyhow::Result;
use eo_mcf::{Problem, solve};

use crate::instances::Case;
use super::{Answer, Contestant, Task, is_transportation};
use super::network::{Drawing, Shape};

pub(super) struct EoMcf(pub(super) Shape);

impl Contestant for EoMcf {
    fn name(&self) -> &'static str {
        match self.0 {
            Shape::Bipartite => "eo-mcf",
            Shape::Chains => "eo-mcf-chains",
        }
    }

    fn about(&self) -> &'static str {
        match self.0 {
            Shape::Bipartite => "cost scaling in Rust, an arc for each order and month",
            Shape::Chains => "cost scaling in Rust, a chain of months for each weight",
        }
    }

    fn enters(&self, case: &Case) -> bool {
        is_transportation(case)
    }

    fn solve(&self, task: &Task) -> Result<Answer> {
        let drawing = Drawing::new(&task.model, self.0)?;
        let network = drawing.network();
        let mut problem = Problem::builder(network.supplies.len());
        for (node, &supply) in network.supplies.iter().enumerate() {
            problem = problem.supply(node, supply);
        }
        for arc in &network.arcs {
            problem = problem.edge(arc.from as usize, arc.to as usize, arc.capacity, arc.cost);
        }
        let solution = solve(&problem.build()?)?;
        Ok(Answer::of(drawing.point(solution.flows())))
    }
}
