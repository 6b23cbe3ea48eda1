//! Random models of every shape, from a seed.

use apportion::model::{BlockId, Carry, CostPath, Model, ModelBuilder, RecipeId, ResourceId, Use};

/// A small generator of its own, so that a seed means the same model for ever.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x1234_5678)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(0xD134_2543_DE82_EF95).wrapping_add(1);
        (self.0 ^ (self.0 >> 29)) >> 11
    }

    /// One beside it, which changes nothing of what it draws.
    fn apart(&self) -> Self {
        Self::new(self.0 ^ 0xDA7E)
    }

    pub(crate) fn below(&mut self, end: u32) -> u32 {
        (self.next() % u64::from(end.max(1))) as u32
    }

    pub(crate) fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last - first + 1)
    }

    pub(crate) fn unit(&mut self) -> f64 {
        f64::from(self.below(1 << 30)) / f64::from(1 << 30)
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }
}

/// What a random model may contain.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools)] // Each is a switch of its own.
pub(crate) struct Mix {
    pub(crate) whole: bool,
    pub(crate) equal: bool,
    pub(crate) limits: bool,
    pub(crate) stocks: bool,
    pub(crate) stock_limits: bool,
    pub(crate) shortfalls: bool,
    pub(crate) zero_capacity: f64,
    pub(crate) full: bool,
    pub(crate) huge: bool,
    pub(crate) wide_weights: bool,
    pub(crate) levels: u32,
    pub(crate) negative: bool,
    /// Levels of few blocks, one after the other.
    pub(crate) turns: bool,
    pub(crate) dated: bool,
}

impl Mix {
    pub(crate) fn any(random: &mut Random) -> Self {
        Self {
            whole: random.chance(0.5),
            equal: random.chance(0.25),
            limits: random.chance(0.3),
            stocks: random.chance(0.5),
            stock_limits: random.chance(0.15),
            shortfalls: random.chance(0.3),
            zero_capacity: if random.chance(0.3) { 0.3 } else { 0.0 },
            full: random.chance(0.2),
            huge: random.chance(0.1),
            wide_weights: random.chance(0.2),
            levels: random.between(0, 6),
            negative: random.chance(0.2),
            dated: random.apart().chance(0.3),
            turns: false,
        }
    }

    /// The same, with levels of few blocks.
    pub(crate) fn in_turn(random: &mut Random) -> Self {
        Self { turns: true, ..Self::any(random) }
    }
}

fn amount(random: &mut Random, mix: &Mix, most: u32) -> f64 {
    if mix.equal {
        f64::from(most.div_ceil(2))
    } else if mix.whole {
        f64::from(random.between(1, most))
    } else {
        0.1 + f64::from(most) * random.unit()
    }
}

fn weight(random: &mut Random, mix: &Mix) -> f64 {
    if mix.equal {
        1.0
    } else if mix.wide_weights {
        10_f64.powi(random.between(0, 15).cast_signed() - 6)
    } else if mix.whole {
        f64::from(random.between(1, 20))
    } else {
        0.5 + 10.0 * random.unit()
    }
}

struct Parts {
    lines: Vec<ResourceId>,
    stocks: Vec<ResourceId>,
    shares: Vec<ResourceId>,
}

