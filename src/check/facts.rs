//! What the scenario says, in the form in which a plan is checked.

use crate::scenario::{Month, Scenario};

/// The numbers of a scenario by position and month.
pub(super) struct Facts<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) months: usize,
    /// Line → month.
    pub(super) capacity: Vec<Vec<f64>>,
    /// Component → month; the opening stock apart.
    pub(super) supply: Vec<Vec<f64>>,
    /// Product → line → capacity for one unit, none if the line does not make it.
    pub(super) usage: Vec<Vec<Option<f64>>>,
    /// Product → component → units for one unit.
    pub(super) need: Vec<Vec<f64>>,
}

/// Production of a tranche, in numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) month: usize,
    pub(super) line: usize,
    pub(super) units: f64,
}

impl<'a> Facts<'a> {
    pub(super) fn new(scenario: &'a Scenario) -> Self {
        let usage = scenario.products().iter().map(|product| {
            scenario.lines().iter().map(|line| line.usage().get(product.id()).copied()).collect()
        });
        let need = scenario.products().iter().map(|product| {
            let need = |component: &crate::scenario::Component| {
                component.need().get(product.id()).copied().unwrap_or(0.0)
            };
            scenario.components().iter().map(need).collect()
        });
        Self {
            scenario,
            months: scenario.months() as usize,
            capacity: (0..scenario.lines().len()).map(|line| scenario.capacity(line)).collect(),
            supply: (0..scenario.components().len()).map(|part| scenario.supply(part)).collect(),
            usage: usage.collect(),
            need: need.collect(),
        }
    }

    /// The index of a month, if it is one of the horizon.
    pub(super) fn index(&self, month: Month) -> Option<usize> {
        let index = usize::try_from(month.months_since(self.scenario.start())).ok()?;
        (index < self.months).then_some(index)
    }

    /// What of a component there is to take for the first time in a month: its supply,
    /// and in the first month the opening stock.
    pub(super) fn arrivals(&self, component: usize, month: usize) -> f64 {
        let opening = self.scenario.components()[component].opening_stock();
        self.supply[component][month] + if month == 0 { opening } else { 0.0 }
    }
}
