//! Products made ahead: what is made, taken and left.

use super::code::Code;
use super::facts::{Cell, Facts};
use super::number::{largest, series};
use super::production::Ledger;
use super::report::Report;
use super::view;
use crate::plan::{Plan, ResourceKind};
use crate::tolerance;

/// Checks that nothing is taken that is not there, that the store holds what is left, and
/// that the plan says so.
pub(super) fn check(facts: &Facts<'_>, plan: &Plan, ledger: &Ledger, report: &mut Report) {
    let stores = view::of(plan, ResourceKind::Store);
    if stores.len() != facts.ahead.len() {
        report.add(Code::ProductStock, "stocks", stores.len(), facts.ahead.len());
    }
    for (index, ahead) in facts.ahead.iter().enumerate() {
        let id = facts.scenario.products()[ahead.product].id();
        let made = by_month(facts, ahead.product, &ledger.made);
        let taken = by_month(facts, ahead.product, &ledger.taken);
        let mut stock = Vec::with_capacity(facts.months);
        let mut left = 0.0;
        let mut scale: f64 = 0.0;
        for (month, (made, taken)) in made.iter().zip(&taken).enumerate() {
            scale = scale.max(left + made).max(*taken);
            left += made - taken;
            stock.push(left);
            let fits = tolerance::at_most(left, ahead.limit, scale);
            if !(fits && tolerance::at_most(-left, 0.0, scale)) {
                let path = format!("stocks[{:?}].stock[{month}]", id.as_str());
                let expected = format!("from 0 to {}", ahead.limit);
                report.add(Code::StockBalance, path, left, expected);
            }
        }
        let Some(found) = stores.get(index) else { continue };
        if found.id() != id.as_str() {
            let path = format!("stocks[{index}].product");
            report.add(Code::ProductStock, path, found.id(), id);
            continue;
        }
        let lists = [
            ("made", &view::offered(found), &made),
            ("taken", &found.used, &taken),
            ("stock", &found.left, &stock),
        ];
        for (name, found, expected) in lists {
            let path = format!("stocks[{:?}].{name}", id.as_str());
            let scale = scale.max(largest(expected));
            series(Code::ProductStock, &path, found, expected, scale, report);
        }
    }
}

fn by_month(facts: &Facts<'_>, product: usize, lists: &[Vec<Cell>]) -> Vec<f64> {
    let mut sums = vec![0.0; facts.months];
    for (demand, cells) in facts.scenario.demands().iter().zip(lists) {
        for cell in cells.iter().filter(|_| demand.product == product) {
            sums[cell.month] += cell.units;
        }
    }
    sums
}
