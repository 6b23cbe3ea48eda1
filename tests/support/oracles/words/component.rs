//! Components: what products are made from.

use std::collections::BTreeMap;

use serde_json::Value;

use super::calendar::Calendar;
use super::expansion::Expansion;
use super::number::{Fraction, read, whole};
use super::ramp::Ramp;
use super::shelf::received;
use super::table::Table;

/// A shared input whose rest stays in stock.
pub(super) struct Component {
    /// Its id.
    pub(super) id: String,
    /// Pieces for each product by month.
    need: BTreeMap<String, Vec<Fraction>>,
    /// Whether they are for a start, and not for a good unit.
    per_start: bool,
    /// What arrives by month; the first has the opening stock too.
    ///
    /// A cap on a share of it counts the opening stock in the first month as well.
    pub(super) arrives: Vec<Fraction>,
    /// What is left of earlier months, which no share counts again.
    pub(super) carried: Fraction,
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
        received(table, calendar, &mut arrives)?;
        let carried = table.number("carried")?.unwrap_or(Fraction::ZERO);
        let mut need = BTreeMap::new();
        for (product, said) in table.named("need")? {
            need.insert(product, needed(said, calendar)?);
        }
        Ok(Self { id, need, per_start: per_start(table)?, arrives, carried })
    }

    /// Whether a product needs it.
    pub(super) fn is_for(&self, product: &str) -> bool {
        self.need.contains_key(product)
    }

    /// The pieces that a good unit takes which is made in a month, where it takes so many starts;
    /// nothing where it takes none.
    pub(super) fn pieces(
        &self,
        product: &str,
        month: usize,
        starts: &Fraction,
    ) -> Option<Fraction> {
        let need = &self.need.get(product)?[month];
        let times = if self.per_start { starts.clone() } else { whole(1) };
        (!need.is_zero()).then(|| need * times)
    }
}

/// What is needed by month: a number, or from which month on how much.
///
/// OPEN: what is needed before the first month that is named. Nothing, as nothing is said.
fn needed(said: &Value, calendar: &Calendar) -> Result<Vec<Fraction>, String> {
    let Value::Array(list) = said else {
        let pieces = read(said)?;
        return Ok(vec![pieces; calendar.months as usize]);
    };
    let mut steps = Vec::new();
    for entry in list {
        let entry = Table::new(entry, "need", &["from", "pieces"])?;
        let from = entry.text("from")?.map(|from| calendar.month(from)).transpose()?;
        steps.push((from.unwrap_or(i64::MIN), entry.amount("pieces")?));
    }
    let now = |month: i64| steps.iter().rev().find(|(from, _)| *from <= month);
    let pieces = |month| now(month).map_or(Fraction::ZERO, |(_, pieces)| pieces.clone());
    Ok((0..calendar.months).map(pieces).collect())
}

/// Whether what is needed is needed for a start: unless it is said otherwise.
pub(super) fn per_start(table: &Table<'_>) -> Result<bool, String> {
    match table.text("need_per")? {
        None | Some("start") => Ok(true),
        Some("good_unit") => Ok(false),
        Some(other) => Err(format!("not covered: need_per = {other}")),
    }
}