fn resources(
    random: &mut Random,
    mix: &Mix,
    builder: &mut ModelBuilder,
    demand: f64,
    periods: u32,
) -> Parts {
    let lines = random.between(1, 4);
    let each = if mix.full {
        demand / f64::from(periods.max(1))
    } else {
        (0.5 + random.unit()) * demand / f64::from(periods.max(1))
    };
    let mut parts = Parts { lines: Vec::new(), stocks: Vec::new(), shares: Vec::new() };
    for line in 0..lines {
        let rhs = (0..periods)
            .map(|_| {
                let full = each / f64::from(lines);
                let full = if mix.whole { full.ceil() } else { full };
                if random.chance(mix.zero_capacity) { 0.0 } else { full }
            })
            .collect();
        parts.lines.push(builder.resource(format!("line {line}"), Carry::Lost, rhs));
    }
    if mix.stocks {
        for part in 0..random.between(1, 2) {
            let rhs: Vec<f64> =
                (0..periods)
                    .map(|_| {
                        if random.chance(0.3) { 0.0 } else { (each * (0.5 + random.unit())).ceil() }
                    })
                    .collect();
            let limit = if mix.stock_limits {
                // Always enough for what nobody takes, or the model has no point at all.
                rhs.iter().sum::<f64>() * if random.chance(0.8) { 1.0 } else { 0.6 }
            } else {
                f64::INFINITY
            };
            parts.stocks.push(builder.resource(
                format!("part {part}"),
                Carry::Stock { limit },
                rhs,
            ));
        }
    }
    if mix.shortfalls {
        for share in 0..random.between(1, 2) {
            let rhs = (0..periods).map(|_| -(each * 0.4 * random.unit()).floor()).collect();
            parts.shares.push(builder.resource(format!("share {share}"), Carry::Lost, rhs));
        }
    }
    parts
}

fn recipes(
    random: &mut Random,
    mix: &Mix,
    builder: &mut ModelBuilder,
    parts: &Parts,
    periods: u32,
) -> Vec<RecipeId> {
    let usage = |random: &mut Random| {
        if mix.equal || (mix.whole && random.chance(0.7)) {
            1.0
        } else if mix.whole {
            f64::from(random.between(1, 3))
        } else {
            0.3 + random.unit()
        }
    };
    let needs: Vec<(ResourceId, f64)> = parts
        .stocks
        .iter()
        .filter_map(|&part| if random.chance(0.6) { Some((part, usage(random))) } else { None })
        .collect();
    let share = parts.shares.iter().copied().find(|_| random.chance(0.4));
    let mut recipes = Vec::new();
    let mut apart = random.apart();
    for &line in &parts.lines {
        if random.chance(0.7) {
            let mut uses = vec![(line, usage(random))];
            uses.extend(needs.iter().copied());
            uses.extend(share.map(|share| (share, -1.0)));
            if mix.negative && random.chance(0.3) {
                // A by-product: what one unit makes gives back to another line.
                if let Some(&other) = parts.lines.iter().find(|&&other| other != line) {
                    uses.push((other, -0.25));
                }
            }
            let key = u64::from(random.below(1_000_000));
            let uses = uses.into_iter().map(|(resource, usage)| {
                // What is in stock is taken otherwise from a period on, or not before it.
                let dated = mix.dated && parts.stocks.contains(&resource) && apart.chance(0.7);
                (resource, if dated { dated_use(&mut apart, periods, usage) } else { usage.into() })
            });
            let uses: Vec<(ResourceId, Use)> = uses.collect();
            recipes.push(builder.recipe_by_period("recipe", key, &uses));
        }
    }
    recipes
}

/// Two or three times as much in some periods, or nothing.
fn dated_use(random: &mut Random, periods: u32, usage: f64) -> Use {
    let factors = [1.0, f64::from(random.below(4)), f64::from(random.between(1, 3))];
    let changes = [random.below(periods), random.below(periods)];
    let factor = |period: u32| factors[changes.iter().filter(|&&from| from <= period).count()];
    Use::ByPeriod((0..periods).map(|period| usage * factor(period)).collect())
}

fn path(random: &mut Random, mix: &Mix, periods: u32, tables: usize) -> CostPath {
    match random.below(8) {
        0 if tables > 0 => CostPath::Table {
            table: random.below(tables as u32),
            scale: if random.chance(0.1) { 0.0 } else { weight(random, mix) },
        },
        1 => CostPath::Zero,
        _ => {
            let from = random.between(0, periods);
            let rate = weight(random, mix);
            CostPath::Slope { from, rate, unserved: rate * f64::from(periods - from + 5) }
        }
    }
}

