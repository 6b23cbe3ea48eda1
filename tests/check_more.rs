//! What the check takes as given, and what it is silent on.

#[path = "check/silent.rs"]
mod silent;
#[path = "check/sources.rs"]
mod sources;
