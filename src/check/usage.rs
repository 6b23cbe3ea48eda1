//! Whether there is enough of everything, and what the plan says of its use.

use super::code::Code;
use super::facts::Facts;
use super::number::{agree, largest, series};
use super::report::Report;
use super::resources::{Flow, Resource, Resources};
use crate::plan::{Plan, ResourceUse};
use crate::tolerance::at_most;

/// Checks every resource: that nobody takes what is not there, and what the plan says of it.
pub(super) fn check(
    facts: &Facts<'_>,
    resources: &Resources,
    plan: &Plan,
    flows: &[Flow],
    report: &mut Report,
) {
    if plan.resources.len() != resources.list.len() {
        let (found, expected) = (plan.resources.len(), resources.list.len());
        report.add(Code::ResourceList, "resources", found, expected);
    }
    for (index, (resource, flow)) in resources.list.iter().zip(flows).enumerate() {
        let left = resource.keeps.map(|most| kept(facts, resource, flow, most, report));
        if left.is_none() {
            spent(facts, resource, flow, report);
        }
        if let Some(said) = plan.resources.get(index) {
            figures(index, resource, flow, left, said, report);
        }
    }
}

/// Reports every month in which more is taken than there is, where nothing stays.
fn spent(facts: &Facts<'_>, resource: &Resource, flow: &Flow, report: &mut Report) {
    for (month, used) in flow.used.iter().enumerate() {
        let most = resource.arrives(month) + flow.fed[month];
        if resource.binds[month] && !at_most(*used, most, most) {
            let path = format!("{}.used[{month}]", resource.path());
            let (expected, when) = (format!("at most {most}"), facts.horizon.month(month));
            report.note(resource.kind.exceeded(), path, used, expected, when);
        }
    }
}

/// What is left at the end of each month, and the size of the numbers that it is made of.
/// Reports where it is below nothing, or above what may be left.
fn kept(
    facts: &Facts<'_>,
    resource: &Resource,
    flow: &Flow,
    most: f64,
    report: &mut Report,
) -> (Vec<f64>, f64) {
    let (mut left, mut scale): (f64, f64) = (0.0, 0.0);
    // A shortage lasts until something makes up for it: it is reported where it grows.
    let mut deepest: f64 = 0.0;
    let mut ends = Vec::with_capacity(flow.used.len());
    for (month, used) in flow.used.iter().enumerate() {
        let there = left + resource.arrives(month) + flow.fed[month];
        scale = scale.max(there.abs()).max(used.abs());
        left = there - used;
        ends.push(left);
        let short = !at_most(-left, 0.0, scale) && !at_most(deepest, left, scale);
        deepest = deepest.min(left);
        let (path, when) =
            (|part| format!("{}.{part}[{month}]", resource.path()), || facts.horizon.month(month));
        if short {
            let expected = format!("at most {there}");
            report.note(resource.kind.exceeded(), path("used"), used, expected, when());
        }
        if !at_most(left, most, scale) {
            let expected = format!("at most {most}");
            report.note(resource.kind.exceeded(), path("left"), left, expected, when());
        }
    }
    (ends, scale)
}

/// Compares what the plan says of a resource.
fn figures(
    index: usize,
    resource: &Resource,
    flow: &Flow,
    left: Option<(Vec<f64>, f64)>,
    said: &ResourceUse,
    report: &mut Report,
) {
    if said.kind().name() != resource.kind.name() || said.id() != resource.id {
        let found = format!("{} {}", said.kind().name(), said.id());
        let expected = format!("{} {}", resource.kind.name(), resource.id);
        return report.add(Code::ResourceList, format!("resources[{index}]"), found, expected);
    }
    offered(resource, flow, said, report);
    let path = format!("{}.used", resource.path());
    series(Code::ResourceUsed, &path, &said.used, &flow.used, largest(&flow.used), report);
    let (left, scale) = left.unwrap_or_default();
    let path = format!("{}.left", resource.path());
    series(Code::ResourceLeft, &path, &said.left, &left, scale, report);
    let share = said.share_of.map(|of| (of.position, of.share));
    #[allow(clippy::float_cmp, reason = "it is the number that is written")]
    if share != resource.share_of {
        let shown = |share: Option<(usize, f64)>| {
            share.map_or_else(|| "none".to_owned(), |(of, share)| format!("{share} of {of}"))
        };
        let path = format!("{}.share_of", resource.path());
        report.add(Code::ResourceOffered, path, shown(share), shown(resource.share_of));
    }
}

/// What there is or is added each month; nothing is said of months in which it does not bind.
fn offered(resource: &Resource, flow: &Flow, said: &ResourceUse, report: &mut Report) {
    let path = format!("{}.offered", resource.path());
    let offered: Vec<f64> =
        resource.amounts.iter().zip(&flow.fed).map(|(amount, fed)| amount + fed).collect();
    if said.offered.len() != offered.len() {
        report.add(Code::SeriesLength, path.as_str(), said.offered.len(), offered.len());
    }
    let scale = largest(&offered);
    for (month, (found, offered)) in said.offered.iter().zip(&offered).enumerate() {
        let expected = resource.binds[month].then_some(*offered);
        let right = match (found, expected) {
            (Some(found), Some(expected)) => agree(*found, expected, scale),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !right {
            let shown = |value: Option<f64>| {
                value.map_or_else(|| "none".to_owned(), |value| value.to_string())
            };
            let path = format!("{path}[{month}]");
            report.add(Code::ResourceOffered, path, shown(*found), shown(expected));
        }
    }
}