fn level(
    random: &mut Random,
    mix: &Mix,
    builder: &mut ModelBuilder,
    blocks: usize,
    extras: usize,
    number: u32,
) {
    let periods = builder_periods(builder);
    let tables: Vec<Vec<f64>> = (0..2)
        .map(|_| {
            let mut cost = 0.0;
            (0..=periods)
                .map(|_| {
                    cost += f64::from(random.below(3));
                    cost
                })
                .collect()
        })
        .collect();
    let paths = match random.below(5) {
        0 => vec![CostPath::Draw; blocks],
        // A tier: most blocks do not matter.
        1 => (0..blocks)
            .map(
                |_| if random.chance(0.7) { CostPath::Zero } else { path(random, mix, periods, 2) },
            )
            .collect(),
        _ => (0..blocks).map(|_| path(random, mix, periods, 2)).collect(),
    };
    let costs = (0..extras)
        .map(|_| if random.chance(0.5) { f64::from(random.between(1, 9)) } else { 0.0 })
        .collect();
    builder.level_with(format!("level {number}"), paths, tables, costs);
}

/// A level for each of most blocks, or two of them, in an order of their own.
fn turns(
    random: &mut Random,
    mix: &Mix,
    builder: &mut ModelBuilder,
    blocks: &[BlockId],
    periods: u32,
) {
    let mut order = blocks.to_vec();
    for index in (1..order.len()).rev() {
        order.swap(index, random.below(index as u32 + 1) as usize);
    }
    let often = if random.chance(0.3) { 3 } else { 1 };
    for chunk in order.chunks(often) {
        if random.chance(0.1) {
            continue;
        }
        let mut chunk = chunk.to_vec();
        chunk.sort_unstable();
        let paths = chunk.into_iter().map(|block| {
            let from = random.between(0, periods);
            let path = match random.below(6) {
                0 => CostPath::Table { table: 0, scale: weight(random, mix) },
                1 => path(random, mix, periods, 1),
                _ => CostPath::Slope { from, rate: 1.0, unserved: f64::from(periods - from + 5) },
            };
            (block, path)
        });
        let paths = paths.collect();
        let mut cost = 0.0;
        let table = (0..=periods).map(|_| {
            cost += f64::from(random.below(3));
            cost
        });
        let table = table.collect();
        builder.level_of_few("turn", paths, vec![table]);
    }
}

/// The builder does not tell; a model with the same parts does.
fn builder_periods(builder: &ModelBuilder) -> u32 {
    builder.clone().build().map_or(0, |model| model.periods() as u32)
}

