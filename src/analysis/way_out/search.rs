//! The search for ways out.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::others::others;
use super::query::WayOutQuery;
use super::scarce::{can_be_more, most, scarce};
use super::way::{Way, WayOut, WaysOut};
use crate::analysis::explain::{ExplainError, OrderDelay, WhyLate, late_orders, why_late_of};
use crate::check::check;
use crate::plan::{OrderPlan, Plan, ResourceKey, ResourceKind};
use crate::planner::{PlanError, PlanStart, Planner};
use crate::ranking::{Ranking, rank};
use crate::scenario::{ComponentId, LineId, Month, OrderId, Scenario, Tiering};
use crate::tolerance;

/// Seeks the cheapest changes of each kind that would bring late orders on time.
///
/// The plan must be one of the scenario, made by the same planner, or by one that makes
/// the same plans.
///
/// Complexity: as many solves as the query allows for each order.
///
/// # Errors
///
/// [`ExplainError`] if the plan is not one of the scenario, an order does not exist, or
/// the planner stops at a limit.
///
/// ```
/// use apportion::analysis::way_out::{Change, WayOutQuery, ways_out};
/// use apportion::planner::Planner;
/// use apportion::scenario::{Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, Tier};
///
/// let month = |text: &str| text.parse::<Month>();
/// let scenario = Scenario::builder("pumps", month("2026-01")?, 12)
///     .product(Product::new("pump"))
///     .line(Line::new("hall", Ramp::flat(5.0)).makes("pump"))
///     .partner(Partner::new("north").attribute("rank", 1.0))
///     .partner(Partner::new("south").attribute("rank", 2.0))
///     .order(Order::new("N", "north", "pump", month("2025-06")?)
///         .quantity(10.0).due(month("2026-02")?))
///     .order(Order::new("S", "south", "pump", month("2025-05")?)
///         .quantity(10.0).due(month("2026-02")?))
///     .policy(Policy::tiers("rank", [Tier::new("first").at_most("rank", 1.0), Tier::new("rest")]))
///     .build()?;
/// let plan = apportion::planner::plan(&scenario, "rank")?;
///
/// let found = ways_out(&scenario, &plan, &Planner::new(), &WayOutQuery::new())?;
/// let south = &found.orders[0];
/// let five = Change::Capacity { line: "hall".into(), from: month("2026-01")?, units: 5.0 };
/// assert_eq!(south.ways[0].change, five);
/// assert_eq!(south.ways[0].completion, Some(month("2026-02")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn ways_out(
    scenario: &Scenario,
    plan: &Plan,
    planner: &Planner,
    query: &WayOutQuery,
) -> Result<WaysOut, ExplainError> {
    let late = late_orders(scenario, plan)?;
    let all = late.len();
    for id in &query.orders {
        if scenario.order_position(id.as_str()).is_none() {
            return Err(ExplainError::UnknownOrder(id.to_string()));
        }
    }
    let chosen = query.choose(late);
    let known: BTreeSet<&OrderId> = chosen.iter().collect();
    // Only why these are late: of all it may be more than the memory holds.
    let why = why_late_of(scenario, plan, |order| known.contains(order.id()))?;
    let late: Vec<_> = chosen.iter().filter_map(|order| why.order(order.as_str())).collect();
    let ranking = rank(scenario, &plan.policy)?;
    let mut orders = Vec::with_capacity(late.len());
    planner.options.expect_tasks(late.len());
    for delay in &late {
        let search = Search::new(scenario, plan, planner, &ranking, delay, query);
        orders.extend(search.map(Search::run).transpose()?);
        planner.options.task_done();
    }
    let not_tried = all - late.len();
    let WhyLate { scenario, policy, .. } = why;
    Ok(WaysOut { version: WaysOut::VERSION, scenario, policy, orders, not_tried })
}

/// The search for one order.
struct Search<'a> {
    scenario: &'a Scenario,
    plan: &'a Plan,
    planner: &'a Planner,
    ranking: &'a Ranking,
    delay: &'a OrderDelay,
    order: &'a OrderPlan,
    position: usize,
    query: &'a WayOutQuery,
    /// By tranche, the last month in which it is on time.
    goals: Vec<Month>,
    solves: usize,
    /// Where the last plan ended.
    start: Option<PlanStart>,
    ways: Vec<Way>,
    short: Vec<Way>,
    /// What all others wait in the plan as it is.
    before: f64,
}

