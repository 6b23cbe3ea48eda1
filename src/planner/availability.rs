//! What a plan leaves for an order that is not in the book.

use std::collections::BTreeMap;

use super::delivery::slack;
use super::{EngineChoice, PlanError, Planner, one_line};
use crate::engine::{EngineError, Exact, Outcome, SolveOptions, WarmStart, require_proof};
use crate::formulation::{CapableToPromise, Job, OneLine, Wanted};
use crate::model::LevelResult;
use crate::ranking::Ranking;
use crate::scenario::{Commitment, Scenario};
use crate::tolerance;

/// What promises leave of lines and components: the earliest months in which an order
/// that is not in the book can be complete, if every promise is kept.
///
/// The answer is exact: the month is the first for which the order and all promises
/// could be [commitments](Commitment) of one plan. Promised units may be made in other
/// months than the present plan makes them, as long as the promise is kept.
///
/// It is warm: what was found out for one order is kept for the next. Orders that differ
/// in nothing but their quantity share everything.
#[derive(Debug, Clone)]
pub struct Availability {
    room: CapableToPromise,
    engine: EngineChoice,
    options: SolveOptions,
    /// By what of an order matters beside its quantity, and its release month.
    curves: BTreeMap<(Kind, u32), Curve>,
    lines: BTreeMap<Kind, Option<OneLine>>,
    warm: Option<WarmStart>,
    solves: u64,
}

/// What of an order matters beside quantities and months: product, caps, monthly limit.
type Kind = (usize, Vec<usize>, Option<u64>);

/// The most units that can be made from a release month to each month, where known.
type Curve = Vec<Option<f64>>;

impl Planner {
    /// What some promises leave of a scenario's lines and components. They replace the
    /// scenario's commitments and must be sorted by order and month, as
    /// [`Plan::promises`](crate::plan::Plan::promises) gives them.
    ///
    /// Complexity: O(promises + lines × months), with factors log n.
    pub fn availability(
        &self,
        scenario: &Scenario,
        ranking: &Ranking,
        promises: &[Commitment],
    ) -> Availability {
        Availability {
            room: CapableToPromise::new(scenario, ranking, promises),
            engine: self.engine,
            options: self.options.clone(),
            curves: BTreeMap::new(),
            lines: BTreeMap::new(),
            warm: None,
            solves: 0,
        }
    }
}

impl Availability {
    /// The index of the earliest month in which each tranche of an order can be complete;
    /// none where the horizon (or the patience of the customer) ends before, or gates
    /// keep it from being served. By number of the tranche.
    ///
    /// `order` is the position of the order in `asked`, a scenario that may have more
    /// orders than the one of which the promises are, but is the same otherwise; `ranking`
    /// is of `asked`. Tranches are promised one after the other, in the order in which
    /// commitments count them: each as early as the ones before it allow.
    ///
    /// Complexity: O(log months) if the like was asked for before. Else, where one line
    /// is all that matters, O(n log n + months) for n promises; elsewhere O(log months)
    /// solves.
    ///
    /// # Errors
    ///
    /// [`PlanError`] if there is no answer that can be trusted or a limit was reached.
    pub fn earliest(
        &mut self,
        asked: &Scenario,
        ranking: &Ranking,
        order: usize,
    ) -> Result<Vec<Option<usize>>, PlanError> {
        let wanted = Wanted::new(asked, ranking, order);
        let mut found = vec![None; asked.demands_at(order).1.len()];
        let mut before: Vec<Job> = Vec::new();
        for tranche in &wanted.tranches {
            let release = tranche.release;
            let quantity = tranche.quantity;
            let month = self.first(&wanted, &before, release, quantity)?;
            let Some(month) = month.filter(|&month| month < tranche.end as usize) else {
                // What comes after it cannot be promised either: promises count from the
                // beginning.
                break;
            };
            found[tranche.number] = Some(month);
            before.push(Job::new(release, month as u32, quantity));
        }
        Ok(found)
    }

