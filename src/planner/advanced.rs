//! A scenario some months later, when its plan has been carried out until then.

use std::collections::BTreeMap;

use super::exact_shares::{exact_shares, got};
use crate::plan::{Plan, ReservationPlan, ResourceKind, TranchePlan};
use crate::ranking::rank;
use crate::resources::{Keeps, Resources, Stock};
use crate::scenario::{
    CarriedStock, ComponentId, Executed, ExecutedRight, LeftInStock, Month, OrderId, Scenario,
    ScenarioError,
};

impl Scenario {
    /// The scenario that begins `months` later with the same end, after a plan of it has been
    /// carried out until then: what was made and delivered is history, what is left of components
    /// and products is in stock, and no share of a cap or reservation counts it again. What was made
    /// for whom caps name is in stock for them. Orders that are complete stay, since their places count. Without
    /// other news the plan of it is the rest of the plan.
    ///
    /// What reservations entitled to goes along, so that they go on from there; and so do the exact
    /// shares of whole units that are shared out, so that who was given less than its share comes
    /// earlier to its next one. A store has room for all that is there and on its way, whether anybody
    /// takes some of it or not: what a plan with a limit makes, and delivers before more arrives than
    /// there would be room for beside it, makes room that the plan did not have. Dates may change where
    /// there is such; where whole units are shared out and somebody came or left while one was in the
    /// making, or reservations and promises are served first (who is to have that unit then hangs on
    /// who worked for it, which nothing says);
    /// where units are passed over, which is a repair of the plan that is made; and under rules that
    /// are carried out, where they made ahead (what is in stock is taken by whoever comes first,
    /// whoever it was made for: of two in March, made in January for the second in the queue, the
    /// first takes his in May) or hold what is reserved.
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
            let order = plan.order(id.as_str());
            let own = order.and_then(|order| order.tranches.get(demand.tranche));
            tranches.push(own.map_or_else(Default::default, |own| past(demand.made, own, start)));
        }
        let last = (months as usize).checked_sub(1);
        let left = |kind: ResourceKind| {
            let kept = plan.resources_of(kind);
            let left = kept.filter_map(move |part| {
                Some((part.resource.id.as_str(), part.left.get(last?)?.max(0.0)))
            });
            left.collect::<BTreeMap<&str, f64>>()
        };
        let components = left(ResourceKind::Component).into_iter();
        let components = components.map(|(id, left)| (ComponentId::from(id), left)).collect();
        let products = if last.is_some() {
            stocks(self, plan, &left(ResourceKind::Store))?
        } else {
            Vec::new()
        };
        let exact_shares = exact_shares(self, plan, months as usize, &tranches)?;
        let kept = plan.reservations.iter().filter(|_| months > 0);
        let rights = kept.map(|part| rights(self, part, start)).collect();
        self.after(&Executed { months, tranches, exact_shares, components, products, rights })
    }
}

/// What a reservation entitled to before a month, by tranche, and what is left of it then: of one
/// that does not hold in that month nothing.
fn rights(scenario: &Scenario, plan: &ReservationPlan, start: Month) -> ExecutedRight {
    let mut units: BTreeMap<(OrderId, u32), f64> = BTreeMap::new();
    for part in plan.units.iter().filter(|part| part.month < start) {
        let tranche = (part.order.clone(), part.tranche as u32);
        *units.entry(tranche).or_default() += part.quantity;
    }
    let own = scenario.reservations().iter().find(|own| *own.id() == plan.reservation);
    let holds = own.is_some_and(|own| own.holds_in(start));
    let last = start.since(scenario.start()).checked_sub(1);
    let last = last.and_then(|last| usize::try_from(last).ok());
    let left = last.and_then(|last| plan.left.get(last)).copied().unwrap_or(0.0);
    let reservation = plan.reservation.clone();
    ExecutedRight { reservation, units, left: if holds { left } else { 0.0 } }
}

/// What is left of the stocks of a plan, by what they are called there.
fn stocks(
    scenario: &Scenario,
    plan: &Plan,
    left: &BTreeMap<&str, f64>,
) -> Result<Vec<LeftInStock>, ScenarioError> {
    if left.is_empty() {
        return Ok(Vec::new());
    }
    let resources = Resources::of(scenario, &rank(scenario, &plan.policy)?);
    let left_of = |position: usize| left.get(resources.get(position).id()).copied().unwrap_or(0.0);
    let caps = |stock: &Stock| {
        let caps = stock.caps.iter().map(|&cap| resources.get(cap).id());
        CarriedStock::new(caps, left_of(stock.own()))
    };
    let of_product = |(store, product): (usize, usize)| {
        let own = resources.stocks().iter().filter(|stock| stock.product == product);
        let apart: Vec<&Stock> = own.filter(|stock| stock.stores.len() > 1).collect();
        let shelf = if apart.is_empty() { Some(store) } else { resources.shelf_of(product) };
        LeftInStock {
            product: scenario.products()[product].id().clone(),
            shelf: shelf.map_or(0.0, left_of),
            carried: apart.into_iter().map(caps).filter(|part| part.quantity > 0.0).collect(),
            limit: match resources.get(store).keeps() {
                Keeps::Stock { limit, .. } => limit,
                Keeps::Nothing => 0.0,
            },
        }
    };
    Ok(resources.stores().map(of_product).collect())
}

/// What of a tranche was made, and delivered by month, before a month.
fn past(made: f64, tranche: &TranchePlan, start: Month) -> (f64, Vec<(Month, f64)>) {
    let own = got(tranche).filter(|part| part.0 < start).map(|part| part.1);
    let deliveries = tranche.deliveries.iter().filter(|part| part.month < start);
    (made + own.sum::<f64>(), deliveries.map(|part| (part.month, part.quantity)).collect())
}
