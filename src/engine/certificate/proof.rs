//! The lower bounds that prices prove, level by level, in one pass over all columns.

use super::charges::Charged;
use super::feasibility::Rest;
use super::leaks::Leaks;
use super::noise::Noise;
use crate::double_double::DoubleDouble;
use crate::model::{BlockId, CostPath, LevelResult, Model, Point, Prices};

/// Levels that hang together by what the point overpays on one of them, at most this many times.
const MOST_PASSES: usize = 50;

pub(super) struct Proof<'a> {
    pub(super) model: &'a Model,
    /// Prices of each level, moved to where they are valid; empty if all are zero.
    pub(super) prices: Vec<Vec<DoubleDouble>>,
    /// Whether their rests are known.
    pub(super) fine: Vec<bool>,
    pub(super) noise: Vec<Noise>,
    /// What one unit takes at the prices of each level.
    pub(super) charges: Charged,
    /// By block, the levels on which it costs something.
    pub(super) costly: Vec<Vec<u32>>,
    /// Number of levels, from the first on, without a charge below zero.
    pub(super) quiet: usize,
    /// By recipe and period: the first of them that closes the column in a block to which the
    /// levels so far give no cost.
    pub(super) closed_at: Vec<usize>,
    /// The least charge that closes a column on each of them.
    pub(super) nearest: Vec<f64>,
    /// The numbers 0, 1, 2, … for costs that rise by a rate per period.
    pub(super) steps: Vec<f64>,
    /// A charge of zero for every period.
    pub(super) nothing: Vec<f64>,
    pub(super) bounds: Vec<DoubleDouble>,
    /// `Σ reduced cost · distance from the bound` of each level: by how much the point may be
    /// worse than the prices promise.
    pub(super) misfit: Vec<f64>,
    pub(super) leaks: Leaks,
}

impl<'a> Proof<'a> {
    /// The proof of what prices promise of a point.
    ///
    /// What a level overpays can only be told when all blocks have been looked at, and what
    /// levels after it could gain by that matters only if it is something: nearly always it is
    /// nothing. So only those levels are watched that need it, in another pass.
    pub(super) fn of(model: &'a Model, point: &Point, prices: &[Prices], rest: &Rest) -> Self {
        let mut leaks = Leaks::of_levels(model.levels(), |_| false);
        let mut proof = Self::new(model, point, prices, rest, leaks);
        for _ in 0..MOST_PASSES {
            proof.add_leaks();
            let unseen =
                |&level: &usize| proof.misfit[level] > 0.0 && !proof.leaks.is_watched(level);
            let unseen: Vec<usize> = (0..proof.misfit.len()).filter(unseen).collect();
            if unseen.is_empty() {
                return proof;
            }
            leaks = proof.leaks.watching(&unseen);
            proof = Self::new(model, point, prices, rest, leaks);
        }
        // Nobody has seen that. What cannot be watched is watched together with all others.
        let leaks = Leaks::of_levels(model.levels(), |_| true);
        let mut proof = Self::new(model, point, prices, rest, leaks);
        proof.add_leaks();
        proof
    }

    fn new(model: &'a Model, point: &Point, prices: &[Prices], rest: &Rest, leaks: Leaks) -> Self {
        let count = prices.len();
        let noise = model.levels().iter().zip(prices).map(|(level, p)| Noise::of(model, level, p));
        let digits = |prices: &Prices| {
            if prices.is_zero() { Vec::new() } else { prices.digits() }
        };
        let mut proof = Self {
            model,
            prices: prices.iter().map(digits).collect(),
            fine: prices.iter().map(|prices| prices.rests().is_some()).collect(),
            noise: noise.collect(),
            charges: Charged::default(),
            costly: costly(model),
            quiet: 0,
            closed_at: Vec::new(),
            nearest: Vec::new(),
            steps: (0..=model.periods()).map(|step| step as f64).collect(),
            nothing: vec![0.0; model.periods()],
            bounds: vec![DoubleDouble::ZERO; count],
            misfit: vec![0.0; count],
            leaks,
        };
        proof.rows(rest);
        proof.extras(point);
        proof.charges = Charged::new(model, &proof.prices);
        proof.close();
        proof.blocks(point);
        proof
    }

    /// Adds to what each level overpays what the levels above may give away, at what this one
    /// gains by it, and takes it off the bound.
    fn add_leaks(&mut self) {
        for index in 0..self.bounds.len() {
            let leak = self.leaks.of_level(index, &self.misfit);
            if leak > 0.0 {
                self.misfit[index] += leak;
                self.bounds[index] = (self.bounds[index].high() - leak).into();
            }
        }
    }

    pub(super) fn results(mut self, point: &Point) -> Vec<LevelResult> {
        let nothing = Prices::fine_zero(self.model.rows());
        let mut results = Vec::with_capacity(self.bounds.len());
        for (index, level) in self.model.levels().iter().enumerate() {
            let prices = std::mem::take(&mut self.prices[index]);
            results.push(LevelResult {
                objective: point.objective(self.model, level),
                bound: Some(self.bounds[index].high()),
                prices: Some(match (prices.is_empty(), self.fine[index]) {
                    (true, true) => nothing.clone(),
                    (true, false) => Prices::zero(self.model.rows()),
                    (false, true) => Prices::fine(&prices),
                    (false, false) => {
                        let rows = prices.iter().map(|price| price.high());
                        Prices::from(rows.collect::<Vec<f64>>())
                    }
                }),
            });
        }
        results
    }

    /// Finds the columns that the levels close in blocks to which they give no cost.
    fn close(&mut self) {
        let is_quiet = |level: &usize| self.charges.least(*level) >= 0.0;
        self.quiet = (0..self.bounds.len()).take_while(is_quiet).count();
        self.closed_at = vec![usize::MAX; self.model.recipes().len() * self.model.periods()];
        for index in 0..self.quiet {
            let mut nearest = f64::INFINITY;
            let noise = self.noise[index];
            for (closed, &charge) in self.closed_at.iter_mut().zip(self.charges.coarse(index)) {
                if charge > noise.zero(charge, 0.0) {
                    *closed = (*closed).min(index);
                    nearest = nearest.min(charge);
                }
            }
            self.nearest.push(nearest);
        }
    }

    /// The first level that is not quiet or gives the block a cost.
    pub(super) fn first_level(&self, block: BlockId) -> usize {
        let first = self.costly[block.index()].first();
        first.map_or(self.quiet, |&level| (level as usize).min(self.quiet))
    }
}

/// By block, the levels on which it costs something.
fn costly(model: &Model) -> Vec<Vec<u32>> {
    let mut costly = vec![Vec::new(); model.blocks().len()];
    for (index, level) in (0..).zip(model.levels()) {
        for (block, path) in level.paths() {
            if path != CostPath::Zero {
                costly[block.index()].push(index);
            }
        }
    }
    costly
}