/// A random model of at most so many periods and blocks.
pub(crate) fn model(random: &mut Random, mix: &Mix, most_periods: u32, most_blocks: u32) -> Model {
    let periods = random.between(1, most_periods);
    let blocks = random.between(0, most_blocks);
    let mut builder = Model::builder(periods);
    let quantities: Vec<f64> = (0..blocks).map(|_| amount(random, mix, 12)).collect();
    let demand = quantities.iter().sum::<f64>().max(1.0);
    let parts = resources(random, mix, &mut builder, demand, periods);
    let families: Vec<_> = (0..random.between(1, 4))
        .map(|_| {
            let recipes = recipes(random, mix, &mut builder, &parts, periods);
            builder.family(recipes)
        })
        .collect();
    let mut ids = Vec::new();
    for (index, &quantity) in quantities.iter().enumerate() {
        let first = random.below(periods + 1);
        let last = if random.chance(0.8) { periods - 1 } else { random.below(periods + 3) };
        let family = families[random.below(families.len() as u32) as usize];
        let huge = mix.huge && index == 0;
        let quantity = if huge { quantity * 1e7 } else { quantity };
        // Of some nothing is wanted.
        let quantity = if random.chance(0.02) { 0.0 } else { quantity };
        let block =
            builder.block(u64::from(random.below(1_000_000)), family, first..=last, quantity);
        ids.push(block);
        if mix.limits {
            let share = f64::from(random.between(1, 4));
            let limit = if mix.whole { (quantity / share).ceil() } else { quantity / share };
            builder.limit(block, if random.chance(0.05) { 0.0 } else { limit });
        }
    }
    let mut extras = 0;
    for &share in &parts.shares {
        for period in 0..periods {
            builder.extra("shortfall", (0.0, f64::INFINITY), &[(share, period, -1.0)]);
            extras += 1;
        }
    }
    if random.chance(0.2) {
        // A fraction of an expansion: one column in many rows.
        let entries: Vec<_> = (0..periods).map(|period| (parts.lines[0], period, -2.0)).collect();
        builder.extra("expansion", (0.0, 1.0), &entries);
        extras += 1;
    }
    if mix.turns && random.chance(0.3) {
        level(random, mix, &mut builder, quantities.len(), extras, mix.levels);
    }
    if mix.turns {
        turns(random, mix, &mut builder, &ids, periods);
    }
    if mix.turns && random.chance(0.2) {
        level(random, mix, &mut builder, quantities.len(), extras, mix.levels);
        turns(random, mix, &mut builder, &ids, periods);
    }
    for number in 0..mix.levels {
        level(random, mix, &mut builder, quantities.len(), extras, number);
    }
    builder.build().expect("a valid model")
}

/// Extra columns within all sorts of bounds, fixed ones too, in rows of which most are full at
/// zero, stocks that keep nothing, and a few blocks.
pub(crate) fn knot(random: &mut Random) -> Model {
    let periods = random.between(1, 3);
    let mut builder = Model::builder(periods);
    let resources: Vec<_> = (0..random.between(2, 4))
        .map(|number| {
            let rhs = (0..periods)
                .map(|_| if random.chance(0.7) { 0.0 } else { f64::from(random.below(3)) })
                .collect();
            let limit = if random.chance(0.5) { 0.0 } else { f64::from(random.between(1, 9)) };
            let keeps = random.chance(0.3);
            let carry = if keeps { Carry::Stock { limit } } else { Carry::Lost };
            builder.resource(format!("row {number}"), carry, rhs)
        })
        .collect();
    let entry = |random: &mut Random| f64::from(random.between(0, 4)) - 2.0;
    let recipes: Vec<_> = resources
        .iter()
        .zip(1..)
        .map(|(&resource, key)| {
            let usage = f64::from(random.between(1, 2));
            builder.recipe("recipe", key, vec![(resource, usage)])
        })
        .collect();
    let family = builder.family(recipes);
    let blocks = random.below(4);
    for key in 0..blocks {
        let quantity = f64::from(random.between(1, 3));
        builder.block(u64::from(key), family, 0..=periods - 1, quantity);
    }
    let extras = random.between(4, 12);
    for number in 0..extras {
        let bounds = match random.below(6) {
            0 => (0.0, 0.0),
            1 => (1.0, 1.0),
            2 => (-1.0, 2.0),
            3 => (0.0, 4.0),
            _ => (0.0, 1.0),
        };
        let mut entries = Vec::new();
        for &resource in &resources {
            for period in 0..periods {
                let value = entry(random);
                if value != 0.0 && random.chance(0.7) {
                    entries.push((resource, period, value));
                }
            }
        }
        builder.extra(format!("extra {number}"), bounds, &entries);
    }
    for level in 0..random.between(1, 3) {
        let paths = (0..blocks)
            .map(|_| {
                let rate = f64::from(random.between(1, 3));
                CostPath::Slope { from: 0, rate, unserved: rate * f64::from(periods + 2) }
            })
            .collect();
        let costs = (0..extras).map(|_| f64::from(random.between(0, 6)) - 3.0).collect();
        builder.level_with(format!("level {level}"), paths, Vec::new(), costs);
    }
    builder.build().expect("a valid model")
}
