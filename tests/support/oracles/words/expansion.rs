//! Expansions: capacity or supply that somebody pays for.

use super::calendar::Calendar;
use super::number::Fraction;
use super::ramp::Ramp;
use super::table::Table;

/// What is added to a line or component.
pub(super) struct Expansion {
    /// The line, if it is one.
    pub(super) line: Option<String>,
    /// The component, if it is one.
    pub(super) component: Option<String>,
    /// Its id.
    pub(super) id: String,
    /// Who pays.
    pub(super) payer: Option<String>,
    /// The share of what it adds that is reserved for who pays.
    pub(super) claim: Fraction,
    ordered: i64,
    lead: i64,
    adds: Ramp,
}

impl Expansion {
    /// An expansion of the file; nothing if it is not built.
    pub(super) fn read(table: &Table<'_>, calendar: &Calendar) -> Result<Option<Self>, String> {
        if table.get("on").is_some_and(|on| on.as_bool() == Some(false)) {
            return Ok(None);
        }
        let lead = table.count("lead")?.unwrap_or(0);
        let adds = Ramp::read(table, "adds", calendar)?;
        Ok(Some(Self {
            line: table.text("line")?.map(str::to_owned),
            component: table.text("component")?.map(str::to_owned),
            id: table.said("id")?.to_owned(),
            payer: table.text("payer")?.map(str::to_owned),
            claim: table.number("claim")?.unwrap_or(Fraction::ZERO),
            ordered: calendar.month(table.said("ordered")?)?,
            lead,
            adds,
        }))
    }

    /// The month in which it begins.
    pub(super) fn begins(&self) -> i64 {
        self.ordered + self.lead
    }

    /// What it adds in a month: the lead moves its ramp, of which months before the order
    /// count nothing. What is given per working day is so for those of the month itself.
    pub(super) fn amount(&self, month: i64, calendar: &Calendar) -> Fraction {
        let meant = month - self.lead;
        if meant < self.ordered { Fraction::ZERO } else { self.adds.moved(meant, month, calendar) }
    }
}
