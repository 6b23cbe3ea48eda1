//! What lines and components offer each month.

use super::plant::{self, Expansion, Line, Receipt};
use super::scenario::ScenarioBuilder;
use super::time::Horizon;

impl ScenarioBuilder {
    fn horizon(&self) -> Horizon {
        Horizon::new(self.start, self.months)
    }

    /// The capacity of the line at a position; see
    /// [`Scenario::capacity`](super::Scenario::capacity).
    pub(super) fn capacity(&self, line: usize) -> Vec<f64> {
        let line = &self.lines[line];
        let mut capacity = line.ramp.amounts(self.horizon(), self.calendar.as_ref());
        self.passed(line, &mut capacity);
        self.expanded(capacity, |part| part.line.as_ref() == Some(&line.id))
    }

    /// Takes off starts of a line what yield and outages lose.
    fn passed(&self, line: &Line, starts: &mut [f64]) {
        if line.good.is_empty() && line.outages.is_empty() {
            return;
        }
        for (index, starts) in starts.iter_mut().enumerate() {
            let month = self.horizon().month(index);
            *starts *= plant::yield_in(&line.good, month);
            *starts *= plant::left_in(&line.outages, month);
        }
    }

    /// The share of good output of the line at a position; none if it scraps nothing.
    pub(super) fn good_shares(&self, line: usize) -> Option<Vec<f64>> {
        let good = &self.lines[line].good;
        let shares = || self.horizon().iter().map(|month| plant::yield_in(good, month)).collect();
        (!good.is_empty()).then(shares)
    }

    /// What arrives of the component at a position.
    pub(super) fn supply(&self, component: usize) -> Vec<f64> {
        let component = &self.components[component];
        let mut own = component.supply.amounts(self.horizon(), self.calendar.as_ref());
        self.received(&component.receipts, &mut own);
        self.expanded(own, |part| part.component.as_ref() == Some(&component.id))
    }

    /// What arrives of the product at a position beside what is made.
    pub(super) fn receipts(&self, product: usize) -> Vec<f64> {
        let mut amounts = vec![0.0; self.months as usize];
        if let Some(stockpile) = &self.products[product].stockpile {
            self.received(&stockpile.receipts, &mut amounts);
        }
        amounts
    }

    /// Adds what arrives in months that are planned; what came before is in stock.
    fn received(&self, receipts: &[Receipt], amounts: &mut [f64]) {
        for part in receipts.iter().filter(|part| part.month >= self.start) {
            if let Some(amount) = amounts.get_mut(part.month.since(self.start) as usize) {
                *amount += part.quantity;
            }
        }
    }

    /// What an expansion adds; to a line what is left of that by yield and outages.
    pub(super) fn added(&self, expansion: &Expansion) -> Vec<f64> {
        let added = expansion.added(self.start, self.months);
        let mut added = expansion.adds.per.amounts(added, self.horizon(), self.calendar.as_ref());
        let line = self.lines.iter().find(|line| Some(&line.id) == expansion.line.as_ref());
        if let Some(line) = line {
            self.passed(line, &mut added);
        }
        added
    }

    fn expanded(&self, mut amounts: Vec<f64>, is_of: impl Fn(&Expansion) -> bool) -> Vec<f64> {
        for part in self.expansions.iter().filter(|part| part.on && is_of(part)) {
            amounts.iter_mut().zip(self.added(part)).for_each(|(sum, added)| *sum += added);
        }
        amounts
    }
}