impl<'a> Search<'a> {
    fn new(
        scenario: &'a Scenario,
        plan: &'a Plan,
        planner: &'a Planner,
        ranking: &'a Ranking,
        delay: &'a OrderDelay,
        query: &'a WayOutQuery,
    ) -> Option<Self> {
        let order = plan.order(delay.order.as_str())?;
        let position = scenario.order_position(delay.order.as_str())?;
        let months = scenario.months() as usize;
        let goals = order.tranches.iter().map(|tranche| {
            let may = |month: &Month| order.eligibility.allows(*month);
            let opens = (0..months).map(|index| scenario.month(index)).find(may);
            let opens = opens.unwrap_or(scenario.month(months));
            tranche.due.max(tranche.release).max(opens).max(scenario.start())
        });
        Some(Self {
            goals: goals.collect(),
            before: others(scenario, plan, position),
            scenario,
            plan,
            planner,
            ranking,
            delay,
            order,
            position,
            query,
            solves: 0,
            start: None,
            ways: Vec::new(),
            short: Vec::new(),
        })
    }

    fn run(mut self) -> Result<WayOut, ExplainError> {
        let goal = self.goals.iter().copied().max().unwrap_or(self.delay.due);
        // What may not be served at all, or was delivered as early as it could be taken,
        // has no way out.
        let end = self.scenario.month(self.scenario.months() as usize);
        if goal < end && !self.is_on_time(self.order) {
            self.expansions()?;
            self.more(goal)?;
            self.tier()?;
            self.slips()?;
        }
        let cut_short = self.solves >= self.query.plans;
        self.verify()?;
        Ok(WayOut {
            order: self.order.order.clone(),
            partner: self.order.partner.clone(),
            due: self.order.due().unwrap_or(self.delay.due),
            completion: self.order.completion,
            goal,
            ways: self.ways,
            short: self.short,
            solves: self.solves,
            cut_short,
        })
    }

    fn is_on_time(&self, order: &OrderPlan) -> bool {
        order
            .tranches
            .iter()
            .zip(&self.goals)
            .all(|(tranche, goal)| tranche.completion.is_some_and(|month| month <= *goal))
    }

