//! The exact engine: a simplex method for generalised upper bounds (GUB).
//!
//! A model has very many blocks and few coupling rows. Dantzig and Van Slyke (1967)
//! showed how the simplex method can work with a basis of the coupling rows alone: each
//! block keeps one *key* column, which is basic in the block's own row, and all other
//! columns of the block are taken as differences from it. What grows with the number of
//! blocks is pricing, and that computes costs on the fly: no column is ever stored.
//!
//! Levels are optimised one after the other on the optimal face of those before, and the
//! answer is returned only after [`certify`](super::certify) and
//! [`require_proof`](super::require_proof) have accepted it.
//!
//! Every folder imports only those before it:
//! `factors`, `basis`, `primal`, `dual` and `crash`, `warm`; then `costless`, `levels`, `in_turn`, `solve`,
//! `exact`.

mod basis;
mod costless;
mod crash;
mod dual;
mod exact;
mod factors;
mod halt;
mod in_turn;
mod levels;
mod limits;
mod primal;
mod solve;
pub(super) mod warm;

#[cfg(test)]
mod bland_tests;
#[cfg(test)]
mod dual_tests;
#[cfg(test)]
#[allow(dead_code, clippy::expect_used, clippy::filter_map_bool_then)]
#[path = "../../../tests/engine/generator.rs"]
mod generator;

pub use exact::Exact;
pub use warm::start::WarmStart;
