//! The certificate by itself: whatever prices it is given, no bound is above the optimum, and
//! no point passes that does not satisfy the model.

use apportion::engine::{Flaw, certify, feasible, require_proof};
use apportion::model::{
    Block, Carry, Cell, Column, CostPath, Extra, LevelResult, Model, Point, Prices,
};

use crate::engine::generator::{Mix, Random, model};
use crate::engine::solve;
use crate::support::oracles::rational;
use crate::support::part;

/// Prices with some of them changed, by a little or by much; with rests or without.
fn disturbed(prices: &Prices, random: &mut Random) -> Prices {
    let size = prices.rows().iter().fold(1.0_f64, |most, price| most.max(price.abs()));
    let step = size * 10.0_f64.powi(-(random.between(0, 17).cast_signed()));
    let share = random.unit();
    let change = |price: &f64, random: &mut Random| {
        if random.chance(share) { price + step * (random.unit() - 0.5) } else { *price }
    };
    let rows: Vec<f64> = prices.rows().iter().map(|price| change(price, random)).collect();
    if random.chance(0.5) {
        return rows.into();
    }
    let rests = prices.rests().unwrap_or_default().to_vec();
    Prices::with_rests(rows, rests).unwrap()
}

/// Nothing served: a point of every model that allows it, and a bad one.
fn idle(model: &Model) -> Point {
    let unserved = model.blocks().iter().map(Block::quantity).collect();
    let extras = model.extras().iter().map(Extra::lower).collect();
    Point { cells: Vec::new(), unserved, extras }
}

/// The first level whose bound is above the optimum by more than a proof may be.
fn wrong(model: &Model, found: &[LevelResult], optimum: &[rational::Rational]) -> Option<String> {
    let levels = model.levels().iter().zip(found).zip(optimum);
    let above = levels.map(|((level, found), exact)| {
        let exact = rational::nearest(exact);
        let allowed = 1e-9 * exact.abs().max(level.tolerance() * 1e9);
        let bound = found.bound().unwrap_or(f64::NEG_INFINITY);
        (bound > exact + allowed).then(|| format!("{}: {bound} above {exact}", level.label()))
    });
    above.flatten().next()
}

#[test]
fn bad_prices_prove_nothing_wrong() {
    let (mut tried, mut weaker) = (0, 0);
    for seed in 0..u64::from(part(6_000)) {
        let mut random = Random::new(700_000 + seed);
        let mix = Mix { wide_weights: false, huge: false, ..Mix::any(&mut random) };
        let model = model(&mut random, &mix, 9, 5);
        let Ok(optimum) = rational::solve(&model) else { continue };
        let solution = solve(&model).unwrap();
        let own: Vec<Prices> =
            solution.levels().iter().map(|level| level.prices().unwrap().clone()).collect();
        for turn in 0..12 {
            let prices: Vec<Prices> = own
                .iter()
                .map(|prices| {
                    if random.chance(0.5) { disturbed(prices, &mut random) } else { prices.clone() }
                })
                .collect();
            let point = if turn % 3 == 0 { idle(&model) } else { solution.point().clone() };
            let Ok(found) = certify(&model, &point, &prices) else { continue };
            tried += 1;
            weaker += u32::from(require_proof(&model, &found).is_err());
            if let Some(what) = wrong(&model, &found, &optimum.levels) {
                panic!("seed {seed}, turn {turn}: {what}\n{mix:?}");
            }
        }
    }
    assert!(tried > 500 && 4 * weaker > tried, "{weaker} of {tried} prove less");
}

/// Two blocks of 2, a line of 3 a month, a store of at most 1.
fn small() -> Model {
    let mut builder = Model::builder(3);
    let line = builder.resource("line", Carry::Lost, vec![3.0; 3]);
    let store = builder.resource("store", Carry::Stock { limit: 1.0 }, vec![1.0, 1.0, 1.0]);
    let both = builder.recipe("both", 1, vec![(line, 1.0), (store, 1.0)]);
    let line = builder.recipe("line", 2, vec![(line, 1.0)]);
    let (both, line) = (builder.family(vec![both]), builder.family(vec![line]));
    builder.block(1, both, 1..=2, 2.0);
    builder.block(2, line, 0..=2, 2.0);
    let late = |from| CostPath::Slope { from, rate: 1.0, unserved: 9.0 };
    builder.level("late", vec![late(1), late(0)]);
    builder.build().unwrap()
}

