//! Whom the policies rank, arranged so that each question about everybody takes one
//! look: a file may have thousands of policies and of partners.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::references::Known;
use crate::scenario::ScenarioBuilder;
use crate::scenario::book::{Commitment, Order, Partner};
use crate::scenario::policy::Gate;
use crate::scenario::time::Month;

/// How many are named in a message about many.
const NAMED: usize = 3;

/// Partners and orders.
pub(super) struct Subject<'a> {
    partners: &'a [Partner],
    orders: &'a [Order],
    start: Month,
    end: Month,
    commitments: &'a [Commitment],
    products: Known<'a>,
    /// Only made when it is asked for: few policies name orders.
    order_ids: OnceCell<Known<'a>>,
    /// The positions of the partners that have an attribute.
    with: BTreeMap<&'a str, Vec<usize>>,
    /// For each rating the first order that has it, and how many do.
    ratings: BTreeMap<&'a str, (usize, usize)>,
    /// The attributes that partners have from some month on.
    later: BTreeSet<&'a str>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(parts: &'a ScenarioBuilder) -> Self {
        let (partners, orders) = (&parts.partners[..], &parts.orders[..]);
        let products = Known::new("product", parts.products.iter().map(|part| part.id.as_str()));
        let changes = partners.iter().flat_map(|partner| &partner.changes);
        let later = changes.flat_map(|change| change.attributes.keys().map(String::as_str));
        let later = later.collect();
        let mut with: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, partner) in partners.iter().enumerate() {
            for name in partner.attributes.keys() {
                with.entry(name).or_default().push(index);
            }
        }
        let mut ratings = BTreeMap::new();
        for (index, order) in orders.iter().enumerate() {
            if let Some(rating) = &order.rating {
                ratings.entry(rating.as_str()).or_insert((index, 0)).1 += 1;
            }
        }
        let (end, order_ids) = (super::limits::end(parts), OnceCell::new());
        let start = parts.since.map_or(parts.start, |since| since.min(parts.start));
        let commitments = &parts.commitments[..];
        Self {
            partners,
            orders,
            start,
            end,
            commitments,
            products,
            order_ids,
            with,
            ratings,
            later,
        }
    }

    /// The products there are.
    pub(super) fn products(&self) -> &Known<'a> {
        &self.products
    }

    /// The orders there are.
    pub(super) fn orders(&self) -> &Known<'a> {
        let ids = || Known::new("order", self.orders.iter().map(|order| order.id.as_str()));
        self.order_ids.get_or_init(ids)
    }

    /// The first order of which something is promised for a month before the last of these
    /// gates opens to it, though those before it have opened; if there is one.
    ///
    /// Gates open together, in the first month in which all are met.
    pub(super) fn promised_behind(&self, gates: &[Gate]) -> Option<&'a Order> {
        let (gate, before) = gates.split_last()?;
        let mut promised: BTreeMap<&str, Month> = BTreeMap::new();
        for part in self.commitments {
            let by = promised.entry(part.order.as_str()).or_insert(part.by);
            *by = part.by.min(*by);
        }
        let behind = self.orders.iter().filter(|order| gate.products.contains(&order.product));
        let mut behind = behind.filter_map(|order| {
            let by = *promised.get(order.id.as_str())?;
            let partner = self.partners.iter().find(|partner| partner.id == order.partner)?;
            Some((order, partner, by))
        });
        let opens = |gates: &[Gate], order: &Order, partner: &Partner, by: Month| {
            // Attributes change only at changes.
            let changes = partner.changes.iter().map(|change| change.from);
            let later = changes.filter(|month| (self.start..=by).contains(month));
            let own = gates.iter().filter(|gate| gate.products.contains(&order.product));
            let own: Vec<&Gate> = own.collect();
            let meets = |month| own.iter().all(|gate| partner.meets(&gate.thresholds, month));
            std::iter::once(self.start).chain(later).any(meets)
        };
        let kept = behind.find(|&(order, partner, by)| {
            opens(before, order, partner, by) && !opens(gates, order, partner, by)
        });
        kept.map(|(order, ..)| order)
    }

    /// The first order of which a part is more or less urgent than usual, and how many there are.
    pub(super) fn urgent(&self) -> Option<(&'a Order, usize)> {
        let unusual =
            |urgency: Option<f64>| urgency.is_some_and(|factor| (factor - 1.0).abs() > 0.0);
        let mut urgent = self.orders.iter().filter(|order| {
            unusual(order.urgency) || order.tranches.iter().any(|part| unusual(part.urgency))
        });
        let first = urgent.next()?;
        Some((first, 1 + urgent.count()))
    }

    /// The month after the horizon.
    pub(super) fn end(&self) -> Month {
        self.end
    }

    /// Whether there are partners and none has the attribute.
    pub(super) fn nobody_has(&self, attribute: &str) -> bool {
        let known = self.with.contains_key(attribute) || self.later.contains(attribute);
        !self.partners.is_empty() && !known
    }

    /// Every value that an attribute takes, with the position of the partner.
    pub(super) fn values_of(&self, attribute: &str) -> impl Iterator<Item = (f64, usize)> {
        self.partners.iter().enumerate().flat_map(move |(index, partner)| {
            let later = partner.changes.iter().filter_map(|part| part.attributes.get(attribute));
            let values = partner.attributes.get(attribute).into_iter().chain(later);
            values.map(move |&value| (value, index))
        })
    }

    /// The partners without an attribute, in words.
    pub(super) fn without(&self, attribute: &str) -> Option<String> {
        let with = self.with.get(attribute).map_or(&[][..], Vec::as_slice);
        let count = self.partners.len() - with.len();
        if count == 0 {
            return None;
        }
        // The positions are ascending, so what they leave out is found on the way.
        let mut next = 0;
        let mut missing = Vec::new();
        for has in with.iter().copied().chain([self.partners.len()]) {
            missing.extend((next..has).take(NAMED - missing.len()));
            next = has + 1;
            if missing.len() == NAMED {
                break;
            }
        }
        let names: Vec<String> =
            missing.iter().map(|index| format!("`{}`", self.partners[*index].id)).collect();
        Some(listed(&names, count))
    }

    /// The first order with a rating that is not among these, the rating, and all such
    /// ratings in words.
    pub(super) fn unranked(&self, ranked: &BTreeSet<&str>) -> Option<(usize, &'a str, String)> {
        let known = ranked.iter().filter(|rating| self.ratings.contains_key(**rating)).count();
        let count = self.ratings.len().saturating_sub(known);
        let others = self.ratings.iter().filter(|(rating, _)| !ranked.contains(**rating));
        let some: Vec<_> = others.take(NAMED).collect();
        let (rating, (order, _)) = some.iter().min_by_key(|(_, (order, _))| order)?;
        let names: Vec<String> = some
            .iter()
            .map(|(rating, (_, orders))| match orders {
                1 => format!("`{rating}` (1 order)"),
                _ => format!("`{rating}` ({orders} orders)"),
            })
            .collect();
        Some((*order, rating, listed(&names, count)))
    }
}

fn listed(names: &[String], count: usize) -> String {
    let names_text = names.join(", ");
    match count.saturating_sub(names.len()) {
        0 => names_text,
        more => format!("{names_text} and {more} more"),
    }
}
