//! The state of the simplex and what follows from it without a pivot.

pub(crate) mod blocker;
pub(crate) mod charges;
pub(crate) mod columns;
pub(crate) mod costs;
pub(crate) mod exchange;
pub(crate) mod face;
mod fine_prices;
mod fine_values;
mod ftran;
mod invariants;
pub(crate) mod level;
mod load;
pub(crate) mod lot;
mod nonbasic;
pub(crate) mod objective;
mod open_columns;
mod point;
pub(crate) mod prices;
mod refactor;
mod refine;
mod report;
pub(crate) mod scan;
pub(crate) mod scratch;
pub(crate) mod simplex;
pub(crate) mod snapshot;
pub(crate) mod variable;
pub(crate) mod working;
