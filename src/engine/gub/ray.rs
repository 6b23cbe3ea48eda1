//! The ratio test of the dual simplex: how far prices may move along a ray until the first
//! column is worth a pivot.
//!
//! Along the ray a reduced cost is linear, and the least of a lot's is concave: if no
//! column of a lot is attractive where the ray has been cut off so far, none is before.
//! So one scan at that point speaks for all columns of a lot, and not even that is needed
//! where the lot's margin is more than the charges of its family can have moved
//! ([`super::near`]). Only a lot that does have an attractive column there is looked at
//! column by column, and cuts the ray off earlier.
//!
//! Two passes after Harris (1973): reduced costs may miss zero by the tolerance of the
//! level, and those columns are handed on that are reached by then, a few of the largest
//! pivots.

use super::columns::Place;
use super::near::Near;
use super::simplex::{Simplex, Status, Variable};
use super::tables::Charges;

/// Rates below this share of the largest are no pivots.
const PIVOT: f64 = 1e-9;
/// The ray ends here, in units of the largest cost or price at hand.
const END: f64 = 1e3;
/// Columns reached at once of which one may enter.
const ENOUGH: usize = 8;
/// A ray is looked at in pieces, each so many times longer.
const PIECE: f64 = 8.0;
/// The first of them at least this share of the whole.
const SHORTEST: f64 = 1e-9;
/// Rates from here on are good pivots.
const LARGE: f64 = 1e-2;

/// A direction of the prices.
#[derive(Debug, Default)]
pub(super) struct Ray {
    /// The largest cost of one unit.
    dearest: f64,
    /// By row.
    direction: Vec<f64>,
    /// +1 if the ray goes along the row of the leaving column, −1 if against it.
    sign: f64,
    /// What the direction charges.
    change: Charges,
    /// What that does to each family.
    spans: Vec<Span>,
    /// Where the ray is cut off.
    reach: f64,
    /// The piece of it that is looked at.
    piece: f64,
    /// How long the last one was.
    length: f64,
    /// Not before there, and what the prices there charge.
    cut: f64,
    there: Charges,
    smallest: f64,
    /// Columns that have cut the ray off: in the end those that are reached first.
    pub(super) seen: Vec<Column>,
    at_once: usize,
}

/// The largest rise and the largest fall of a charge; what is not served stays as it is.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    rise: f64,
    fall: f64,
}

/// A nonbasic column as it looks from the beginning of the ray.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) variable: Variable,
    pub(super) reduced: f64,
    /// How fast the reduced cost moves.
    slope: f64,
    upper: bool,
    allowance: f64,
}

impl Column {
    /// +1 if it rises from its lower bound, −1 if it falls from its upper.
    pub(super) fn sigma(&self) -> f64 {
        if self.upper { -1.0 } else { 1.0 }
    }

    /// Its entry in the row of the leaving column.
    pub(super) fn rate(&self, ray: &Ray) -> f64 {
        ray.sign * self.slope
    }

    /// How fast it becomes attractive.
    fn speed(&self) -> f64 {
        -self.sigma() * self.slope
    }

    /// How far it is from being attractive.
    fn distance(&self) -> f64 {
        (self.sigma() * self.reduced).max(0.0)
    }

    /// Whether it is reached before the ray is cut off.
    fn is_reached(&self, reach: f64, smallest: f64) -> bool {
        let speed = self.speed();
        speed > smallest && self.distance() <= reach * speed
    }

    fn is_at_once(&self) -> bool {
        self.speed() > LARGE && self.distance() <= self.allowance
    }

    /// Where it is attractive beyond the tolerance.
    fn end(&self) -> f64 {
        (self.distance() + self.allowance) / self.speed()
    }
}

impl Ray {
    /// A ray among costs up to so much.
    pub(super) fn new(dearest: f64) -> Self {
        Self { dearest, ..Self::default() }
    }

    /// Cuts the ray off where a column is reached.
    fn meet(&mut self, column: Column) {
        if !column.is_reached(self.reach, self.smallest) {
            return;
        }
        self.reach = self.reach.min(column.end());
        self.at_once += usize::from(column.is_at_once());
        self.seen.push(column);
    }
}

