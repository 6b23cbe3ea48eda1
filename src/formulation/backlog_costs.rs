//! What a month of backlog costs where weights or tiers change with time.

use std::collections::BTreeMap;

use super::blocks::Group;
use crate::model::CostPath;
use crate::ranking::{Ranking, WeightStep};
use crate::scenario::{Lost, Month, Scenario};

/// The cost of backlog of one tier, block by block. Blocks of the same weights by month,
/// the same due month and the same last month, after which both leave or neither, share a table.
pub(super) struct BacklogCosts<'a> {
    scenario: &'a Scenario,
    ranking: &'a Ranking,
    tier: usize,
    known: BTreeMap<(Option<usize>, Month, u32, Option<Month>), u32>,
    pub(super) tables: Vec<Vec<f64>>,
}

impl<'a> BacklogCosts<'a> {
    pub(super) fn new(scenario: &'a Scenario, ranking: &'a Ranking, tier: usize) -> Self {
        Self { scenario, ranking, tier, known: BTreeMap::new(), tables: Vec::new() }
    }

    /// The cost path of a block: a slope where nothing changes.
    pub(super) fn path(&mut self, group: &Group<'_>) -> CostPath {
        let steps = group.path.map(|path| &self.ranking.paths()[path][..]);
        let reaches = match steps {
            None => group.tier == self.tier,
            Some(steps) => held(steps, self.scenario.start()).any(|step| step.tier == self.tier),
        };
        if !reaches {
            return CostPath::Zero;
        }
        if steps.is_none() && self.ranking.ageing() <= 0.0 {
            return slope(self.scenario, self.ranking, group, group.weight);
        }
        let next = self.tables.len() as u32;
        let alike = (group.path, group.due_month, group.window.end, group.last);
        let table = *self.known.entry(alike).or_insert(next);
        if table == next {
            self.tables.push(self.table(steps, group));
        }
        CostPath::Table { table, scale: group.weight }
    }

    /// The sum of the weights of the months from due on: up to each month; and what a unit that
    /// is left counts, whose months end with the last in which it can be taken and the tail.
    fn table(&self, steps: Option<&[WeightStep]>, group: &Group<'_>) -> Vec<f64> {
        let months = self.scenario.months();
        let mut steps = steps.unwrap_or_default().iter().peekable();
        let mut now = (self.tier, 1.0);
        let mut table = Vec::with_capacity(months as usize + 1);
        let (mut sum, mut left) = (0.0, 0.0);
        let counted = counted(self.scenario, self.ranking, group);
        for index in 0..months {
            let month = self.scenario.month(index as usize);
            while let Some(step) = steps.next_if(|step| step.from <= month) {
                now = (step.tier, step.weight);
            }
            let waited = f64::from(month.since(group.due_month));
            let weight = now.1 * (1.0 + self.ranking.ageing() * waited);
            let weight = if now.0 == self.tier { weight } else { 0.0 };
            table.push(sum);
            // Nothing is taken after the last month, and costs do not fall.
            if (group.due..counted).contains(&index) {
                sum += weight;
            }
            let tail = tail(self.scenario, self.ranking, group);
            match group.last {
                // Who left before the first month has its tier and weight, and grew no older than
                // it was when it left.
                Some(last) if counted == 0 && index == 0 && now.0 == self.tier => {
                    let waited = f64::from(last.since(group.due_month));
                    left = tail * now.1 * (1.0 + self.ranking.ageing() * waited);
                }
                _ if index + 1 == counted => left = sum + weight * tail,
                _ => {}
            }
        }
        table.push(left);
        table
    }
}

/// The steps that hold in some month from one on.
pub(super) fn held(steps: &[WeightStep], start: Month) -> impl Iterator<Item = &WeightStep> {
    let over = steps.iter().skip(1).take_while(move |next| next.from <= start).count();
    steps.iter().skip(over)
}

/// The index of the month up to which a unit that is left counts month by month: the end of the
/// horizon, or the month in which its customer is gone.
fn counted(scenario: &Scenario, ranking: &Ranking, group: &Group<'_>) -> u32 {
    match ranking.lost() {
        Lost::Months | Lost::Value => group.window.end,
        Lost::Waiting => scenario.months(),
    }
}

/// The months that a unit counts which is left, beyond those: as many of the tail as are not
/// before its due month. What is lost and counts by value has been counted.
fn tail(scenario: &Scenario, ranking: &Ranking, group: &Group<'_>) -> f64 {
    if group.last.is_some() && ranking.lost() == Lost::Value {
        return 0.0;
    }
    let counted = f64::from(counted(scenario, ranking, group));
    let due = f64::from(group.due_month.since(scenario.start()));
    (counted + ranking.tail() - due).clamp(0.0, ranking.tail())
}

/// The same weight in every month.
pub(super) fn slope(
    scenario: &Scenario,
    ranking: &Ranking,
    group: &Group<'_>,
    weight: f64,
) -> CostPath {
    let late = f64::from(counted(scenario, ranking, group).saturating_sub(group.due));
    let unserved = weight * (late + tail(scenario, ranking, group));
    CostPath::Slope { from: group.due, rate: weight, unserved }
}
