//! Rules that are followed, not optimised: the baselines that an optimum is compared
//! with.

mod dispatch;
mod pro_rata;

pub use dispatch::Dispatch;
pub use pro_rata::ProRata;

use super::{EngineError, SolveOptions, StopReason, Stopped};
use crate::model::{Carry, Model, ResourceId};

/// What is left of every row.
#[derive(Debug)]
struct Room {
    periods: usize,
    carries: Vec<bool>,
    /// Unused capacity of a month, or the stock at its end.
    left: Vec<f64>,
    /// What may be taken: the same, or for stocks the least of this month and all later
    /// ones, since what is taken now is missing in every later month.
    free: Vec<f64>,
}

/// Amounts below this share of the capacity are the rounding of subtractions.
const DUST: f64 = 1e-12;

impl Room {
    fn new(model: &Model) -> Self {
        let mut left: Vec<f64> = (0..model.rows()).map(|row| model.rhs(row)).collect();
        let carries: Vec<bool> = model
            .resources()
            .iter()
            .map(|resource| matches!(resource.carry(), Carry::Stock { .. }))
            .collect();
        let periods = model.periods();
        for (resource, _) in carries.iter().enumerate().filter(|(_, carries)| **carries) {
            for row in resource * periods + 1..(resource + 1) * periods {
                left[row] += left[row - 1];
            }
        }
        let mut room = Self { periods, carries, free: left.clone(), left };
        for resource in 0..room.carries.len() {
            room.refresh(resource);
        }
        room
    }

    /// How many units of a recipe fit into a period.
    fn units(&self, uses: &[(ResourceId, f64)], period: usize) -> f64 {
        uses.iter()
            .map(|&(resource, usage)| self.free[resource.index() * self.periods + period] / usage)
            .fold(f64::INFINITY, f64::min)
            .max(0.0)
    }

    fn take(&mut self, uses: &[(ResourceId, f64)], period: usize, units: f64) {
        for &(resource, usage) in uses {
            let resource = resource.index();
            let first = resource * self.periods + period;
            let last =
                if self.carries[resource] { (resource + 1) * self.periods } else { first + 1 };
            let taken = usage * units;
            for left in &mut self.left[first..last] {
                // What is left after taking all is nothing, not the rounding error.
                *left =
                    if (*left - taken).abs() <= DUST * left.abs() { 0.0 } else { *left - taken };
            }
            self.free[first] = self.left[first];
            self.refresh(resource);
        }
    }

    fn refresh(&mut self, resource: usize) {
        if !self.carries[resource] {
            return;
        }
        let mut least = f64::INFINITY;
        for row in (resource * self.periods..(resource + 1) * self.periods).rev() {
            least = least.min(self.left[row]);
            self.free[row] = least;
        }
    }
}

/// Rules know lines and components, nothing that needs an optimiser to be met.
fn supported(model: &Model, engine: &'static str) -> Result<(), EngineError> {
    let refuse = |what| Err(EngineError::Unsupported { engine, what });
    if !model.extras().is_empty() {
        return refuse("columns outside the blocks");
    }
    if model.recipes().iter().any(|recipe| recipe.uses().iter().any(|part| part.1 < 0.0)) {
        return refuse("coefficients below zero");
    }
    let stock_limited = |resource: &crate::model::Resource| matches!(resource.carry(), Carry::Stock { limit } if limit.is_finite());
    if model.resources().iter().any(stock_limited) {
        return refuse("stock limits");
    }
    Ok(())
}

/// Whether to stop; rules are quick, so only cancellation and time are looked at.
fn stop(options: &SolveOptions, began: std::time::Instant) -> Option<Stopped> {
    let reason = if options.is_cancelled() {
        StopReason::Cancelled
    } else if options.time_limit.is_some_and(|limit| began.elapsed() >= limit) {
        StopReason::TimeLimit
    } else {
        return None;
    };
    Some(Stopped { reason, best: None })
}
