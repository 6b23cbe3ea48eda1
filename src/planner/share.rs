//! The exact share of a tranche, month by month.

use super::delivery::slack;
use super::served::Made;

/// What a tranche gets if units can be parted: its share, from which whole units follow.
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
    /// By month and line; never empty.
    pub(super) made: Vec<Made>,
    /// The months in which something is made, with all that is made up to their end.
    pub(super) sums: Vec<(usize, f64)>,
}

impl Share {
    /// The share of a tranche: its position and place, its months, its quantity.
    pub(super) fn new(
        (demand, place): (usize, u32),
        (first, end): (usize, usize),
        quantity: f64,
        made: Vec<Made>,
    ) -> Self {
        let slack = slack(quantity);
        Self { demand, place, first, end, quantity, slack, sums: sums(&made), made }
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
        let before = self.sums.partition_point(|sum| sum.1 + self.slack < units);
        self.sums.get(before).map_or(usize::MAX, |sum| sum.0)
    }

    /// The units that it fills, and what it has of one that it never does.
    pub(super) fn cut(self) -> (Option<Self>, Option<Self>) {
        let all = self.sums.last().map_or(0.0, |sum| sum.1);
        let units = self.full(all);
        if self.begun(all) <= units {
            return (Some(self), None);
        }
        let (mut whole, mut part) = (Vec::new(), Vec::new());
        let mut open = units;
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
        let of = |made: Vec<Made>, quantity, first| {
            (!made.is_empty()).then(|| Self { quantity, first, sums: sums(&made), made, ..self })
        };
        let begins = part.first().map_or(self.end, |made| made.0);
        (of(whole, units, self.first), of(part, 1.0, begins))
    }
}

fn sums(made: &[Made]) -> Vec<(usize, f64)> {
    let mut sum = 0.0;
    let months = made.chunk_by(|a, b| a.0 == b.0);
    let months = months.map(|month| {
        sum += month.iter().map(|made| made.2).sum::<f64>();
        (month[0].0, sum)
    });
    months.collect()
}
