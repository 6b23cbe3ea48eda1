//! Ramps: a rate for every month.

use super::calendar::Calendar;
use super::number::{Fraction, whole};
use super::table::Table;

/// A rate by month, or by working day.
pub(super) struct Ramp {
    shape: Shape,
    /// Whether the rates are those of a working day.
    daily: bool,
    edits: Vec<Edit>,
}

/// How points are joined.
enum Shape {
    Flat(Fraction),
    Steps(Vec<(i64, Fraction)>),
    Linear(Vec<(i64, Fraction)>),
}

/// What is changed of a ramp.
enum Edit {
    Outage { from: i64, to: i64, remaining: Fraction },
    Slip { from: i64, months: i64 },
}

impl Ramp {
    /// The ramp under a key of a table.
    pub(super) fn read(table: &Table<'_>, key: &str, calendar: &Calendar) -> Result<Self, String> {
        let value = table.get(key).ok_or_else(|| format!("{key} is missing"))?;
        let ramp = Table::new(value, key, &["shape", "rate", "points", "per", "edits"])?;
        let mut points = Vec::new();
        for point in ramp.tables("points", &["month", "rate"])? {
            points.push((calendar.month(point.said("month")?)?, point.amount("rate")?));
        }
        let shape = match ramp.said("shape")? {
            "flat" => Shape::Flat(ramp.amount("rate")?),
            "steps" => Shape::Steps(points),
            "linear" => Shape::Linear(points),
            other => return Err(format!("not covered: the shape {other}")),
        };
        let daily = match ramp.text("per")?.unwrap_or("month") {
            "month" => false,
            "working_day" => true,
            other => return Err(format!("not covered: rates per {other}")),
        };
        let mut edits = Vec::new();
        for entry in ramp.tables("edits", &["outage", "slip"])? {
            edits.push(Edit::read(&entry, calendar)?);
        }
        Ok(Self { shape, daily, edits })
    }

    /// What a month has.
    pub(super) fn amount(&self, month: i64, calendar: &Calendar) -> Fraction {
        self.moved(month, month, calendar)
    }

    /// What a month has whose rate is that of another one.
    pub(super) fn moved(&self, meant: i64, month: i64, calendar: &Calendar) -> Fraction {
        let rate = self.edited(self.edits.len(), meant);
        if self.daily { rate * whole(calendar.working_days(month)) } else { rate }
    }

    /// The rate after the first so many edits, each applied to the result of the one before.
    fn edited(&self, edits: usize, month: i64) -> Fraction {
        let Some(last) = edits.checked_sub(1) else { return self.shape.rate(month) };
        match &self.edits[last] {
            Edit::Outage { from, to, remaining } => {
                let rate = self.edited(last, month);
                if (*from..=*to).contains(&month) { rate * remaining } else { rate }
            }
            // The rate of `from` holds for so many more months, then all goes on.
            Edit::Slip { from, months } => {
                let earlier = if month <= *from { month } else { (month - months).max(*from) };
                self.edited(last, earlier)
            }
        }
    }
}

impl Edit {
    fn read(entry: &Table<'_>, calendar: &Calendar) -> Result<Self, String> {
        if let Some(value) = entry.get("outage") {
            let outage = Table::new(value, "outage", &["from", "to", "remaining"])?;
            return Ok(Self::Outage {
                from: calendar.month(outage.said("from")?)?,
                to: calendar.month(outage.said("to")?)?,
                remaining: outage.number("remaining")?.unwrap_or(Fraction::ZERO),
            });
        }
        let value = entry.get("slip").ok_or("not covered: an edit that is neither known")?;
        let slip = Table::new(value, "slip", &["from", "months"])?;
        Ok(Self::Slip {
            from: calendar.month(slip.said("from")?)?,
            months: slip.count("months")?.ok_or("the months of a slip are missing")?,
        })
    }
}

impl Shape {
    /// The rate of a month: nothing before the first point, that of the last after it.
    fn rate(&self, month: i64) -> Fraction {
        let points = match self {
            Self::Flat(rate) => return rate.clone(),
            Self::Steps(points) | Self::Linear(points) => points,
        };
        let Some(last) = points.iter().rposition(|(from, _)| *from <= month) else {
            return Fraction::ZERO;
        };
        let (from, rate) = &points[last];
        match (self, points.get(last + 1)) {
            (Self::Linear(_), Some((to, next))) => {
                rate + (next - rate) * whole(month - from) / whole(to - from)
            }
            _ => rate.clone(),
        }
    }
}
