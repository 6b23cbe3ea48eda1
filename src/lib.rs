//! Production-capacity allocation: scarce output, many customers, the best plan there is.

pub mod analysis;
pub mod engine;
pub mod formulation;
pub mod plan;
pub mod policy;
pub mod report;
pub mod scenario;
mod text;
pub mod tolerance;
