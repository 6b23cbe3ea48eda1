//! What is planned, worked out by hand, and what plans say.

mod calendar;
mod commitments;
mod conformance;
mod data;
mod expansions;
mod guard;
mod hostile;
mod leverage;
mod prices;
mod reservations;
mod stockpile;
mod terms;