    /// Plans with a change. None if it makes no valid scenario, promises cannot be kept
    /// with it, or no more plans may be made.
    fn attempt(
        &mut self,
        change: Change,
        effort: f64,
    ) -> Result<Option<(Way, bool)>, ExplainError> {
        if self.solves >= self.query.plans {
            return Ok(None);
        }
        let id = self.order.order.as_str();
        let Ok((scenario, policy)) = change.apply(self.scenario, &self.plan.policy, id) else {
            return Ok(None);
        };
        self.solves += 1;
        let plan = match self.planner.plan_from(&scenario, &policy, self.start.as_ref()) {
            Ok((outcome, next)) => {
                self.start = next.or(self.start.take());
                outcome.finished()?
            }
            Err(PlanError::Commitments(_) | PlanError::Capped { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        Ok(self.way(change, effort, &plan))
    }

    /// What a plan with a change means for the order, and whether it is on time.
    fn way(&self, change: Change, effort: f64, plan: &Plan) -> Option<(Way, bool)> {
        let order = plan.order(self.order.order.as_str())?;
        let more = others(self.scenario, plan, self.position) - self.before;
        // What rounding leaves is nothing.
        let more = if tolerance::equal(more, 0.0, self.before) { 0.0 } else { more };
        let way = Way { change, completion: order.completion, effort, others: more };
        Some((way, self.is_on_time(order)))
    }

    /// Plans with the changes found once more, from nothing, and checks these plans: what
    /// is told is what they say.
    fn verify(&mut self) -> Result<(), ExplainError> {
        let found: Vec<Way> = self.ways.drain(..).chain(self.short.drain(..)).collect();
        for way in found {
            let id = self.order.order.as_str();
            let (scenario, policy) = way.change.apply(self.scenario, &self.plan.policy, id)?;
            let plan = self.planner.plan(&scenario, &policy)?.finished()?;
            self.solves += 1;
            let report = check(&scenario, &plan);
            if !report.is_clean() {
                return Err(ExplainError::Check(report.to_string()));
            }
            let found = self.way(way.change, way.effort, &plan);
            self.note(found);
        }
        Ok(())
    }

    fn note(&mut self, found: Option<(Way, bool)>) {
        match found {
            Some((way, true)) => self.ways.push(way),
            // What changes nothing is not worth telling.
            Some((way, false)) if way.completion != self.order.completion => self.short.push(way),
            _ => {}
        }
    }

    fn expansions(&mut self) -> Result<(), ExplainError> {
        let mut off: Vec<_> =
            self.scenario.expansions().iter().filter(|part| !part.is_on()).collect();
        off.sort_by(|a, b| a.price().total_cmp(&b.price()));
        for part in off {
            let (expansion, cost) = (part.id().clone(), part.price());
            let found = self.attempt(Change::Expansion { expansion, cost }, cost)?;
            self.note(found);
        }
        Ok(())
    }

    /// More of what is scarce, from several months on.
    fn more(&mut self, goal: Month) -> Result<(), ExplainError> {
        let goal_index = self.scenario.index_of(goal);
        let first = self.order.tranches.iter().zip(&self.goals);
        let first =
            first.filter(|(tranche, goal)| tranche.completion.is_none_or(|month| month > **goal));
        let first = first.map(|(tranche, _)| self.scenario.index_of(tranche.release)).min();
        let first = first.unwrap_or(0).min(goal_index);
        let mut starts = vec![first, first.midpoint(goal_index), goal_index];
        starts.dedup();
        let mut found = Vec::new();
        let parts: Vec<(ResourceKey, f64)> = scarce(self.plan, self.delay, goal_index)
            .into_iter()
            .filter(|key| can_be_more(key.kind))
            .map(|scarce| (most(self.scenario, &scarce), scarce))
            .filter_map(|(most, scarce)| (most > 0.0).then_some((scarce, most)))
            .collect();
        for (scarce, most) in &parts {
            let (scarce, most) = (scarce, *most);
            // If no amount does, there is nothing to seek.
            let effort = most * (goal_index - first + 1) as f64;
            let Some(change) = self.change(scarce, first, most) else { continue };
            if !self.attempt(change, effort)?.is_some_and(|(_, on_time)| on_time) {
                continue;
            }
            let mut best: Option<Way> = None;
            for &start in &starts {
                let way = self.least(scarce, start, goal_index, most)?;
                let Some(way) = way else { continue };
                if best.as_ref().is_none_or(|best| way.effort < best.effort) {
                    best = Some(way);
                }
            }
            found.extend(best);
        }
        if found.is_empty() && parts.len() > 1 {
            found.extend(self.together(&parts, first, goal_index)?);
        }
        found.sort_by(|a, b| a.effort.total_cmp(&b.effort));
        self.ways.extend(found);
        Ok(())
    }

    fn change(&self, scarce: &ResourceKey, from: usize, units: f64) -> Option<Change> {
        let from = self.scenario.month(from);
        match scarce.kind {
            ResourceKind::Line => {
                Some(Change::Capacity { line: LineId::from(scarce.id.as_str()), from, units })
            }
            ResourceKind::Component => {
                let component = ComponentId::from(scarce.id.as_str());
                Some(Change::Supply { component, from, units })
            }
            _ => None,
        }
    }

    /// The least amount of one line or component with which the order is on time.
    fn least(
        &mut self,
        scarce: &ResourceKey,
        from: usize,
        goal: usize,
        most: f64,
    ) -> Result<Option<Way>, ExplainError> {
        let months = (goal - from + 1) as f64;
        let next = (self.missing() / months).ceil();
        let make =
            |search: &Self, units: f64| Some((search.change(scarce, from, units)?, units * months));
        Ok(self.least_of(next, most, make)?.map(|(way, _)| way))
    }

    /// The least amount from 1 to `most` with which a change brings the order on time:
    /// upwards from about what is missing, then by halving.
    fn least_of(
        &mut self,
        next: f64,
        most: f64,
        make: impl Fn(&Self, f64) -> Option<(Change, f64)>,
    ) -> Result<Option<(Way, f64)>, ExplainError> {
        let (mut fails, mut does) = (0.0, None::<(Way, f64)>);
        let mut next = next.clamp(1.0, most.max(1.0));
        loop {
            let Some((change, effort)) = make(self, next) else { return Ok(None) };
            let Some((way, on_time)) = self.attempt(change, effort)? else { return Ok(does) };
            if on_time {
                does = Some((way, next));
            } else {
                fails = next;
            }
            let Some((_, smallest)) = does else {
                if next >= most {
                    return Ok(None);
                }
                next = (2.0 * next).min(most);
                continue;
            };
            if smallest - fails <= step(smallest) {
                return Ok(does);
            }
            next = f64::midpoint(smallest, fails).floor().max(fails + 1.0);
        }
    }

    /// More of all that is scarce at once, if no single part does: of each as little as
    /// does with the others, what delays least first.
    fn together(
        &mut self,
        parts: &[(ResourceKey, f64)],
        from: usize,
        goal: usize,
    ) -> Result<Option<Way>, ExplainError> {
        let months = (goal - from + 1) as f64;
        let mut amounts: Vec<f64> = parts.iter().map(|part| part.1).collect();
        let make = |search: &Self, amounts: &[f64]| {
            let some = parts.iter().zip(amounts).filter(|(_, units)| **units > 0.0);
            let changes = some.map(|((scarce, _), units)| search.change(scarce, from, *units));
            let changes: Option<Vec<Change>> = changes.collect();
            Some((Change::Together { changes: changes? }, amounts.iter().sum::<f64>() * months))
        };
        let Some((change, effort)) = make(self, &amounts) else { return Ok(None) };
        let Some((mut best, true)) = self.attempt(change, effort)? else { return Ok(None) };
        for index in (0..parts.len()).rev() {
            let with = |search: &Self, units: f64| {
                let mut amounts = amounts.clone();
                amounts[index] = units;
                make(search, &amounts)
            };
            let Some((change, effort)) = with(self, 0.0) else { continue };
            if let Some((way, true)) = self.attempt(change, effort)? {
                (best, amounts[index]) = (way, 0.0);
                continue;
            }
            let next = (self.missing() / months).ceil();
            let found = self.least_of(next, parts[index].1, with)?;
            if let Some((way, units)) = found {
                (best, amounts[index]) = (way, units);
            }
        }
        // Less of one part may let others do with less: more of a line can also serve those
        // who then take the component.
        let mut settled = false;
        while !settled {
            settled = true;
            for index in (0..parts.len()).rev() {
                if amounts[index] <= 1.0 {
                    continue;
                }
                let less = (amounts[index] - step(amounts[index])).max(0.0);
                let mut fewer = amounts.clone();
                fewer[index] = less;
                let Some((change, effort)) = make(self, &fewer) else { continue };
                if let Some((way, true)) = self.attempt(change, effort)? {
                    (best, amounts[index]) = (way, less);
                    settled = false;
                }
            }
        }
        Ok(Some(best))
    }

    /// Units of the order that are not there by the goals.
    fn missing(&self) -> f64 {
        let tranches = self.order.tranches.iter().zip(&self.goals);
        let missing = tranches.map(|(tranche, goal)| {
            let in_time = tranche.deliveries.iter().filter(|part| part.month <= *goal);
            tranche.quantity - in_time.map(|part| part.quantity).sum::<f64>()
        });
        missing.sum()
    }

    /// One tier up, where there are tiers.
    fn tier(&mut self) -> Result<(), ExplainError> {
        if matches!(self.plan.policy.rule().ruling().tiering(), Tiering::Single) {
            return Ok(());
        }
        let tier = self.ranking.orders()[self.position].tier;
        let above = tier.checked_sub(1).and_then(|tier| self.ranking.tiers().get(tier)).cloned();
        let Some(tier) = above else { return Ok(()) };
        let found = self.attempt(Change::Tier { tier }, 0.0)?;
        self.note(found);
        Ok(())
    }

    /// Slips of the orders that took most of what this one needed.
    fn slips(&mut self) -> Result<(), ExplainError> {
        let mut takers: BTreeMap<_, f64> = BTreeMap::new();
        for part in &self.delay.causes {
            if let Some(taker) = part.taker.as_ref().filter(|part| part.order != self.order.order) {
                *takers.entry((&taker.order, &taker.partner)).or_default() += part.unit_months;
            }
        }
        let mut takers: Vec<_> = takers.into_iter().collect();
        takers.sort_by(|a, b| b.1.total_cmp(&a.1));
        takers.truncate(self.query.slips);
        let mut found = Vec::new();
        for ((order, partner), _) in takers {
            let quantity = self.plan.order(order.as_str()).map_or(0.0, |part| part.quantity);
            let slip = |months: u32| Change::Slip {
                order: order.clone(),
                partner: partner.clone(),
                months,
            };
            let mut best: Option<Way> = None;
            // Later than the end of the horizon is never.
            let (mut fails, mut does) = (0, self.scenario.months());
            let mut next = does;
            while let Some((way, on_time)) = self.attempt(slip(next), f64::from(next) * quantity)? {
                if on_time {
                    (best, does) = (Some(way), next);
                } else if best.is_none() {
                    self.note(Some((way, false)));
                    break;
                } else {
                    fails = next;
                }
                if does - fails <= 1 {
                    break;
                }
                next = u32::midpoint(fails, does);
            }
            found.extend(best);
        }
        found.sort_by(|a, b| a.effort.total_cmp(&b.effort));
        self.ways.extend(found);
        Ok(())
    }
}

/// How exactly an amount is found: to a unit, or a percent of a large one.
fn step(units: f64) -> f64 {
    (units / 100.0).max(1.0)
}
