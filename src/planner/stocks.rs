//! Products made ahead: which unit goes to whom.

use super::served::{Made, SHELF, Served};
use crate::formulation::Formulation;
use crate::model::Point;
use crate::scenario::Scenario;
use crate::tolerance;

/// Gives the units of each stock to those who take of it, the first made to the first
/// taken; of one month by line, and by order and tranche.
pub(super) fn first_in_first_out(
    scenario: &Scenario,
    formulation: &Formulation,
    point: &Point,
    served: &mut Served,
) {
    let resources = formulation.resources();
    for stock in resources.stocks() {
        let mut taken: Vec<(usize, usize, f64)> = Vec::new();
        for (demand, part) in scenario.demands().iter().enumerate() {
            if resources.stock_of(part.product, demand) == Some(stock) {
                let own = std::mem::take(&mut served.made[demand]);
                // What is off the shelf was made by nobody here.
                let stored = own.iter().filter(|part| part.1 != SHELF);
                taken.extend(stored.map(|&(month, _, amount)| (month, demand, amount)));
                served.taken[demand] = own;
            }
        }
        taken.sort_by_key(|&(month, demand, _)| (month, demand));
        let builds = formulation.builds().iter().zip(&point.extras);
        let builds = builds.filter(|(build, amount)| build.store == stock.own() && **amount > 0.0);
        let mut made: Vec<Made> =
            builds.map(|(build, &amount)| (build.month, build.line, amount)).collect();
        // What is there, or arrives, was made by nobody here, and goes first.
        let arrivals = resources.get(stock.own()).arrivals().into_iter().enumerate();
        let arrivals = arrivals.filter(|part| part.1 > 0.0);
        made.extend(arrivals.map(|(month, units)| (month, NOBODY, units)));
        made.sort_by_key(|&(month, line, _)| (month, line.wrapping_add(1)));
        let total: f64 = made.iter().map(|made| made.2).sum();
        let mut made = made.into_iter();
        let mut rest = made.next();
        for (_, demand, amount) in taken {
            let mut open = amount;
            while let Some((month, line, units)) = rest {
                let given = units.min(open);
                if given > tolerance::NEGLIGIBLE * total && line != NOBODY {
                    add(&mut served.made[demand], (month, line, given));
                }
                open -= given;
                if units - given > tolerance::NEGLIGIBLE * total {
                    rest = Some((month, line, units - given));
                    break;
                }
                rest = made.next();
                if open <= tolerance::NEGLIGIBLE * total {
                    break;
                }
            }
        }
    }
}

/// Stands for the line of what no line has made.
const NOBODY: usize = usize::MAX;

/// One entry for each month and line; they come in this order.
fn add(list: &mut Vec<Made>, (month, line, amount): Made) {
    match list.last_mut() {
        Some(last) if (last.0, last.1) == (month, line) => last.2 += amount,
        _ => list.push((month, line, amount)),
    }
}
