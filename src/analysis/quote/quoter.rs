//! From a plan to quotes.

use std::collections::BTreeMap;

use super::keep::Priority;
use super::later::{Later, is_loose, later};
use super::nobodys::shelved;
use super::value::{Answer, AtRank, Dates, Quote, QuotedTranche};
use super::{Keep, QuoteError};
use crate::plan::{Plan, PromisedFor};
use crate::planner::{Availability, OnConflict, Planner};
use crate::ranking::{Ranking, rank};
use crate::scenario::{Commitment, Inquiry, Method, Month, Policy, Scenario};

/// Quotes new orders against a plan of the book.
///
/// What the plan delivers is promised: for every order and month the units delivered by
/// then, counted from the beginning of the order as a
/// [`Commitment`](crate::scenario::Commitment) counts them. What comes before its due month is
/// promised for that month, so that it may move up to there, unless
/// [chosen otherwise](Self::promised_for). A new order gets the earliest
/// months for which it and the promises of everybody who is [kept](Keep) could be
/// commitments of one plan, which is exact: promised orders may be made in other months
/// or on other lines, as long as they are delivered as promised. What the plan does not
/// deliver within the horizon has no date that could be moved, and what a tranche gets before
/// those in front of it are complete is in no promise: where there is such a one, a quote lists
/// what is made later.
///
/// The quoter keeps what it finds out, so that later quotes are quicker, and
/// [`book`](Self::book)s orders.
///
/// ```
/// use apportion::analysis::{Answer, Quoter};
/// use apportion::planner::Planner;
/// use apportion::scenario::{
///     Inquiry, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, Tier,
/// };
///
/// let month = |text: &str| text.parse::<Month>();
/// let scenario = Scenario::builder("one line", month("2026-01")?, 12)
///     .product(Product::new("pump"))
///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
///     .partner(Partner::new("north").attribute("need", 1.0))
///     .partner(Partner::new("south").attribute("need", 2.0))
///     .order(Order::new("N-1", "north", "pump", month("2025-11")?)
///         .quantity(25.0)
///         .due(month("2026-02")?))
///     .policy(Policy::tiers("need first", [
///         Tier::new("high").at_least("need", 2.0),
///         Tier::new("low"),
///     ]))
///     .build()?;
/// let policy = scenario.policy("need first").ok_or("it is there")?.clone();
/// let mut quoter = Quoter::new(scenario, &policy, &Planner::new())?;
///
/// let quote = quoter.quote(&Inquiry::new("south", "pump", 10.0).due(month("2026-01")?))?;
/// // The first three months make 30, of which 25 are promised.
/// assert_eq!(quote.answer, Answer::OfferLater);
/// assert_eq!(quote.completion, Some(month("2026-04")?));
/// // In its own tier it would be first, and the order of north a month later.
/// assert_eq!(quote.at_rank.completion, Some(month("2026-01")?));
/// assert_eq!(quote.at_rank.later[0].months, Some(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Quoter {
    pub(super) planner: Planner,
    pub(super) book: Scenario,
    pub(super) policy: Policy,
    pub(super) ranking: Ranking,
    pub(super) plan: Plan,
    keep: Keep,
    promised_for: PromisedFor,
    /// Commitments that nobody made here: they bind whoever asks.
    pub(super) given: Vec<Commitment>,
    pub(super) rooms: BTreeMap<Priority, Availability>,
}

/// A new order, worked out as far as its dates.
pub(super) struct Asked {
    /// The book with the order, its commitments as they were.
    pub(super) scenario: Scenario,
    pub(super) ranking: Ranking,
    pub(super) position: usize,
    pub(super) standing: Priority,
    pub(super) dates: Dates,
}

impl Quoter {
    /// Plans the scenario under a policy, which need not be one of its named ones, and
    /// quotes against that plan.
    ///
    /// # Errors
    ///
    /// [`QuoteError::Plan`] if there is no plan.
    pub fn new(scenario: Scenario, policy: &Policy, planner: &Planner) -> Result<Self, QuoteError> {
        let plan = planner.plan(&scenario, policy)?.finished()?;
        Self::with_plan(scenario, plan, planner)
    }

