//! Serves one block.

use super::feeds::{Fed, Feeds};
use super::filled::Filled;
use super::held::Part;
use super::remaining::Remaining;
use crate::model::{BlockId, Column, Model, ResourceId};
use crate::tolerance::NEGLIGIBLE;

/// A block whose turn it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn<'a> {
    pub(super) block: BlockId,
    /// The period by which it is due, if that counts.
    pub(super) due: Option<u32>,
    /// What has been held for it: in its period it takes that first.
    pub(super) held: &'a [Part],
}

/// Serves so much of one block and returns what is left of it: as early as possible, or if it is
/// due by a period as late as possible up to that one, and the rest as early as possible after it.
///
/// Of a stock it takes what is there first. What is missing is made for it in the latest periods
/// that have capacity left, and between which and the taking the stock has room.
pub(super) fn serve(
    (model, feeds): (&Model, &Feeds),
    Turn { block, due, held }: Turn<'_>,
    quantity: f64,
    remaining: &mut Remaining,
    filled: &mut Filled,
) -> f64 {
    let part = &model.blocks()[block.index()];
    let least = NEGLIGIBLE * part.quantity();
    let mut rest = quantity;
    let end = model.periods().min(part.last().saturating_add(1));
    // Before this period nothing more can be made for anything taken after those so far.
    let mut exhausted = 0;
    let mut before = None;
    for period in in_turn(part.first(), end, due) {
        let forwards = before.is_some_and(|before| before < period);
        before = Some(period);
        let from = if forwards { exhausted } else { 0 };
        exhausted = period + 1;
        for part in held.iter().filter(|part| part.period == period && part.extra.is_none()) {
            let uses = model.recipe(part.recipe).uses_in(period);
            let most = rest.min(part.units);
            let amount = remaining.units(uses, period).min(most);
            if amount > least {
                remaining.take(uses, period, amount);
                rest -= amount;
                let column = Column { block, recipe: part.recipe, period: period as u32 };
                filled.add(column, amount);
            }
            if rest <= least {
                return 0.0;
            }
        }
        for &recipe in model.family(part.family()) {
            let uses = model.recipe(recipe).uses_in(period);
            let most = part.limit().min(rest);
            let mut amount = remaining.units(uses, period).min(most);
            if amount > least {
                remaining.take(uses, period, amount);
            } else {
                amount = 0.0;
            }
            if let Some(fed) = feeds.taken_by(recipe) {
                let own = fed.besides(uses);
                let wanted = remaining.units(&own, period).min(most - amount);
                let ways = (fed, &own[..], held);
                let made = make(ways, (from, period), (wanted, least), remaining, filled);
                if made < most - amount && wanted - made <= least {
                    // It could not take more: more may have been made.
                    exhausted = 0;
                }
                amount += made;
            }
            if amount <= 0.0 {
                continue;
            }
            rest -= amount;
            let column = Column { block, recipe, period: period as u32 };
            filled.add(column, amount);
            if rest <= least {
                return 0.0;
            }
        }
    }
    rest
}

/// Makes units that are taken in a period, in the latest periods from `from` on; returns how many.
fn make(
    (fed, own, held): (&Fed, &[(ResourceId, f64)], &[Part]),
    (from, period): (usize, usize),
    (wanted, least): (f64, f64),
    remaining: &mut Remaining,
    filled: &mut Filled,
) -> f64 {
    let mut rest = wanted;
    let mut room = f64::INFINITY;
    for made in (from..=period).rev() {
        if made < period {
            let rooms = fed.stocks.iter().map(|stock| remaining.room(*stock, made));
            room = rooms.fold(room, f64::min);
        }
        let feeds = &fed.by_period[made];
        let own = held.iter().filter(|part| part.period == made);
        let own = own.filter_map(|part| {
            let feed = feeds.iter().find(|feed| Some(feed.extra) == part.extra)?;
            Some((feed, part.units))
        });
        for (feed, most) in own.chain(feeds.iter().map(|feed| (feed, f64::INFINITY))) {
            let amount = remaining.units(&feed.uses, made).min(room).min(rest).min(most);
            if amount <= least {
                continue;
            }
            remaining.take(&feed.uses, made, amount);
            for stock in &fed.stocks {
                remaining.keep(*stock, made..period, amount);
            }
            filled.extras[feed.extra] += amount;
            room -= amount;
            rest -= amount;
        }
        if rest <= least || room <= least {
            break;
        }
    }
    let given = wanted - rest;
    if given > 0.0 {
        remaining.take(own, period, given);
    }
    given
}

/// The periods from the first until before the end, in the order in which a block takes them.
fn in_turn(first: usize, end: usize, due: Option<u32>) -> impl Iterator<Item = usize> {
    let late = due.map_or(first, |due| (due as usize).saturating_add(1));
    let late = late.clamp(first, end.max(first));
    (first..late).rev().chain(late..end)
}

#[cfg(test)]
mod tests {
    use super::in_turn;

    #[test]
    fn backwards_while_in_time_then_forwards() {
        let periods = |due| in_turn(2, 6, due).collect::<Vec<_>>();
        assert_eq!(periods(None), [2, 3, 4, 5]);
        assert_eq!(periods(Some(3)), [3, 2, 4, 5]);
        // Due before the first period, in the first, in the last, after it.
        assert_eq!(periods(Some(0)), [2, 3, 4, 5]);
        assert_eq!(periods(Some(2)), [2, 3, 4, 5]);
        assert_eq!(periods(Some(5)), [5, 4, 3, 2]);
        assert_eq!(periods(Some(u32::MAX)), [5, 4, 3, 2]);
        assert_eq!(in_turn(4, 2, Some(3)).count(), 0);
    }
}
