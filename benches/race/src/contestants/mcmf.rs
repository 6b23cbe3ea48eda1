//! The network simplex method of LEMON, which the crate `mcmf` brings along.

mod lemon;

use anyhow::Result;

use crate::instances::Case;
use super::{Answer, Contestant, Task, is_transportation};
use super::network::{Drawing, Shape};

pub(super) struct Mcmf(pub(super) Shape);

impl Contestant for Mcmf {
    fn name(&self) -> &'static str {
        match self.0 {
            Shape::Bipartite => "mcmf",
            Shape::Chains => "mcmf-chains",
        }
    }

    fn about(&self) -> &'static str {
        match self.0 {
            Shape::Bipartite => "LEMON network simplex in C++, an arc for each order and month",
            Shape::Chains => "LEMON network simplex in C++, a chain of months for each weight",
        }
    }

    fn enters(&self, case: &Case) -> bool {
        is_transportation(case)
    }

    fn solve(&self, task: &Task) -> Result<Answer> {
        let drawing = Drawing::new(&task.model, self.0)?;
        let flow = lemon::network_simplex(drawing.network());
        Ok(Answer::of(drawing.point(&flow)))
    }
}
