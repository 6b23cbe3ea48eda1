//! Proof of an answer from the model alone: feasibility, and a lower bound for every
//! level by Lagrangian duality. It uses nothing that an engine says of itself.
//!
//! For prices p (≥ 0 on rows whose capacity is lost, not rising in time on stocks)
//!
//! ```text
//! L(p) = Σ quantity(b) · min over columns (cost + Σ use · p)
//!      + Σ over extra columns and stock limits (their cheapest bound)  −  Σ rhs · p
//! ```
//!
//! is a lower bound on the level's cost. On later levels the minimum goes over the
//! columns whose reduced cost is zero on every level before, and a row whose price was
//! positive before must be used up, so that its price is free: together they describe
//! exactly the optimal face of the levels before. The work is one pass over all columns
//! for each level, the memory O(columns of one block + rows).
//!
//! # What makes a bound one
//!
//! Closing a column is right only if the prices above are optimal to the last digit, which
//! no computed prices are. But they are nearly so, and by how much they are not is known:
//! the *misfit* of a level is what the point pays above the prices' promise, `Σ reduced cost ·
//! distance from the bound`, each term of which is computed to full relative precision. A
//! closed column with reduced cost d can then be used for at most misfit / d units, and what a
//! later level could gain by that is taken off its bound (weak duality with one multiplier for
//! each level above). Where an engine knows its prices to thirty digits, the misfit is some
//! 10⁻³⁰ of the costs and nothing is lost; where it does not, bounds become weaker, and a level
//! is unproven rather than wrong.
//!
//! Reduced costs are computed in double-double arithmetic. Two costs that differ by no more than
//! their own rounding are equal ([`REDUCED_COST_ROUNDING`](crate::tolerance)): files give decimal
//! numbers, and 0.3 is meant to be three times 0.1. Right-hand sides are another matter: a change
//! of some 10⁻⁹ in them moves the optimum by as little, so that what is less than that above a
//! bound, or left of a row, counts as nothing.

mod blocks;
pub(super) mod certification;
pub(super) mod charges;
pub(super) mod face;
pub(super) mod feasibility;
pub(super) mod flaw;
mod leaks;
pub(super) mod limited;
pub(super) mod noise;
mod proof;
mod rows;

pub use certification::{certify, require_proof};
pub use feasibility::feasible;
pub use flaw::Flaw;
