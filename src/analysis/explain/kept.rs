//! How many units can be made of something that is kept, where they do not all take the same.

use super::ground::Ground;
use crate::resources::{Amount, Resource};

/// What units of a product take of something that is kept.
#[derive(Debug)]
pub(super) struct Kept {
    /// What a unit takes, if that is the same on all lines in all months.
    always: Option<f64>,
    /// The least that a unit takes by month, on a line that makes any and takes some.
    least: Amount,
    /// Whether a line makes units that take none, by month; empty where all always take the same.
    free: Vec<bool>,
}

impl Kept {
    /// None if units take nothing of it.
    pub(super) fn of(
        ground: &Ground<'_>,
        product: usize,
        lines: &[usize],
        resource: &Resource,
    ) -> Option<Self> {
        let least = resource.least_per_unit(product)?;
        let taken = |line: usize| resource.per_unit_made(product, line);
        let always = match least {
            Amount::Always(need) if lines.iter().all(|&line| taken(line) == Some(&least)) => {
                Some(need)
            }
            Amount::Always(_) | Amount::ByMonth(_) => None,
        };
        let takes = |line: usize, month: usize| {
            taken(line).is_some_and(|taken| taken.in_month(month) > 0.0)
        };
        // Lines come first among resources.
        let makes = |line: usize, month: usize| ground.usage[line].offered[month] > 0.0;
        let free = |month| lines.iter().any(|&line| makes(line, month) && !takes(line, month));
        let free = always.map_or_else(|| (0..ground.months).map(free).collect(), |_| Vec::new());
        Some(Self { always, least, free })
    }

    /// Whether a unit takes more on one line or in one month than in another.
    pub(super) fn varies(&self) -> bool {
        self.always.is_none()
    }

    /// The units that can be made by the end of each month of what is there for them by then:
    /// those that the plan makes from a month on have taken what they took, and of what that leaves
    /// each takes the least that a unit takes until then. `most` is how many can be made in a month
    /// in which units take nothing.
    pub(super) fn by_the_end(
        &self,
        there: impl Iterator<Item = f64>,
        (from, made): (usize, &[f64]),
        taken: &[f64],
        most: impl Fn(usize) -> f64,
    ) -> Vec<f64> {
        if let Some(need) = self.always {
            return there.map(|there| there / need).collect();
        }
        let mut pieces = 0.0;
        let besides = there.zip(taken).map(|(there, taken)| {
            pieces += taken;
            there - pieces
        });
        self.by_the_end_besides(besides, (from, made), most)
    }

    /// The same of what is there besides what the plan takes for them.
    pub(super) fn by_the_end_besides(
        &self,
        there: impl Iterator<Item = f64>,
        (from, made): (usize, &[f64]),
        most: impl Fn(usize) -> f64,
    ) -> Vec<f64> {
        let (mut units, mut least) = (0.0, f64::INFINITY);
        let months = there.zip(made).enumerate();
        let by_the_end = months.map(|(month, (there, made))| {
            units += made;
            if month < from {
                return f64::INFINITY;
            }
            match self.least_in(month) {
                // What takes nothing has its end where lines have theirs.
                Some(need) if need <= 0.0 => units += (most(month) - made).max(0.0),
                Some(need) => least = least.min(need),
                None => {}
            }
            // Where none has taken any until now, it is not this that is missing.
            if least.is_finite() { units + there / least } else { f64::INFINITY }
        });
        by_the_end.collect()
    }

    /// The same for what there is of it in each month by itself.
    pub(super) fn in_each(
        &self,
        there: impl Iterator<Item = f64>,
        made: &[f64],
        taken: &[f64],
    ) -> Vec<f64> {
        if let Some(need) = self.always {
            return there.map(|there| there / need).collect();
        }
        let months = there.zip(made).zip(taken).enumerate();
        let in_each = months.map(|(month, ((there, made), taken))| match self.least_in(month) {
            Some(least) if least > 0.0 => made + (there - taken) / least,
            _ => f64::INFINITY,
        });
        in_each.collect()
    }

    /// The least that a unit takes in a month, which may be nothing; none if none is made that
    /// takes any.
    fn least_in(&self, month: usize) -> Option<f64> {
        let free = self.free.get(month).copied().unwrap_or(false);
        let least = if free { 0.0 } else { self.least.in_month(month) };
        (free || least > 0.0).then_some(least)
    }
}
