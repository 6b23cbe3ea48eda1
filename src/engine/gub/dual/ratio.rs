//! The ratio test of the dual simplex: how far prices may move along a ray until the first
//! column is attractive.
//!
//! Along the ray a reduced cost is linear, and the least reduced cost of a lot is concave: if
//! no column of a lot is attractive at the present end of the ray, none is before it. So one
//! scan at that end decides for all columns of a lot, and not even that is needed where the
//! lot's margin exceeds what the charges of its family can have changed
//! ([`near`](super::near)). Only a lot with an attractive column at the end is searched column
//! by column, and shortens the ray.
//!
//! Two passes after Harris (1973): the first finds the length at which a reduced cost exceeds
//! the tolerance of the level, the second takes the columns whose reduced cost reaches zero
//! within it, a few of the largest pivots.

use super::near::NearColumns;
use super::ray::{Breakpoint, ChargeRange, Ray};
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::{Service, Status, Variable};
use crate::tolerance::PIVOT;

/// Length of the ray at first, in units of the largest cost or price.
const END: f64 = 1e3;
/// Columns at length zero after which the search ends.
const ENOUGH: usize = 8;
/// The ray is searched in pieces, each longer than the last by this factor.
const PIECE: f64 = 8.0;
/// The first piece is at least this share of the whole.
const SHORTEST: f64 = 1e-9;

