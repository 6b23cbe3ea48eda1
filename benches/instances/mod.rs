//! Seeded instances, shared by `benches/solve.rs` and the race.
//!
//! An instance follows from its case and its seed alone: whole-number draws from a PCG,
//! no transcendental functions, so that it is the same on every machine.
//!
//! | shape | lines | products | components | weights |
//! |---|---|---|---|---|
//! | `many` | one | one | none | 1 to 1,000 |
//! | `few` | one | one | none | 1, 3, 10, 100, 1,000 |
//! | `general` | as asked, of unequal usage | 6, each on a few lines | 2 with stock | 1 to 1,000 |
//! | `hard` | 14, of unequal usage | 12, each on a few lines | 6 with stock | 1 to 1,000 |
//!
//! Demand is 10 % above what the lines can make. Orders are due in any month, all alike,
//! and released up to two years before. Partners have a `weight`, which the policy
//! [`WEIGHTED`] takes as it is, and a `rank` from 1 to 4, which [`TIERS`] ranks by before
//! it weighs.

mod case;
mod chance;
mod first_level;
mod general;
mod orders;
mod policies;
mod transportation;

pub(crate) use case::{Case, Shape};
#[allow(unused_imports, reason = "quotes are of whole plans")]
pub(crate) use first_level::{first_level, with_month};
pub(crate) use policies::{TIERS, WEIGHTED};

use apportion::formulation::Formulation;
use apportion::ranking::{Ranking, rank};
use apportion::scenario::{Month, Scenario};

/// Why an instance could not be made.
pub(crate) type InstanceError = Box<dyn std::error::Error + Send + Sync>;

/// A scenario made by chance.
#[derive(Debug, Clone)]
pub(crate) struct Instance {
    pub(crate) scenario: Scenario,
}

impl Instance {
    /// The instance of a case and a seed, always the same.
    pub(crate) fn new(case: Case, seed: u64) -> Result<Self, InstanceError> {
        let scenario = match case.shape {
            Shape::Many | Shape::Few => transportation::scenario(&case, seed),
            Shape::General | Shape::Hard => general::scenario(&case, seed),
        }?;
        Ok(Self { scenario })
    }

    /// Who comes first under one of the scenario's policies.
    pub(crate) fn ranking(&self, policy: &str) -> Result<Ranking, InstanceError> {
        let policy = self.scenario.policy(policy).ok_or("the instance has no such policy")?;
        Ok(rank(&self.scenario, policy)?)
    }

    /// The linear program with all levels of one of the scenario's policies.
    pub(crate) fn formulation(&self, policy: &str) -> Result<Formulation, InstanceError> {
        Ok(Formulation::new(&self.scenario, &self.ranking(policy)?)?)
    }
}

/// The first month of every instance.
fn start() -> Result<Month, InstanceError> {
    Ok(Month::try_from("2026-01")?)
}