/// A point of `small`: block, recipe, period, amount.
fn point(cells: &[(u32, u32, u32, f64)], unserved: [f64; 2]) -> Point {
    let model = small();
    let column = |block: u32, recipe: u32, period| {
        let block = model.block_ids().nth(block as usize).unwrap();
        let recipe = model.families()[recipe as usize][0];
        Column { block, recipe, period }
    };
    let cell = |&(block, recipe, period, amount): &(u32, u32, u32, f64)| Cell {
        column: column(block, recipe, period),
        amount,
    };
    let cells = cells.iter().map(cell).collect();
    Point { cells, unserved: unserved.to_vec(), extras: Vec::new() }
}

#[test]
fn points_outside_the_model_are_flaws() {
    let model = small();
    // The store must not hold more than 1: of each month's unit one has to be used.
    let good = [(0, 0, 1, 1.0), (0, 0, 2, 1.0), (1, 1, 0, 2.0)];
    assert_eq!(feasible(&model, &point(&good, [0.0, 0.0])), Ok(()));
    let flaw = |cells: &[(u32, u32, u32, f64)], unserved| {
        feasible(&model, &point(cells, unserved)).unwrap_err()
    };
    let bounds = |flaw: Flaw| assert!(matches!(flaw, Flaw::Bounds { .. }), "{flaw:?}");
    // Before its first period, beyond the last, by a recipe of another family.
    bounds(flaw(&[(0, 0, 0, 2.0), (1, 1, 0, 2.0)], [0.0, 0.0]));
    bounds(flaw(&[(0, 0, 3, 2.0), (1, 1, 0, 2.0)], [0.0, 0.0]));
    bounds(flaw(&[(0, 1, 1, 2.0), (1, 1, 0, 2.0)], [0.0, 0.0]));
    // Less than nothing, nothing that is a number.
    bounds(flaw(&[(0, 0, 1, -1.0), (1, 1, 0, 2.0)], [3.0, 0.0]));
    bounds(flaw(&[(0, 0, 1, f64::NAN), (1, 1, 0, 2.0)], [0.0, 0.0]));
    bounds(flaw(&good, [f64::NAN, 0.0]));
    bounds(flaw(&[(0, 0, 1, 3.0), (1, 1, 0, 2.0)], [-1.0, 0.0]));
    // Too little, too much in store, too much on the line.
    let quantity = flaw(&[(0, 0, 1, 1.0), (1, 1, 0, 2.0)], [0.0, 0.0]);
    assert!(matches!(quantity, Flaw::Quantity { block: 0, .. }), "{quantity:?}");
    let full = flaw(&[(0, 0, 2, 2.0), (1, 1, 0, 2.0)], [0.0, 0.0]);
    let is = |flaw: &Flaw, name: &str, at: usize| matches!(flaw, Flaw::Capacity { resource, period, .. } if resource == name && *period == at);
    assert!(is(&full, "store", 1), "{full:?}");
    let busy = flaw(&[(0, 0, 1, 2.0), (1, 1, 1, 2.0)], [0.0, 0.0]);
    assert!(is(&busy, "line", 1) || is(&busy, "store", 2), "{busy:?}");
}

/// Prices that are none leave a bound that proves nothing, and such a bound is refused.
#[test]
fn prices_that_are_no_numbers_prove_nothing() {
    let model = small();
    let good = point(&[(0, 0, 1, 1.0), (0, 0, 2, 1.0), (1, 1, 0, 2.0)], [0.0, 0.0]);
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for rests in [None, Some(vec![bad; model.rows()])] {
            let rows = vec![if rests.is_some() { 0.5 } else { bad }; model.rows()];
            let prices = match rests {
                Some(rests) => Prices::with_rests(rows, rests).unwrap(),
                None => Prices::from(rows),
            };
            let found = certify(&model, &good, &[prices]).unwrap();
            assert!(!found[0].bound().unwrap().is_nan(), "{bad}");
            assert!(matches!(require_proof(&model, &found), Err(Flaw::Gap { .. })), "{bad}");
        }
    }
    assert_eq!(certify(&model, &good, &[]), Err(Flaw::Shape("prices")));
    let short = [Prices::from(vec![0.0])];
    assert_eq!(certify(&model, &good, &short), Err(Flaw::Shape("prices")));
}
