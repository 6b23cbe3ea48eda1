//! What one plan means for one partner.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::sums::{Sums, open, peak};
use crate::number::{is_none, is_zero};
use crate::plan::{OrderPlan, Plan};
use crate::scenario::{Month, PartnerId};
use crate::tolerance;

/// What one plan means for one partner. Units of all its products are added up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartnerOutcome {
    /// The partner.
    pub partner: PartnerId,
    /// Number of its orders.
    pub orders: usize,
    /// Those delivered in full with every tranche by its due month.
    pub orders_on_time: usize,
    /// Those that are neither on time nor late: under way, and what is missing is due after the
    /// last month.
    #[serde(default, skip_serializing_if = "is_none")]
    pub orders_not_due: usize,
    /// Units ordered.
    pub ordered: f64,
    /// Units that the horizon leaves undelivered.
    pub undelivered: f64,
    /// Units delivered after their due month, or due within the horizon and never
    /// delivered.
    pub late: f64,
    /// Units whose customer has left before they were delivered; they count among the
    /// undelivered and late ones too.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lost: f64,
    /// Units made and not delivered when the horizon ends: parts of units, lots or shipments.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub in_progress: f64,
    /// Units of orders that the policy's gates keep from being served. Such orders count
    /// nowhere else.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub not_eligible: f64,
    /// Units delivered as a share of units ordered; none without orders.
    pub share_completed: Option<f64>,
    /// Month of the last delivery; none while something is undelivered.
    pub completion: Option<Month>,
    /// Months from contract to delivery, averaged over units; none without orders.
    /// Units undelivered count as if they were delivered in the month after the horizon,
    /// so their wait is at least this long.
    pub average_wait: Option<f64>,
    /// 1 for the partner with the shortest average wait; those who wait alike share the
    /// better rank. None without orders.
    pub rank: Option<u32>,
    /// Months by which the average wait is shorter than in the baseline; below zero,
    /// longer.
    pub gain: Option<f64>,
    /// The highest backlog at the end of a month, with what is lost.
    pub peak_backlog: f64,
    /// The first month with that backlog; none if there never is any.
    pub peak_month: Option<Month>,
    /// The backlogs of all months, added up. What is lost is open to the end.
    pub backlog_unit_months: f64,
    /// The backlog at the end of each month, with what is lost; empty if there never is any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backlog: Vec<f64>,
    /// Units delivered in each month; empty if nothing is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliveries: Vec<f64>,
}

/// Units delivered in each month.
fn deliveries(plan: &Plan, orders: &[&OrderPlan]) -> Vec<f64> {
    let mut units = vec![0.0; plan.months as usize];
    let tranches = orders.iter().flat_map(|order| &order.tranches);
    for delivery in tranches.flat_map(|tranche| &tranche.deliveries) {
        // What came before the first month is history.
        let index = usize::try_from(delivery.month.since(plan.start)).ok();
        if let Some(sum) = index.and_then(|index| units.get_mut(index)) {
            *sum += delivery.quantity;
        }
    }
    units
}

/// No series where there is nothing in any month.
fn unless_nothing(series: Vec<f64>) -> Vec<f64> {
    if series.iter().all(|&units| units <= 0.0) { Vec::new() } else { series }
}

impl PartnerOutcome {
    /// Every partner of the plan, by id, without gains.
    pub(super) fn all(plan: &Plan) -> Vec<Self> {
        let mut orders: BTreeMap<&PartnerId, Vec<&OrderPlan>> = BTreeMap::new();
        for order in &plan.orders {
            orders.entry(&order.partner).or_default().push(order);
        }
        let of = |(partner, backlog): (&PartnerId, &Vec<f64>)| {
            let own = orders.get(partner).map_or(&[][..], Vec::as_slice);
            Self::of(plan, partner, backlog, own)
        };
        let mut outcomes: Vec<Self> = plan.backlog.partners.iter().map(of).collect();
        rank(&mut outcomes);
        outcomes
    }

    fn of(plan: &Plan, partner: &PartnerId, waiting: &[f64], orders: &[&OrderPlan]) -> Self {
        let mut sums = Sums::default();
        for order in orders {
            sums.add(plan, order);
        }
        let open = open(plan, waiting, orders.iter().copied());
        let (peak_backlog, peak_month) = peak(plan, &open);
        Self {
            partner: partner.clone(),
            orders: sums.orders,
            orders_on_time: sums.orders_on_time,
            orders_not_due: sums.orders_not_due,
            in_progress: sums.in_progress,
            ordered: sums.ordered,
            undelivered: sums.undelivered(),
            late: sums.late,
            lost: sums.lost + 0.0,
            not_eligible: sums.not_eligible,
            share_completed: (sums.ordered > 0.0).then(|| sums.delivered / sums.ordered),
            completion: sums.completion(),
            average_wait: sums.average_wait(),
            rank: None,
            gain: None,
            peak_backlog,
            peak_month,
            backlog_unit_months: open.iter().sum::<f64>() + 0.0,
            deliveries: unless_nothing(deliveries(plan, orders)),
            backlog: unless_nothing(open),
        }
    }

    /// Notes the gain against the same partner in the baseline.
    pub(in crate::analysis) fn measure_against(&mut self, baseline: Option<&Self>) {
        let before = baseline.and_then(|baseline| baseline.average_wait);
        self.gain = before.zip(self.average_wait).map(|(before, now)| {
            // What rounding leaves between equal waits is no gain.
            if tolerance::equal(before, now, before) { 0.0 } else { before - now }
        });
    }
}

fn rank(outcomes: &mut [PartnerOutcome]) {
    let mut sorted: Vec<(f64, usize)> = outcomes
        .iter()
        .enumerate()
        .filter_map(|(index, outcome)| Some((outcome.average_wait?, index)))
        .collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut shared = (f64::NEG_INFINITY, 0);
    for (position, (wait, index)) in (1..).zip(sorted) {
        if !tolerance::equal(shared.0, wait, wait) {
            shared = (wait, position);
        }
        outcomes[index].rank = Some(shared.1);
    }
}
