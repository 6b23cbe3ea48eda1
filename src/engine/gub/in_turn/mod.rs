//! Levels of few blocks, one after the other: a level for each tranche of a sequence.
//!
//! They may be as many as there are blocks, so none may cost a pass over all of them:
//!
//! * Blocks whose level is still to come take no part until then. What the levels before have
//!   closed for them is the same for all of one family, and is kept once.
//! * A run of levels whose blocks can all be served at no cost is one solve: nothing is below zero,
//!   so that prices of zero prove it. The columns that cost something are closed, nothing else.
//! * A level that costs something is solved by itself, and closes what its prices decide.

mod closing;
mod prepared;
mod run;
mod waiting;

pub(crate) use prepared::Turns;
