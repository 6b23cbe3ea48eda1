//! A plan's one list of resources, kind by kind.

use crate::plan::{Plan, ResourceKind, ResourceUse};

/// Prices of one level, kind by kind.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Prices {
    pub(super) lines: Vec<Vec<f64>>,
    pub(super) components: Vec<Vec<f64>>,
    pub(super) caps: Vec<Vec<f64>>,
    pub(super) stocks: Vec<Vec<f64>>,
    pub(super) limits: Vec<Vec<f64>>,
}

/// The prices of a level; none if it has none.
pub(super) fn prices(plan: &Plan, level: usize) -> Option<Prices> {
    let prices = plan.levels.get(level)?.prices.as_ref()?;
    let of = |kind: ResourceKind| -> Vec<Vec<f64>> {
        let parts = plan.resources.iter().zip(prices);
        parts.filter(|(part, _)| part.kind() == kind).map(|(_, list)| list.clone()).collect()
    };
    Some(Prices {
        lines: of(ResourceKind::Line),
        components: of(ResourceKind::Component),
        caps: of(ResourceKind::Cap),
        stocks: of(ResourceKind::Store),
        limits: of(ResourceKind::Limit),
    })
}

pub(super) fn of(plan: &Plan, kind: ResourceKind) -> Vec<&ResourceUse> {
    plan.resources_of(kind).collect()
}

pub(super) fn offered(part: &ResourceUse) -> Vec<f64> {
    part.offered.iter().map(|offered| offered.unwrap_or(f64::NAN)).collect()
}
