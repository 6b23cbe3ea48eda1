//! Orders taken into the book.

use super::quoter::Asked;
use super::{Quote, QuoteError, Quoter};
use crate::plan::{CommitmentPlan, Plan};
use crate::ranking::rank;
use crate::scenario::{Commitment, Inquiry, Month, Scenario, When};

/// An order that was booked: it is in the book with commitments, and so are the promises to
/// everybody it must not delay.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Booking {
    /// The quote at which it was taken.
    pub quote: Quote,
    /// What is promised of the order.
    pub commitments: Vec<Commitment>,
    /// The book with the order, all promises as commitments.
    pub scenario: Scenario,
    /// Its plan.
    pub plan: Plan,
}

impl Quoter {
    /// Takes an order into the book, at the earliest months or, where later ones are
    /// asked for, at those. A tranche for which no month was asked for is due in the
    /// month promised.
    ///
    /// In the new book everything that the order must not move is a commitment: the
    /// plan's promises to everybody who is [kept](crate::analysis::Keep). Of all others only the
    /// commitments that the scenario had from the beginning stay; promises made here to
    /// orders that stand lower are given up. The quoter goes on with the new book and its
    /// plan.
    ///
    /// ```
    /// # use apportion::analysis::Quoter;
    /// # use apportion::planner::Planner;
    /// # use apportion::scenario::{
    /// #     Commitment, Inquiry, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario,
    /// # };
    /// # let month = |text: &str| text.parse::<Month>();
    /// # let scenario = Scenario::builder("one line", month("2026-01")?, 12)
    /// #     .product(Product::new("pump"))
    /// #     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
    /// #     .partner(Partner::new("north"))
    /// #     .policy(Policy::first_come_first_served("queue"))
    /// #     .build()?;
    /// # let queue = scenario.policy("queue").ok_or("it is there")?.clone();
    /// let mut quoter = Quoter::new(scenario, &queue, &Planner::new())?;
    /// let first = quoter.book(&Inquiry::new("north", "pump", 25.0).named("N-1"))?;
    /// assert_eq!(first.commitments, [Commitment::new("N-1", 25.0, month("2026-03")?)]);
    /// // The 25 are due in March, so that five others can be made before them.
    /// let second = quoter.book(&Inquiry::new("north", "pump", 5.0))?;
    /// assert_eq!(second.quote.completion, Some(month("2026-01")?));
    /// assert_eq!(quoter.scenario().orders().len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`QuoteError::NoDate`] if it cannot be promised in full; [`QuoteError::Rule`] if the
    /// policy is a rule that does not find the plan in which all promises are kept; else as
    /// [`quote`](Self::quote). The book is then as it was.
    pub fn book(&mut self, inquiry: &Inquiry) -> Result<Booking, QuoteError> {
        let asked = self.asked(inquiry)?;
        let (book, commitments) = self.booked(inquiry, &asked)?;
        // What a rule does not find out is told below.
        let plan = self.booking_planner().plan(&book, &self.policy)?.finished()?;
        let given = self.broken();
        let known = |part: &CommitmentPlan| {
            given.iter().any(|given| *given.order() == part.order && given.by() == part.by)
        };
        if let Some(part) = plan.commitments.iter().find(|part| part.short > 0.0 && !known(part)) {
            return Err(QuoteError::Rule {
                policy: self.policy.id().to_string(),
                order: part.order.clone(),
                by: part.by,
                short: part.short,
            });
        }
        let moved = self.moved(asked.standing, &plan);
        let quote = self.quote_of(inquiry, &asked, moved)?;
        self.ranking = rank(&book, &self.policy)?;
        self.book = book.clone();
        self.plan = plan.clone();
        self.rooms.clear();
        Ok(Booking { quote, commitments, scenario: book, plan })
    }

    /// The book with an order and all promises, and what is promised of the order.
    pub(super) fn booked(
        &self,
        inquiry: &Inquiry,
        asked: &Asked,
    ) -> Result<(Scenario, Vec<Commitment>), QuoteError> {
        let order = &asked.scenario.orders()[asked.position];
        let months: Option<Vec<Month>> = asked.dates.tranches.iter().copied().collect();
        let months = months.ok_or_else(|| QuoteError::NoDate(order.id().clone()))?;
        let dated = inquiry.clone().named(order.id().clone()).due_by_tranche(&months);
        let (scenario, _) = self.book.with_inquiries(&[dated]).map_err(QuoteError::Inquiry)?;
        let position = scenario.order_position(order.id().as_str()).unwrap_or_default();
        let (_, demands) = scenario.demands_at(position);
        let last = scenario.month((scenario.months() as usize).saturating_sub(1));
        let mut parts: Vec<(When, When, usize, f64, Month)> = demands
            .iter()
            .zip(&months)
            .map(|(part, &month)| {
                // Who asks for a later month is promised that.
                let by = part.due.min(last).max(month);
                (part.due_when, part.release_when, part.tranche, part.quantity, by)
            })
            .collect();
        parts.sort_by_key(|&(due, release, tranche, ..)| (due, release, tranche));
        let mut commitments: Vec<Commitment> = Vec::new();
        let (mut units, mut month) = (0.0, scenario.start());
        for (.., quantity, by) in parts {
            units += quantity;
            month = month.max(by);
            let next = Commitment::new(order.id().clone(), units, month);
            match commitments.last_mut().filter(|part| part.by() == month) {
                Some(part) => *part = next,
                None => commitments.push(next),
            }
        }
        let mut all = self.promises(asked.standing);
        all.extend(self.broken());
        all.extend(commitments.iter().cloned());
        let book = scenario.to_builder().commitments(needed(all));
        Ok((book.build().map_err(QuoteError::Book)?, commitments))
    }

    /// The commitments that were given and that the plan does not keep.
    fn broken(&self) -> Vec<Commitment> {
        let kept =
            |part: &&Commitment| !self.given_to(part.order().as_str()).any(|kept| kept == *part);
        self.given.iter().filter(kept).cloned().collect()
    }
}

/// Commitments without those that say nothing beside another one.
fn needed(mut all: Vec<Commitment>) -> Vec<Commitment> {
    all.sort_by(|a, b| {
        let order = a.order().cmp(b.order());
        order.then(a.by().cmp(&b.by())).then(b.quantity().total_cmp(&a.quantity()))
    });
    let mut kept: Vec<Commitment> = Vec::with_capacity(all.len());
    for part in all {
        let known = kept.last().filter(|last| last.order() == part.order());
        if known.is_none_or(|last| part.quantity() > last.quantity()) {
            kept.push(part);
        }
    }
    kept
}
