//! A plan as a value.

use serde::{Deserialize, Serialize};

use super::backlog::Backlog;
use super::commitments::CommitmentPlan;
use super::expansions::ExpansionPlan;
use super::file_error::PlanFileError;
use super::losses::Loss;
use super::objective::{Level, Status};
use super::order_plan::OrderPlan;
use super::passed_over::PassedOver;
use super::reservations::ReservationPlan;
use super::resource_use::ResourceUse;
use crate::number::is_none;
use crate::resources::ResourceKind;
use crate::scenario::{Horizon, Month, Policy};
use crate::tolerance;

/// A plan: production and deliveries of every order, and what follows from them.
///
/// It is a value: it can be written as JSON and read back without loss, and it carries
/// the policy by which it was made, so that `check` needs nothing
/// but the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Plan {
    /// Version of the format.
    pub version: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// First month.
    pub start: Month,
    /// Number of months.
    pub months: u32,
    /// The policy by which it was made.
    pub policy: Policy,
    /// The engine that made it.
    pub engine: String,
    /// What is proven.
    pub status: Status,
    /// Whether the engine guarantees that this is the one plan that the policy's levels
    /// single out. Others agree in the objectives, but may choose differently among
    /// plans that are equal on the last levels within rounding.
    pub unique: bool,
    /// How many orders nothing but their id told apart from another one: give their dates days, or
    /// orders a sequence, where that matters.
    #[serde(default, skip_serializing_if = "is_none")]
    pub told_apart_by_id: usize,
    /// The objectives in the order in which they were optimised.
    pub levels: Vec<Level>,
    /// Units of lots and shipments that could not be complete before the horizon ends or the
    /// customer leaves, by order and tranche: nothing is made for them, and the levels are those of
    /// the plans that make nothing for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<PassedOver>,
    /// If units are passed over: the levels of the program in which none are, up to the first (and
    /// on it up to the first tranche of a sequence) on which the plan is not as good. The bounds,
    /// one after the other, are such that no plan, whatever it passes over, is below them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub root: Vec<Level>,
    /// Every order, by id.
    pub orders: Vec<OrderPlan>,
    /// Every commitment of the scenario, by order and month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<CommitmentPlan>,
    /// Every expansion of the scenario, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expansions: Vec<ExpansionPlan>,
    /// Every reservation of the scenario, by id, and what payers claim of expansions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<ReservationPlan>,
    /// What customers who left did not get, by partner and product.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub losses: Vec<Loss>,
    /// Backlog by month.
    pub backlog: Backlog,
    /// Everything scarce, by kind and id.
    pub resources: Vec<ResourceUse>,
}

impl Plan {
    /// The version of the format that this release writes.
    pub const VERSION: u32 = 1;

    /// What [`engine`](Self::engine) begins with where the plan is the answer of another solver,
    /// read back from a file; behind it is the name of the solver.
    pub const READ_BACK: &str = "solution file of ";

    /// Whether it is the answer of another solver, read back: feasible, and nothing of it proven.
    pub fn is_read_back(&self) -> bool {
        self.engine.starts_with(Self::READ_BACK)
    }

    /// What the plan says of an order.
    pub fn order(&self, id: &str) -> Option<&OrderPlan> {
        let position = self.orders.binary_search_by(|plan| plan.order.as_str().cmp(id));
        position.ok().map(|index| &self.orders[index])
    }

    /// How something scarce is used, if the scenario has it.
    pub fn resource(&self, kind: ResourceKind, id: &str) -> Option<&ResourceUse> {
        let known = |part: &ResourceUse| (part.kind(), part.id().to_owned());
        let wanted = (kind, id.to_owned());
        let position = self.resources.binary_search_by(|part| known(part).cmp(&wanted));
        position.ok().map(|index| &self.resources[index])
    }

    /// How everything scarce of a kind is used, by id.
    pub fn resources_of(&self, kind: ResourceKind) -> impl Iterator<Item = &ResourceUse> {
        self.resources.iter().filter(move |part| part.kind() == kind)
    }

    /// The number, from 1, of the level on which more of what is scarce would change most: the
    /// first of commitments, reserved shares and backlogs that is above zero, or, if everything
    /// is kept and on time, the first backlog. None for plans that have no such level.
    pub fn first_that_counts(&self) -> Option<usize> {
        let last = self.levels.iter().rposition(|level| {
            level.is_backlog() || level.name.starts_with("reserved shares not met")
        })?;
        let above = |level: &Level| !tolerance::at_most(level.objective, 0.0, 1.0);
        let found = self.levels[..=last].iter().position(above);
        found.or_else(|| self.levels.iter().position(Level::is_backlog)).map(|index| index + 1)
    }

    /// The months that are planned.
    pub fn horizon(&self) -> Horizon {
        Horizon::new(self.start, self.months)
    }

    /// The month at an index.
    pub fn month(&self, index: usize) -> Month {
        self.horizon().month(index)
    }

    /// Writes the plan as JSON.
    ///
    /// # Errors
    ///
    /// [`PlanFileError::Json`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, PlanFileError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads a plan written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`PlanFileError::Json`] with line and column, [`PlanFileError::Version`] if another version
    /// of the format was written, [`PlanFileError::Months`] if its horizon is none.
    pub fn from_json(text: &str) -> Result<Self, PlanFileError> {
        let plan: Self = serde_json::from_str(text)?;
        plan.known()
    }

    /// Reads a plan written by [`to_json`](Self::to_json) from a file, without holding its
    /// text in memory; what is no plan ends it at once.
    ///
    /// # Errors
    ///
    /// As [`from_json`](Self::from_json); [`PlanFileError::Json`] if it cannot be read.
    pub fn from_reader(reader: impl std::io::Read) -> Result<Self, PlanFileError> {
        let plan: Self = serde_json::from_reader(std::io::BufReader::new(reader))?;
        plan.known()
    }

    fn known(self) -> Result<Self, PlanFileError> {
        let (found, known) = (self.version, Self::VERSION);
        if found != known {
            return Err(PlanFileError::Version { found, known });
        }
        // Reports run through all months, whatever their number.
        match self.months {
            1..=Horizon::MOST_MONTHS => Ok(self),
            months => Err(PlanFileError::Months(months)),
        }
    }
}
