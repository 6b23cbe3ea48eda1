//! Capacity or supply by month.

use serde::{Deserialize, Serialize};

use crate::scenario::file::strict;
use crate::scenario::time::{Calendar, Horizon, Month};

/// A rate by month: points joined by steps or straight lines, then edited by outages
/// and slips.
///
/// Before the first point the rate is zero (the line does not exist yet), after the
/// last it stays as it is. Edits apply in the order in which they are given, each to
/// the result of the one before.
///
/// ```
/// use apportion::scenario::{Edit, Month, Ramp};
///
/// let month = |text: &str| text.parse::<Month>();
/// let ramp = Ramp::linear([(month("2024-01")?, 100.0), (month("2024-05")?, 140.0)])
///     .edit(Edit::Slip { from: month("2024-03")?, months: 2 });
/// let rates = ramp.rates(month("2023-12")?, 8);
/// assert_eq!(rates, [0.0, 100.0, 110.0, 120.0, 120.0, 120.0, 130.0, 140.0]);
/// # Ok::<(), apportion::scenario::ParseMonthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ramp {
    pub(in crate::scenario) shape: Shape,
    #[serde(default, skip_serializing_if = "Per::is_month")]
    pub(in crate::scenario) per: Per,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) rate: Option<f64>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) points: Vec<RatePoint>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) edits: Vec<Edit>,
}

/// How the points of a [`Ramp`] are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Shape {
    /// One rate for ever, without points.
    Flat,
    /// A point's rate holds until the next point.
    Steps,
    /// Straight lines between the points.
    Linear,
}

/// What the rates of a [`Ramp`] are given per.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Per {
    /// A month, whatever its days.
    #[default]
    Month,
    /// A working day of the scenario's [`Calendar`](crate::scenario::Calendar).
    WorkingDay,
}

impl Per {
    /// Rates as amounts by month; without a calendar Monday to Friday are worked.
    pub(in crate::scenario) fn amounts(
        self,
        mut rates: Vec<f64>,
        horizon: Horizon,
        calendar: Option<&Calendar>,
    ) -> Vec<f64> {
        if self == Self::WorkingDay {
            let standard = Calendar::new();
            let days = calendar.unwrap_or(&standard).days(horizon.start(), horizon.months());
            rates.iter_mut().zip(days).for_each(|(rate, days)| *rate *= days);
        }
        rates
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    fn is_month(&self) -> bool {
        *self == Self::Month
    }
}

/// A month and the rate reached in it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatePoint {
    /// The month.
    pub month: Month,
    /// Capacity or supply of that month, ≥ 0.
    pub rate: f64,
}

/// A change to a [`Ramp`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", try_from = "EditTable")]
#[non_exhaustive]
pub enum Edit {
    /// From `from` to `to` (both included) only a share of the rate remains.
    Outage {
        /// First month.
        from: Month,
        /// Last month.
        to: Month,
        /// Share that remains, 0 to 1; nothing if it is not given.
        remaining: f64,
    },
    /// The rate of `from` holds for `months` more months, then the ramp goes on as it
    /// would have, that much later.
    Slip {
        /// The month in which the ramp stops rising.
        from: Month,
        /// By how many months it is late, ≥ 1.
        months: u32,
    },
}

/// An [`Edit`] as it is written. Read through this, it is as strict as the other tables,
/// and its errors are worded as theirs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditTable {
    #[serde(default, deserialize_with = "strict::optional")]
    outage: Option<OutageTable>,
    #[serde(default, deserialize_with = "strict::optional")]
    slip: Option<SlipTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OutageTable {
    from: Month,
    to: Month,
    #[serde(default)]
    remaining: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SlipTable {
    from: Month,
    months: u32,
}

impl TryFrom<EditTable> for Edit {
    type Error = &'static str;

    fn try_from(table: EditTable) -> Result<Self, Self::Error> {
        match (table.outage, table.slip) {
            (Some(OutageTable { from, to, remaining }), None) => {
                Ok(Self::Outage { from, to, remaining })
            }
            (None, Some(SlipTable { from, months })) => Ok(Self::Slip { from, months }),
            _ => Err("an edit is either one outage or one slip; give each a table of its own"),
        }
    }
}

impl Ramp {
    /// The same rate in every month.
    pub fn flat(rate: f64) -> Self {
        Self { rate: Some(rate), ..Self::through(Shape::Flat, []) }
    }

    /// Each rate holds from its month until the next.
    pub fn steps(points: impl IntoIterator<Item = (Month, f64)>) -> Self {
        Self::through(Shape::Steps, points)
    }

    /// Straight lines from point to point.
    pub fn linear(points: impl IntoIterator<Item = (Month, f64)>) -> Self {
        Self::through(Shape::Linear, points)
    }

    fn through(shape: Shape, points: impl IntoIterator<Item = (Month, f64)>) -> Self {
        let points = points.into_iter().map(|(month, rate)| RatePoint { month, rate }).collect();
        Self { shape, per: Per::Month, rate: None, points, edits: Vec::new() }
    }

    /// Makes the rates those of a working day: a month has as many times that as it has
    /// working days.
    #[must_use]
    pub fn per_working_day(mut self) -> Self {
        self.per = Per::WorkingDay;
        self
    }

    /// What the rates are given per.
    pub fn per(&self) -> Per {
        self.per
    }

    /// Adds an edit after those already there.
    #[must_use]
    pub fn edit(mut self, edit: Edit) -> Self {
        self.edits.push(edit);
        self
    }

    /// The edits.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// How its points are joined.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Its rate, if it is flat.
    pub fn flat_rate(&self) -> Option<f64> {
        self.rate
    }

    /// Its points, the earliest first.
    pub fn points(&self) -> &[RatePoint] {
        &self.points
    }

    /// The rate of each month from `start` on, as it is given: where it is per working
    /// day, that of a day.
    ///
    /// Complexity: O(months × (points + edits)).
    pub fn rates(&self, start: Month, months: u32) -> Vec<f64> {
        Horizon::new(start, months).iter().map(|month| self.edited(month)).collect()
    }

    /// Amounts by month: its rates, times the working days where they are per working day.
    pub(in crate::scenario) fn amounts(
        &self,
        horizon: Horizon,
        calendar: Option<&Calendar>,
    ) -> Vec<f64> {
        self.per.amounts(self.rates(horizon.start(), horizon.months()), horizon, calendar)
    }

    /// The rate of a month after all edits: from the last edit back to the points, each
    /// says which month of the ramp before it counts, and which share of it.
    fn edited(&self, mut month: Month) -> f64 {
        let mut share = 1.0;
        for edit in self.edits.iter().rev() {
            match *edit {
                Edit::Outage { from, to, remaining } if (from..=to).contains(&month) => {
                    share *= remaining;
                }
                Edit::Slip { from, months } if month > from => {
                    month = (month - months).max(from);
                }
                _ => {}
            }
        }
        share * self.base(month)
    }

    fn base(&self, month: Month) -> f64 {
        if let Some(rate) = self.rate {
            return rate;
        }
        let after = self.points.partition_point(|point| point.month <= month);
        let Some(left) = after.checked_sub(1).map(|index| self.points[index]) else { return 0.0 };
        match (self.shape, self.points.get(after)) {
            (Shape::Linear, Some(right)) => {
                let span = f64::from(right.month - left.month);
                let done = f64::from(month - left.month);
                left.rate + (right.rate - left.rate) * (done / span)
            }
            _ => left.rate,
        }
    }
}
