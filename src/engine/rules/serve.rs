//! Serves one block.

use super::remaining::Remaining;
use crate::model::{BlockId, Cell, Column, Model};
use crate::tolerance::NEGLIGIBLE;

/// Serves so much of one block and returns what is left of it: as early as possible, or if it is
/// due by a period as late as possible up to that one, and the rest as early as possible after it.
pub(super) fn serve(
    model: &Model,
    (block, quantity): (BlockId, f64),
    due: Option<u32>,
    remaining: &mut Remaining,
    cells: &mut Vec<Cell>,
) -> f64 {
    let part = &model.blocks()[block.index()];
    let mut rest = quantity;
    let end = model.periods().min(part.last().saturating_add(1));
    for period in in_turn(part.first(), end, due) {
        for &recipe in model.family(part.family()) {
            let uses = model.recipe(recipe).uses_in(period);
            let amount = remaining.units(uses, period).min(part.limit()).min(rest);
            if amount <= NEGLIGIBLE * part.quantity() {
                continue;
            }
            remaining.take(uses, period, amount);
            rest -= amount;
            let column = Column { block, recipe, period: period as u32 };
            cells.push(Cell { column, amount });
            if rest <= NEGLIGIBLE * part.quantity() {
                return 0.0;
            }
        }
    }
    rest
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
