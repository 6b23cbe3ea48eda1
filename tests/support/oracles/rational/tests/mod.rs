//! The oracle itself is tested: against the enumeration of all vertices, against that of
//! all whole plans, and by hand.

mod by_hand;
mod great;
mod models;
mod numbers;
mod other_ways;
mod points;
mod programs;
mod random;
mod vertices;
mod whole_plans;
