//! What lines and components offer each month.

use super::plant::{self, Expansion};
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
        if !line.good.is_empty() || !line.outages.is_empty() {
            for (index, capacity) in capacity.iter_mut().enumerate() {
                let month = self.horizon().month(index);
                *capacity *= plant::yield_in(&line.good, month);
                *capacity *= plant::left_in(&line.outages, month);
            }
        }
        self.expanded(capacity, |part| part.line.as_ref() == Some(&line.id))
    }

    /// What arrives of the component at a position.
    pub(super) fn supply(&self, component: usize) -> Vec<f64> {
        let component = &self.components[component];
        let own = component.supply.amounts(self.horizon(), self.calendar.as_ref());
        self.expanded(own, |part| part.component.as_ref() == Some(&component.id))
    }

    /// What an expansion adds.
    pub(super) fn added(&self, expansion: &Expansion) -> Vec<f64> {
        let added = expansion.added(self.start, self.months);
        expansion.adds.per.amounts(added, self.horizon(), self.calendar.as_ref())
    }

    fn expanded(&self, mut amounts: Vec<f64>, is_of: impl Fn(&Expansion) -> bool) -> Vec<f64> {
        for part in self.expansions.iter().filter(|part| part.on && is_of(part)) {
            amounts.iter_mut().zip(self.added(part)).for_each(|(sum, added)| *sum += added);
        }
        amounts
    }
}
