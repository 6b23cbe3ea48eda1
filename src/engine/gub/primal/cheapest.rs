//! The cheapest column of a lot.

use crate::engine::gub::basis::charges::Charges;
use crate::engine::gub::basis::objective::Phase;
use crate::engine::gub::basis::scan::{self, LotCost};
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::Service;
use crate::model::CostPath;

/// What pricing finds in a lot.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Offer {
    /// An attractive column and its reduced cost.
    Column(Service, f64),
    /// No column is attractive, and none will be until charges have moved by this much.
    Nothing { margin: f64 },
}

/// The cheapest column of a lot, and its cost with charges.
#[derive(Debug, Clone, Copy)]
struct Best {
    value: f64,
    service: Service,
}

impl Simplex<'_> {
    /// The column of a lot that should enter, if one is attractive under the charges: the
    /// best under smoothed prices where that one is attractive too, else the best.
    pub(crate) fn price_lot(&self, lot: u32) -> Offer {
        let state = &self.lots[lot as usize];
        let key = self.key_cost(lot);
        let now = key + self.prices.charges.service(state.key);
        if state.is_limited() {
            return self.price_limited(lot, now);
        }
        let allowance = self.allowance(now, now);
        let set = self.face.sets[lot as usize];
        let best = self.best(lot, &self.prices.charges, now - allowance);
        if best.service == state.key {
            // The margin holds as long as the cost of the key cannot rise. In phase one it can.
            // In the composite phase it does when a key below zero, which makes the other
            // columns dearer by the penalty, becomes feasible.
            let holds = match self.objective.phase {
                Phase::Two => true,
                Phase::Composite => state.value >= 0.0,
                Phase::One => false,
            };
            let margin = if holds { best.value - now } else { f64::NEG_INFINITY };
            return Offer::Nothing { margin };
        }
        let old = key + self.prices.smooth.service(state.key);
        if best.service.is_served() {
            let smooth = self.best(lot, &self.prices.smooth, old - allowance);
            if smooth.service != state.key && (smooth.service.is_served() || set.unserved) {
                let cost = self.service_cost(state, smooth.service)
                    + self.prices.charges.service(smooth.service);
                if cost < now - allowance {
                    return Offer::Column(smooth.service, cost - now);
                }
            }
        }
        Offer::Column(best.service, best.value - now)
    }

    /// The cheapest open column of a lot without limit, if it costs less than `bar`; else the
    /// key, with a lower bound on the cost of all columns.
    fn best(&self, lot: u32, charges: &Charges, bar: f64) -> Best {
        let state = &self.lots[lot as usize];
        let set = self.face.sets[lot as usize];
        let lot_cost = self.lot_cost(state);
        let path = lot_cost.path;
        let mut best = Best { value: f64::INFINITY, service: state.key };
        if set.unserved && state.key.is_served() {
            let value = self.service_cost(state, Service::UNSERVED);
            best = Best { value, service: Service::UNSERVED };
        }
        if path == CostPath::Draw {
            self.best_draw(lot, charges, &mut best);
        } else if set.is_whole() {
            // Costs are never negative: no column costs less than the family's least charge.
            let floor = charges.floor(state.family);
            let sloped = matches!(path, CostPath::Zero | CostPath::Slope { .. });
            if sloped && floor >= best.value.min(bar) {
                best.value = best.value.min(floor);
            } else {
                let periods = (state.first as usize, state.end as usize);
                let y = charges.family(state.family);
                if let Some(period) = self.improve(lot_cost, y, periods, bar, &mut best.value) {
                    let recipe = charges.cheapest_recipe(&self.columns, state.family, period);
                    best.service = Service { recipe, period: period as u32 };
                }
            }
        } else {
            for run in self.face.runs(set) {
                let periods = (run.first as usize, run.end as usize);
                let y = charges.recipe(run.recipe);
                if let Some(period) = self.improve(lot_cost, y, periods, bar, &mut best.value) {
                    best.service = Service { recipe: run.recipe, period: period as u32 };
                }
            }
        }
        if best.value >= bar {
            best.service = state.key;
        }
        best
    }

    /// Lowers `best` to the least cost in some periods; the period with that cost, if it is
    /// below both `best` and `bar`.
    #[inline]
    fn improve(
        &self,
        lot_cost: LotCost,
        y: &[f64],
        periods: (usize, usize),
        bar: f64,
        best: &mut f64,
    ) -> Option<usize> {
        let value = scan::least(lot_cost, self.tables(), &self.objective.steps, y, periods);
        if value >= best.min(bar) {
            *best = best.min(value);
            return None;
        }
        let found = scan::locate(lot_cost, self.tables(), y, periods, value);
        if found.is_some() {
            *best = value;
        }
        found
    }

    /// Whether a column of a lot without limit is attractive under these charges.
    pub(crate) fn is_undercut(&self, lot: u32, charges: &Charges) -> bool {
        let key = self.lots[lot as usize].key;
        let now = self.key_cost(lot) + charges.service(key);
        self.best(lot, charges, now - self.allowance(now, now)).service != key
    }

    fn best_draw(&self, lot: u32, charges: &Charges, best: &mut Best) {
        let state = &self.lots[lot as usize];
        self.for_each_open(lot, |service| {
            let charge = charges.service(service);
            // Random costs are never negative.
            if charge < best.value && service != state.key {
                let value = charge + self.service_cost(state, service);
                if value < best.value {
                    *best = Best { value, service };
                }
            }
        });
    }

    /// The same for a lot with a limit: every column by itself.
    fn price_limited(&self, lot: u32, now: f64) -> Offer {
        let state = &self.lots[lot as usize];
        let uppers = &self.basis.full[lot as usize];
        let mut best: Option<(Service, f64)> = None;
        let mut most = f64::NEG_INFINITY;
        let mut offer = |service: Service| {
            if service == state.key {
                return;
            }
            let value = self.service_cost(state, service) + self.prices.charges.service(service);
            let reduced = value - now;
            let upper = service.is_served() && uppers.contains(&service);
            let gain = if upper { reduced } else { -reduced };
            most = most.max(gain);
            if gain > self.allowance(value, now) && best.is_none_or(|best| gain > best.1.abs()) {
                best = Some((service, reduced));
            }
        };
        if self.face.sets[lot as usize].unserved {
            offer(Service::UNSERVED);
        }
        self.for_each_open(lot, offer);
        match best {
            Some((service, reduced)) => Offer::Column(service, reduced),
            None if self.objective.phase == Phase::Two => Offer::Nothing { margin: -most },
            None => Offer::Nothing { margin: f64::NEG_INFINITY },
        }
    }
}
