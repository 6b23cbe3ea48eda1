//! Which models rules can serve, and when they stop.

use crate::clock::Instant;

use super::feeds::Feeds;
use crate::engine::error::EngineError;
use crate::engine::options::SolveOptions;
use crate::engine::outcome::{StopReason, Stopped};
use crate::model::{Carry, Model, Recipe, Resource};

/// Rules support capacities, stocks and what is made for them, but nothing that only an optimiser
/// can satisfy.
pub(super) fn supported(model: &Model, engine: &'static str) -> Result<Feeds, EngineError> {
    let refuse = |what| Err(EngineError::Unsupported { engine, what });
    let Some(feeds) = Feeds::of(model) else {
        return refuse("columns outside the blocks that make no single unit for stock");
    };
    let mut uses = model.recipes().iter().flat_map(Recipe::all_uses).flatten();
    if uses.any(|part| part.1 < 0.0) {
        return refuse("coefficients below zero");
    }
    // What only comes in cannot be kept out.
    let overflows = |resource: &Resource| match resource.carry() {
        Carry::Stock { limit } => resource.rhs().iter().sum::<f64>() > limit,
        Carry::Lost => false,
    };
    if model.resources().iter().any(overflows) {
        return refuse("stocks that may overflow");
    }
    Ok(feeds)
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