impl Simplex<'_> {
    /// BTRAN of the leaving row: sets the ray along which the basic column at a position goes
    /// to its bound.
    pub(crate) fn cast(&mut self, position: usize, above: bool, ray: &mut Ray) {
        ray.sign = if above { -1.0 } else { 1.0 };
        ray.direction.clear();
        ray.direction.resize(self.columns.rows, 0.0);
        self.scratch.positions[position] = ray.sign;
        self.basis.factors.btran(&mut self.scratch.positions, &mut ray.direction);
        ray.change.refresh(&self.columns, &ray.direction);
        ray.ranges.clear();
        let mut largest = 1.0_f64;
        for family in 0..self.columns.families() as u32 {
            let mut range = ChargeRange::default();
            for &recipe in self.columns.family(family) {
                for &change in ray.change.recipe(recipe) {
                    range.rise = if change > range.rise { change } else { range.rise };
                    range.fall = if -change > range.fall { -change } else { range.fall };
                }
            }
            largest = largest.max(range.rise).max(range.fall);
            ray.ranges.push(range);
        }
        ray.smallest = PIVOT * largest;
        let steepest = ray.direction.iter().fold(0.0_f64, |most, entry| most.max(entry.abs()));
        let end = END * (1.0 + ray.dearest + self.prices.largest());
        ray.reach = end / steepest.max(f64::MIN_POSITIVE);
        ray.cut = f64::INFINITY;
    }

    /// Moves the prices along the ray until a column's reduced cost is zero.
    pub(crate) fn move_prices(&mut self, ray: &Ray, column: &Breakpoint) {
        let step = column.reduced / -column.slope;
        for (price, direction) in self.prices.rows.iter_mut().zip(&ray.direction) {
            *price += step * direction;
        }
    }

    /// Finds the columns with the first breakpoints: at most [`ENOUGH`], the largest pivots.
    pub(crate) fn dual_ratio_test(&mut self, ray: &mut Ray, near: &mut NearColumns) {
        ray.seen.clear();
        ray.at_once = 0;
        self.meet_free(ray);
        for &group in &near.groups {
            if ray.at_once >= ENOUGH {
                break;
            }
            let key = ray.change.service(group.key);
            if key + ray.ranges[group.family as usize].fall <= ray.smallest {
                continue;
            }
            for index in group.first..group.end {
                let entry = near.entries[index as usize];
                for &service in near.columns(entry) {
                    if key - ray.change.service(service) > ray.smallest {
                        self.meet(entry.lot, service, ray);
                    }
                }
            }
        }
        // With a breakpoint at length zero prices do not change.
        if ray.at_once == 0 {
            self.search_others(ray, near);
        }
        let reach = ray.reach;
        let smallest = ray.smallest;
        let reached = |column: &Breakpoint| column.is_reached(reach, smallest);
        ray.seen.retain(reached);
        // The largest pivots first; equal ones in a fixed order.
        let order = |a: &Breakpoint, b: &Breakpoint| {
            b.speed().total_cmp(&a.speed()).then_with(|| a.variable.cmp(&b.variable))
        };
        ray.seen.sort_unstable_by(order);
        ray.seen.truncate(ENOUGH);
    }

    /// Searches the columns that are not near: first on a short piece of the ray, where most
    /// lots have none, then on longer ones as long as none is found.
    fn search_others(&mut self, ray: &mut Ray, near: &mut NearColumns) {
        ray.piece = (PIECE * ray.length).max(SHORTEST * ray.reach);
        loop {
            let piece = ray.piece.min(ray.reach);
            near.searches += near.rekeyed.len();
            for &lot in &near.rekeyed {
                self.search_lot(lot, ray);
            }
            for position in 0..near.groups.len() {
                let group = near.groups[position];
                let most = ray.change.service(group.key) + ray.ranges[group.family as usize].fall;
                let moved = self.prices.charges.moved(group.family);
                for index in group.first as usize..group.end as usize {
                    let entry = near.entries[index];
                    if !entry.holds(moved + ray.reach.min(piece) * most.max(0.0)) {
                        self.search_lot(entry.lot, ray);
                        self.renew_margin(index, near);
                    }
                }
            }
            for &entry in &near.others {
                let state = &self.lots[entry.lot as usize];
                let ChargeRange { rise, fall } = ray.ranges[state.family as usize];
                let key = ray.change.service(state.key);
                let most =
                    if state.is_limited() { (key + fall).max(rise - key) } else { key + fall };
                let moved = self.prices.charges.moved(state.family);
                if !entry.holds(moved + ray.reach.min(piece) * most) {
                    self.search_lot(entry.lot, ray);
                }
            }
            if ray.reach > piece {
                ray.piece *= PIECE;
            } else {
                ray.length = ray.reach;
                return;
            }
        }
    }

    /// Searches every column of a lot, if one of them may have a breakpoint on the ray.
    fn search_lot(&mut self, lot: u32, ray: &mut Ray) {
        self.statistics.priced += 1;
        if self.lots[lot as usize].is_scanned() {
            let cut = ray.reach.min(ray.piece);
            if cut < 0.5 * ray.cut || cut > ray.cut {
                ray.cut = cut;
                ray.cut_charges.move_along(
                    &self.columns,
                    &self.prices.charges,
                    &ray.change,
                    ray.cut,
                );
            }
            if !self.is_undercut(lot, &ray.cut_charges) {
                return;
            }
        }
        if self.face.sets[lot as usize].unserved {
            self.meet(lot, Service::UNSERVED, ray);
        }
        self.for_each_open(lot, |service| self.meet(lot, service, ray));
    }

    /// Shortens the ray if a column of a lot has a breakpoint on it.
    fn meet(&self, lot: u32, service: Service, ray: &mut Ray) {
        let state = &self.lots[lot as usize];
        if service == state.key {
            return;
        }
        let now = self.key_cost(lot) + self.prices.charges.service(state.key);
        let value = self.service_cost(state, service) + self.prices.charges.service(service);
        let column = Breakpoint {
            variable: Variable::Service { lot, service },
            reduced: value - now,
            slope: ray.change.service(service) - ray.change.service(state.key),
            upper: self.basis.is_full(lot, service),
            allowance: self.allowance(value, now),
        };
        if column.is_reached(ray.reach, ray.smallest) && !self.is_basic(lot, service) {
            ray.meet(column);
        }
    }

    /// The same for all logicals and extra columns.
    fn meet_free(&self, ray: &mut Ray) {
        for row in 0..self.basis.logicals.len() {
            if self.face.closed_logicals[row] || self.basis.logicals[row] == Status::Basic {
                continue;
            }
            let next = |values: &[f64]| self.columns.next(row).map_or(0.0, |next| values[next]);
            let (a, b) = (self.prices.rows[row], next(&self.prices.rows));
            ray.meet(Breakpoint {
                variable: Variable::Logical(row as u32),
                reduced: a - b,
                slope: ray.direction[row] - next(&ray.direction),
                upper: self.basis.logicals[row] == Status::Upper,
                allowance: self.allowance(a, b),
            });
        }
        for extra in 0..self.basis.extras.len() as u32 {
            let status = self.basis.extras[extra as usize];
            if self.face.closed_extras[extra as usize] || status == Status::Basic {
                continue;
            }
            let (a, b) =
                (self.extra_cost(extra), self.columns.extra_priced(extra, &self.prices.rows));
            ray.meet(Breakpoint {
                variable: Variable::Extra(extra),
                reduced: a + b,
                slope: self.columns.extra_priced(extra, &ray.direction),
                upper: status == Status::Upper,
                allowance: self.allowance(a, b),
            });
        }
    }
}
