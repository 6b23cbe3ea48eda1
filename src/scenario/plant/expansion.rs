//! Capacity or supply that somebody pays for.

use serde::{Deserialize, Serialize};

use super::entitlement::Entitlement;
use super::ramp::Ramp;
use crate::scenario::file::strict;
use crate::scenario::id::{ComponentId, ExpansionId, LineId, PartnerId};
use crate::scenario::time::{Horizon, Month};

/// More capacity of a line, or supply of a component, from a lead time after it is
/// ordered: what it adds, what it costs, who pays, and what the payer claims of it.
///
/// It can be on or off, so that both can be planned and compared.
///
/// ```
/// use apportion::scenario::{Expansion, Month, Ramp};
///
/// let month = |text: &str| text.parse::<Month>();
/// let hall = Expansion::of_line("new hall", "hall 1", month("2026-03")?, Ramp::flat(5.0))
///     .lead(2)
///     .cost(40.0)
///     .paid_by("north")
///     .claim(0.5);
/// assert_eq!(hall.begins(), month("2026-05")?);
/// assert_eq!(hall.added(month("2026-04")?, 3), [0.0, 5.0, 5.0]);
/// assert_eq!(hall.off().added(month("2026-04")?, 3), [0.0; 3]);
/// # Ok::<(), apportion::scenario::ParseMonthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expansion {
    pub(in crate::scenario) id: ExpansionId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) line: Option<LineId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) component: Option<ComponentId>,
    pub(in crate::scenario) ordered: Month,
    #[serde(default)]
    pub(in crate::scenario) lead: u32,
    #[serde(deserialize_with = "strict::table")]
    pub(in crate::scenario) adds: Ramp,
    #[serde(default)]
    pub(in crate::scenario) cost: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) payer: Option<PartnerId>,
    #[serde(default)]
    pub(in crate::scenario) claim: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) owed: Option<f64>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) entitled: Vec<Entitlement>,
    #[serde(default = "yes")]
    pub(in crate::scenario) on: bool,
}

fn yes() -> bool {
    true
}

impl Expansion {
    fn new(id: ExpansionId, ordered: Month, adds: Ramp) -> Self {
        let (line, component, payer) = (None, None, None);
        let (lead, cost, claim) = (0, 0.0, 0.0);
        let (owed, entitled, on) = (None, Vec::new(), true);
        Self { id, line, component, ordered, lead, adds, cost, payer, claim, owed, entitled, on }
    }

    /// More capacity of a line, which passes through its yield and outages as its own does.
    /// The ramp is what it would add without lead time: months before `ordered` count nothing.
    pub fn of_line(
        id: impl Into<ExpansionId>,
        line: impl Into<LineId>,
        ordered: Month,
        adds: Ramp,
    ) -> Self {
        Self { line: Some(line.into()), ..Self::new(id.into(), ordered, adds) }
    }

    /// More supply of a component. The ramp is as for lines.
    pub fn of_component(
        id: impl Into<ExpansionId>,
        component: impl Into<ComponentId>,
        ordered: Month,
        adds: Ramp,
    ) -> Self {
        Self { component: Some(component.into()), ..Self::new(id.into(), ordered, adds) }
    }

    /// Months from the order to the first addition; the ramp moves by so much.
    #[must_use]
    pub fn lead(mut self, months: u32) -> Self {
        self.lead = months;
        self
    }

    /// What it costs, ≥ 0, in the currency of product values.
    #[must_use]
    pub fn cost(mut self, cost: f64) -> Self {
        self.cost = cost;
        self
    }

    /// Who pays for it.
    #[must_use]
    pub fn paid_by(mut self, partner: impl Into<PartnerId>) -> Self {
        self.payer = Some(partner.into());
        self
    }

    /// What its payer was entitled to before the first month and did not use, in units of capacity
    /// or pieces, as [`Reservation::owed`](crate::scenario::Reservation::owed).
    #[must_use]
    pub fn owed(mut self, amount: f64) -> Self {
        self.owed = Some(amount);
        self
    }

    /// Units to which its payer was entitled before the first month, made or not.
    #[must_use]
    pub fn entitled(mut self, units: Entitlement) -> Self {
        self.entitled.push(units);
        self
    }

    /// The share of what it adds that is reserved for the payer, 0 to 1.
    #[must_use]
    pub fn claim(mut self, share: f64) -> Self {
        self.claim = share;
        self
    }

    /// It is built.
    #[must_use]
    pub fn on(mut self) -> Self {
        self.on = true;
        self
    }

    /// It is not built: it adds nothing.
    #[must_use]
    pub fn off(mut self) -> Self {
        self.on = false;
        self
    }

    /// Its id.
    pub fn id(&self) -> &ExpansionId {
        &self.id
    }

    /// The line that it adds to, if it is one.
    pub fn line(&self) -> Option<&LineId> {
        self.line.as_ref()
    }

    /// The component that it adds to, if it is one.
    pub fn component(&self) -> Option<&ComponentId> {
        self.component.as_ref()
    }

    /// The month in which it is ordered.
    pub fn ordered(&self) -> Month {
        self.ordered
    }

    /// Months from then to the first addition.
    pub fn lead_months(&self) -> u32 {
        self.lead
    }

    /// What it would add without lead time.
    pub fn ramp(&self) -> &Ramp {
        &self.adds
    }

    /// What it costs.
    pub fn price(&self) -> f64 {
        self.cost
    }

    /// Who pays, if that is known.
    pub fn payer(&self) -> Option<&PartnerId> {
        self.payer.as_ref()
    }

    /// The share of what it adds that is reserved for the payer.
    pub fn claimed(&self) -> f64 {
        self.claim
    }

    /// Whether it is built.
    pub fn is_on(&self) -> bool {
        self.on
    }

    /// What its payer was entitled to before the first month and did not use, 0 unless given.
    pub fn owed_before(&self) -> f64 {
        self.owed.unwrap_or(0.0)
    }

    /// The units to which its payer was entitled before the first month.
    pub fn entitlements(&self) -> &[Entitlement] {
        &self.entitled
    }

    /// The first month in which it can add something.
    pub fn begins(&self) -> Month {
        self.ordered + self.lead
    }

    /// What it adds in each month from `start` on, of a line before yield and outages; nothing
    /// if it is off.
    pub fn added(&self, start: Month, months: u32) -> Vec<f64> {
        if !self.on {
            return vec![0.0; months as usize];
        }
        let mut added = self.adds.rates(start - self.lead, months);
        for (month, added) in Horizon::new(start, months).iter().zip(&mut added) {
            if month < self.begins() {
                *added = 0.0;
            }
        }
        added
    }
}
