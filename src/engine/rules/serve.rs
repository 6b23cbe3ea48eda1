//! Serves one block.

use super::remaining::Remaining;
use crate::model::{BlockId, Cell, Column, Model};
use crate::tolerance::NEGLIGIBLE;

/// Serves one block as early as possible and returns the quantity left unserved.
pub(super) fn serve(
    model: &Model,
    block: BlockId,
    remaining: &mut Remaining,
    cells: &mut Vec<Cell>,
) -> f64 {
    let part = &model.blocks()[block.index()];
    let mut rest = part.quantity();
    for period in part.first()..model.periods().min(part.last().saturating_add(1)) {
        for &recipe in model.family(part.family()) {
            let uses = model.recipe(recipe).uses();
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
