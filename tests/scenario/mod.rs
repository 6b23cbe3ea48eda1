//! Scenarios: what is read, written, refused and generated.

mod format;
mod generator;
mod hostile;
mod invalid;
mod parts;
mod round_trip;
mod variants;
