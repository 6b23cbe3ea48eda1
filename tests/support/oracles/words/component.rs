//! Components: what products are made from.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::expansion::Expansion;
use super::number::Fraction;
use super::ramp::Ramp;
use super::table::Table;

/// A shared input whose rest stays in stock.
pub(super) struct Component {
    /// Its id.
    pub(super) id: String,
    /// Pieces for a start of each product.
    pub(super) need: BTreeMap<String, Fraction>,
    /// What arrives by month; the first has the opening stock too.
    ///
    /// A cap on a share of it counts the opening stock in the first month as well.
    pub(super) arrives: Vec<Fraction>,
}

impl Component {
    /// A component of the file, with what expansions add to it.
    pub(super) fn read(
        table: &Table<'_>,
        expansions: &[Expansion],
        calendar: &Calendar,
    ) -> Result<Self, String> {
        let id = table.said("id")?.to_owned();
        let ramp = Ramp::read(table, "supply", calendar)?;
        let mut arrives = Vec::new();
        for month in 0..calendar.months {
            let mut amount = ramp.amount(month, calendar);
            for added in expansions.iter().filter(|one| one.component.as_deref() == Some(&id)) {
                amount += added.amount(month, calendar);
            }
            if month == 0 {
                amount += table.number("stock")?.unwrap_or(Fraction::ZERO);
            }
            arrives.push(amount);
        }
        Ok(Self { id, need: table.numbers("need")?.into_iter().collect(), arrives })
    }
}