    /// Quotes against a plan that is there already, made by whatever engine.
    ///
    /// # Errors
    ///
    /// [`QuoteError::OtherPlan`] if the plan's orders or months are not those of the
    /// scenario, [`QuoteError::Policy`] if its policy is not valid for it.
    pub fn with_plan(
        scenario: Scenario,
        plan: Plan,
        planner: &Planner,
    ) -> Result<Self, QuoteError> {
        let orders = plan.orders.iter().map(|order| &order.order);
        let same = plan.start == scenario.start()
            && plan.months == scenario.months()
            && orders.eq(scenario.orders().iter().map(crate::scenario::Order::id));
        if !same {
            return Err(QuoteError::OtherPlan(scenario.name().to_owned()));
        }
        let policy = plan.policy.clone();
        let ranking = rank(&scenario, &policy)?;
        Ok(Self {
            planner: planner.clone(),
            given: scenario.commitments().to_vec(),
            book: shelved(scenario, &ranking),
            policy,
            ranking,
            plan,
            keep: Keep::default(),
            promised_for: PromisedFor::default(),
            rooms: BTreeMap::new(),
        })
    }

    /// Chooses whose dates are kept; by default everybody's.
    #[must_use]
    pub fn keep(mut self, keep: Keep) -> Self {
        self.keep = keep;
        self.rooms.clear();
        self
    }

