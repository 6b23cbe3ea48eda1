//! What is scarce: one list of everything of which there is only so much in a month, and who
//! takes how much of it.
//!
//! Formulation, planner, prices, export and explanations walk this list; none of them knows
//! which kinds there are or where they stand. A new kind is a file in `kind` that lists them,
//! and a variant of [`ResourceKind`], which then asks for the rest.

mod amount;
mod book;
mod key;
mod kind;
mod list;
mod resource;

pub(crate) use amount::Amount;
pub use key::ResourceKey;
pub use kind::ResourceKind;
pub(crate) use kind::caps_for;
pub(crate) use list::{Resources, Stock};
pub(crate) use resource::{Bounds, Keeps, Resource, Takes};
