//! Why there is no plan.

use super::Conflict;
use crate::engine::{EngineError, PriceError, StopReason};
use crate::export::Misfit;
use crate::formulation::ToldLevel;
use crate::model::ModelError;
use crate::number::amount;
use crate::scenario::Findings;

/// There is no plan.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The scenario has no policy of this name.
    #[error("the scenario has no policy `{0}`")]
    UnknownPolicy(String),
    /// The policy is not valid for the scenario.
    #[error("the policy is not valid for the scenario: {0}")]
    Policy(Findings),
    /// Commitments cannot all be kept. [`Planner::on_conflict`](super::Planner::on_conflict)
    /// plans anyway.
    #[error("{0}")]
    Commitments(Box<Conflict>),
    /// Commitments could all be kept, but for a cap.
    /// [`Planner::on_conflict`](super::Planner::on_conflict) plans anyway.
    #[error("caps keep {} units from being made by the months in which they are promised", amount(*short))]
    Capped {
        /// Units short, over all commitments.
        short: f64,
    },
    /// The numbers of the scenario make no linear program.
    #[error("the scenario makes no linear program")]
    Model(#[from] ModelError),
    /// The engine gave no answer that can be trusted.
    #[error("the solver gave no answer that passes the proof")]
    Engine(#[from] EngineError),
    /// A limit was reached, and only a finished plan was asked for.
    #[error("the solve was stopped before it finished: {0}")]
    Stopped(StopReason),
    /// A rule optimises nothing, and what is not optimised has no prices.
    #[error("policy `{0}` is a rule: it optimises nothing, so nothing has a price")]
    NoPrices(String),
    /// A rule optimises nothing, so there is no linear program whose optimum it is.
    #[error("policy `{0}` is a rule: it optimises nothing, so there is no linear program of it")]
    NotOptimised(String),
    /// The policy has no such level.
    #[error("the policy has no level {level}; it has {known}")]
    UnknownLevel {
        /// The level asked for, counted from 1.
        level: usize,
        /// The levels that there are.
        known: String,
    },
    /// Prices were asked for of a line or component that the scenario does not have.
    #[error("the scenario has no resource `{0}`")]
    UnknownPart(String),
    /// A step of capacity is a share that can be told from nothing, and not beyond all that
    /// is: from 10⁻⁶ to 10⁶.
    #[error("a step of {0} is no share from 0.000001 to 1000000; 0.1 is ten percent")]
    Step(f64),
    /// Tranches count one after the other, and each has prices of its own.
    #[error(
        "policy `{0}` serves one tranche after the other: each late tranche has prices of its own, \
         which the plan gives, and there are no intervals of them; ask for a later level"
    )]
    InTurn(String),
    /// The prices' intervals could not be found.
    #[error("there are no intervals of prices")]
    Prices(#[source] PriceError),
    /// Promises cannot all be kept, so nothing can be said of what they leave.
    #[error("the promises cannot all be kept: they are short of {} units", amount(*short))]
    Unkept {
        /// Units short, over all promises.
        short: f64,
    },
    /// The answer of another solver is none of the linear program.
    #[error("the answer does not fit the linear program")]
    Misfit(#[from] Misfit),
    /// The answer of another solver breaks promises.
    /// [`Planner::on_conflict`](super::Planner::on_conflict) makes a plan of it anyway.
    #[error("the answer is short of {} units that are promised", amount(*short))]
    Broken {
        /// Units short, over all commitments.
        short: f64,
    },
    /// The linear program could not be written.
    #[error("the linear program could not be written")]
    Write(#[source] std::io::Error),
}

impl PlanError {
    /// There is no level of this number, counted from 1.
    pub(crate) fn no_level(told: &[ToldLevel], level: usize) -> Self {
        let names = told.iter().map(|told| &told.name);
        let known = (1..).zip(names).map(|(number, name): (usize, _)| format!("{number} ({name})"));
        Self::UnknownLevel { level, known: known.collect::<Vec<_>>().join(", ") }
    }
}

impl From<Findings> for PlanError {
    fn from(findings: Findings) -> Self {
        Self::Policy(findings)
    }
}

impl From<PriceError> for PlanError {
    fn from(error: PriceError) -> Self {
        match error {
            PriceError::Stopped(reason) => Self::Stopped(reason),
            PriceError::Engine(error) => Self::Engine(error),
            error => Self::Prices(error),
        }
    }
}
