//! The greatest models that the oracle is for.

use apportion::model::{Carry, CostPath, Model};

use super::random::Random;

/// About 60 columns of blocks, 40 rows and 8 levels, of numbers with all their bits in use
/// or of whole ones with many ties.
pub(super) fn great(seed: u64) -> Model {
    sized(seed, 6, 10)
}

/// The same with other numbers of periods and blocks.
pub(super) fn sized(seed: u64, periods: u32, blocks: u64) -> Model {
    let mut random = Random::new(seed);
    let random = &mut random;
    let is_whole = seed.is_multiple_of(2);
    let number = |random: &mut Random, low: f64, high: f64| {
        let drawn = random.real(low, high);
        if is_whole { drawn.round() } else { drawn }
    };
    let mut builder = Model::builder(periods);
    let mut resource = |random: &mut Random, carry| {
        let rhs = (0..periods).map(|_| number(random, 0.0, 9.0)).collect();
        builder.resource("resource", carry, rhs)
    };
    let lines = [(); 3].map(|()| resource(random, Carry::Lost));
    let parts = [(); 2].map(|()| resource(random, Carry::Stock { limit: f64::INFINITY }));
    let families = [(); 3].map(|()| {
        let recipes = (0..2).map(|key| {
            let line = (lines[random.index(0, 2)], random.one_of(&[1.0, 1.3, 0.7]));
            let part = (parts[random.index(0, 1)], random.one_of(&[1.0, 2.0, 0.1]));
            builder.recipe("made", key, vec![line, part])
        });
        let recipes = recipes.collect();
        builder.family(recipes)
    });
    for key in 0..blocks {
        let first = random.whole(0, u64::from(periods) - 2) as u32;
        let quantity = number(random, 1.0, 15.0);
        let block = builder.block(key, families[random.index(0, 2)], first..=first + 3, quantity);
        if random.chance(20) {
            builder.limit(block, number(random, 1.0, 4.0));
        }
    }
    for tier in 0..6 {
        let most = [1.0, 1e3, 1e8][random.index(0, 2)];
        let paths = (0..blocks).map(|block| {
            if block % 6 != tier && random.chance(50) {
                return CostPath::Zero;
            }
            let rate = number(random, 1.0, 1.0 + most);
            let from = random.whole(0, u64::from(periods)) as u32;
            CostPath::Slope { from, rate, unserved: rate * f64::from(periods + 12 - from) }
        });
        let paths = paths.collect();
        builder.level("tier", paths);
    }
    let early = CostPath::Slope { from: 0, rate: 1.0, unserved: f64::from(periods) };
    builder.level("early", vec![early; blocks as usize]);
    builder.level("draw", vec![CostPath::Draw; blocks as usize]);
    builder.build().unwrap()
}
