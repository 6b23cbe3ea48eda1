//! Policies as they are stated: data, not yet applied to anybody.

mod among_on_time;
mod change;
mod criterion;
mod dpas;
mod gate;
mod lost;
mod lottery;
mod measure;
mod overruling;
mod placement;
mod policy;
mod policy_terms;
mod pro_rata;
mod queue;
mod rule;
mod ruling;
mod score;
mod sequence;
mod shorthands;
mod terms;
mod tier;
mod tiers;
mod weight_scale;

pub use among_on_time::AmongOnTime;
pub use change::{PartnerChange, PolicyChange};
pub use criterion::Criterion;
pub use dpas::Dpas;
pub use gate::Gate;
pub use lost::Lost;
pub use lottery::Lottery;
pub use measure::Measure;
pub use overruling::Override;
pub use placement::Placement;
pub use policy::Policy;
pub use pro_rata::ProRata;
pub use queue::Queue;
pub use rule::Rule;
pub use ruling::{
    AttributeUse, Backlog, Division, FieldUse, Method, Need, Objectives, Precedence, Range, Ruling,
    Tiering, Turns, Weighing,
};
pub use score::Score;
pub use sequence::Sequence;
pub use terms::PolicyTerms;
pub use tier::{Threshold, Tier};
pub use tiers::{Inside, Tiers};
pub use weight_scale::{Curve, WeightScale};
