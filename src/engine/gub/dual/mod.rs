//! The dual simplex, for warm starts with changed right-hand sides.

mod candidates;
mod leaving;
mod near;
mod pivot;
mod ratio;
mod ray;
mod run;
mod step;
