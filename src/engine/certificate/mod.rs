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

pub(super) mod certification;
pub(super) mod face;
pub(super) mod feasibility;
pub(super) mod flaw;
mod proof;

pub use certification::{certify, require_proof};
pub use feasibility::feasible;
pub use flaw::Flaw;
