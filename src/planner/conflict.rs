//! Commitments that cannot stand together: the smallest set, by name.

use std::collections::BTreeSet;
use std::fmt;

use super::PlanError;
use crate::engine::{Engine, Outcome, SolveOptions};
use crate::formulation::Pledges;
use crate::model::{BlockId, Model};
use crate::number::amount;
use crate::resources::{Keeps, ResourceKey};
use crate::scenario::{Commitment, Month, Scenario};
use crate::tolerance;

/// What to do if commitments cannot all be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum OnConflict {
    /// No plan but an error that names the smallest set that cannot stand together.
    #[default]
    Refuse,
    /// A plan that breaks as little of them as possible, counted in units that each
    /// commitment is short of, and says so.
    LeastBreach,
}

/// Commitments that cannot stand together, though they could without any one of them.
///
/// Its [`Display`](fmt::Display) names them, and what they fight for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Conflict {
    /// The commitments, by order and month. Without any one of them all others can be
    /// kept; that is verified by a solve for each.
    pub commitments: Vec<Commitment>,
    /// Units that they are short of together, in the best case.
    pub short: f64,
    /// What they fight for. Empty if the units cannot be taken before the months
    /// promised.
    pub bottlenecks: Vec<Bottleneck>,
}

/// Something scarce that is used up over some months.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Bottleneck {
    /// What it is.
    pub part: ResourceKey,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// The capacity of the line, what arrives of the component or what the limit leaves,
    /// over these months.
    pub available: f64,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = amount(self.short);
        match self.commitments.len() {
            1 => write!(f, "a commitment cannot be kept: it is short of {short}")?,
            count => write!(
                f,
                "{count} commitments cannot stand together: they are short of {short} in all"
            )?,
        }
        for part in &self.commitments {
            write!(f, "\n  order {}: {} by {}", part.order(), amount(part.quantity()), part.by())?;
        }
        for Bottleneck { part, from, to, available } in &self.bottlenecks {
            let (what, available) = (part.kind.noun(), amount(*available));
            write!(f, "\n  {part}, {from} to {to}: {what} of {available}")?;
        }
        if self.bottlenecks.is_empty() {
            write!(f, "\n  no delivery can be taken so early: the release month is later")?;
        }
        Ok(())
    }
}

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
    engine: &dyn Engine,
    options: &SolveOptions,
) -> Result<Option<Conflict>, PlanError> {
    let commitments = scenario.commitments();
    if commitments.is_empty() {
        return Ok(None);
    }
    let fallen = |kept: &[usize]| fallen(scenario, kept, engine, options);
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
    kept: &[usize],
    engine: &dyn Engine,
    options: &SolveOptions,
) -> Result<Option<Fallen>, PlanError> {
    let pledges = Pledges::new(scenario, kept)?;
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
    let prices = level.prices().unwrap_or_default().to_vec();
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
            let uses = model.recipe(column.recipe).uses().iter();
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
