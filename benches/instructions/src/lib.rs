//! Nothing: what counts is in `benches`.
