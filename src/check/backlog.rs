//! What is due and not delivered: of every order, and added up.

use super::book::path;
use super::code::Code;
use super::facts::Facts;
use super::gate::Opens;
use super::number::{agree, largest, series};
use super::report::Report;
use crate::plan::{OrderPlan, Plan};

/// Checks the backlog of every order and of all together.
pub(super) fn check(
    facts: &Facts<'_>,
    plan: &Plan,
    orders: &[Option<&OrderPlan>],
    complete: &[Vec<(usize, f64)>],
    report: &mut Report,
) {
    let zeros = || vec![0.0; facts.months];
    let mut total = zeros();
    let mut partners = vec![zeros(); facts.scenario.partners().len()];
    let mut products = vec![zeros(); facts.scenario.products().len()];
    // Who may never be served counts apart.
    let opens = &facts.standings.opens;
    let mut apart = if opens.contains(&Opens::Never) { zeros() } else { Vec::new() };
    for (position, order) in orders.iter().enumerate() {
        let (first, tranches) = facts.tranches_of(position);
        let own = open(facts, position, &complete[first..first + tranches.len()]);
        if let Some(order) = order {
            steps(facts, order, &own, report);
        }
        let Some(wanted) = tranches.first() else { continue };
        if opens[position] == Opens::Never {
            apart.iter_mut().zip(&own).for_each(|(sum, units)| *sum += units);
            continue;
        }
        let sums = [&mut total, &mut partners[wanted.partner], &mut products[wanted.product]];
        for sum in sums {
            sum.iter_mut().zip(&own).for_each(|(sum, units)| *sum += units);
        }
    }
    let found = &plan.backlog;
    let compare = |path: &str, found: &[f64], expected: &[f64], report: &mut Report| {
        series(Code::BacklogSeries, path, found, expected, largest(expected), report);
    };
    compare("backlog.total", &found.total, &total, report);
    compare("backlog.not_eligible", &found.not_eligible, &apart, report);
    let partner_ids = facts.scenario.partners().iter().map(|part| part.id().as_str());
    let entries = found.partners.iter().map(|(id, list)| (id.as_str(), &list[..])).collect();
    keyed(
        "backlog.partners",
        entries,
        &partner_ids.zip(&partners).collect::<Vec<_>>(),
        &compare,
        report,
    );
    let product_ids = facts.scenario.products().iter().map(|part| part.id().as_str());
    let entries = found.products.iter().map(|(id, list)| (id.as_str(), &list[..])).collect();
    keyed(
        "backlog.products",
        entries,
        &product_ids.zip(&products).collect::<Vec<_>>(),
        &compare,
        report,
    );
}

type Compare<'a> = &'a dyn Fn(&str, &[f64], &[f64], &mut Report);

/// Compares two lists of series, both by ascending id.
fn keyed(
    path: &str,
    found: Vec<(&str, &[f64])>,
    expected: &[(&str, &Vec<f64>)],
    compare: Compare<'_>,
    report: &mut Report,
) {
    let position = |id: &str| expected.binary_search_by(|part| part.0.cmp(id));
    let mut seen = vec![false; expected.len()];
    for (id, list) in found {
        let path = format!("{path}[{id:?}]");
        if let Ok(index) = position(id) {
            seen[index] = true;
            compare(&path, list, expected[index].1, report);
        } else {
            report.add(Code::BacklogKeys, path, id, "nothing of this id");
        }
    }
    for ((id, _), _) in expected.iter().zip(seen).filter(|(_, seen)| !seen) {
        report.add(Code::BacklogKeys, format!("{path}[{id:?}]"), "nothing", id);
    }
}

/// Units due and not delivered of an order, at the end of each month.
fn open(facts: &Facts<'_>, position: usize, complete: &[Vec<(usize, f64)>]) -> Vec<f64> {
    let (_, tranches) = facts.tranches_of(position);
    let mut open = vec![0.0; facts.months];
    for (wanted, complete) in tranches.iter().zip(complete) {
        // What is complete before the due month counts from then on.
        let due = wanted.due_at;
        let mut left = wanted.quantity - wanted.delivered();
        let mut parts = complete.iter().peekable();
        // Whoever has left waits no more.
        let gone = wanted.end;
        for (month, open) in open.iter_mut().enumerate().take(gone).skip(due) {
            while let Some(part) = parts.next_if(|part| part.0 <= month) {
                left -= part.1;
            }
            *open += left;
        }
    }
    open
}

fn steps(facts: &Facts<'_>, order: &OrderPlan, expected: &[f64], report: &mut Report) {
    let path = path(order);
    let mut before = (None, 0.0);
    for (index, step) in order.backlog.iter().enumerate() {
        let month = facts.horizon.index(step.month);
        let later = before.0.is_none_or(|last| step.month > last);
        // A step that changes nothing is none.
        #[allow(clippy::float_cmp, reason = "a repeated number is the very same")]
        if month.is_none() || !later || step.units == before.1 {
            let path = format!("{path}.backlog[{index}]");
            let found = format!("{} from {}", step.units, step.month);
            report.add(Code::OrderBacklog, path, found, "another number from a later month");
        }
        before = (Some(step.month), step.units);
    }
    let mut steps = order.backlog.iter().peekable();
    let mut units = 0.0;
    let mut wrong = false;
    let scale = largest(expected);
    for (month, &expected) in expected.iter().enumerate() {
        let when = facts.horizon.month(month);
        while let Some(step) = steps.next_if(|step| step.month <= when) {
            units = step.units;
        }
        let right = agree(units, expected, scale);
        // One violation where it goes wrong, not one for each month after.
        if !right && !wrong {
            let path = format!("{path}.backlog");
            report.note(Code::OrderBacklog, path, units, expected, when);
        }
        wrong = !right;
    }
}
