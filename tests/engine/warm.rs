//! A warm start changes the work, never the answer.

use apportion::engine::{
    Engine, EngineError, Exact, Outcome, Solution, SolveOptions, WarmStart, certify, require_proof,
};
use apportion::model::{Carry, CostPath, Model, Prices};

use crate::engine::generator::{Mix, Random, model};
use crate::support::uses;

/// A level with its tables and costs of extra columns.
#[derive(Debug, Clone)]
struct Costs {
    paths: Vec<CostPath>,
    tables: Vec<Vec<f64>>,
    extras: Vec<f64>,
}

/// A block with a key of its own.
#[derive(Debug, Clone)]
struct Wish {
    key: u64,
    family: usize,
    span: (u32, u32),
    quantity: f64,
    limit: f64,
}

/// A model in parts that can be changed.
#[derive(Debug, Clone)]
struct Plain {
    base: Model,
    rhs: Vec<Vec<f64>>,
    wishes: Vec<Wish>,
    levels: Vec<Costs>,
}

impl Plain {
    /// With a last level that leaves nothing open.
    fn new(base: Model) -> Self {
        let wishes: Vec<Wish> = base
            .blocks()
            .iter()
            .zip(0..)
            .map(|(block, key)| Wish {
                key,
                family: block.family().index(),
                span: (block.first() as u32, block.last() as u32),
                quantity: block.quantity(),
                limit: block.limit(),
            })
            .collect();
        let mut levels: Vec<Costs> = base
            .levels()
            .iter()
            .map(|level| Costs {
                paths: level.paths().map(|part| part.1).collect(),
                tables: level.tables().to_vec(),
                extras: level.extras().to_vec(),
            })
            .collect();
        levels.push(Costs {
            paths: vec![CostPath::Draw; wishes.len()],
            tables: Vec::new(),
            // Different for each, so that nothing is left open here either.
            extras: (0..base.extras().len()).map(|extra| 0.5 + 0.001 * extra as f64).collect(),
        });
        let rhs = base.resources().iter().map(|resource| resource.rhs().to_vec()).collect();
        Self { base, rhs, wishes, levels }
    }

    fn build(&self) -> Model {
        let mut builder = Model::builder(self.base.periods() as u32);
        let mut resources = Vec::new();
        for (resource, rhs) in self.base.resources().iter().zip(&self.rhs) {
            resources.push(builder.resource(resource.label(), resource.carry(), rhs.clone()));
        }
        let mut recipes = Vec::new();
        for (recipe, key) in self.base.recipes().iter().zip(1000..) {
            let uses = uses::of(&self.base, recipe).into_iter();
            let uses = uses.map(|(id, usage)| (resources[id.index()], usage)).collect::<Vec<_>>();
            recipes.push(builder.recipe_by_period(recipe.label(), key, &uses));
        }
        let mut families = Vec::new();
        for family in self.base.families() {
            families.push(builder.family(family.iter().map(|id| recipes[id.index()]).collect()));
        }
        for wish in &self.wishes {
            let (first, last) = wish.span;
            let block = builder.block(wish.key, families[wish.family], first..=last, wish.quantity);
            builder.limit(block, wish.limit);
        }
        for extra in self.base.extras() {
            let entries: Vec<_> = extra
                .entries()
                .map(|(row, value)| {
                    let (resource, period) = self.base.row_parts(row);
                    (resources[resource.index()], period as u32, value)
                })
                .collect();
            builder.extra(extra.label(), (extra.lower(), extra.upper()), &entries);
        }
        for (level, number) in self.levels.iter().zip(0..) {
            builder.level_with(
                format!("level {number}"),
                level.paths.clone(),
                level.tables.clone(),
                level.extras.clone(),
            );
        }
        builder.build().expect("a valid model")
    }

    /// Something happens, by chance.
    fn change(&mut self, random: &mut Random) {
        match random.below(6) {
            0 => self.scale_row(random, 0.95),
            1 => self.scale_row(random, 0.0),
            2 => self.scale_row(random, 1.3),
            3 => self.change_weights(random),
            4 => self.add_blocks(random),
            _ => self.remove_blocks(random),
        }
    }

    fn scale_row(&mut self, random: &mut Random, factor: f64) {
        let resource = random.below(self.rhs.len() as u32) as usize;
        let periods = self.rhs[resource].len() as u32;
        self.rhs[resource][random.below(periods) as usize] *= factor;
    }

