//! The cheapest way to serve a block whose columns have a limit.

use crate::double_double::DoubleDouble;
use crate::model::RecipeId;

/// Serves `rest` by the cheapest columns, each up to `limit` (the unserved without limit),
/// adds the cost to `bound` and returns the cost of the last column used.
pub(crate) fn fill(
    open: &[Option<(RecipeId, usize)>],
    costs: &[DoubleDouble],
    limit: f64,
    mut rest: DoubleDouble,
    bound: &mut DoubleDouble,
) -> DoubleDouble {
    let mut order: Vec<usize> = (0..open.len()).collect();
    order.sort_by(|&a, &b| costs[a].total_cmp(&costs[b]));
    let mut threshold = DoubleDouble::from(f64::INFINITY);
    for index in order {
        threshold = costs[index];
        let most = if open[index].is_some() { limit } else { f64::INFINITY };
        // What is left is a difference of large numbers, and may be dear.
        let taken = rest.min(most.into());
        *bound += threshold.times(taken.high()) + threshold.times(taken.low());
        rest = rest - taken;
        if rest.high() <= 0.0 {
            break;
        }
    }
    threshold
}
