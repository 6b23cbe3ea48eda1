//! Production, entry by entry, and what it takes of lines and components.

use std::borrow::Cow;

use super::book::path;
use super::code::Code;
use super::facts::{Cell, Facts};
use super::number::largest;
use super::report::Report;
use crate::plan::{OrderPlan, TranchePlan};
use crate::scenario::{Demand, Month};
use crate::tolerance;

/// Production as far as it can be understood, for each demand in the order of the plan.
pub(super) struct Ledger {
    pub(super) made: Vec<Vec<Cell>>,
    /// What is taken from stock, for each demand; the line means nothing.
    pub(super) taken: Vec<Vec<Cell>>,
    /// Line → month → capacity used.
    pub(super) line_use: Vec<Vec<f64>>,
    /// Component → month → units used.
    pub(super) component_use: Vec<Vec<f64>>,
}

impl Ledger {
    /// What each demand gets: from the lines, or from stock if its product is made ahead.
    pub(super) fn served(&self, facts: &Facts<'_>) -> Cow<'_, [Vec<Cell>]> {
        if facts.ahead.is_empty() {
            return Cow::Borrowed(&self.made);
        }
        let of = |(demand, (made, taken)): (&Demand, (&Vec<Cell>, &Vec<Cell>))| {
            if facts.ahead(demand.product).is_some() { taken.clone() } else { made.clone() }
        };
        let lists = self.made.iter().zip(&self.taken);
        facts.scenario.demands().iter().zip(lists).map(of).collect()
    }
}

/// Checks every entry, and adds up what can be added up.
pub(super) fn check(
    facts: &Facts<'_>,
    orders: &[Option<&OrderPlan>],
    report: &mut Report,
) -> Ledger {
    let mut ledger = Ledger {
        made: vec![Vec::new(); facts.scenario.demands().len()],
        taken: vec![Vec::new(); facts.scenario.demands().len()],
        line_use: vec![vec![0.0; facts.months]; facts.capacity.len()],
        component_use: vec![vec![0.0; facts.months]; facts.supply.len()],
    };
    for (position, order) in orders.iter().enumerate() {
        let Some(order) = order else { continue };
        let (first, demands) = facts.scenario.demands_of(position);
        for (index, (tranche, demand)) in order.tranches.iter().zip(demands).enumerate() {
            let path = format!("{}.tranches[{index}]", path(order));
            ledger.made[first + index] = tranche_cells(facts, demand, tranche, &path, report);
            ledger.taken[first + index] = taken_cells(facts, demand, tranche, &path, report);
        }
    }
    for (demand, cells) in facts.scenario.demands().iter().zip(&ledger.made) {
        for cell in cells {
            let usage = facts.usage[demand.product][cell.line].unwrap_or(0.0);
            ledger.line_use[cell.line][cell.month] += usage * cell.units;
            for (used, need) in ledger.component_use.iter_mut().zip(&facts.need[demand.product]) {
                used[cell.month] += need * cell.units;
            }
        }
    }
    capacity(facts, &ledger, report);
    stock(facts, &ledger, report);
    limits(facts, &ledger, report);
    ledger
}

fn tranche_cells(
    facts: &Facts<'_>,
    demand: &Demand,
    tranche: &TranchePlan,
    path: &str,
    report: &mut Report,
) -> Vec<Cell> {
    // Who takes from stock may have it made at any time.
    let to_order = facts.ahead(demand.product).is_none();
    let mut cells = Vec::with_capacity(tranche.production.len());
    let mut total = 0.0;
    let mut before = None;
    for (index, entry) in tranche.production.iter().enumerate() {
        // Plans have millions of entries: a path is written when it is needed.
        let at = |part: &str| format!("{path}.production[{index}]{part}");
        if !(entry.quantity.is_finite() && entry.quantity > 0.0) {
            report.add(Code::Amount, at(".quantity"), entry.quantity, "a finite number above zero");
        }
        let here = (entry.month, &entry.line);
        if before.is_some_and(|before| before >= here) {
            let found = format!("{} on {}", entry.month, entry.line);
            report.add(Code::CellSequence, at(""), found, "a later month or line");
        }
        before = Some(here);
        let month = facts.index(entry.month);
        if month.is_none() {
            let (first, last) = (facts.scenario.start(), facts.scenario.month(facts.months - 1));
            let expected = format!("{first} to {last}");
            report.add(Code::Month, at(".month"), entry.month, expected);
        }
        if to_order {
            in_time(demand, entry.month, &at(".month"), report);
        }
        let lines = facts.scenario.lines();
        let line = lines.binary_search_by(|line| line.id().cmp(&entry.line)).ok();
        match line {
            None => report.add(Code::LineUnknown, at(".line"), &entry.line, "a line"),
            Some(line) if facts.usage[demand.product][line].is_none() => {
                let product = facts.scenario.products()[demand.product].id();
                let expected = format!("a line that makes {product}");
                report.add(Code::LineProduct, at(".line"), &entry.line, expected);
            }
            Some(_) => {}
        }
        if entry.quantity.is_finite() {
            total += entry.quantity;
            if let (Some(month), Some(line)) = (month, line) {
                cells.push(Cell { month, line, units: entry.quantity });
            }
        }
    }
    if !tolerance::at_most(total, demand.quantity, demand.quantity) {
        report.add(Code::Quantity, format!("{path}.production"), total, demand.quantity);
    }
    cells
}

/// Whether a month lies between release and the customer's leaving.
fn in_time(demand: &Demand, month: Month, path: &str, report: &mut Report) {
    if month < demand.release {
        let expected = format!("{} or later", demand.release);
        report.add(Code::Release, path, month, expected);
    }
    if let Some(until) = demand.until
        && month > until
    {
        report.add(Code::CustomerGone, path, month, format!("{until} or before"));
    }
}

fn taken_cells(
    facts: &Facts<'_>,
    demand: &Demand,
    tranche: &TranchePlan,
    path: &str,
    report: &mut Report,
) -> Vec<Cell> {
    if facts.ahead(demand.product).is_none() {
        if !tranche.taken.is_empty() {
            let path = format!("{path}.taken");
            report.add(Code::StockTaken, path, tranche.taken.len(), "nothing: made to order");
        }
        return Vec::new();
    }
    let mut cells = Vec::with_capacity(tranche.taken.len());
    let mut total = 0.0;
    let mut before = None;
    for (index, entry) in tranche.taken.iter().enumerate() {
        let at = |part: &str| format!("{path}.taken[{index}]{part}");
        if !(entry.quantity.is_finite() && entry.quantity > 0.0) {
            report.add(Code::Amount, at(".quantity"), entry.quantity, "a finite number above zero");
        }
        if before.is_some_and(|before| before >= entry.month) {
            report.add(Code::CellSequence, at(""), entry.month, "a later month");
        }
        before = Some(entry.month);
        in_time(demand, entry.month, &at(".month"), report);
        let month = facts.index(entry.month);
        if month.is_none() {
            report.add(Code::Month, at(".month"), entry.month, "a month of the horizon");
        }
        if entry.quantity.is_finite() {
            total += entry.quantity;
            cells.extend(month.map(|month| Cell { month, line: 0, units: entry.quantity }));
        }
    }
    if !tolerance::at_most(total, demand.quantity, demand.quantity) {
        report.add(Code::Quantity, format!("{path}.taken"), total, demand.quantity);
    }
    cells
}

fn capacity(facts: &Facts<'_>, ledger: &Ledger, report: &mut Report) {
    let lines = facts.scenario.lines().iter();
    for ((line, capacity), used) in lines.zip(&facts.capacity).zip(&ledger.line_use) {
        for (month, (&capacity, &used)) in capacity.iter().zip(used).enumerate() {
            if !tolerance::at_most(used, capacity, capacity) {
                let path = format!("lines[{:?}].used[{month}]", line.id().as_str());
                let expected = format!("at most {capacity}");
                let when = facts.scenario.month(month);
                report.note(Code::Capacity, path, used, expected, when);
            }
        }
    }
}

fn stock(facts: &Facts<'_>, ledger: &Ledger, report: &mut Report) {
    for (index, component) in facts.scenario.components().iter().enumerate() {
        let used = &ledger.component_use[index];
        let mut left: f64 = 0.0;
        let mut scale = largest(used);
        // A shortage lasts until supply makes up for it: it is reported where it grows.
        let mut deepest: f64 = 0.0;
        for (month, used) in used.iter().enumerate() {
            let there = left + facts.arrivals(index, month);
            scale = scale.max(there.abs());
            left = there - used;
            if !tolerance::at_most(-left, 0.0, scale) && !tolerance::at_most(deepest, left, scale) {
                let path = format!("components[{:?}].used[{month}]", component.id().as_str());
                let expected = format!("at most {there}");
                let when = facts.scenario.month(month);
                report.note(Code::Stock, path, used, expected, when);
            }
            deepest = deepest.min(left);
        }
    }
}

fn limits(facts: &Facts<'_>, ledger: &Ledger, report: &mut Report) {
    for &(order, most) in &facts.limits {
        let (first, demands) = facts.scenario.demands_of(order);
        let mut made = vec![0.0; facts.months];
        let ahead = demands.first().is_some_and(|demand| facts.ahead(demand.product).is_some());
        let cells = if ahead { &ledger.taken } else { &ledger.made };
        for cell in cells[first..first + demands.len()].iter().flatten() {
            made[cell.month] += cell.units;
        }
        for (month, &made) in made.iter().enumerate() {
            if !tolerance::at_most(made, most, most) {
                let path = format!("orders[{:?}]", facts.scenario.orders()[order].id().as_str());
                let when = facts.scenario.month(month);
                report.note(Code::MonthlyLimit, path, made, format!("at most {most}"), when);
            }
        }
    }
}
