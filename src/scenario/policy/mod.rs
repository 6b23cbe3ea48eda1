//! Policies as they are stated: data, not yet applied to anybody.

mod change;
mod gate;
mod overruling;
mod policy;
mod policy_terms;

pub use change::{PartnerChange, PolicyChange, PolicyTerms};
pub use gate::Gate;
pub use overruling::Override;
pub use policy::{Criterion, Curve, Inside, Measure, Policy, Rule, Threshold, Tier, WeightScale};
