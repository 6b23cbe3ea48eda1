//! A scenario some months later, when its plan has been carried out until then.

use std::collections::BTreeMap;

use super::{Plan, ReservationPlan, ResourceKind, TranchePlan};
use crate::scenario::{
    ComponentId, Executed, ExecutedRight, Month, OrderId, ProductId, Scenario, ScenarioError,
};

impl Scenario {
    /// The scenario that begins `months` later with the same end, after a plan of it has been
    /// carried out until then: what was made and delivered is history, what is left of components
    /// and products is in stock. Orders that are complete stay, since their places count. Without
    /// other news the plan of it is the rest of the plan.
    ///
    /// What reservations entitled to goes along, so that they go on from there. A stock that is left
    /// counts as an opening stock for caps and reservations that are a share of a component, and a
    /// store with a limit has room for what is there in its first month. Dates may change where there
    /// are such; where whole units are shared out, since what tranches had to have by then of a unit
    /// that nobody has is not known; where units are passed over, which is a repair of the plan that
    /// is made; and under rules that are carried out, where they made ahead (what is in stock is
    /// taken by whoever comes first, whoever it was made for: of two in March, made in January for
    /// the second in the queue, the first takes his in May) or hold what is reserved.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] if no month is left to plan, or the plan is of another scenario, so that
    /// what is said of the past is not valid.
    ///
    /// ```
    /// use apportion::planner::plan;
    /// use apportion::scenario::Scenario;
    ///
    /// let january = Scenario::from_path("examples/data/shells_155mm.toml")?;
    /// let before = plan(&january, "tiers")?;
    /// let march = january.advanced(&before, 2)?;
    /// let after = plan(&march, "tiers")?;
    /// assert!(before.orders.iter().zip(&after.orders).all(|(a, b)| a.completion == b.completion));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn advanced(&self, plan: &Plan, months: u32) -> Result<Self, ScenarioError> {
        let start = self.start() + months;
        let mut tranches = Vec::with_capacity(self.demands().len());
        for demand in self.demands() {
            let id = self.orders()[demand.order].id();
            let order = plan.orders.binary_search_by(|order| order.order.cmp(id)).ok();
            let own = order.and_then(|order| plan.orders[order].tranches.get(demand.tranche));
            tranches.push(own.map_or_else(Default::default, |own| past(demand.made, own, start)));
        }
        let last = (months as usize).checked_sub(1);
        let left = |kind: ResourceKind| {
            let kept = plan.resources_of(kind);
            kept.filter_map(move |part| {
                Some((part.resource.id.clone(), part.left.get(last?)?.max(0.0)))
            })
        };
        let components = left(ResourceKind::Component);
        let components = components.map(|(id, left)| (ComponentId::from(id), left)).collect();
        let products = left(ResourceKind::Store);
        let products = products.map(|(id, left)| (ProductId::from(id), left)).collect();
        let kept = plan.reservations.iter().filter(|_| months > 0);
        let rights = kept.map(|part| self.rights(part, start)).collect();
        self.after(&Executed { months, tranches, components, products, rights })
    }

    /// What a reservation entitled to before a month, by tranche, and what is left of it then: of
    /// one that does not hold in that month nothing.
    fn rights(&self, plan: &ReservationPlan, start: Month) -> ExecutedRight {
        let mut units: BTreeMap<(OrderId, u32), f64> = BTreeMap::new();
        for part in plan.units.iter().filter(|part| part.month < start) {
            let tranche = (part.order.clone(), part.tranche as u32);
            *units.entry(tranche).or_default() += part.quantity;
        }
        let own = self.reservations().iter().find(|own| *own.id() == plan.reservation);
        let holds = own.is_some_and(|own| own.holds_in(start));
        let last =
            start.since(self.start()).checked_sub(1).and_then(|last| usize::try_from(last).ok());
        let left = last.and_then(|last| plan.left.get(last)).copied().unwrap_or(0.0);
        let reservation = plan.reservation.clone();
        ExecutedRight { reservation, units, left: if holds { left } else { 0.0 } }
    }
}

/// What of a tranche was made, and delivered by month, before a month.
fn past(made: f64, tranche: &TranchePlan, start: Month) -> (f64, Vec<(Month, f64)>) {
    let produced = tranche.production.iter().map(|part| (part.month, part.quantity));
    let taken = tranche.taken.iter().map(|part| (part.month, part.quantity));
    // What is made for stock is nobody's until it is taken.
    let own: Vec<(Month, f64)> =
        if tranche.taken.is_empty() { produced.collect() } else { taken.collect() };
    let own = own.into_iter().filter(|part| part.0 < start).map(|part| part.1);
    let deliveries = tranche.deliveries.iter().filter(|part| part.month < start);
    (made + own.sum::<f64>(), deliveries.map(|part| (part.month, part.quantity)).collect())
}
