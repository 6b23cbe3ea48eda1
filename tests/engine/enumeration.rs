//! Tiny transportation models against the enumeration of all whole plans.

use apportion::model::{Carry, CostPath, LevelResult, Model};

use crate::engine::generator::Random;
use crate::engine::solve;
use crate::support::oracles::enumeration::{Job, Slots, Way, least};

struct Tiny {
    capacity: Vec<u32>,
    /// First period, due period, weight, quantity.
    blocks: Vec<(u32, u32, u32, u32)>,
}

impl Tiny {
    fn new(random: &mut Random) -> Self {
        let periods = random.between(1, 3);
        Self {
            capacity: (0..periods).map(|_| random.below(4)).collect(),
            blocks: (0..random.between(1, 4))
                .map(|_| {
                    let (first, due) = (random.below(periods), random.below(periods));
                    (first, due, random.between(1, 4), random.between(1, 3))
                })
                .collect(),
        }
    }

    fn periods(&self) -> u32 {
        self.capacity.len() as u32
    }

    /// Weighted backlog and sum of periods of one unit; the last column is unserved.
    fn costs(&self, block: usize, period: u32) -> [u32; 2] {
        let (_, due, weight, _) = self.blocks[block];
        if period == self.periods() {
            [weight * (self.periods() - due + 12), 2 * self.periods()]
        } else {
            [weight * period.saturating_sub(due), period]
        }
    }

    /// The lexicographic optimum over all whole plans.
    fn best(&self) -> Vec<f64> {
        let jobs = self.blocks.iter().enumerate().map(|(block, &(first, _, _, units))| {
            let ways = (first..=self.periods()).map(|period| Way {
                slot: (period < self.periods()).then_some(period as usize),
                costs: self.costs(block, period).map(f64::from).to_vec(),
            });
            Job { units, ways: ways.collect() }
        });
        let jobs: Vec<Job> = jobs.collect();
        least(&Slots { room: self.capacity.clone(), supply: None }, &jobs)
    }

    fn model(&self) -> Model {
        let periods = self.periods();
        let mut builder = Model::builder(periods);
        let rhs = self.capacity.iter().map(|&units| f64::from(units)).collect();
        let line = builder.resource("line", Carry::Lost, rhs);
        let recipe = builder.recipe("line", 0, vec![(line, 1.0)]);
        let family = builder.family(vec![recipe]);
        let mut paths = Vec::new();
        for (key, &(first, due, weight, quantity)) in self.blocks.iter().enumerate() {
            builder.block(key as u64, family, first..=periods - 1, f64::from(quantity));
            let rate = f64::from(weight);
            let unserved = rate * f64::from(periods - due + 12);
            paths.push(CostPath::Slope { from: due, rate, unserved });
        }
        builder.level("backlog", paths);
        let table: Vec<f64> = (0..periods).chain([2 * periods]).map(f64::from).collect();
        let earliest = vec![CostPath::Table { table: 0, scale: 1.0 }; self.blocks.len()];
        builder.level_with("earliest", earliest, vec![table], Vec::new());
        builder.build().expect("a valid model")
    }
}

#[test]
fn both_levels_agree_with_enumeration() {
    for seed in 0..400 {
        let tiny = Tiny::new(&mut Random::new(seed));
        let solution = solve(&tiny.model()).expect("an answer");
        let found: Vec<f64> = solution.levels().iter().map(LevelResult::objective).collect();
        assert_eq!(found, tiny.best(), "seed {seed}");
    }
}
