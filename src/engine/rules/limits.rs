//! Which models rules can serve, and when they stop.

use std::time::Instant;

use crate::engine::error::EngineError;
use crate::engine::options::SolveOptions;
use crate::engine::outcome::{StopReason, Stopped};
use crate::model::{Carry, Model, Recipe, Resource};

/// Rules support capacities and stocks, but nothing that only an optimiser can satisfy.
pub(super) fn supported(model: &Model, engine: &'static str) -> Result<(), EngineError> {
    let refuse = |what| Err(EngineError::Unsupported { engine, what });
    if !model.extras().is_empty() {
        return refuse("columns outside the blocks");
    }
    let mut uses = model.recipes().iter().flat_map(Recipe::all_uses).flatten();
    if uses.any(|part| part.1 < 0.0) {
        return refuse("coefficients below zero");
    }
    let stock_limited = |resource: &Resource| match resource.carry() {
        Carry::Stock { limit } => limit.is_finite(),
        Carry::Lost => false,
    };
    if model.resources().iter().any(stock_limited) {
        return refuse("stock limits");
    }
    Ok(())
}

/// Whether to stop. Rules are quick: only cancellation and time are checked.
pub(super) fn stop(options: &SolveOptions, began: Instant) -> Option<Stopped> {
    let reason = if options.is_cancelled() {
        StopReason::Cancelled
    } else if options.time_limit.is_some_and(|limit| began.elapsed() >= limit) {
        StopReason::TimeLimit
    } else {
        return None;
    };
    Some(Stopped { reason, best: None })
}
