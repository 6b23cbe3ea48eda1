//! Models whose vertices are whole, against every plan in whole units: nothing is read of
//! the program that the simplex method is given.
//!
//! A unit that is made takes one of a line in a period, and one part of a stock. The
//! blocks divide the columns, the periods of the lines divide them too, and "by then" is
//! a chain of sets of those periods: two laminar families, so all vertices are whole
//! (Edmonds 1970).

use apportion::model::{Carry, Column, CostPath, Model};

use super::super::number::{Rational, exact};
use super::super::solve;
use super::random::Random;

struct Whole {
    model: Model,
    columns: Vec<Vec<Column>>,
}

fn whole(seed: u64) -> Whole {
    let mut random = Random::new(seed);
    let periods = random.whole(1, 3) as u32;
    let mut builder = Model::builder(periods);
    let units = |random: &mut Random| -> Vec<f64> {
        (0..periods).map(|_| random.one_of(&[0.0, 1.0, 1.0, 2.0, 3.0])).collect()
    };
    let part = random.chance(60).then(|| {
        let supply = units(&mut random);
        builder.resource("part", Carry::Stock { limit: f64::INFINITY }, supply)
    });
    let lines = if periods == 3 { 1 } else { random.whole(1, 2) };
    let recipes = (0..lines).map(|line| {
        let line_id = builder.resource("line", Carry::Lost, units(&mut random));
        let uses = [Some(line_id), part].into_iter().flatten().map(|part| (part, 1.0)).collect();
        builder.recipe("made", 50 + line, uses)
    });
    let recipes = recipes.collect();
    let family = builder.family(recipes);
    let blocks = random.index(1, 3);
    for key in 0..blocks {
        let first = random.whole(0, u64::from(periods)) as u32;
        let quantity = random.one_of(&[1.0, 2.0, 2.0, 3.0]);
        let block = builder.block(key as u64 + 1, family, first..=periods + 1, quantity);
        if random.chance(20) {
            builder.limit(block, random.one_of(&[0.0, 1.0, 2.0]));
        }
    }
    let slopes = |random: &mut Random| -> Vec<CostPath> {
        (0..blocks)
            .map(|_| {
                let rate = random.one_of(&[1.0, 1.0, 0.1, 1e8]);
                let from = random.whole(0, u64::from(periods)) as u32;
                CostPath::Slope { from, rate, unserved: rate * 5.0 }
            })
            .collect()
    };
    let backlog = slopes(&mut random);
    builder.level("backlog", backlog);
    let table = (0..=periods).map(|period| f64::from(period / 2) / 3.0).collect();
    let paths = vec![CostPath::Table { table: 0, scale: 0.7 }; blocks];
    builder.level_with("early", paths, vec![table], Vec::new());
    builder.level("draw", vec![CostPath::Draw; blocks]);
    let model = builder.build().unwrap();
    let columns = model.block_ids().map(|block| model.columns(block).collect()).collect();
    Whole { model, columns }
}

/// Looks at every plan.
struct Search<'a> {
    whole: &'a Whole,
    used: Vec<u32>,
    cost: Vec<Rational>,
    best: Option<Vec<Rational>>,
}

impl Search<'_> {
    /// `left` units of a block are to be placed in its columns from `next` on.
    fn place(&mut self, block: usize, next: usize, left: u32) {
        let model = &self.whole.model;
        if block == model.blocks().len() {
            self.finish();
            return;
        }
        let Some(&column) = self.whole.columns[block].get(next) else {
            let id = model.block_ids().nth(block).unwrap();
            let costs = model.levels().iter().map(|level| model.unserved_cost(level, id));
            let before = self.add(costs.collect(), left);
            self.place(block + 1, 0, self.wanted(block + 1));
            self.cost = before;
            return;
        };
        let most = (model.blocks()[block].limit()).min(f64::from(left)) as u32;
        for units in 0..=most {
            let Column { block: id, recipe, period } = column;
            let levels = model.levels().iter();
            let costs = levels.map(|level| model.cost(level, id, recipe, period as usize));
            let before = self.add(costs.collect(), units);
            self.make(column, units);
            self.place(block, next + 1, left - units);
            self.make(column, units.wrapping_neg());
            self.cost = before;
        }
    }

    fn wanted(&self, block: usize) -> u32 {
        self.whole.model.blocks().get(block).map_or(0, |block| block.quantity() as u32)
    }

    fn make(&mut self, column: Column, units: u32) {
        for &(resource, _) in self.whole.model.recipe(column.recipe).uses_in(column.period as usize)
        {
            let row = self.whole.model.row(resource, column.period as usize);
            self.used[row] = self.used[row].wrapping_add(units);
        }
    }

    /// Adds to the cost and gives back what it was.
    fn add(&mut self, costs: Vec<f64>, units: u32) -> Vec<Rational> {
        let before = self.cost.clone();
        for (sum, cost) in self.cost.iter_mut().zip(costs) {
            *sum += exact(cost).unwrap() * Rational::from(units);
        }
        before
    }

    fn finish(&mut self) {
        if self.fits() && self.best.as_ref().is_none_or(|best| self.cost < *best) {
            self.best = Some(self.cost.clone());
        }
    }

    fn fits(&self) -> bool {
        let model = &self.whole.model;
        model.resources().iter().enumerate().all(|(index, resource)| {
            let mut left = 0.0;
            resource.rhs().iter().enumerate().all(|(period, rhs)| {
                let kept = if resource.carry() == Carry::Lost { 0.0 } else { left };
                left = kept + rhs - f64::from(self.used[index * model.periods() + period]);
                left >= 0.0
            })
        })
    }
}

#[test]
fn every_level_is_the_least_over_all_whole_plans() {
    for seed in 0..300 {
        let whole = whole(seed);
        let used = vec![0; whole.model.rows()];
        let cost = vec![Rational::ZERO; whole.model.levels().len()];
        let mut search = Search { whole: &whole, used, cost, best: None };
        search.place(0, 0, search.wanted(0));
        let found = solve(&whole.model).map(|optimum| optimum.levels);
        assert_eq!(found.ok(), search.best, "seed {seed}");
    }
}
