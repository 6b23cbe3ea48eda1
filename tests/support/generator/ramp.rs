//! Ramps of lines, supplies and expansions.

use serde::Serialize;

use super::month::At;
use super::random::Random;

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Ramp {
    pub(crate) shape: &'static str,
    pub(crate) per: Option<&'static str>,
    pub(crate) rate: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) points: Vec<Point>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) edits: Vec<Edit>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Point {
    pub(crate) month: At,
    pub(crate) rate: f64,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Edit {
    Outage { from: At, to: At, remaining: Option<f64> },
    Slip { from: At, months: u32 },
}

impl Ramp {
    pub(crate) fn flat(rate: f64) -> Self {
        Self { shape: "flat", per: None, rate: Some(rate), points: Vec::new(), edits: Vec::new() }
    }

    /// Steps or straight lines that come to about this rate, within a horizon.
    pub(crate) fn rising(rate: f64, months: i32, random: &mut Random) -> Self {
        let shape = random.one_of(&["steps", "linear"]);
        let mut month = random.whole(-3, months / 4);
        let mut points = Vec::new();
        for part in [0.4, 1.1, 1.5, 0.9].iter().take(random.whole(1, 4) as usize) {
            let nothing = points.is_empty() && random.chance(20);
            let rate = if nothing { 0.0 } else { random.rate(rate * part) };
            points.push(Point { month: At(month), rate });
            month += random.whole(1, months / 3 + 1);
        }
        Self { shape, per: None, rate: None, points, edits: Vec::new() }
    }

    /// The largest rate.
    pub(crate) fn most(&self) -> f64 {
        let points = self.points.iter().map(|point| point.rate);
        points.chain(self.rate).fold(0.0, f64::max)
    }

    /// About what there is in a month, whatever the calendar says.
    pub(crate) fn about(&self, month: i32) -> f64 {
        let (mut at, mut left) = (month, 1.0);
        for edit in self.edits.iter().rev() {
            match *edit {
                Edit::Outage { from, to, remaining } if from.0 <= at && at <= to.0 => {
                    left *= remaining.unwrap_or(0.0);
                }
                Edit::Slip { from, months } if at > from.0 => {
                    at = from.0.max(at - months as i32);
                }
                _ => {}
            }
        }
        let before = self.points.iter().rfind(|point| point.month.0 <= at);
        let rate = self.rate.or(before.map(|point| point.rate)).unwrap_or(0.0) * left;
        if self.per.is_some() { rate * 20.0 } else { rate }
    }

    /// The same per working day.
    pub(crate) fn by_day(&mut self) {
        self.per = Some("working_day");
        self.scale(1.0 / 20.0);
    }

    /// The same per month.
    pub(crate) fn by_month(&mut self) {
        if self.per.take().is_some() {
            self.scale(20.0);
        }
    }

    pub(crate) fn scale(&mut self, factor: f64) {
        for rate in self.points.iter_mut().map(|point| &mut point.rate).chain(&mut self.rate) {
            let scaled = *rate * factor;
            // Whole numbers stay whole if they are not small.
            let whole = rate.fract() == 0.0 && scaled > 3.0;
            *rate = if whole { scaled.round() } else { (scaled * 1000.0).round() / 1000.0 };
        }
    }
}
