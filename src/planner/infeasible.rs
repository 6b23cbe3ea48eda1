//! The smallest set of commitments that cannot stand together, sought.

use std::collections::BTreeSet;

use super::conflict::{Bottleneck, Conflict};
use super::error::PlanError;
use crate::engine::{Engine, Outcome, SolveOptions};
use crate::formulation::Pledges;
use crate::model::{BlockId, Model};
use crate::ranking::Ranking;
use crate::resources::Keeps;
use crate::scenario::{Month, Scenario};
use crate::tolerance;

/// A solve of some commitments that fell short.
struct Fallen {
    pledges: Pledges,
    short: f64,
    prices: Vec<f64>,
}

/// A smallest set of commitments that cannot stand together, if there is one.
///
/// Of all months the first is sought by which they fall short, since the earlier it is,
/// the fewer are concerned; then a deletion filter (Chinneck and Dravnieks 1991) tries to
/// do without each in turn, the small ones first, so that few are left. In between, the
/// prices of the shortfall leave out whoever does not touch what is scarce. Every step is
/// verified by a solve of the commitments alone.
///
/// Complexity: one solve if all can be kept, else at most two for each commitment that
/// the first month leaves.
pub(super) fn conflict(
    scenario: &Scenario,
    ranking: &Ranking,
    engine: &dyn Engine,
    options: &SolveOptions,
) -> Result<Option<Conflict>, PlanError> {
    let commitments = scenario.commitments();
    if commitments.is_empty() {
        return Ok(None);
    }
    let fallen = |kept: &[usize]| fallen(scenario, ranking, kept, engine, options);
    let narrow = |mut kept: Vec<usize>, mut found: Fallen| -> Result<_, PlanError> {
        let touching = found.touching();
        let narrowed: Vec<usize> =
            kept.iter().copied().filter(|position| touching.contains(position)).collect();
        if narrowed.len() < kept.len()
            && let Some(again) = fallen(&narrowed)?
        {
            (kept, found) = (narrowed, again);
        }
        Ok((kept, found))
    };
    let all: Vec<usize> = (0..commitments.len()).collect();
    let Some(found) = fallen(&all)? else { return Ok(None) };
    let (mut kept, mut found) = narrow(all, found)?;

    let by = |position: usize| commitments[position].by();
    let mut months: Vec<Month> = kept.iter().map(|&position| by(position)).collect();
    months.sort_unstable();
    months.dedup();
    // What falls short by a month falls short by every later one.
    let (mut low, mut high) = (0, months.len().saturating_sub(1));
    while low < high {
        let middle = usize::midpoint(low, high);
        let early = kept.iter().copied().filter(|&position| by(position) <= months[middle]);
        let early: Vec<usize> = early.collect();
        match fallen(&early)? {
            Some(again) => {
                (kept, found) = (early, again);
                high = middle;
            }
            None => low = middle + 1,
        }
    }

    let mut needed: BTreeSet<usize> = BTreeSet::new();
    loop {
        let size = |position: &usize| commitments[*position].quantity();
        let open = kept.iter().copied().filter(|position| !needed.contains(position));
        let Some(next) = open.min_by(|a, b| size(a).total_cmp(&size(b))) else { break };
        let without: Vec<usize> = kept.iter().copied().filter(|&own| own != next).collect();
        match fallen(&without)? {
            Some(again) => (kept, found) = narrow(without, again)?,
            None => {
                needed.insert(next);
            }
        }
    }
    Ok(Some(Conflict {
        commitments: kept.iter().map(|&position| commitments[position].clone()).collect(),
        short: found.short,
        bottlenecks: found.bottlenecks(scenario),
    }))
}

/// Solves some of the commitments; none if they can all be kept.
fn fallen(
    scenario: &Scenario,
    ranking: &Ranking,
    kept: &[usize],
    engine: &dyn Engine,
    options: &SolveOptions,
) -> Result<Option<Fallen>, PlanError> {
    let pledges = Pledges::new(scenario, ranking, kept)?;
    let solution = match engine.solve(pledges.model(), options)? {
        Outcome::Finished(solution) => solution,
        Outcome::Stopped(stopped) => return Err(PlanError::Stopped(stopped.reason())),
    };
    let Some(level) = solution.levels().first() else { return Ok(None) };
    let short = level.objective();
    let largest = kept.iter().map(|&position| scenario.commitments()[position].quantity());
    if tolerance::at_most(short, 0.0, largest.fold(0.0, f64::max)) {
        return Ok(None);
    }
    let prices = level.prices().map_or_else(Vec::new, |prices| prices.rows().to_vec());
    Ok(Some(Fallen { pledges, short, prices }))
}

impl Fallen {
    fn model(&self) -> &Model {
        self.pledges.model()
    }

    /// The commitments that pay for something scarce or cannot be kept for free: the
    /// others add nothing to the bound that proves the shortfall.
    fn touching(&self) -> BTreeSet<usize> {
        let model = self.model();
        let mut touching = BTreeSet::new();
        if self.prices.len() != model.rows() {
            return (0..model.blocks().len())
                .flat_map(|block| self.pledges.commitments(block).iter().copied())
                .collect();
        }
        for (index, block) in model.block_ids().enumerate() {
            if self.least(block) > tolerance::QUANTITY {
                touching.extend(self.pledges.commitments(index));
            }
        }
        touching
    }

    /// What a unit of a block costs at least, prices included.
    fn least(&self, block: BlockId) -> f64 {
        let model = self.model();
        let Some(level) = model.levels().first() else { return 0.0 };
        let priced = model.columns(block).map(|column| {
            let period = column.period as usize;
            let uses = model.recipe(column.recipe).uses_in(period).iter();
            let charge: f64 =
                uses.map(|&(part, usage)| usage * self.prices[model.row(part, period)]).sum();
            model.cost(level, block, column.recipe, period) + charge
        });
        priced.fold(model.unserved_cost(level, block), f64::min)
    }

    /// Runs of months in which a line or component has a price.
    fn bottlenecks(&self, scenario: &Scenario) -> Vec<Bottleneck> {
        let model = self.model();
        let months = model.periods();
        let mut bottlenecks = Vec::new();
        for (index, (part, resource)) in self.pledges.resources().iter().enumerate() {
            if !resource.is_supplied() {
                continue;
            }
            let arrivals = resource.arrivals();
            let price = |month: usize| self.prices.get(index * months + month).copied();
            let scarce =
                |month: &usize| price(*month).is_some_and(|price| price > tolerance::QUANTITY);
            let all: Vec<usize> = (0..months).filter(scarce).collect();
            for run in all.chunk_by(|a, b| a + 1 == *b) {
                let (from, to) = (run[0], run[run.len() - 1]);
                // What is in stock came at any time before.
                let first = match resource.keeps() {
                    Keeps::Nothing => from,
                    Keeps::Stock { .. } => 0,
                };
                bottlenecks.push(Bottleneck {
                    part: part.clone(),
                    from: scenario.month(first),
                    to: scenario.month(to),
                    available: arrivals[first..=to].iter().sum(),
                });
            }
        }
        bottlenecks
    }
}