impl Simplex<'_> {
    /// The ray of prices along which the basic column at a position goes to its bound.
    pub(super) fn cast(&mut self, position: usize, above: bool, ray: &mut Ray) {
        ray.sign = if above { -1.0 } else { 1.0 };
        ray.direction.clear();
        ray.direction.resize(self.columns.rows, 0.0);
        self.work.positions[position] = ray.sign;
        self.factors.solve_transposed(&mut self.work.positions, &mut ray.direction);
        ray.change.refresh(&self.columns, &ray.direction);
        ray.spans.clear();
        let mut largest = 1.0_f64;
        for family in 0..self.columns.families() as u32 {
            let mut span = Span::default();
            for &recipe in self.columns.family(family) {
                for &change in ray.change.recipe(recipe) {
                    span.rise = if change > span.rise { change } else { span.rise };
                    span.fall = if -change > span.fall { -change } else { span.fall };
                }
            }
            largest = largest.max(span.rise).max(span.fall);
            ray.spans.push(span);
        }
        ray.smallest = PIVOT * largest;
        let steepest = ray.direction.iter().fold(0.0_f64, |most, entry| most.max(entry.abs()));
        let end = END * (1.0 + ray.dearest + self.largest_price());
        ray.reach = end / steepest.max(f64::MIN_POSITIVE);
        ray.cut = f64::INFINITY;
    }

    /// Moves the prices along a ray until a column's reduced cost is zero.
    pub(super) fn move_prices(&mut self, ray: &Ray, column: &Column) {
        let step = column.reduced / -column.slope;
        for (price, direction) in self.prices.iter_mut().zip(&ray.direction) {
            *price += step * direction;
        }
    }

    /// Finds the columns that are reached first along a ray: all of them, or, if they are
    /// reached at once, [`ENOUGH`].
    pub(super) fn reach_first(&mut self, ray: &mut Ray, near: &mut Near) {
        ray.seen.clear();
        ray.at_once = 0;
        self.look_at_free(ray);
        for &group in &near.groups {
            if ray.at_once >= ENOUGH {
                break;
            }
            let key = ray.change.place(group.key);
            if key + ray.spans[group.family as usize].fall <= ray.smallest {
                continue;
            }
            for index in group.first..group.end {
                let entry = near.entries[index as usize];
                for &place in near.columns(entry) {
                    if key - ray.change.place(place) > ray.smallest {
                        self.look_at(entry.lot, place, ray);
                    }
                }
            }
        }
        // Where a column is reached at once, prices stay as they are.
        if ray.at_once == 0 {
            self.look_beyond(ray, near);
        }
        let reach = ray.reach;
        let smallest = ray.smallest;
        let reached = |column: &Column| column.is_reached(reach, smallest);
        ray.seen.retain(reached);
        // The largest pivots first; equal ones in a fixed order.
        let order = |a: &Column, b: &Column| {
            b.speed().total_cmp(&a.speed()).then_with(|| a.variable.cmp(&b.variable))
        };
        ray.seen.sort_unstable_by(order);
        ray.seen.truncate(ENOUGH);
    }

    /// Looks for columns that were not near: on a short piece of the ray, since most lots
    /// have nothing there, and further on only if there is none.
    fn look_beyond(&mut self, ray: &mut Ray, near: &mut Near) {
        ray.piece = (PIECE * ray.length).max(SHORTEST * ray.reach);
        loop {
            let piece = ray.piece.min(ray.reach);
            near.looks += near.strays.len();
            for &lot in &near.strays {
                self.look_closely(lot, ray);
            }
            for position in 0..near.groups.len() {
                let group = near.groups[position];
                let most = ray.change.place(group.key) + ray.spans[group.family as usize].fall;
                let moved = self.charges.moved(group.family);
                for index in group.first as usize..group.end as usize {
                    let entry = near.entries[index];
                    if !entry.holds(moved + ray.reach.min(piece) * most.max(0.0)) {
                        self.look_closely(entry.lot, ray);
                        self.freshen(index, near);
                    }
                }
            }
            for &entry in &near.others {
                let state = &self.lots[entry.lot as usize];
                let Span { rise, fall } = ray.spans[state.family as usize];
                let key = ray.change.place(state.key);
                let most =
                    if state.is_limited() { (key + fall).max(rise - key) } else { key + fall };
                let moved = self.charges.moved(state.family);
                if !entry.holds(moved + ray.reach.min(piece) * most) {
                    self.look_closely(entry.lot, ray);
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

    /// Looks at every column of a lot, if one of them may cut the ray off.
    fn look_closely(&mut self, lot: u32, ray: &mut Ray) {
        self.statistics.priced += 1;
        if self.lots[lot as usize].is_scanned() {
            let cut = ray.reach.min(ray.piece);
            if cut < 0.5 * ray.cut || cut > ray.cut {
                ray.cut = cut;
                ray.there.move_along(&self.columns, &self.charges, &ray.change, ray.cut);
            }
            if !self.is_undercut(lot, &ray.there) {
                return;
            }
        }
        if self.open.spans[lot as usize].unserved {
            self.look_at(lot, Place::UNSERVED, ray);
        }
        self.for_each_open(lot, |place| self.look_at(lot, place, ray));
    }

    /// Cuts the ray off where a column is reached.
    fn look_at(&self, lot: u32, place: Place, ray: &mut Ray) {
        let state = &self.lots[lot as usize];
        if place == state.key {
            return;
        }
        let now = self.key_cost(lot) + self.charges.place(state.key);
        let value = self.place_cost(state, place) + self.charges.place(place);
        let column = Column {
            variable: Variable::Place { lot, place },
            reduced: value - now,
            slope: ray.change.place(place) - ray.change.place(state.key),
            upper: self.is_upper(lot, place),
            allowance: self.allowance(value, now),
        };
        if column.is_reached(ray.reach, ray.smallest) && !self.is_basic(lot, place) {
            ray.meet(column);
        }
    }

    /// Looks at the columns that belong to no lot.
    fn look_at_free(&self, ray: &mut Ray) {
        for row in 0..self.logicals.len() {
            if self.closed_logicals[row] || self.logicals[row] == Status::Basic {
                continue;
            }
            let next = |values: &[f64]| self.columns.next(row).map_or(0.0, |next| values[next]);
            let (a, b) = (self.prices[row], next(&self.prices));
            ray.meet(Column {
                variable: Variable::Logical(row as u32),
                reduced: a - b,
                slope: ray.direction[row] - next(&ray.direction),
                upper: self.logicals[row] == Status::Upper,
                allowance: self.allowance(a, b),
            });
        }
        for extra in 0..self.extras.len() as u32 {
            let status = self.extras[extra as usize];
            if self.closed_extras[extra as usize] || status == Status::Basic {
                continue;
            }
            let (a, b) = (self.extra_cost(extra), self.columns.extra_priced(extra, &self.prices));
            ray.meet(Column {
                variable: Variable::Extra(extra),
                reduced: a + b,
                slope: self.columns.extra_priced(extra, &ray.direction),
                upper: status == Status::Upper,
                allowance: self.allowance(a, b),
            });
        }
    }
}
