//! Production, entry by entry.

use std::borrow::Cow;

use super::book::path;
use super::code::Code;
use super::facts::{Cell, Facts, SHELF};
use super::report::Report;
use super::resources::Resources;
use super::tranche::Tranche;
use crate::plan::{Delivery, OrderPlan, TranchePlan};
use crate::scenario::Month;
use crate::tolerance;

/// Production as far as it can be understood, for each tranche in the order of the plan.
pub(super) struct Ledger {
    pub(super) made: Vec<Vec<Cell>>,
    /// What is taken from stock, for each tranche; the line means nothing, unless it is [`SHELF`].
    pub(super) taken: Vec<Vec<Cell>>,
}

impl Ledger {
    /// What each tranche gets: from the lines, or from stock if its product is made ahead.
    pub(super) fn served(&self, facts: &Facts<'_>) -> Cow<'_, [Vec<Cell>]> {
        if facts.ahead.is_empty() {
            return Cow::Borrowed(&self.made);
        }
        let of = |(wanted, (made, taken)): (&Tranche, (&Vec<Cell>, &Vec<Cell>))| {
            if facts.ahead(wanted.product).is_some() { taken.clone() } else { made.clone() }
        };
        let lists = self.made.iter().zip(&self.taken);
        facts.tranches.iter().zip(lists).map(of).collect()
    }
}

/// Checks every entry, and adds up what can be added up.
pub(super) fn check(
    facts: &Facts<'_>,
    resources: &Resources,
    orders: &[Option<&OrderPlan>],
    report: &mut Report,
) -> Ledger {
    let mut ledger = Ledger {
        made: vec![Vec::new(); facts.tranches.len()],
        taken: vec![Vec::new(); facts.tranches.len()],
    };
    for (position, order) in orders.iter().enumerate() {
        let Some(order) = order else { continue };
        let (first, tranches) = facts.tranches_of(position);
        for (index, (tranche, wanted)) in order.tranches.iter().zip(tranches).enumerate() {
            let path = format!("{}.tranches[{index}]", path(order));
            ledger.made[first + index] = tranche_cells(facts, wanted, tranche, &path, report);
            let taken = taken_cells(facts, wanted, tranche, &path, report);
            let apart = resources.shelf(first + index).is_some();
            let shelf = shelf(facts, (apart, &taken), tranche, &path, report);
            ledger.taken[first + index] = told(taken, &shelf);
        }
    }
    ledger
}

fn tranche_cells(
    facts: &Facts<'_>,
    wanted: &Tranche,
    tranche: &TranchePlan,
    path: &str,
    report: &mut Report,
) -> Vec<Cell> {
    // Who takes from stock may have it made at any time.
    let to_order = facts.ahead(wanted.product).is_none();
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
        let month = facts.horizon.index(entry.month);
        if month.is_none() {
            let (first, last) = (facts.horizon.start, facts.horizon.month(facts.months - 1));
            let expected = format!("{first} to {last}");
            report.add(Code::Month, at(".month"), entry.month, expected);
        }
        if to_order {
            in_time(wanted, entry.month, &at(".month"), report);
        }
        let lines = facts.scenario.lines();
        let line = lines.binary_search_by(|line| line.id().cmp(&entry.line)).ok();
        match line {
            None => report.add(Code::LineUnknown, at(".line"), &entry.line, "a line"),
            Some(line) if facts.usage[wanted.product][line].is_none() => {
                let product = facts.scenario.products()[wanted.product].id();
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
    if !tolerance::at_most(total, wanted.open, wanted.quantity) {
        report.add(Code::Quantity, format!("{path}.production"), total, wanted.open);
    }
    cells
}

/// Whether a month lies between release and the customer's leaving.
fn in_time(wanted: &Tranche, month: Month, path: &str, report: &mut Report) {
    if month < wanted.release {
        let expected = format!("{} or later", wanted.release);
        report.add(Code::Release, path, month, expected);
    }
    if let Some(until) = wanted.until
        && month > until
    {
        report.add(Code::CustomerGone, path, month, format!("{until} or before"));
    }
}

fn taken_cells(
    facts: &Facts<'_>,
    wanted: &Tranche,
    tranche: &TranchePlan,
    path: &str,
    report: &mut Report,
) -> Vec<Cell> {
    if facts.ahead(wanted.product).is_none() {
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
        in_time(wanted, entry.month, &at(".month"), report);
        let month = facts.horizon.index(entry.month);
        if month.is_none() {
            report.add(Code::Month, at(".month"), entry.month, "a month of the horizon");
        }
        if entry.quantity.is_finite() {
            total += entry.quantity;
            cells.extend(month.map(|month| Cell { month, line: 0, units: entry.quantity }));
        }
    }
    if !tolerance::at_most(total, wanted.open, wanted.quantity) {
        report.add(Code::Quantity, format!("{path}.taken"), total, wanted.open);
    }
    cells
}

/// What of the units taken is off the shelf, by month: none but where caps tell it apart, and in no
/// month more than is taken.
fn shelf(
    facts: &Facts<'_>,
    (apart, taken): (bool, &[Cell]),
    tranche: &TranchePlan,
    path: &str,
    report: &mut Report,
) -> Vec<(usize, f64)> {
    let mut shelf = Vec::new();
    let mut before = None;
    for (index, &Delivery { month, quantity }) in tranche.off_the_shelf.iter().enumerate() {
        let at = |part: &str| format!("{path}.off_the_shelf[{index}]{part}");
        if !apart {
            report.add(Code::StockTaken, at(""), quantity, "nothing: it is not told apart");
            break;
        }
        if before.is_some_and(|before| before >= month) {
            report.add(Code::CellSequence, at(""), month, "a later month");
        }
        before = Some(month);
        let here = facts.horizon.index(month);
        let own = taken.iter().filter(|cell| Some(cell.month) == here);
        let most = own.map(|cell| cell.units).sum::<f64>();
        let fits = quantity > 0.0 && tolerance::at_most(quantity, most, tranche.quantity);
        if let Some(here) = here.filter(|_| fits) {
            shelf.push((here, quantity));
        } else {
            let expected = format!("above zero, and at most the {most} taken");
            report.add(Code::StockTaken, at(".quantity"), quantity, expected);
        }
    }
    shelf
}

/// What is taken, and what of it is off the shelf.
fn told(taken: Vec<Cell>, shelf: &[(usize, f64)]) -> Vec<Cell> {
    if shelf.is_empty() {
        return taken;
    }
    let mut told = Vec::with_capacity(taken.len() + shelf.len());
    for cell in taken {
        let own = shelf.iter().filter(|part| part.0 == cell.month);
        let own = own.map(|part| part.1).sum::<f64>().min(cell.units);
        let made = cell.units - own;
        // What is but rounding of the sum was not made for anybody.
        if own <= 0.0 || made > tolerance::NEGLIGIBLE * cell.units {
            told.push(Cell { units: made, ..cell });
        }
        if own > 0.0 {
            told.push(Cell { line: SHELF, units: own, ..cell });
        }
    }
    told
}
