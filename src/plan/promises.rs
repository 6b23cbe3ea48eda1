//! What a plan promises to those who are in it.

use serde::{Deserialize, Serialize};

use super::{OrderPlan, Plan};
use crate::scenario::{Commitment, Month, Scenario};
use crate::tolerance;

/// For when the units of a plan count as promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PromisedFor {
    /// For the month in which the plan delivers them.
    Planned,
    /// For their due month if the plan delivers them before it: who is served early may
    /// be served later, but nobody may become late, or later than late. A due month after the
    /// horizon counts as its last month, beyond which nothing can be promised.
    #[default]
    DueOrPlanned,
}

impl Plan {
    /// What the plan promises, as commitments: for every order and month the units that
    /// are delivered by then, counted from the beginning of the order as a
    /// [`Commitment`] counts them, and what is kept of the scenario's own commitments.
    /// They can all be kept, since the plan keeps them.
    ///
    /// What the plan does not deliver within the horizon is not promised, and of orders
    /// with several tranches an earlier delivery of a later tranche counts once those
    /// before it are complete.
    ///
    /// Sorted by order and month. Complexity: O(deliveries × tranches) for each order.
    pub fn promises(&self, scenario: &Scenario, promised: PromisedFor) -> Vec<Commitment> {
        let mut promises = Vec::new();
        let last = self.month((self.months as usize).saturating_sub(1));
        for order in &self.orders {
            let sequence = order.counting(scenario);
            let mut points = delivered(order, &sequence, promised, last);
            let own = self.commitments.iter().filter(|part| part.order == order.order);
            points.extend(own.map(|part| (part.by, part.kept)));
            points.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            let end = scenario.month(scenario.months() as usize);
            // What was delivered before the first month needs no promise.
            let mut most = delivered_before(order, &sequence, scenario.start());
            for (month, units) in points {
                let month = month.max(scenario.start());
                if units > most * (1.0 + tolerance::DUST) && month < end {
                    most = units;
                    promises.push(Commitment::new(order.order.clone(), units, month));
                }
            }
        }
        promises
    }
}

/// Units of an order, counted from its beginning, that were delivered before a month.
fn delivered_before(order: &OrderPlan, sequence: &[usize], month: Month) -> f64 {
    let mut units = 0.0;
    for &index in sequence {
        let tranche = &order.tranches[index];
        let before = tranche.deliveries.iter().filter(|part| part.month < month);
        let before: f64 = before.map(|part| part.quantity).sum();
        units += before;
        if before < tranche.quantity * (1.0 - tolerance::DUST) {
            break;
        }
    }
    units
}

impl OrderPlan {
    /// Its tranches in the sequence in which promises count them; as they are numbered if the
    /// scenario does not have them.
    pub(crate) fn counting(&self, scenario: &Scenario) -> Vec<usize> {
        let position = scenario.order_position(self.order.as_str());
        let sequence = position.map(|position| scenario.counting_of(position));
        let known = sequence.filter(|sequence| sequence.len() == self.tranches.len());
        known.unwrap_or_else(|| (0..self.tranches.len()).collect())
    }
}

/// Months with the units of an order that are delivered by then, counted from its
/// beginning; no month is after the last one of the horizon.
fn delivered(
    order: &OrderPlan,
    sequence: &[usize],
    promised: PromisedFor,
    last: Month,
) -> Vec<(Month, f64)> {
    let month = |index: usize, month: Month| match promised {
        PromisedFor::Planned => month,
        PromisedFor::DueOrPlanned => month.max(order.tranches[index].due.min(last)),
    };
    let deliveries = |index: usize| {
        let list = order.tranches[index].deliveries.iter();
        list.map(move |part| (month(index, part.month), part.quantity))
    };
    let mut months: Vec<Month> =
        sequence.iter().flat_map(|&index| deliveries(index).map(|part| part.0)).collect();
    months.sort_unstable();
    months.dedup();
    let by = |last: Month| {
        let mut units = 0.0;
        for &index in sequence {
            let tranche = &order.tranches[index];
            if tranche.completion.is_some_and(|done| month(index, done) <= last) {
                // To the last digit.
                units += tranche.quantity;
                continue;
            }
            let parts = deliveries(index).filter(|part| part.0 <= last);
            return units + parts.map(|part| part.1).sum::<f64>();
        }
        units
    };
    months.into_iter().map(|month| (month, by(month))).collect()
}