    fn change_weights(&mut self, random: &mut Random) {
        for level in &mut self.levels {
            for path in &mut level.paths {
                if random.chance(0.05) {
                    let factor = if random.chance(0.5) { 1.1 } else { 0.9 };
                    *path = match *path {
                        CostPath::Slope { from, rate, unserved } => CostPath::Slope {
                            from,
                            rate: factor * rate,
                            unserved: factor * unserved,
                        },
                        CostPath::Table { table, scale } => {
                            CostPath::Table { table, scale: factor * scale }
                        }
                        other => other,
                    };
                }
            }
        }
    }

    fn add_blocks(&mut self, random: &mut Random) {
        for _ in 0..random.between(1, 3) {
            if self.wishes.is_empty() {
                return;
            }
            let like = random.below(self.wishes.len() as u32) as usize;
            let key = 1_000_000 + u64::from(random.below(1_000_000));
            let wish = Wish { key, ..self.wishes[like].clone() };
            self.wishes.push(wish);
            for level in &mut self.levels {
                level.paths.push(level.paths[like]);
            }
        }
    }

    fn remove_blocks(&mut self, random: &mut Random) {
        for _ in 0..random.between(1, 3) {
            if self.wishes.is_empty() {
                return;
            }
            let gone = random.below(self.wishes.len() as u32) as usize;
            self.wishes.remove(gone);
            for level in &mut self.levels {
                level.paths.remove(gone);
            }
        }
    }
}

/// The solution with what was kept, proven once more from the model.
fn finished(
    model: &Model,
    kept: Result<(Outcome, Option<WarmStart>), EngineError>,
) -> Result<(Solution, WarmStart), EngineError> {
    let (Outcome::Finished(solution), Some(start)) = kept? else { panic!("no limit was set") };
    let prices: Vec<Prices> =
        solution.levels().iter().map(|level| level.prices().unwrap().clone()).collect();
    let levels = certify(model, solution.point(), &prices).expect("a feasible point");
    require_proof(model, &levels).expect("a proven point");
    Ok((solution, start))
}

fn same_answer(model: &Model, warm: &Solution, cold: &Solution) -> Result<(), String> {
    for (warm, cold) in warm.levels().iter().zip(cold.levels()) {
        let (a, b) = (warm.objective(), cold.objective());
        if (a - b).abs() > 1e-9 * a.abs().max(b.abs()).max(1.0) {
            return Err(format!("objectives {a} and {b}"));
        }
    }
    let table = |solution: &Solution| {
        let mut amounts = std::collections::BTreeMap::new();
        for cell in &solution.point().cells {
            amounts.insert(cell.column, cell.amount);
        }
        amounts
    };
    let (a, b) = (table(warm), table(cold));
    for column in a.keys().chain(b.keys()) {
        let x = a.get(column).copied().unwrap_or(0.0);
        let y = b.get(column).copied().unwrap_or(0.0);
        let scale = model.blocks()[column.block.index()].quantity().max(1.0);
        if (x - y).abs() > 1e-9 * scale {
            return Err(format!("{column:?}: {x} and {y}"));
        }
    }
    Ok(())
}

/// Chains of changes, each solved warm from the last and from nothing.
fn compare(seeds: std::ops::Range<u64>, most_periods: u32, most_blocks: u32) {
    let options = SolveOptions::default();
    let mut failures = Vec::new();
    let mut compared = 0;
    for seed in seeds {
        let mut random = Random::new(seed);
        let mix = Mix { huge: false, wide_weights: false, ..Mix::any(&mut random) };
        let mut plain = Plain::new(model(&mut random, &mix, most_periods, most_blocks));
        let first = plain.build();
        let kept = Exact::new().solve_keeping(&first, &options);
        let Ok((_, mut start)) = finished(&first, kept) else { continue };
        for step in 0..4 {
            plain.change(&mut random);
            let model = plain.build();
            let cold = Exact::new().solve(&model, &options);
            let warm = Exact::new().solve_from(&model, &start, &options);
            let (cold, warm) = match (cold, finished(&model, warm)) {
                (Ok(Outcome::Finished(cold)), Ok(warm)) => (cold, warm),
                (Err(a), Err(b)) if a == b => break,
                (a, b) => {
                    failures.push(format!("seed {seed} step {step}: {a:?}\n{b:?}"));
                    break;
                }
            };
            compared += 1;
            if let Err(what) = same_answer(&model, &warm.0, &cold) {
                failures.push(format!("seed {seed} step {step}, {mix:?}: {what}"));
            }
            start = warm.1;
        }
    }
    assert!(failures.is_empty(), "{} of {compared}:\n{}", failures.len(), failures.join("\n"));
    assert!(compared > 0);
}

