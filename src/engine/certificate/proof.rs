//! The lower bounds that prices prove, level by level, in one pass over all columns.

use super::charges::charges;
use super::feasibility::Rest;
use super::noise::Noise;
use crate::double_double::DoubleDouble;
use crate::model::{BlockId, CostPath, LevelResult, Model, Point, Prices, RecipeId};

pub(super) struct Proof<'a> {
    pub(super) model: &'a Model,
    /// Prices of each level, moved to where they are valid.
    pub(super) prices: Vec<Vec<DoubleDouble>>,
    /// Whether their rests are known.
    pub(super) fine: Vec<bool>,
    pub(super) noise: Vec<Noise>,
    /// `Σ use · price` of each level, by recipe and period; and as `f64`.
    pub(super) charges: Vec<Vec<DoubleDouble>>,
    pub(super) coarse: Vec<Vec<f64>>,
    /// The least and the greatest charge of each level and family.
    pub(super) extremes: Vec<Vec<(f64, f64)>>,
    /// Number of levels, from the first on, without a charge below zero.
    pub(super) quiet: usize,
    /// For each of them and the next one, by recipe and period: which columns the levels before
    /// leave open in a block to which they give no cost. Zero if open, infinity if closed.
    pub(super) closed: Vec<Vec<f64>>,
    /// The least charge that closes a column on each of them.
    pub(super) nearest: Vec<f64>,
    /// The numbers 0, 1, 2, … for costs that rise by a rate per period.
    pub(super) steps: Vec<f64>,
    pub(super) bounds: Vec<DoubleDouble>,
    /// `Σ reduced cost · distance from the bound` of each level: by how much the point may be
    /// worse than the prices promise.
    pub(super) misfit: Vec<f64>,
    /// For each level and each one before: what a unit of misfit there can save here.
    pub(super) leaks: Vec<Vec<f64>>,
}

impl<'a> Proof<'a> {
    pub(super) fn new(model: &'a Model, point: &Point, prices: &[Prices], rest: &Rest) -> Self {
        let count = prices.len();
        let noise = model.levels().iter().zip(prices).map(|(level, p)| Noise::of(model, level, p));
        let mut proof = Self {
            model,
            prices: prices.iter().map(Prices::digits).collect(),
            fine: prices.iter().map(|prices| prices.rests().is_some()).collect(),
            noise: noise.collect(),
            charges: Vec::new(),
            coarse: Vec::new(),
            extremes: Vec::new(),
            quiet: 0,
            closed: Vec::new(),
            nearest: Vec::new(),
            steps: (0..=model.periods()).map(|step| step as f64).collect(),
            bounds: vec![DoubleDouble::ZERO; count],
            misfit: vec![0.0; count],
            leaks: vec![vec![0.0; count]; count],
        };
        proof.rows(rest);
        proof.extras(point);
        proof.charges = proof.prices.iter().map(|prices| charges(model, prices)).collect();
        let coarse = |charges: &Vec<DoubleDouble>| charges.iter().map(|c| c.high()).collect();
        proof.coarse = proof.charges.iter().map(coarse).collect();
        proof.extremes = proof.coarse.iter().map(|charges| extremes(model, charges)).collect();
        proof.close();
        proof.blocks(point);
        proof
    }

    pub(super) fn results(mut self, point: &Point) -> Vec<LevelResult> {
        let mut results = Vec::with_capacity(self.bounds.len());
        for (index, level) in self.model.levels().iter().enumerate() {
            // What the levels above may give away, at what this one gains by it.
            let leaks = self.leaks[index][..index].iter().zip(&self.misfit);
            let leak: f64 = leaks
                .filter(|(leak, misfit)| **leak > 0.0 && **misfit > 0.0)
                .map(|(leak, misfit)| leak * misfit)
                .sum();
            self.misfit[index] += leak;
            let prices = std::mem::take(&mut self.prices[index]);
            results.push(LevelResult {
                objective: point.objective(self.model, level),
                bound: Some(self.bounds[index].high() - leak),
                prices: Some(if self.fine[index] {
                    Prices::fine(&prices)
                } else {
                    Prices::from(prices.iter().map(|price| price.high()).collect::<Vec<f64>>())
                }),
            });
        }
        results
    }

    pub(super) fn leak(&mut self, level: usize, before: usize, gain: f64) {
        let leak = &mut self.leaks[level][before];
        *leak = leak.max(gain);
    }

    /// Finds the columns that the levels close in blocks to which they give no cost.
    fn close(&mut self) {
        let is_quiet = |charges: &&Vec<f64>| charges.iter().all(|&charge| charge >= 0.0);
        self.quiet = self.coarse.iter().take_while(is_quiet).count();
        let mut closed = vec![0.0; self.coarse.first().map_or(0, Vec::len)];
        for (charges, noise) in self.coarse.iter().zip(&self.noise).take(self.quiet) {
            self.closed.push(closed.clone());
            let mut nearest = f64::INFINITY;
            for (closed, &charge) in closed.iter_mut().zip(charges) {
                if charge > noise.zero(charge, 0.0) {
                    *closed = f64::INFINITY;
                    nearest = nearest.min(charge);
                }
            }
            self.nearest.push(nearest);
        }
        self.closed.push(closed);
    }

    /// The first level that is not quiet or gives the block a cost.
    pub(super) fn first_level(&self, block: BlockId) -> usize {
        let levels = self.model.levels().iter().take(self.quiet);
        levels.take_while(|level| level.blocks[block.index()] == CostPath::Zero).count()
    }
}

/// The least and the greatest charge of each family; the unserved is not charged.
fn extremes(model: &Model, charges: &[f64]) -> Vec<(f64, f64)> {
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
