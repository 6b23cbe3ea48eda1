//! Rules that are carried out, carried out again: the plan must be what comes of it.

mod held;
mod in_shares;
mod in_turn;
mod months;
mod owed;
mod place;
mod room;
mod stock;
mod vain;
mod ways;

use std::collections::BTreeMap;

use super::claim::Claim;
use super::code::Code;
use super::facts::{Facts, SHELF};
use super::passed::apart;
use super::place::ranks;
use super::portion::{Portion, unite};
use super::production::Ledger;
use super::report::Report;
use super::resources::Resources;
use super::rules::PlanIs;
use super::share::Share;
use super::whole::{Cells, Sharer, counts, hand_out};
use crate::tolerance::equal;
use stock::{Built, Stock};
use vain::Vain;

/// What a rule is carried out on.
pub(super) struct Field<'a> {
    pub(super) portions: &'a [Portion],
    /// What reservations entitle to, month by month.
    pub(super) turns: &'a [Claim],
    pub(super) shares: &'a [Share<'a>],
    /// What the plan passes over of each tranche.
    pub(super) passed: &'a [f64],
}

/// Carries out the rule of the plan and compares what every tranche gets, by month and line.
pub(super) fn check(
    facts: &Facts<'_>,
    resources: &Resources,
    field: &Field<'_>,
    ledger: &Ledger,
    report: &mut Report,
) {
    let served = &*ledger.served(facts);
    let (given, built) = match &facts.reading.plan {
        PlanIs::Best(_) => return,
        PlanIs::InTurn { turn, by_due } => {
            let portions = field.portions;
            let held = held::held(facts, portions, field.turns, field.shares);
            let rule = (turn, *by_due);
            let (made, built) = in_turn::carry_out(facts, resources, portions, rule, &held);
            (unite(portions, &made, facts.tranches.len()), built)
        }
        PlanIs::Shared => shared(facts, resources, field, report),
    };
    let rounding = rounding(resources);
    for_stock(facts, resources, (&given, built, ledger), rounding, report);
    for (index, tranche) in facts.tranches.iter().enumerate() {
        let mut open = given[index].clone();
        for cell in &served[index] {
            *open.entry((cell.month, cell.line)).or_insert(0.0) -= cell.units;
        }
        let scale = tranche.quantity.max(rounding);
        // One violation for a tranche, where it begins to differ.
        let differs = open.into_iter().find(|(_, open)| !equal(*open, 0.0, scale));
        if let Some(((month, line), open)) = differs {
            let order = facts.scenario.orders()[tranche.order].id().as_str();
            let path = format!("orders[{order:?}].tranches[{}].production", tranche.number);
            let expected = given[index].get(&(month, line)).copied().unwrap_or(0.0);
            let month = facts.horizon.month(month);
            let particulars = match facts.scenario.lines().get(line) {
                Some(line) => format!("{month} on {}", line.id()),
                None => format!("{month} off the shelf"),
            };
            report.note(Code::RuleBroken, path, expected - open, expected, particulars);
        }
    }
}

/// Shares out, again and again until nothing is made in vain: what could not ship is passed over.
fn shared(
    facts: &Facts<'_>,
    resources: &Resources,
    field: &Field<'_>,
    report: &mut Report,
) -> (Vec<Cells>, Built) {
    let mut vain = Vain::new(facts, field.portions);
    let (given, built) = loop {
        let portions = apart(facts, field.portions, &vain.passed);
        let held = held::held(facts, &portions, field.turns, field.shares);
        let (made, built) = in_shares::carry_out(facts, resources, &portions, &held);
        let mut given = unite(&portions, &made, facts.tranches.len());
        let parts =
            in_shares::parts(facts, &portions, &in_shares::families(facts, resources, &portions));
        in_whole_units(facts, resources, (&portions, &parts), &mut given);
        if !vain.find(facts, &given) {
            break (given, built);
        }
    };
    let both = vain.passed.iter().zip(field.passed).enumerate();
    for (index, (expected, found)) in both {
        let tranche = &facts.tranches[index];
        if !equal(*found, *expected, tranche.quantity) {
            let order = facts.scenario.orders()[tranche.order].id().as_str();
            let path = format!("passed_over of {order:?}, tranche {}", tranche.number);
            report.add(Code::PassedOver, path, found, expected);
        }
    }
    (given, built)
}

