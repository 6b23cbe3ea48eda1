//! Use of lines and components, and the stock.

use super::code::Code;
use super::facts::Facts;
use super::number::{largest, series};
use super::production::Ledger;
use super::report::Report;
use super::view;
use crate::plan::{Plan, ResourceKind};

/// Checks the reported use of lines and components.
pub(super) fn check(facts: &Facts<'_>, plan: &Plan, ledger: &Ledger, report: &mut Report) {
    lines(facts, plan, ledger, report);
    components(facts, plan, ledger, report);
}

fn lines(facts: &Facts<'_>, plan: &Plan, ledger: &Ledger, report: &mut Report) {
    let lines = facts.scenario.lines();
    let found = view::of(plan, ResourceKind::Line);
    if found.len() != lines.len() {
        report.add(Code::LineList, "lines", found.len(), lines.len());
    }
    for (index, (found, line)) in found.into_iter().zip(lines).enumerate() {
        if found.id() != line.id().as_str() {
            report.add(Code::LineList, format!("lines[{index}].line"), found.id(), line.id());
            continue;
        }
        let path = format!("lines[{:?}]", line.id().as_str());
        let (capacity, used) = (&facts.capacity[index], &ledger.line_use[index]);
        let scale = largest(capacity);
        let here = format!("{path}.capacity");
        series(Code::LineCapacity, &here, &view::offered(found), capacity, scale, report);
        let here = format!("{path}.used");
        series(Code::LineUsed, &here, &found.used, used, largest(used), report);
    }
}

fn components(facts: &Facts<'_>, plan: &Plan, ledger: &Ledger, report: &mut Report) {
    let components = facts.scenario.components();
    let found = view::of(plan, ResourceKind::Component);
    if found.len() != components.len() {
        report.add(Code::ComponentList, "components", found.len(), components.len());
    }
    for (index, (found, component)) in found.into_iter().zip(components).enumerate() {
        if found.id() != component.id().as_str() {
            let path = format!("components[{index}].component");
            report.add(Code::ComponentList, path, found.id(), component.id());
            continue;
        }
        let path = format!("components[{:?}]", component.id().as_str());
        let (supply, used) = (&facts.supply[index], &ledger.component_use[index]);
        let here = format!("{path}.supply");
        series(
            Code::ComponentSupply,
            &here,
            &view::offered(found),
            supply,
            largest(supply),
            report,
        );
        let here = format!("{path}.used");
        series(Code::ComponentUsed, &here, &found.used, used, largest(used), report);
        let mut left = 0.0;
        let mut scale: f64 = 0.0;
        let mut stock = Vec::with_capacity(facts.months);
        for (month, used) in used.iter().enumerate() {
            let there = left + facts.arrivals(index, month);
            scale = scale.max(there.abs()).max(*used);
            left = there - used;
            stock.push(left);
        }
        let here = format!("{path}.stock");
        series(Code::ComponentStock, &here, &found.left, &stock, scale, report);
    }
}
