//! What one unit costs at prices of thirty digits.

use crate::double_double::DoubleDouble;
use crate::model::{Model, RecipeId};

/// `Σ use · price` by recipe and period.
pub(crate) fn charges(model: &Model, prices: &[DoubleDouble]) -> Vec<DoubleDouble> {
    let periods = model.periods();
    let mut charges = vec![DoubleDouble::ZERO; model.recipes().len() * periods];
    for (index, recipe) in model.recipes().iter().enumerate() {
        let charges = &mut charges[index * periods..(index + 1) * periods];
        if let [uses] = recipe.all_uses() {
            for &(resource, usage) in uses {
                let first = model.row(resource, 0);
                for (charge, price) in charges.iter_mut().zip(&prices[first..first + periods]) {
                    *charge += price.times(usage);
                }
            }
            continue;
        }
        for (period, charge) in charges.iter_mut().enumerate() {
            for &(resource, usage) in recipe.uses_in(period) {
                *charge += prices[model.row(resource, period)].times(usage);
            }
        }
    }
    charges
}

/// What one unit costs at the prices of every level.
#[derive(Debug, Default)]
pub(super) struct Charged {
    /// By level, `Σ use · price` by recipe and period, also as `f64`; empty if all are zero.
    fine: Vec<Vec<DoubleDouble>>,
    coarse: Vec<Vec<f64>>,
    /// By level and family, the least and the greatest; the unserved is not charged.
    extremes: Vec<Vec<(f64, f64)>>,
    /// By level, the periods with a charge, as a range.
    spans: Vec<(usize, usize)>,
    /// The levels with a charge.
    charging: Vec<usize>,
    /// By recipe and period, the levels with a charge there.
    touching: Vec<Vec<u32>>,
}

impl Charged {
    pub(super) fn new(model: &Model, prices: &[Vec<DoubleDouble>]) -> Self {
        let all = |prices: &Vec<DoubleDouble>| {
            if prices.is_empty() { Vec::new() } else { charges(model, prices) }
        };
        let fine: Vec<Vec<DoubleDouble>> = prices.iter().map(all).collect();
        let coarse: Vec<Vec<f64>> = fine
            .iter()
            .map(|charges| charges.iter().map(|charge| charge.high()).collect())
            .collect();
        let periods = model.periods();
        let mut charged = Self {
            extremes: coarse.iter().map(|charges| extremes(model, charges)).collect(),
            touching: vec![Vec::new(); model.recipes().len() * periods],
            spans: vec![(usize::MAX, 0); fine.len()],
            charging: Vec::new(),
            fine,
            coarse,
        };
        for (index, charges) in charged.coarse.iter().enumerate() {
            let (mut first, mut end) = (usize::MAX, 0);
            for (position, _) in charges.iter().enumerate().filter(|charge| *charge.1 != 0.0) {
                let period = position % periods;
                (first, end) = (first.min(period), end.max(period + 1));
                charged.touching[position].push(index as u32);
            }
            charged.spans[index] = (first, end);
            if end > 0 {
                charged.charging.push(index);
            }
        }
        charged
    }

    /// The charge of a recipe and period.
    pub(super) fn at(&self, level: usize, position: usize) -> DoubleDouble {
        self.fine[level].get(position).copied().unwrap_or(DoubleDouble::ZERO)
    }

    /// All of a level; empty if there are none.
    pub(super) fn fine(&self, level: usize) -> &[DoubleDouble] {
        &self.fine[level]
    }

    /// The same as `f64`.
    pub(super) fn coarse(&self, level: usize) -> &[f64] {
        &self.coarse[level]
    }

    /// The least and the greatest charge of a family.
    pub(super) fn extremes(&self, level: usize, family: usize) -> (f64, f64) {
        self.extremes[level].get(family).copied().unwrap_or((0.0, 0.0))
    }

    /// The least charge of a level, at most zero.
    pub(super) fn least(&self, level: usize) -> f64 {
        self.coarse[level].iter().copied().fold(0.0, f64::min)
    }

    /// The levels from one on that charge for something in these periods.
    pub(super) fn charging(&self, level: usize) -> &[usize] {
        &self.charging[self.charging.partition_point(|&own| own < level)..]
    }

    /// Whether a level charges for something in these periods.
    pub(super) fn touches(&self, level: usize, (first, end): (usize, usize)) -> bool {
        let (from, to) = self.spans[level];
        from < end && first < to
    }

    /// The levels that charge for a recipe and period.
    pub(super) fn touching(&self, position: usize) -> &[u32] {
        &self.touching[position]
    }
}

/// The least and the greatest charge of each family; the unserved is not charged.
fn extremes(model: &Model, charges: &[f64]) -> Vec<(f64, f64)> {
    if charges.is_empty() {
        return Vec::new();
    }
    let periods = model.periods();
    let of = |family: &Vec<RecipeId>| {
        let own = family.iter().flat_map(|recipe| {
            let first = recipe.index() * periods;
            &charges[first..first + periods]
        });
        own.fold((0.0_f64, 0.0_f64), |(low, high), &charge| (low.min(charge), high.max(charge)))
    };
    model.families().iter().map(of).collect()
}
