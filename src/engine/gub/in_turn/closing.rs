//! What a level of few blocks closes.

use super::super::basis::simplex::Simplex;
use super::super::basis::variable::{Service, Variable};
use super::super::levels::Lists;
use super::waiting::Waiting;
use crate::model::{BlockId, CostPath};
use crate::tolerance::ROUNDING;

/// The first period in which a path costs something, and whether leaving the block does.
pub(super) fn costs_from(path: CostPath, tables: &[Vec<f64>], periods: usize) -> (u32, bool) {
    let periods = periods as u32;
    match path {
        CostPath::Zero | CostPath::Draw => (periods, false),
        CostPath::Slope { from, rate, unserved } => {
            let first = if rate > 0.0 { from.saturating_add(1).min(periods) } else { periods };
            (first, unserved > 0.0)
        }
        CostPath::Table { table, scale } => {
            let table = &tables[table as usize];
            let free = table.partition_point(|&cost| scale * cost <= 0.0) as u32;
            (free.min(periods), free <= periods)
        }
    }
}

impl Simplex<'_> {
    /// Whether all these lots are served at no cost, but for rounding.
    pub(super) fn cost_nothing(&self, lots: &[(u32, CostPath)]) -> bool {
        let own = |lot: u32| lots.iter().find(|part| part.0 == lot).map(|part| part.1);
        let (tables, periods) = (self.tables(), self.columns.periods);
        let costs = |path: CostPath, service: Service| {
            let (from, unserved) = costs_from(path, tables, periods);
            if service.is_served() { service.period >= from } else { unserved }
        };
        let dear = |lot: u32, path: CostPath, service: Service, value: f64| {
            value > ROUNDING * self.lots[lot as usize].quantity && costs(path, service)
        };
        let keys = lots.iter().all(|&(lot, path)| {
            let state = &self.lots[lot as usize];
            let full = self.basis.full.get(lot as usize).into_iter().flatten();
            !dear(lot, path, state.key, state.value)
                && full.into_iter().all(|&service| !costs(path, service))
        });
        keys && self.basis.members.iter().zip(&self.basis.value).all(|(&member, &value)| {
            let Variable::Service { lot, service } = member else { return true };
            self.lots[lot as usize].path == CostPath::Zero
                || own(lot).is_none_or(|path| !dear(lot, path, service, value))
        })
    }

    /// Closes the columns of a lot that cost something. Those that are basic at nothing stay
    /// there, and are never more.
    pub(super) fn close_dear(&mut self, lot: u32, path: CostPath) {
        let (from, unserved) = costs_from(path, self.tables(), self.columns.periods);
        let state = &mut self.lots[lot as usize];
        state.fixed_from = state.fixed_from.min(from);
        state.unserved_fixed |= unserved;
        state.path = CostPath::Zero;
        let mut open = Vec::new();
        self.for_each_open(lot, |service| {
            if service.period < from {
                open.push(service);
            }
        });
        let left = self.face.sets[lot as usize].unserved && !unserved;
        self.face.sets[lot as usize] = self.face.add_set(open.into_iter(), left);
    }

    /// Closes every column that the present level decides by its refined prices: of the lots that
    /// take part, and for all that wait. What these show to be attractive is given back instead,
    /// and nothing is closed.
    pub(super) fn close_turn(&mut self, waiting: &mut Waiting) -> Vec<Variable> {
        self.prices.refresh_charges(&self.columns);
        let mut lists = Lists::default();
        let (closed_logicals, closed_extras) = self.close_free(&mut lists.attractive);
        let Some((first, end)) = self.charged_span() else {
            // Only the costs themselves decide.
            return self.close_active(
                waiting,
                (u32::MAX, 0),
                lists,
                (closed_logicals, closed_extras),
            );
        };
        self.close_active(waiting, (first, end), lists, (closed_logicals, closed_extras))
    }

    fn close_active(
        &mut self,
        waiting: &mut Waiting,
        (first, end): (u32, u32),
        mut lists: Lists,
        free: (Vec<bool>, Vec<bool>),
    ) -> Vec<Variable> {
        let mut basics: Vec<(u32, Service)> = Vec::new();
        for &member in &self.basis.members {
            if let Variable::Service { lot, service } = member {
                basics.push((lot, service));
            }
        }
        basics.sort_unstable();
        let mut runs = Vec::new();
        let mut changed = Vec::new();
        for &lot in &self.face.active {
            let (from, to) = self.open_span(lot);
            let touched = from < end && first < to;
            if !touched && self.lots[lot as usize].path == CostPath::Zero {
                continue;
            }
            let begin = basics.partition_point(|part| part.0 < lot);
            let count = basics[begin..].partition_point(|part| part.0 == lot);
            let own = &basics[begin..begin + count];
            changed.push((lot, self.open_after(lot, own, &mut lists, &mut runs)));
        }
        if !lists.attractive.is_empty() {
            return lists.attractive;
        }
        let offset = self.face.runs.len() as u32;
        self.face.runs.extend(runs);
        for (lot, mut set) in changed {
            if !set.is_whole() {
                set.start += offset;
            }
            self.face.sets[lot as usize] = set;
        }
        (self.face.closed_logicals, self.face.closed_extras) = free;
        self.close_waiting(waiting);
        let mut active = std::mem::take(&mut self.face.active);
        active.retain(|&lot| !self.is_settled(lot));
        self.face.active = active;
        lists.attractive
    }

    /// The periods in which any column is charged.
    fn charged_span(&self) -> Option<(u32, u32)> {
        let periods = self.columns.periods;
        let mut span: Option<(u32, u32)> = None;
        for (index, charge) in self.fine.charges.iter().enumerate() {
            if charge.high() != 0.0 {
                let period = (index % periods) as u32;
                let (first, end) = span.unwrap_or((period, period + 1));
                span = Some((first.min(period), end.max(period + 1)));
            }
        }
        span
    }

    /// Closes for all lots that wait what is charged for: leaving them costs nothing.
    fn close_waiting(&self, waiting: &mut Waiting) {
        let noise = self.fine.noise();
        for (closed, charge) in waiting.closed.iter_mut().zip(&self.fine.charges) {
            let charge = charge.high();
            *closed |= charge > noise.zero(charge, 0.0);
        }
    }

    /// Whether a lot that waits could lower the cost of the present level.
    pub(super) fn is_wanted(&self, waiting: &Waiting) -> bool {
        let noise = self.fine.noise();
        let mut columns = waiting.closed.iter().zip(&self.fine.charges);
        columns.any(|(closed, charge)| !closed && charge.high() < -noise.least())
    }

    /// The lot of each block.
    pub(super) fn lot_of(&self) -> Vec<u32> {
        let mut lot_of = vec![0; self.lots.len()];
        for (lot, state) in (0..).zip(&self.lots) {
            lot_of[BlockId(state.block).index()] = lot;
        }
        lot_of
    }
}
