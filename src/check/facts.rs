//! What the scenario says, in the form in which a plan is checked.

use crate::scenario::{Method, Month, Scenario};

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
    /// Products made ahead under the plan's policy: rules make to order.
    pub(super) ahead: Vec<Ahead>,
    /// Orders with a monthly limit, and their limits.
    pub(super) limits: Vec<(usize, f64)>,
}

/// A product made ahead.
pub(super) struct Ahead {
    pub(super) product: usize,
    /// The most that may be in stock.
    pub(super) limit: f64,
    /// What a unit in stock weighs each month.
    pub(super) holding: f64,
}

/// Production of a tranche, in numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) month: usize,
    pub(super) line: usize,
    pub(super) units: f64,
}

impl<'a> Facts<'a> {
    pub(super) fn new(scenario: &'a Scenario, method: Method<'_>) -> Self {
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
            ahead: scenario
                .products()
                .iter()
                .enumerate()
                .filter(|_| method.makes_ahead())
                .filter_map(|(product, part)| {
                    let stock = part.stock()?;
                    let limit = stock.storage_limit().unwrap_or(f64::INFINITY);
                    Some(Ahead { product, limit, holding: stock.holding_weight() })
                })
                .collect(),
            limits: scenario
                .orders()
                .iter()
                .enumerate()
                .filter_map(|(order, part)| Some((order, part.monthly_limit()?)))
                .collect(),
        }
    }

    /// The place of a product among those made ahead.
    pub(super) fn ahead(&self, product: usize) -> Option<usize> {
        self.ahead.binary_search_by_key(&product, |ahead| ahead.product).ok()
    }

    /// The index of a month, if it is one of the horizon.
    pub(super) fn index(&self, month: Month) -> Option<usize> {
        let index = usize::try_from(month - self.scenario.start()).ok()?;
        (index < self.months).then_some(index)
    }

    /// What of a component there is to take for the first time in a month: its supply,
    /// and in the first month the opening stock.
    pub(super) fn arrivals(&self, component: usize, month: usize) -> f64 {
        let opening = self.scenario.components()[component].opening_stock();
        self.supply[component][month] + if month == 0 { opening } else { 0.0 }
    }
}
