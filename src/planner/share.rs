//! The exact share of a tranche, month by month.

use super::delivery::slack;
use super::served::Made;
use crate::scenario::Demand;

/// What a tranche gets if units can be parted: its share, from which whole units follow. All units
/// are counted from the first of the tranche.
pub(super) struct Share {
    pub(super) demand: usize,
    /// Its place in the order among equals.
    pub(super) place: u32,
    /// The first month in which something may be made for it, and the one after the last.
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) quantity: f64,
    /// What of a unit may be rounding.
    pub(super) slack: f64,
    /// What the share was before the first month, how many units it had and how much of one more was
    /// in the making for it.
    pub(super) before: f64,
    pub(super) units: f64,
    pub(super) piece: f64,
    /// By month and line.
    pub(super) made: Vec<Made>,
    /// The months in which something is made, with all of the share up to their end.
    pub(super) sums: Vec<(usize, f64)>,
}

impl Share {
    /// The share of a tranche: its position and place, its months, by how much more is to be shared
    /// than to be made of it.
    pub(super) fn new(
        (position, place): (usize, u32),
        (first, end): (usize, usize),
        demand: &Demand,
        remainder: f64,
        made: Vec<Made>,
    ) -> Self {
        let slack = slack(demand.quantity);
        let units = (demand.made + slack).floor();
        let piece = demand.made - units;
        let before = demand.made - remainder;
        Self {
            demand: position,
            place,
            first,
            end,
            quantity: demand.quantity,
            slack,
            before,
            units,
            piece: if piece > slack { piece } else { 0.0 },
            sums: sums(before, &made),
            made,
        }
    }

    /// All of it by the end of the last month.
    fn all(&self) -> f64 {
        self.sums.last().map_or(self.before, |sum| sum.1)
    }

    /// Whether something is to come of it, or was given too much or too little before.
    pub(super) fn counts(&self) -> bool {
        !self.made.is_empty() || (self.before - self.units - self.piece).abs() > self.slack
    }

    /// The last month in which something is made of it.
    pub(super) fn last(&self) -> usize {
        self.sums.last().map_or(0, |sum| sum.0)
    }

    /// How many units so much of it fills: so many must be delivered.
    pub(super) fn full(&self, sum: f64) -> f64 {
        (sum + self.slack).floor()
    }

    /// How many units so much of it has begun: no more may be delivered.
    pub(super) fn begun(&self, sum: f64) -> f64 {
        (sum - self.slack).ceil().max(0.0)
    }

    /// The first month by whose end it fills so many units: after all months if it never does.
    pub(super) fn deadline(&self, units: f64) -> usize {
        if self.before + self.slack >= units {
            return 0;
        }
        let before = self.sums.partition_point(|sum| sum.1 + self.slack < units);
        self.sums.get(before).map_or(usize::MAX, |sum| sum.0)
    }

    /// The units that it fills, and what it has of one that it never does.
    pub(super) fn cut(self) -> (Self, Option<Self>) {
        let units = self.full(self.all());
        if self.begun(self.all()) <= units {
            return (self, None);
        }
        let (mut whole, mut part) = (Vec::new(), Vec::new());
        let mut open = (units - self.before).max(0.0);
        for &(month, line, amount) in &self.made {
            let own = amount.min(open);
            open -= own;
            if own > 0.0 {
                whole.push((month, line, own));
            }
            if amount > own {
                part.push((month, line, amount - own));
            }
        }
        // What is in the making is of the unit that comes next.
        let last = self.units >= units;
        let before = self.before.max(units);
        let begins = part.first().map_or(self.end, |made| made.0);
        let part = Self {
            quantity: units + 1.0,
            first: if self.before > units { self.first } else { begins },
            before,
            units: self.units.max(units),
            piece: if last { self.piece } else { 0.0 },
            sums: sums(before, &part),
            made: part,
            ..self
        };
        let before = self.before.min(units);
        let whole = Self {
            quantity: units,
            before,
            units: self.units.min(units),
            piece: if last { 0.0 } else { self.piece },
            sums: sums(before, &whole),
            made: whole,
            ..self
        };
        (whole, Some(part))
    }
}

fn sums(before: f64, made: &[Made]) -> Vec<(usize, f64)> {
    let mut sum = before;
    let months = made.chunk_by(|a, b| a.0 == b.0);
    let months = months.map(|month| {
        sum += month.iter().map(|made| made.2).sum::<f64>();
        (month[0].0, sum)
    });
    months.collect()
}
