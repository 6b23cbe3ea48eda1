//! Against an oracle that was written from the words of the design by somebody who had not seen
//! the code: every level of every optimised policy, in exact fractions.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::{optimised, solve, stated};
use crate::support::cases;
use crate::support::generator::{Case, Size, drawn};
use crate::support::oracles::words::{Kind, Readings, Told, levels_read};
use apportion::check::check;
use apportion::formulation::Formulation;
use apportion::plan::Plan;
use apportion::ranking::rank;
use apportion::scenario::{Counting, Policy, Rule};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

/// What a unit costs that was due before the first month begins to count in the first month.
const READINGS: Readings =
    Readings { past_counts: false, labour_per_start: true, promise_by_tranche: true };

/// The file without what is not said.
fn said(value: &Value) -> Value {
    let empty = |value: &Value| {
        value.is_null()
            || value.as_array().is_some_and(Vec::is_empty)
            || value.as_object().is_some_and(serde_json::Map::is_empty)
    };
    match value {
        Value::Array(list) => list.iter().map(said).collect(),
        Value::Object(table) => {
            let kept = table.iter().filter(|(_, value)| !empty(value));
            kept.map(|(key, value)| (key.clone(), said(value))).collect()
        }
        other => other.clone(),
    }
}

/// The name of a level in a plan.
fn named(kind: &Kind, policy: &Policy) -> String {
    let names = match policy.rule() {
        Rule::Tiers(tiers) => tiers.tiers().iter().map(|tier| tier.id().to_owned()).collect(),
        Rule::Dpas(dpas) => [dpas.ratings(), &["unrated".to_owned()]].concat(),
        _ => Vec::new(),
    };
    let of = |what: &str, tier: usize| match names.get(tier) {
        Some(name) => format!("{what} of tier {name}"),
        None => what.to_owned(),
    };
    match kind {
        Kind::Commitments => "commitments not met".to_owned(),
        Kind::Reserved(against) => match against.and_then(|tier| names.get(tier)) {
            Some(name) => format!("reserved shares not met, against tier {name}"),
            None => "reserved shares not met".to_owned(),
        },
        Kind::LostValue(tier) => of("lost value", *tier),
        Kind::Backlog(tier) => of("weighted backlog", *tier),
        Kind::Lateness { tier, .. } => of("backlog in sequence", *tier),
        Kind::Earliest(Some(tier)) => of("earliest delivery", *tier),
        Kind::Earliest(None) => "earliest delivery".to_owned(),
        Kind::Held => "stock held".to_owned(),
        Kind::OrderAmongEquals => "order among equals".to_owned(),
    }
}

/// Whether some tranches are one to every level.
fn share_places(case: &Case, policy: &Policy) -> bool {
    let ranking = rank(case, policy).unwrap();
    let formulation = Formulation::new(case, &ranking).unwrap();
    (0..formulation.model().blocks().len()).any(|block| formulation.members(block).len() > 1)
}