#[test]
fn warm_equals_cold_on_tiny_models() {
    compare(40_000..40_400, 5, 10);
}

#[test]
fn warm_equals_cold_on_small_models() {
    compare(50_000..50_100, 15, 60);
}

#[test]
fn warm_equals_cold_on_larger_models() {
    compare(60_000..60_004, 40, 300);
}

#[test]
fn nothing_changed_takes_no_pivot() {
    let mut random = Random::new(5);
    let mut mix = Mix::any(&mut random);
    (mix.huge, mix.wide_weights, mix.negative, mix.stock_limits) = (false, false, false, false);
    let model = Plain::new(model(&mut random, &mix, 30, 200)).build();
    let options = SolveOptions::default();
    let (cold, start) = finished(&model, Exact::new().solve_keeping(&model, &options)).unwrap();
    let (warm, again) =
        finished(&model, Exact::new().solve_from(&model, &start, &options)).unwrap();
    assert_eq!(warm.statistics().pivots, 0);
    assert_eq!(warm.point(), cold.point());
    assert_eq!(again, start);
}

#[test]
fn a_start_of_something_else_does_no_harm() {
    let options = SolveOptions::default();
    for seed in 0..40 {
        let mut random = Random::new(70_000 + seed);
        let mut mix = Mix::any(&mut random);
        (mix.huge, mix.wide_weights) = (false, false);
        let one = Plain::new(model(&mut random, &mix, 8, 20)).build();
        let other = Plain::new(model(&mut random, &mix, 8, 20)).build();
        let Ok((_, start)) = Exact::new().solve_keeping(&one, &options) else { continue };
        let start = start.expect("no limit was set");
        let warm = Exact::new().solve_from(&other, &start, &options);
        match (Exact::new().solve(&other, &options), finished(&other, warm)) {
            (Ok(Outcome::Finished(cold)), Ok((warm, _))) => {
                same_answer(&other, &warm, &cold).unwrap();
            }
            (Err(a), Err(b)) => assert_eq!(a, b),
            (a, b) => panic!("{a:?}\n{b:?}"),
        }
    }
}

#[test]
fn an_empty_start_is_a_start() {
    let mut builder = Model::builder(2);
    let line = builder.resource("line", Carry::Lost, vec![1.0, 1.0]);
    let recipe = builder.recipe("line", 0, vec![(line, 1.0)]);
    let family = builder.family(vec![recipe]);
    builder.block(1, family, 0..=1, 3.0);
    builder.level("late", vec![CostPath::Slope { from: 0, rate: 1.0, unserved: 5.0 }]);
    let model = builder.build().unwrap();
    let start = WarmStart::default();
    let kept = Exact::new().solve_from(&model, &start, &SolveOptions::default());
    assert_eq!(finished(&model, kept).unwrap().0.levels()[0].objective(), 6.0);
}

/// A line that makes several products has a recipe for each of them under one key.
#[test]
fn recipes_are_known_by_family() {
    let mut builder = Model::builder(6);
    let line = builder.resource("line", Carry::Lost, vec![10.0; 6]);
    let families = [1.0, 2.0, 0.5].map(|usage| {
        let recipe = builder.recipe("on the line", 7, vec![(line, usage)]);
        builder.family(vec![recipe])
    });
    let keys = 0..12_u32;
    for (key, family) in keys.clone().zip(families.iter().cycle()) {
        builder.block(u64::from(key), *family, 0..=5, f64::from(3 + key));
    }
    let rate = |key: u32| f64::from(1 + key * 7 % 5);
    let path = |key| CostPath::Slope { from: 1, rate: rate(key), unserved: 20.0 * rate(key) };
    builder.level("backlog", keys.clone().map(path).collect());
    builder.level("draws", keys.map(|_| CostPath::Draw).collect());
    let model = builder.build().unwrap();
    let options = SolveOptions::default();
    let (cold, start) = finished(&model, Exact::new().solve_keeping(&model, &options)).unwrap();
    let (warm, _) = finished(&model, Exact::new().solve_from(&model, &start, &options)).unwrap();
    assert_eq!(warm.statistics().pivots, 0);
    assert_eq!(warm.point(), cold.point());
}
