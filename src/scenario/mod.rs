//! What is known: months, products, lines, components, partners, orders and the
//! policies to compare. Nothing here knows how a plan is made.

mod advance;
mod amounts;
mod book;
mod build;
mod file;
mod id;
mod lookup;
pub(crate) mod natural;
mod past;
mod plant;
mod policy;
mod rights;
mod scenario;
mod time;
mod validate;
mod variants;
mod what_if;

pub(crate) use advance::{Executed, ExecutedRight, LeftInStock};
pub use book::*;
pub(crate) use file::is_printable;
#[cfg(feature = "cli")]
pub(crate) use file::open_regular;
pub use file::{OrderTable, Place, ReadError, ScenarioError, ScenarioFile};
pub(crate) use id::LONGEST as LONGEST_ID;
pub use id::{
    CapId, ComponentId, ExpansionId, LineId, OrderId, PartnerId, PolicyId, ProductId, ReservationId,
};
pub use plant::*;
pub use policy::*;
pub use rights::*;
pub use scenario::{Scenario, ScenarioBuilder};
pub use time::*;
pub use validate::{Code, Finding, Findings, Severity, policy_findings};