    /// Linear programs solved so far.
    pub fn solves(&self) -> u64 {
        self.solves
    }

    /// The first month by which so many units can be made from `release` on.
    fn first(
        &mut self,
        wanted: &Wanted,
        before: &[Job],
        release: u32,
        quantity: f64,
    ) -> Result<Option<usize>, PlanError> {
        let months = self.room.months() as usize;
        if release as usize >= months {
            return Ok(None);
        }
        let kind = (wanted.product, wanted.caps.clone(), wanted.limit.map(f64::to_bits));
        let key = (kind, release);
        if !before.is_empty() {
            // With a tranche promised already the room is another one.
            let mut curve = self.curve(&key, wanted, before);
            return self.search(&mut curve, wanted, before, release, quantity);
        }
        let known = self.curves.remove(&key);
        let mut curve = known.unwrap_or_else(|| self.curve(&key, wanted, before));
        let found = self.search(&mut curve, wanted, before, release, quantity);
        self.curves.insert(key, curve);
        found
    }

    /// A new curve: complete where one line is all that matters, else to be found out.
    fn curve(&mut self, key: &(Kind, u32), wanted: &Wanted, before: &[Job]) -> Curve {
        let (kind, release) = key;
        let room = &self.room;
        let line = self.lines.entry(kind.clone()).or_insert_with(|| room.one_line(wanted));
        let Some(line) = line else { return vec![None; room.months() as usize] };
        let usage = line.usage;
        let taken = |job: &Job| Job::new(job.release, job.by, usage * job.amount);
        let before: Vec<Job> = before.iter().map(taken).collect();
        let left = one_line::room(line, &before, *release as usize);
        left.into_iter().map(|left| Some(left / usage)).collect()
    }

    /// The first month of a curve that reaches a quantity. What can be made by one month
    /// can be made by every later one.
    fn search(
        &mut self,
        curve: &mut Curve,
        wanted: &Wanted,
        before: &[Job],
        release: u32,
        quantity: f64,
    ) -> Result<Option<usize>, PlanError> {
        let months = curve.len();
        let (mut low, mut high) = (release as usize, months);
        while low < high {
            let middle = usize::midpoint(low, high);
            let units = if let Some(units) = curve[middle] {
                units
            } else {
                let units = self.most(wanted, before, release, middle as u32)?;
                *curve[middle].insert(units)
            };
            // What counts as complete, as in plans.
            if units + slack(quantity) >= quantity {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Ok((low < months).then_some(low))
    }

    /// The most units that can be made from `release` to `last`.
    fn most(
        &mut self,
        wanted: &Wanted,
        before: &[Job],
        release: u32,
        last: u32,
    ) -> Result<f64, PlanError> {
        let model = self.room.model(wanted, before, release, last)?;
        self.solves += 1;
        let outcome = if self.engine == EngineChoice::Exact {
            let exact = Exact::new();
            let (outcome, kept) = match &self.warm {
                Some(start) => exact.solve_from(&model, start, &self.options)?,
                None => exact.solve_keeping(&model, &self.options)?,
            };
            if kept.is_some() {
                self.warm = kept;
            }
            outcome
        } else {
            self.engine.engine().solve(&model, &self.options)?
        };
        let solution = match outcome {
            Outcome::Finished(solution) => solution,
            Outcome::Stopped(stopped) => return Err(PlanError::Stopped(stopped.reason())),
        };
        require_proof(&model, solution.levels())
            .map_err(|flaw| EngineError::Refused { engine: self.engine.name(), flaw })?;
        let short = solution.levels().first().map_or(0.0, LevelResult::objective);
        if !tolerance::at_most(short, 0.0, self.room.promised()) {
            return Err(PlanError::Unkept { short });
        }
        let asked = model.blocks().len().saturating_sub(1);
        let cells = solution.point().cells.iter();
        let own = cells.filter(|cell| cell.column.block.index() == asked);
        Ok(own.map(|cell| cell.amount).sum())
    }
}
