//! Times of the exact engine by size and shape, each from model to proven answer.
//!
//! `cargo bench --bench engine` runs all; `cargo bench --bench engine -- NAME` those
//! whose name contains NAME. The lists are deterministic. Only times of one run on one
//! machine can be compared with each other.

use std::time::Instant;

use apportion::engine::{Engine, Exact, Outcome, SolveOptions, certify};
use apportion::formulation::{Carry, CostPath, Model};

/// Multiplicative congruential numbers with a mixed output.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(0xD134_2543_DE82_EF95).wrapping_add(1);
        (self.0 ^ (self.0 >> 29)) >> 11
    }

    fn below(&mut self, end: u32) -> u32 {
        (self.next() % u64::from(end)) as u32
    }

    fn from_to(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last - first + 1)
    }

    fn unit(&mut self) -> f64 {
        f64::from(self.below(1 << 30)) / f64::from(1 << 30)
    }
}

/// Which levels a model has.
#[derive(Clone, Copy, PartialEq)]
enum Levels {
    One,
    /// Four tiers, then earliest delivery, then an order among equals.
    All,
}

struct Order {
    first: u32,
    due: u32,
    weight: f64,
    tier: u32,
}

fn orders(random: &mut Random, count: usize, periods: u32, weights: u32) -> Vec<Order> {
    (0..count)
        .map(|_| {
            let first = random.below(periods * 3 / 4);
            Order {
                first,
                due: (first + random.from_to(0, periods / 8)).min(periods),
                weight: f64::from(random.from_to(1, weights)),
                tier: random.below(4),
            }
        })
        .collect()
}

fn levels(
    builder: &mut apportion::formulation::ModelBuilder,
    orders: &[Order],
    periods: u32,
    levels: Levels,
) {
    let path = |order: &Order| CostPath::Slope {
        from: order.due,
        rate: order.weight,
        unserved: order.weight * f64::from(periods - order.due + 12),
    };
    if levels == Levels::One {
        builder.level("backlog", orders.iter().map(path).collect());
        return;
    }
    for tier in 0..4 {
        let of_tier = |order: &Order| if order.tier == tier { path(order) } else { CostPath::Zero };
        builder.level(format!("tier {tier}"), orders.iter().map(of_tier).collect());
    }
    let earliest = |_: &Order| CostPath::Slope { from: 0, rate: 1.0, unserved: f64::from(periods) };
    builder.level("earliest", orders.iter().map(earliest).collect());
    builder.level("draw", vec![CostPath::Draw; orders.len()]);
}

fn transportation(count: usize, periods: u32, weights: u32, kind: Levels, seed: u64) -> Model {
    let mut random = Random(seed);
    let orders = orders(&mut random, count, periods, weights);
    let quantities: Vec<f64> = orders.iter().map(|_| f64::from(random.from_to(1, 20))).collect();
    let total: f64 = quantities.iter().sum();
    let capacity = (total / (1.1 * f64::from(periods))).floor().max(1.0);
    let mut builder = Model::builder(periods);
    let line = builder.resource("line", Carry::Lost, vec![capacity; periods as usize]);
    let recipe = builder.recipe("line", 0, vec![(line, 1.0)]);
    let family = builder.family(vec![recipe]);
    for (order, quantity) in orders.iter().zip(&quantities) {
        builder.block(random.next(), family, order.first..=periods - 1, *quantity);
    }
    levels(&mut builder, &orders, periods, kind);
    builder.build().expect("a valid model")
}

struct Shape {
    lines: u32,
    products: u32,
    components: u32,
    periods: u32,
    orders: usize,
}

