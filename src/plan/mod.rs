//! The answer: who gets what when, what is late, what is proven.

mod backlog;
mod commitments;
mod expansions;
mod file_error;
mod losses;
mod objective;
mod order_plan;
mod passed_over;
mod plan;
mod progress;
mod promises;
mod reservations;
mod resource_use;

pub use backlog::Backlog;
pub use commitments::CommitmentPlan;
pub use expansions::ExpansionPlan;
pub use file_error::PlanFileError;
pub use losses::Loss;
pub use objective::{LatePrice, LateTranche, Level, Status};
pub use order_plan::{Delivery, OrderPlan, Production, Step, TranchePlan};
pub use passed_over::PassedOver;
pub use plan::Plan;
pub use promises::PromisedFor;
pub use reservations::{EntitledUnits, ReservationPlan};
pub use resource_use::{ResourceUse, ShareOf};

pub use crate::resources::{ResourceKey, ResourceKind};
