//! What is known of the levels, as a plan tells it.

use crate::formulation::{Formulation, ToldLevel};
use crate::model::{LevelResult, Prices};
use crate::plan::{LatePrice, LateTranche, Level};
use crate::scenario::Scenario;
use crate::tolerance;

pub(super) fn levels(
    scenario: &Scenario,
    formulation: &Formulation,
    results: &[LevelResult],
    delivered: &[LevelResult],
) -> Vec<Level> {
    let of = |told: &ToldLevel| {
        let results = &results[told.levels.clone()];
        let level = match &told.turns {
            None => level(formulation, told, &results[0]),
            Some(turns) => in_turn(scenario, formulation, (told, turns), results),
        };
        let values = delivered[told.levels.clone()].iter().map(LevelResult::objective);
        let delivered = told.counts_deliveries().then(|| values.sum::<f64>() + 0.0);
        Level { delivered, ..level }
    };
    formulation.told().iter().map(of).collect()
}

/// Prices by resource and month.
fn by_resource(formulation: &Formulation, rows: &[f64]) -> Vec<Vec<f64>> {
    let months = formulation.model().periods();
    let of = |resource| (0..months).map(move |month| formulation.row(resource, month));
    let resources = 0..formulation.resources().len();
    // Never −0.
    resources.map(|resource| of(resource).map(|row| rows[row] + 0.0).collect()).collect()
}

fn level(formulation: &Formulation, told: &ToldLevel, result: &LevelResult) -> Level {
    let prices = result.prices().map(|prices| by_resource(formulation, prices.rows()));
    let rests = |rests: &[f64]| {
        let any = rests.iter().any(|rest| *rest != 0.0);
        if any { by_resource(formulation, rests) } else { Vec::new() }
    };
    let rests = result.prices().and_then(Prices::rests).map(rests);
    let opening = formulation.opening(told.levels.start);
    let objective = tolerance::difference(result.objective(), opening);
    // As far below the objective as the model's bound is below its own.
    let bound = result.bound().map(|bound| {
        let gap = tolerance::difference(result.objective(), bound);
        if opening == 0.0 { bound } else { objective - gap }
    });
    let name = told.name.clone();
    Level { name, objective, delivered: None, bound, prices, price_rests: rests, late: None }
}

/// The levels of tranches that count one after the other, as one: their sum, and those that are
/// late.
fn in_turn(
    scenario: &Scenario,
    formulation: &Formulation,
    (told, turns): (&ToldLevel, &[usize]),
    results: &[LevelResult],
) -> Level {
    let rows = formulation.model().rows();
    let mut sums = Some(vec![0.0; rows]);
    let (mut objective, mut bound) = (0.0, Some(0.0));
    let mut late = Vec::new();
    for (&demand, result) in turns.iter().zip(results) {
        objective += result.objective();
        bound = bound.zip(result.bound()).map(|(sum, own)| sum + own);
        sums = sums.zip(result.prices()).map(|(mut sums, prices)| {
            sums.iter_mut().zip(prices.rows()).for_each(|(sum, price)| *sum += price);
            sums
        });
        let prices = result.prices().map(|prices| late_prices(formulation, prices));
        let on_time = result.objective() <= 0.0 && prices.as_ref().is_none_or(Vec::is_empty);
        if !on_time {
            let demand = &scenario.demands()[demand];
            late.push(LateTranche {
                order: scenario.orders()[demand.order].id().clone(),
                tranche: demand.tranche,
                unit_months: result.objective(),
                bound: result.bound(),
                prices,
            });
        }
    }
    Level {
        name: told.name.clone(),
        objective,
        delivered: None,
        bound,
        prices: sums.map(|sums| by_resource(formulation, &sums)),
        price_rests: None,
        late: Some(late),
    }
}

fn late_prices(formulation: &Formulation, prices: &Prices) -> Vec<LatePrice> {
    if prices.is_zero() {
        return Vec::new();
    }
    let months = formulation.model().periods();
    let mut list = Vec::new();
    for resource in 0..formulation.resources().len() {
        for month in 0..months {
            let row = formulation.row(resource, month);
            let price = prices.rows()[row] + 0.0;
            let rest = prices.rests().map_or(0.0, |rests| rests[row] + 0.0);
            if price != 0.0 || rest != 0.0 {
                list.push((resource, month, price, rest));
            }
        }
    }
    list
}
