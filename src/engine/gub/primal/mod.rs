//! The primal simplex.

mod attractive;
mod bland;
mod cheapest;
mod phases;
pub(crate) mod pivot;
mod pricing;
mod ratio;
mod run;
