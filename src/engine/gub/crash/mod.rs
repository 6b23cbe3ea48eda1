//! The crash basis: a first basis, near the optimum, made without factors.

mod blend;
mod builder;
mod by_price;
mod by_urgency;
mod coarse;
mod perturbation;
pub(crate) mod prepare;
mod priorities;
mod priority;
mod queued_lot;
mod queues;