fn general(shape: &Shape, kind: Levels, seed: u64) -> Model {
    let &Shape { lines, products, components, periods, orders: count } = shape;
    let mut random = Random(seed);
    let orders = orders(&mut random, count, periods, 1000);
    let quantities: Vec<f64> = orders.iter().map(|_| f64::from(random.from_to(1, 20))).collect();
    let total: f64 = quantities.iter().sum();
    let mut builder = Model::builder(periods);
    let share = total / (1.1 * f64::from(periods));
    let lines: Vec<_> = (0..lines)
        .map(|line| {
            let rhs = vec![(share / f64::from(lines)).ceil(); periods as usize];
            builder.resource(format!("line {line}"), Carry::Lost, rhs)
        })
        .collect();
    let parts: Vec<_> = (0..components)
        .map(|part| {
            let rhs = (0..periods).map(|_| (share * (0.9 + 0.4 * random.unit())).ceil()).collect();
            builder.resource(format!("part {part}"), Carry::Stock { limit: f64::INFINITY }, rhs)
        })
        .collect();
    let families: Vec<_> = (0..products)
        .map(|product| {
            let needs: Vec<_> = parts
                .iter()
                .filter_map(|&part| {
                    (random.unit() < 0.6).then(|| (part, f64::from(random.from_to(1, 2))))
                })
                .collect();
            let mut recipes = Vec::new();
            for (number, &line) in lines.iter().enumerate() {
                if random.unit() < 0.75 || (number + 1 == lines.len() && recipes.is_empty()) {
                    let mut uses = vec![(line, 0.7 + 0.7 * random.unit())];
                    uses.extend(needs.iter().copied());
                    let key = u64::from(product) * 1000 + number as u64;
                    recipes.push(builder.recipe(format!("{product} on {number}"), key, uses));
                }
            }
            builder.family(recipes)
        })
        .collect();
    for (order, quantity) in orders.iter().zip(&quantities) {
        let family = families[random.below(products) as usize];
        builder.block(random.next(), family, order.first..=periods - 1, *quantity);
    }
    levels(&mut builder, &orders, periods, kind);
    builder.build().expect("a valid model")
}

/// Seconds of processor time of this thread, where the system tells; else wall-clock time.
fn clock(began: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| began.elapsed().as_secs_f64(), |ns| ns * 1e-9)
}

fn run(name: &str, model: impl Fn(u64) -> Model) {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    if !wanted.is_empty() && !wanted.iter().any(|part| name.contains(part.as_str())) {
        return;
    }
    for seed in 1..=3 {
        let model = model(seed);
        let began = Instant::now();
        let start = clock(began);
        let outcome = Exact::new().solve(&model, &SolveOptions::default());
        let elapsed = clock(began) - start;
        match outcome {
            Ok(Outcome::Finished(solution)) => {
                let prices: Vec<Vec<f64>> =
                    solution.levels().iter().map(|l| l.prices().unwrap_or(&[]).to_vec()).collect();
                let start = clock(began);
                let proof = certify(&model, solution.point(), &prices);
                let proof_time = clock(began) - start;
                assert!(proof.is_ok());
                let s = solution.statistics();
                println!(
                    "{name:32} {elapsed:8.4} s  proof {proof_time:7.4}  {:6.2} us/pivot  {s:?}",
                    elapsed * 1e6 / s.pivots.max(1) as f64
                );
            }
            other => println!("{name:32} {elapsed:8.4} s  {:?}", other.err()),
        }
    }
}

fn main() {
    for (count, periods, weights) in [
        (1_000, 60, 1000),
        (1_000, 120, 1000),
        (5_000, 120, 1000),
        (20_000, 120, 1000),
        (100_000, 120, 1000),
        (100_000, 120, 5),
    ] {
        for (suffix, kind) in [("", Levels::One), (" all levels", Levels::All)] {
            run(&format!("one line {count} x {periods} w{weights}{suffix}"), |seed| {
                transportation(count, periods, weights, kind, seed)
            });
        }
    }
    for (lines, periods, orders) in
        [(5, 24, 1_000), (5, 60, 1_000), (10, 60, 5_000), (10, 120, 20_000)]
    {
        let shape = Shape { lines, products: 6, components: 2, periods, orders };
        for (suffix, kind) in [("", Levels::One), (" all levels", Levels::All)] {
            run(&format!("general {lines} x {periods} x {orders}{suffix}"), |seed| {
                general(&shape, kind, seed)
            });
        }
    }
    let hard = Shape { lines: 14, products: 12, components: 6, periods: 120, orders: 20_000 };
    run("hard 14 x 120 x 20000", |seed| general(&hard, Levels::One, seed));
}
