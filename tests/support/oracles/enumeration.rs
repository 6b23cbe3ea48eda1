//! The best of all plans in whole units, found by trying every one.

use apportion::model::{Level, Model};

/// What can be made: so many units in each slot. Where there is a supply, the units of a
/// slot and of all before it are no more than have come by then.
#[derive(Debug, Clone)]
pub(crate) struct Slots {
    pub(crate) room: Vec<u32>,
    pub(crate) supply: Option<Vec<u32>>,
}

/// What is wanted: whole units, and the ways to serve each of them.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) units: u32,
    pub(crate) ways: Vec<Way>,
}

/// A slot, or none if the unit is left, and what that costs on each level: never less
/// than nothing.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    pub(crate) slot: Option<usize>,
    pub(crate) costs: Vec<f64>,
}

/// The lexicographically least costs of serving all jobs.
pub(crate) fn least(slots: &Slots, jobs: &[Job]) -> Vec<f64> {
    let levels = jobs.iter().flat_map(|job| &job.ways).map(|way| way.costs.len()).max();
    let used = vec![0; slots.room.len()];
    let mut search = Search { slots, jobs, used, best: None };
    let units = jobs.first().map_or(0, |job| job.units);
    search.place(0, 0, units, &vec![0.0; levels.unwrap_or(0)]);
    search.best.unwrap_or_default()
}

struct Search<'a> {
    slots: &'a Slots,
    jobs: &'a [Job],
    /// Units in each slot.
    used: Vec<u32>,
    best: Option<Vec<f64>>,
}

impl Search<'_> {
    /// Places what is open of a job, from one of its ways on, and all jobs after it.
    fn place(&mut self, job: usize, way: usize, open: u32, costs: &[f64]) {
        if self.best.as_ref().is_some_and(|best| costs >= &best[..]) || !self.supplied() {
            return;
        }
        let Some(wanted) = self.jobs.get(job) else {
            self.best = Some(costs.to_vec());
            return;
        };
        if open == 0 {
            let next = self.jobs.get(job + 1).map_or(0, |next| next.units);
            return self.place(job + 1, 0, next, costs);
        }
        let Some(Way { slot, costs: unit }) = wanted.ways.get(way) else { return };
        let room = slot.map_or(u32::MAX, |slot| self.slots.room[slot] - self.used[slot]);
        for units in 0..=open.min(room) {
            let sum: Vec<f64> =
                costs.iter().zip(unit).map(|(sum, cost)| sum + f64::from(units) * cost).collect();
            if let Some(slot) = *slot {
                self.used[slot] += units;
            }
            self.place(job, way + 1, open - units, &sum);
            if let Some(slot) = *slot {
                self.used[slot] -= units;
            }
        }
    }

    fn supplied(&self) -> bool {
        let Some(supply) = &self.slots.supply else { return true };
        let mut stock = 0;
        self.used.iter().zip(supply).all(|(used, came)| {
            stock += i64::from(*came) - i64::from(*used);
            stock >= 0
        })
    }
}

/// The same of a model in which one unit takes one unit of one resource and all of
/// `capacities` (by row) and `quantities` are whole.
pub(crate) fn least_of(model: &Model, capacities: &[u32], quantities: &[u32]) -> Vec<f64> {
    let on_each_level =
        |cost: &dyn Fn(&Level) -> f64| -> Vec<f64> { model.levels().iter().map(cost).collect() };
    let jobs = model.block_ids().zip(quantities).map(|(block, &units)| {
        let served = model.columns(block).map(|column| {
            let period = column.period as usize;
            let (resource, _) = model.recipe(column.recipe).uses_in(column.period as usize)[0];
            Way {
                slot: Some(model.row(resource, period)),
                costs: on_each_level(&|level| model.cost(level, block, column.recipe, period)),
            }
        });
        let costs = on_each_level(&|level| model.unserved_cost(level, block));
        Job { units, ways: served.chain([Way { slot: None, costs }]).collect() }
    });
    let jobs: Vec<Job> = jobs.collect();
    least(&Slots { room: capacities.to_vec(), supply: None }, &jobs)
}

/// Two units of which one can be made in time: the dearer one is.
#[test]
fn the_least_of_all_is_found() {
    let way = |slot, cost: f64| Way { slot, costs: vec![cost, 1.0] };
    let job = |cost: f64| Job {
        units: 1,
        ways: vec![way(Some(0), 0.0), way(Some(1), cost), way(None, 9.0)],
    };
    let jobs = [job(2.0), job(3.0)];
    let slots = Slots { room: vec![1, 1], supply: None };
    assert_eq!(least(&slots, &jobs), [2.0, 2.0]);
    let scarce = Slots { supply: Some(vec![0, 1]), ..slots.clone() };
    assert_eq!(least(&scarce, &jobs), [11.0, 2.0]);
    let ample = Slots { supply: Some(vec![2, 0]), ..slots };
    assert_eq!(least(&ample, &jobs), [2.0, 2.0]);
    assert!(least(&ample, &[]).is_empty());
}
