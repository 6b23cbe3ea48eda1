//! Random models, the same for the same seed on every machine.

use apportion::model::{Carry, CostPath, FamilyId, Model, ModelBuilder, ResourceId, Use};

/// A small generator of random numbers (`SplitMix64`).
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number in `low ..= high`.
    pub(crate) fn whole(&mut self, low: u64, high: u64) -> u64 {
        low + self.bits() % (high - low + 1)
    }

    /// A number in `low .. high`.
    pub(crate) fn real(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.bits() % 100 < percent
    }

    pub(crate) fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[(self.bits() % list.len() as u64) as usize]
    }
}

/// A model with a bit of everything: lines of unequal usage, components with and without
/// a stock limit, shares wanted of a line with a shortfall column, limits, equal data,
/// empty months, spans that are empty or begin after the due period.
///
/// `size` 1 gives at most 12 periods and 14 blocks, greater ones more.
pub(crate) fn anything(seed: u64, size: u64) -> Model {
    let mut random = Random::new(seed);
    // One of its own, so that the rest of a seed's model is what it always was.
    let mut dates = Random::new(seed ^ 0xDA7E);
    let periods = random.whole(1, 12 * size) as u32;
    let blocks = random.whole(1, 14 * size);
    let mut builder = Model::builder(periods);
    let lines = random.whole(1, 3);
    let whole = random.chance(50);
    let alike = random.chance(25);
    let mut families: Vec<FamilyId> = Vec::new();
    let lines: Vec<ResourceId> = (0..lines)
        .map(|line| {
            let rhs = (0..periods)
                .map(|_| match random.whole(0, 9) {
                    0 => 0.0,
                    _ if alike => 5.0,
                    _ if whole => random.whole(1, 12) as f64,
                    _ => random.real(1.0, 12.0),
                })
                .collect();
            builder.resource(format!("line {line}"), Carry::Lost, rhs)
        })
        .collect();
    let components: Vec<ResourceId> = (0..random.whole(0, 2))
        .map(|component| {
            let limit = if random.chance(40) { random.whole(0, 20) as f64 } else { f64::INFINITY };
            // With a limit on the stock, what cannot be used must have somewhere to go.
            let rhs: Vec<f64> = (0..periods).map(|_| random.whole(0, 9) as f64).collect();
            let resource =
                builder.resource(format!("part {component}"), Carry::Stock { limit }, rhs);
            if limit.is_finite() {
                for period in 0..periods {
                    builder.extra("scrap", (0.0, f64::INFINITY), &[(resource, period, 1.0)]);
                }
            }
            resource
        })
        .collect();
    for product in 0..random.whole(1, 3) {
        let mut recipes = Vec::new();
        for &line in &lines {
            if recipes.is_empty() || random.chance(70) {
                let usage = if whole { 1.0 } else { random.one_of(&[0.5, 1.0, 1.5, 1.3, 0.7]) };
                let mut uses = vec![(line, usage)];
                for &component in &components {
                    if random.chance(60) {
                        uses.push((component, random.one_of(&[1.0, 2.0, 0.25])));
                    }
                }
                let key = 100 + product * 10 + line.index() as u64;
                let uses = uses.into_iter().map(|(resource, usage): (ResourceId, f64)| {
                    let dated = components.contains(&resource) && dates.chance(30);
                    let from = dates.whole(0, u64::from(periods) - 1) as usize;
                    let after = |period| if period < from { usage } else { 2.0 * usage };
                    let by_period = (0..periods as usize).map(after).collect();
                    (resource, if dated { Use::ByPeriod(by_period) } else { usage.into() })
                });
                let uses: Vec<(ResourceId, Use)> = uses.collect();
                recipes.push(builder.recipe_by_period(format!("product {product}"), key, &uses));
            }
        }
        families.push(builder.family(recipes));
    }
    let mut dues = Vec::new();
    for key in 0..blocks {
        let first = random.whole(0, u64::from(periods)) as u32;
        let last = if random.chance(10) { first.saturating_sub(1) } else { periods + 3 };
        let quantity = match random.whole(0, 9) {
            _ if alike => 3.0,
            0..=5 => random.whole(1, 15) as f64,
            6 => 1000.0,
            _ => random.real(0.1, 15.0),
        };
        let block = builder.block(key + 1, random.one_of(&families), first..=last, quantity);
        if random.chance(15) {
            builder.limit(block, random.one_of(&[0.0, 0.5, 1.0, 2.0, quantity]));
        }
        dues.push(random.whole(0, u64::from(periods)) as u32);
    }
    let shared = share(&mut builder, &mut random, &lines, periods);
    levels(&mut builder, &mut random, &dues, periods, whole, shared);
    builder.build().unwrap()
}

