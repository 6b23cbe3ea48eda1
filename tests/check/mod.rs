//! The check: silent on plans that hold, loud on all others.

mod faults;
mod proofs;
mod shelf;
mod silent;
mod sources;
mod vain;
