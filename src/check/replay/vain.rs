//! What is shared out in vain, since it could not ship.

use crate::check::delivered::{of_tranche, slack};
use crate::check::facts::{Cell, Facts};
use crate::check::passed::{in_vain, shipped};
use crate::check::place::ranks;
use crate::check::portion::Portion;
use crate::check::whole::Cells;

/// So many times one tranche is looked for, then all at once.
const ONE_AT_A_TIME: usize = 64;

/// So many times a tranche keeps what of it ships, then nothing.
const CHANCES: usize = 3;

/// What is passed over of each tranche so far.
pub(super) struct Vain {
    pub(super) passed: Vec<f64>,
    chances: Vec<usize>,
    times: usize,
    /// Tranches in the order among equals.
    sequence: Vec<usize>,
    /// What is promised of each tranche and still to be made.
    promised: Vec<f64>,
}

impl Vain {
    pub(super) fn new(facts: &Facts<'_>, portions: &[Portion]) -> Self {
        let count = facts.tranches.len();
        let ranks = ranks(facts);
        let mut sequence: Vec<usize> = (0..count).collect();
        sequence.sort_by_key(|&index| std::cmp::Reverse(ranks[index]));
        let mut promised = vec![0.0; count];
        for portion in portions.iter().filter(|portion| !portion.promised.is_empty()) {
            promised[portion.tranche] += portion.quantity;
        }
        let (passed, chances) = (vec![0.0; count], vec![CHANCES; count]);
        Self { passed, chances, times: 0, sequence, promised }
    }

    /// Passes over what is given in vain, of the first tranche in the order among equals. What is
    /// promised is made all the same. Returns whether there was any.
    pub(super) fn find(&mut self, facts: &Facts<'_>, given: &[Cells]) -> bool {
        let mut any = false;
        for &index in &self.sequence {
            let wanted = &facts.tranches[index];
            if !shipped(wanted) {
                continue;
            }
            let cells: Vec<Cell> = given[index]
                .iter()
                .map(|(&(month, line), &units)| Cell { month, line, units })
                .collect();
            let made: f64 = cells.iter().map(|cell| cell.units).sum();
            let counting = facts.scenario.products()[wanted.product].counting();
            let parts = of_tranche(&cells, wanted, counting, facts.opens(wanted));
            let gone = wanted.delivered() + parts.iter().map(|part| part.1).sum::<f64>();
            let slack = slack(wanted.quantity);
            if made <= slack || !in_vain(facts, wanted, (wanted.before + made, gone), slack) {
                continue;
            }
            let promised = self.promised[index];
            let least = if promised > 0.0 { wanted.before + promised } else { 0.0 };
            if wanted.quantity - least <= self.passed[index] + slack {
                continue;
            }
            let keeps = if self.chances[index] > 0 && gone > slack { gone } else { 0.0 };
            let keeps = f64::max(keeps, least);
            self.chances[index] = self.chances[index].saturating_sub(1);
            let rest = wanted.quantity - keeps.max(wanted.before);
            self.passed[index] = rest.min(wanted.open);
            any = true;
            if self.times < ONE_AT_A_TIME {
                break;
            }
        }
        self.times += 1;
        any
    }
}
