//! The reference engines: the plain linear program, solved by a general solver through
//! the `good_lp` crate.
//!
//! ```text
//! face ──► program ──► restricted ──► back end ──► basis ──► prices ──► face …
//!          one level    scaled,                    equations  checked   next level
//!                       bounds widened
//! ```
//!
//! A back end's claims are never relied on: some have called an all-zero plan optimal, and
//! most have no duals. So each level is solved with every bound widened a little, by an amount
//! of its own: the vertex then shows its basis, the basis determines prices, and the prices are
//! checked against every column; where they are not exact enough the level is solved again
//! with the reduced costs as costs. The columns that prices leave open are the face for the
//! next level. After the last level any point of the face (without widening) is the answer,
//! and the certificate, which shares nothing with the back ends, must accept it.

mod backend;
mod equations;
mod face;
mod general;
mod levels;
mod limits;
mod linear;
mod prices;
mod program;
mod restricted;
mod widening;

pub use backend::Backend;
pub use general::GoodLp;