/// A line's window is to be used by at least so much, but for a shortfall.
fn share(
    builder: &mut ModelBuilder,
    random: &mut Random,
    lines: &[ResourceId],
    periods: u32,
) -> bool {
    let wanted = random.chance(40);
    if wanted {
        let period = random.whole(0, u64::from(periods) - 1) as u32;
        let mut rhs = vec![0.0; periods as usize];
        rhs[period as usize] = -2.0;
        let wanted = builder.resource("at least", Carry::Lost, rhs);
        builder.extra("shortfall", (0.0, 2.0), &[(wanted, period, -1.0)]);
        builder.extra(
            "expansion",
            (random.one_of(&[0.0, 1.0]), random.one_of(&[1.0, 4.0])),
            &[(lines[0], period, -1.0), (wanted, period, -0.5)],
        );
    }
    wanted
}

fn levels(
    builder: &mut ModelBuilder,
    random: &mut Random,
    dues: &[u32],
    periods: u32,
    whole: bool,
    shared: bool,
) {
    let most = random.one_of(&[1, 10, 1_000, 1_000_000]);
    let tiers = random.whole(1, 2);
    for tier in 0..tiers {
        let table: Vec<f64> = {
            let mut sum = 0.0;
            (0..=periods)
                .map(|_| {
                    sum += random.whole(0, 3) as f64;
                    sum
                })
                .collect()
        };
        let paths = dues
            .iter()
            .map(|&from| {
                let weight = if whole {
                    random.whole(1, most) as f64
                } else {
                    random.real(1.0, 1.0 + most as f64)
                };
                let last = f64::from(periods - from + 12);
                match random.whole(0, 9) {
                    0..=1 if tiers > 1 => CostPath::Zero,
                    2 => CostPath::Table { table: 0, scale: weight },
                    _ => CostPath::Slope { from, rate: weight, unserved: weight * last },
                }
            })
            .collect();
        let extras = if shared && random.chance(50) { vec![2.5] } else { Vec::new() };
        builder.level_with(format!("backlog {tier}"), paths, vec![table], extras);
    }
    let early = CostPath::Slope { from: 0, rate: 1.0, unserved: f64::from(periods) };
    builder.level("earliest", vec![early; dues.len()]);
    builder.level("draw", vec![CostPath::Draw; dues.len()]);
}

/// The size to reach quickly: one line, two components with stock, `blocks` orders,
/// demand a tenth above capacity, all levels.
pub(crate) fn large(seed: u64, blocks: usize, periods: u32) -> Model {
    let mut random = Random::new(seed);
    let mut builder = Model::builder(periods);
    let quantities: Vec<f64> = (0..blocks).map(|_| random.whole(10, 500) as f64).collect();
    let monthly = (quantities.iter().sum::<f64>() / 1.1 / f64::from(periods)).round();
    let ramp = (0..periods).map(|t| (monthly * (0.5 + f64::from(t) / f64::from(periods))).round());
    let line = builder.resource("line", Carry::Lost, ramp.collect());
    let supply = |builder: &mut ModelBuilder, label: &str, share: f64, opening: f64| {
        let mut rhs = vec![(monthly * share).round(); periods as usize];
        rhs[0] += (monthly * opening).round();
        builder.resource(label, Carry::Stock { limit: f64::INFINITY }, rhs)
    };
    let first = supply(&mut builder, "first", 1.0, 2.0);
    let second = supply(&mut builder, "second", 1.9, 5.0);
    let families: Vec<FamilyId> = [(1.0, 2.0), (1.5, 1.0)]
        .iter()
        .enumerate()
        .map(|(key, &(usage, need))| {
            let uses = vec![(line, usage), (first, 1.0), (second, need)];
            let recipe = builder.recipe("line", key as u64, uses);
            builder.family(vec![recipe])
        })
        .collect();
    let mut paths = Vec::new();
    let mut order = Vec::new();
    for (key, &quantity) in quantities.iter().enumerate() {
        let release = random.whole(0, u64::from(periods) * 3 / 4) as u32;
        let due = (release + random.whole(2, 24) as u32).min(periods);
        builder.block(key as u64, random.one_of(&families), release..=periods, quantity);
        let weight = random.whole(1, 1000) as f64;
        let unserved = weight * f64::from(periods - due + 12);
        paths.push(CostPath::Slope { from: due, rate: weight, unserved });
        let rank = (key + 1) as f64;
        order.push(CostPath::Slope { from: 0, rate: rank, unserved: rank * f64::from(periods) });
    }
    builder.level("backlog", paths);
    let early = CostPath::Slope { from: 0, rate: 1.0, unserved: f64::from(periods) };
    builder.level("earliest", vec![early; blocks]);
    builder.level("order", order);
    builder.level("draw", vec![CostPath::Draw; blocks]);
    builder.build().unwrap()
}