/// Compares the levels of a plan; nothing if the oracle does not cover the scenario.
fn compare(case: &Case, policy: &Policy) -> Result<bool, String> {
    let file = said(&serde_json::to_value(&case.draft).map_err(|error| error.to_string())?);
    let told = match levels_read(&file, policy.id().as_str(), READINGS) {
        Ok(told) => told,
        Err(why) if why.starts_with("not covered") => return Ok(false),
        Err(why) => return Err(why),
    };
    let plan = solve(case, policy);
    if !check(case, &plan).is_clean() {
        return Err(check(case, &plan).to_string());
    }
    whole_shipments(case, &plan)?;
    not_better(&plan, policy, &told)?;
    // Where units are passed over, the levels by the words are those of the program that passes
    // nothing over, as far as they are told.
    let repaired = !plan.root.is_empty();
    let mut sums: BTreeMap<String, f64> = BTreeMap::new();
    for Told { name, value } in told {
        if let Kind::Lateness { order, tranche, .. } = &name {
            let mut levels = if repaired { &plan.root } else { &plan.levels }.iter();
            let level = levels.find(|level| level.name == named(&name, policy));
            let late = level.and_then(|level| level.late.as_ref()).into_iter().flatten();
            let mut own = late.filter(|late| late.order == **order && late.tranche == *tranche);
            let found = own.next().map(|late| late.unit_months);
            // Of the program that passes nothing over only the first tranches are told.
            let found = if repaired { found.unwrap_or(value) } else { found.unwrap_or(0.0) };
            if (found - value).abs() > 1e-7 * value.abs().max(1.0) {
                let text = format!("{order} {tranche} is late {found}, by the words {value}");
                return Err(format!("{}: {text}", policy.id()));
            }
        }
        *sums.entry(named(&name, policy)).or_default() += value;
    }
    // Tranches alike in everything share a place, that of the first of them; an equal split has an
    // order of its own among those that share.
    let shared = share_places(case, policy);
    for (name, found) in stated(&plan) {
        let Some(value) = sums.remove(name) else { continue };
        if name == "order among equals" && shared {
            continue;
        }
        let scale = value.abs().max(1.0);
        if (found - value).abs() > 1e-7 * scale {
            return Err(format!("{}: {name} is {found}, by the words {value}", policy.id()));
        }
    }
    match sums.into_iter().find(|(_, value)| *value > 1e-9 && !repaired) {
        Some((name, value)) => Err(format!("{}: no level {name}, {value}", policy.id())),
        None => Ok(true),
    }
}

/// Whether only whole units, whole lots and no less than the least shipment go out, unless a tranche
/// is complete with it.
fn whole_shipments(case: &Case, plan: &Plan) -> Result<(), String> {
    for (order, planned) in case.orders().iter().zip(&plan.orders) {
        let product = case.products().iter().find(|part| part.id() == order.product());
        let counted = product.is_some_and(|part| part.counting() == Counting::Whole);
        let steps: Vec<f64> = counted.then_some(1.0).into_iter().chain(order.lot_given()).collect();
        for tranche in &planned.tranches {
            let mut sum = 0.0;
            for part in &tranche.deliveries {
                sum += part.quantity;
                let rounding = 1e-6 * tranche.quantity.max(1.0);
                if part.month < plan.start || sum >= tranche.quantity - rounding {
                    continue;
                }
                let broken = |step: &&f64| (sum - (sum / **step).round() * **step).abs() > rounding;
                let small = order
                    .least_shipment_given()
                    .is_some_and(|least| part.quantity < least - rounding);
                if small || steps.iter().any(|step| broken(&step)) {
                    return Err(format!("{sum} of {} in {}", planned.order, part.month));
                }
            }
        }
    }
    Ok(())
}

/// Whether what is delivered is no better than the levels by the words: on the first that differs it
/// is worse.
fn not_better(plan: &Plan, policy: &Policy, told: &[Told]) -> Result<(), String> {
    for level in &plan.levels {
        let Some(delivered) = level.delivered.filter(|_| level.late.is_none()) else { break };
        let told = told.iter().find(|told| named(&told.name, policy) == level.name);
        let value = told.map_or(0.0, |told| told.value);
        let rounding = 1e-6 * value.abs().max(1.0);
        if delivered < value - rounding {
            return Err(format!(
                "{} is {delivered} as delivered, by the words {value}",
                level.name
            ));
        }
        if delivered > value + rounding {
            break;
        }
    }
    Ok(())
}

/// Every feature of the format, each in every second scenario. Lots and shipments hold back what is
/// made, so that the levels by the words are those as produced; what is delivered must be whole lots
/// and shipments, and no better.
#[test]
fn every_level_is_what_the_words_say() {
    let draws = drawn().sized(Size::SMALL);
    let covered = Cell::new(0);
    let mut runner = TestRunner::new(cases(2000));
    let result = runner.run(&draws, |case| {
        for policy in optimised(&case) {
            let compared = compare(&case, policy);
            covered.set(covered.get() + usize::from(compared == Ok(true)));
            prop_assert!(compared.is_ok(), "{}", compared.unwrap_err());
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    println!("{} plans compared", covered.get());
    assert!(covered.get() > 200, "{} plans compared", covered.get());
}