    /// Chooses for when units count as promised; by default for their due month if the plan
    /// delivers them before it. [`PromisedFor::Planned`] keeps every month of the plan.
    ///
    /// ```
    /// # use apportion::analysis::Quoter;
    /// # use apportion::plan::PromisedFor;
    /// # use apportion::planner::Planner;
    /// # use apportion::scenario::{
    /// #     Inquiry, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario,
    /// # };
    /// # let month = |text: &str| text.parse::<Month>();
    /// # let scenario = Scenario::builder("one line", month("2026-01")?, 12)
    /// #     .product(Product::new("pump"))
    /// #     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
    /// #     .partner(Partner::new("north"))
    /// #     .order(Order::new("N-1", "north", "pump", month("2025-11")?)
    /// #         .quantity(20.0)
    /// #         .due(month("2026-06")?))
    /// #     .policy(Policy::first_come_first_served("queue"))
    /// #     .build()?;
    /// # let queue = scenario.policy("queue").ok_or("it is there")?.clone();
    /// // The 20 of N-1 are planned for January and February, and due in June.
    /// let mut quoter = Quoter::new(scenario, &queue, &Planner::new())?;
    /// let ask = Inquiry::new("north", "pump", 10.0);
    /// assert_eq!(quoter.quote(&ask)?.completion, Some(month("2026-01")?));
    /// let mut quoter = quoter.promised_for(PromisedFor::Planned);
    /// assert_eq!(quoter.quote(&ask)?.completion, Some(month("2026-03")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn promised_for(mut self, choice: PromisedFor) -> Self {
        self.promised_for = choice;
        self.rooms.clear();
        self
    }

    /// Whose dates are kept.
    pub fn keeps(&self) -> Keep {
        self.keep
    }

    /// For when units count as promised.
    pub fn promises_for(&self) -> PromisedFor {
        self.promised_for
    }

    /// The book, with what was booked so far. What is in stock for whom nobody in it is, is on the
    /// shelf: no order that comes has it alone.
    pub fn scenario(&self) -> &Scenario {
        &self.book
    }

    /// The plan of the book.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The earliest months of many new orders, each as if it were the only one: the
    /// quick answer, without what it costs others.
    ///
    /// Complexity: that of a copy of the book for all of them together; see
    /// [`Availability::earliest`] for each.
    ///
    /// # Errors
    ///
    /// [`QuoteError::Inquiry`] with everything that is wrong with any of them;
    /// [`QuoteError::Plan`] if the engine finds no proven answer.
    pub fn earliest(&mut self, inquiries: &[Inquiry]) -> Result<Vec<Dates>, QuoteError> {
        if inquiries.is_empty() {
            return Ok(Vec::new());
        }
        let (scenario, ids) = self.book.with_inquiries(inquiries).map_err(QuoteError::Inquiry)?;
        let ranking = rank(&scenario, &self.policy)?;
        let mut all = Vec::with_capacity(ids.len());
        self.planner.options.expect_tasks(ids.len());
        for id in &ids {
            let Some(position) = scenario.order_position(id.as_str()) else { continue };
            all.push(self.dates(&scenario, &ranking, position)?.1);
            self.planner.options.task_done();
        }
        Ok(all)
    }

    /// Answers an inquiry: the earliest months, and what the order would cost others at
    /// its own rank. Nothing is booked.
    ///
    /// Complexity: see [`earliest`](Self::earliest); a plan of the book with the order,
    /// and another one if not everybody is kept.
    ///
    /// # Errors
    ///
    /// [`QuoteError::Inquiry`] with everything that is wrong with the order,
    /// [`QuoteError::Plan`] if the engine finds no proven answer.
    pub fn quote(&mut self, inquiry: &Inquiry) -> Result<Quote, QuoteError> {
        let asked = self.asked(inquiry)?;
        let everybody = asked.standing == Priority::Last;
        let settled =
            everybody && !self.plan.orders.iter().any(|order| is_loose(&self.book, order));
        let later = if settled || asked.dates.completion().is_none() {
            Vec::new()
        } else {
            let (book, _) = self.booked(inquiry, &asked)?;
            let plan = self.booking_planner().plan(&book, &self.policy)?.finished()?;
            self.moved(asked.standing, &plan)
        };
        self.quote_of(inquiry, &asked, later)
    }

    /// Whom a plan of the book with a new order of this standing delays. Where everybody is
    /// kept, these can only be tranches that no promise covers.
    pub(super) fn moved(&self, standing: Priority, plan: &Plan) -> Vec<Later> {
        let mut moved = later(&self.plan, plan, self.promised_for);
        if standing == Priority::Last {
            let loose = |part: &Later| {
                self.plan
                    .order(part.order.as_str())
                    .is_some_and(|order| is_loose(&self.book, order))
            };
            moved.retain(loose);
        }
        moved
    }

    /// Who plans the book with a new order.
    pub(super) fn booking_planner(&self) -> Planner {
        // All promises can be kept: that is what the dates say. A rule that does not find how
        // is no conflict.
        match self.policy.method() {
            Method::Optimised(_) => self.planner.clone(),
            Method::InTurn { .. } | Method::Shared => {
                self.planner.clone().on_conflict(OnConflict::LeastBreach)
            }
        }
    }

    /// Works out the dates of one order.
    pub(super) fn asked(&mut self, inquiry: &Inquiry) -> Result<Asked, QuoteError> {
        let one = std::slice::from_ref(inquiry);
        let (scenario, ids) = self.book.with_inquiries(one).map_err(QuoteError::Inquiry)?;
        let ranking = rank(&scenario, &self.policy)?;
        let position = ids.first().and_then(|id| scenario.order_position(id.as_str()));
        let position = position.unwrap_or_default();
        let (standing, dates) = self.dates(&scenario, &ranking, position)?;
        Ok(Asked { scenario, ranking, position, standing, dates })
    }

    /// The quote of an order whose dates are known.
    pub(super) fn quote_of(
        &self,
        inquiry: &Inquiry,
        asked: &Asked,
        later_at_dates: Vec<Later>,
    ) -> Result<Quote, QuoteError> {
        let Asked { scenario, ranking, position, standing, dates } = asked;
        let order = &scenario.orders()[*position];
        let kept = self.binding_commitments(*standing);
        let at_rank = scenario.to_builder().commitments(kept).build().map_err(QuoteError::Book)?;
        let planned = self.planner.plan(&at_rank, &self.policy)?.finished()?;
        let own = planned.order(order.id().as_str());
        let moved = later(&self.plan, &planned, self.promised_for);
        let (_, demands) = scenario.demands_at(*position);
        let eligible = ranking.orders()[*position].eligibility;
        let tranche = |(number, demand): (usize, &crate::scenario::Demand)| QuotedTranche {
            quantity: demand.quantity,
            release: match eligible {
                crate::ranking::Eligibility::From(month) => demand.release.max(month),
                _ => demand.release,
            },
            due: inquiry.due_of(number),
            earliest: dates.tranches.get(number).copied().flatten(),
            at_rank: own
                .and_then(|own| own.tranches.get(number))
                .and_then(|tranche| tranche.completion),
        };
        let tranches: Vec<QuotedTranche> = demands.iter().enumerate().map(tranche).collect();
        let completion = dates.completion();
        let in_time = |part: &QuotedTranche| {
            part.due.is_none_or(|due| part.earliest.is_some_and(|month| month <= due))
        };
        let answer = match completion {
            None => Answer::NoDate,
            Some(_) if tranches.iter().all(in_time) => Answer::Accept,
            Some(_) => Answer::OfferLater,
        };
        let tier = ranking.tier_at(*position, order.signed());
        Ok(Quote {
            scenario: self.book.name().to_owned(),
            policy: self.policy.id().to_string(),
            keep: self.keep,
            promised_for: self.promised_for,
            order: order.id().clone(),
            partner: order.partner().clone(),
            product: order.product().clone(),
            quantity: order.total(),
            tier: ranking.tiers().get(tier).cloned().unwrap_or_default(),
            answer,
            completion,
            tranches,
            later: later_at_dates,
            at_rank: AtRank {
                completion: own.and_then(|own| own.completion),
                unit_months: moved.iter().map(|part| part.unit_months).sum::<f64>() + 0.0,
                later: moved,
            },
        })
    }

    /// The dates of an order of a scenario that has more orders than the book.
    fn dates(
        &mut self,
        scenario: &Scenario,
        ranking: &Ranking,
        position: usize,
    ) -> Result<(Priority, Dates), QuoteError> {
        let signed = scenario.orders()[position].signed();
        let standing = Priority::new(self.keep, ranking, position, signed);
        if !self.rooms.contains_key(&standing) {
            let promises = self.promises(standing);
            let room = self.planner.availability(&self.book, &self.ranking, &promises);
            self.rooms.insert(standing, room);
        }
        let found = match self.rooms.get_mut(&standing) {
            Some(room) => room.earliest(scenario, ranking, position)?,
            None => Vec::new(),
        };
        let month = |index: Option<usize>| -> Option<Month> { index.map(|i| scenario.month(i)) };
        Ok((standing, Dates { tranches: found.into_iter().map(month).collect() }))
    }

    /// What must be kept whatever an order of this standing gets: everything that the
    /// plan promises to those protected from it, and to all others the commitments that
    /// were given. By order and month.
    pub(super) fn promises(&self, standing: Priority) -> Vec<Commitment> {
        let all = self.plan.promises(&self.book, self.promised_for);
        let mut promises: Vec<Commitment> = Vec::new();
        for (position, order) in self.book.orders().iter().enumerate() {
            if standing.protects(&self.ranking, position) {
                let first = all.partition_point(|part| part.order() < order.id());
                let own = all[first..].iter().take_while(|part| part.order() == order.id());
                promises.extend(own.cloned());
            } else {
                promises.extend(self.given_to(order.id().as_str()).cloned());
            }
        }
        promises
    }

    /// The commitments of the book that stay, whatever an order of this standing gets:
    /// those that were given, and those made here to whom is protected.
    fn binding_commitments(&self, standing: Priority) -> Vec<Commitment> {
        let stays = |part: &&Commitment| {
            let order = self.book.order_position(part.order().as_str());
            self.given.contains(part)
                || order.is_none_or(|order| standing.protects(&self.ranking, order))
        };
        self.book.commitments().iter().filter(stays).cloned().collect()
    }

    /// The commitments to an order that were given, as far as the plan keeps them.
    pub(super) fn given_to<'a>(
        &'a self,
        order: &'a str,
    ) -> impl Iterator<Item = &'a Commitment> + 'a {
        let first = self.given.partition_point(|part| part.order().as_str() < order);
        let own = self.given[first..].iter().take_while(move |part| *part.order() == order);
        own.filter(|part| {
            // One that the plan breaks is nothing that a new order could break.
            !self
                .plan
                .commitments
                .iter()
                .any(|plan| plan.order == *part.order() && plan.by == part.by() && plan.short > 0.0)
        })
    }
}
