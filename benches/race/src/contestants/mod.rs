//! The solvers that race, behind one small trait.

mod clarabel;
mod eo_mcf;
mod exact;
#[cfg(feature = "highs")]
mod highs;
mod mcmf;
mod microlp;
mod minilp;
mod naive;
mod network;

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use apportion::model::{Model, Point};
use apportion::ranking::Ranking;

use crate::instances::{Case, Instance, InstanceError, Shape, WEIGHTED, first_level};
use network::Shape as NetworkShape;

pub use exact::prove;

/// What every contestant is given.
#[derive(Debug)]
pub struct Task {
    pub instance: Instance,
    /// Who comes first.
    pub ranking: Ranking,
    /// The first level of the weighted policy: what is to be minimised.
    pub model: Model,
}

impl Task {
    /// The task of a case and a seed.
    pub fn new(case: Case, seed: u64) -> Result<Self> {
        let make = || {
            let instance = Instance::new(case, seed)?;
            let ranking = instance.ranking(WEIGHTED)?;
            let model = first_level(instance.formulation(WEIGHTED)?.model())?;
            Ok(Self { instance, ranking, model })
        };
        make().map_err(|error: InstanceError| anyhow!("{case} #{seed}: {error}"))
    }
}

/// What a contestant hands over. Nothing that it says of itself counts: the judge works
/// out the objective from the point.
#[derive(Debug, Default)]
pub struct Answer {
    pub point: Point,
    /// What else it measured, by name.
    pub measures: BTreeMap<&'static str, f64>,
}

impl Answer {
    fn of(point: Point) -> Self {
        Self { point, measures: BTreeMap::new() }
    }
}

/// How exact a contestant's answers have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Simplex methods and flow codes.
    Exact,
    /// Interior-point methods.
    Interior,
}

impl Kind {
    /// By how much an objective may differ, relative to it.
    pub fn tolerance(self) -> f64 {
        match self {
            Self::Exact => 1e-9,
            Self::Interior => 1e-6,
        }
    }

    /// By how much a row or bound may be violated, relative to the numbers in it.
    pub fn slack(self) -> f64 {
        match self {
            Self::Exact => 1e-7,
            Self::Interior => 1e-5,
        }
    }
}

/// One who races.
pub trait Contestant {
    /// A short name without blanks.
    fn name(&self) -> &'static str;

    /// What it is, in a few words.
    fn about(&self) -> &'static str;

    /// How exact it is.
    fn kind(&self) -> Kind {
        Kind::Exact
    }

    /// Whether it can solve this case at all.
    fn enters(&self, case: &Case) -> bool {
        let _ = case;
        true
    }

    /// Solves the task, from the model (or what the model is made from) to the point.
    fn solve(&self, task: &Task) -> Result<Answer>;
}

/// Whether a case is a flow problem in whole numbers.
fn is_transportation(case: &Case) -> bool {
    matches!(case.shape, Shape::Many | Shape::Few)
}

/// The one that all others are compared with.
pub const REFERENCE: &str = "apportion";

/// Every contestant of this build, the reference first.
pub fn all() -> Vec<Box<dyn Contestant>> {
    vec![
        Box::new(exact::Exact),
        Box::new(mcmf::Mcmf(NetworkShape::Bipartite)),
        Box::new(mcmf::Mcmf(NetworkShape::Chains)),
        Box::new(eo_mcf::EoMcf(NetworkShape::Bipartite)),
        Box::new(eo_mcf::EoMcf(NetworkShape::Chains)),
        Box::new(microlp::Microlp),
        Box::new(minilp::Minilp),
        Box::new(clarabel::Clarabel),
        #[cfg(feature = "highs")]
        Box::new(highs::Highs),
    ]
}

/// The contestant of this name.
pub fn named(name: &str) -> Option<Box<dyn Contestant>> {
    all().into_iter().find(|contestant| contestant.name() == name)
}