/// Compares what is made for stock, whoever takes it.
fn for_stock(
    facts: &Facts<'_>,
    resources: &Resources,
    (given, built, ledger): (&[Cells], Built, &Ledger),
    rounding: f64,
    report: &mut Report,
) {
    let mut taken: BTreeMap<Vec<usize>, Vec<f64>> = BTreeMap::new();
    let mut made: BTreeMap<Vec<usize>, (usize, Cells)> = BTreeMap::new();
    for (index, tranche) in facts.tranches.iter().enumerate() {
        let Some(stock) = Stock::of(facts, resources, index) else { continue };
        let own = taken.entry(stock.stores.clone()).or_insert_with(|| vec![0.0; facts.months]);
        let stored = given[index].iter().filter(|part| part.0.1 != SHELF);
        for ((month, _), units) in stored {
            own[*month] += units;
        }
        let (_, made) = made.entry(stock.stores).or_insert((tranche.product, Cells::new()));
        for cell in &ledger.made[index] {
            *made.entry((cell.month, cell.line)).or_insert(0.0) += cell.units;
        }
    }
    let mut built = stock::without_what_stays(resources, built, &taken);
    for (stores, (product, made)) in made {
        let expected = built.remove(&stores).unwrap_or_default();
        let mut open = expected.clone();
        for (when, units) in &made {
            *open.entry(*when).or_insert(0.0) -= units;
        }
        let taken = taken.get(&stores).map_or(0.0, |months| months.iter().sum());
        let scale = f64::max(taken, rounding);
        // One violation for a stock, where it begins to differ.
        if let Some((when, open)) = open.into_iter().find(|(_, open)| !equal(*open, 0.0, scale)) {
            let path = format!("products[{:?}]", facts.scenario.products()[product].id().as_str());
            let expected = expected.get(&when).copied().unwrap_or(0.0);
            let line = facts.scenario.lines()[when.1].id();
            let particulars =
                format!("made for stock in {} on {line}", facts.horizon.month(when.0));
            report.note(Code::RuleBroken, path, expected - open, expected, particulars);
        }
    }
}

/// Whole units of a product go to those who take of the same limits and caps, from what they make
/// together.
fn in_whole_units(
    facts: &Facts<'_>,
    resources: &Resources,
    (portions, parts): (&[Portion], &[f64]),
    given: &mut [Cells],
) {
    let mut remainders = vec![0.0; facts.tranches.len()];
    for (portion, part) in portions.iter().zip(parts) {
        remainders[portion.tranche] += part - portion.quantity;
    }
    let mut groups: BTreeMap<_, Vec<Sharer>> = BTreeMap::new();
    let ranks = ranks(facts);
    for (index, tranche) in facts.tranches.iter().enumerate() {
        let Some(from) = facts.opens(tranche) else { continue };
        if !counts(facts, tranche) {
            continue;
        }
        let limits = resources.serving(index).iter();
        let limits: Vec<_> = limits.map(|taking| (taking.resource, taking.line)).collect();
        let share = (std::mem::take(&mut given[index]), ranks[index]);
        let sharer = Sharer::new(facts, (index, remainders[index]), (from, tranche.end), share);
        groups.entry((tranche.product, limits)).or_default().push(sharer);
    }
    for (tranche, cells) in groups.into_values().flat_map(hand_out) {
        given[tranche] = cells;
    }
}

/// What subtracting from large amounts may lose, as a scale of tolerances.
fn rounding(resources: &Resources) -> f64 {
    let sums = resources.list.iter().map(|resource| {
        let sum: f64 = resource.amounts.iter().sum();
        resource.opening + sum
    });
    1e-4 * sums.fold(0.0, f64::max)
}
