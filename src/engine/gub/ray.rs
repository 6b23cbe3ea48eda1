//! The ratio test of the dual simplex: how far prices may move along a ray until the first
//! column is worth a pivot.
//!
//! Along the ray a reduced cost is linear, and the least of a lot's is concave: if no
//! column of a lot is attractive where the ray has been cut off so far, none is before.
//! So one scan at that point speaks for all columns of a lot, and not even that is needed
//! where the lot's margin is more than the charges of its family can have moved. Only a
//! lot that does have an attractive column there is looked at column by column, and cuts
//! the ray off earlier.
//!
//! Two passes after Harris (1973): reduced costs may miss zero by the tolerance of the
//! level, and among the columns reached by then the one with the largest pivot enters.

use super::columns::Place;
use super::simplex::{Simplex, Status, Variable};
use super::tables::Charges;

/// Rates below this share of the largest are no pivots.
const PIVOT: f64 = 1e-9;
/// The ray ends here, in units of the largest cost or price at hand.
const END: f64 = 1e3;

/// The column that is reached first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entering {
    pub(super) variable: Variable,
    /// Its entry in the row of the column that leaves.
    pub(super) rate: f64,
    pub(super) reduced: f64,
    /// +1 if it rises from its lower bound, −1 if it falls from its upper.
    pub(super) sigma: f64,
}

/// A direction of the prices.
#[derive(Debug, Default)]
pub(super) struct Ray {
    /// By row.
    direction: Vec<f64>,
    /// +1 if the ray goes along the row of the leaving column, −1 if against it.
    sign: f64,
    /// What the direction charges.
    change: Charges,
    /// Its largest rise and its largest fall for each family, unserved included.
    rise: Vec<f64>,
    fall: Vec<f64>,
    /// Where the ray is cut off, the prices there, and what they charge.
    reach: f64,
    prices: Vec<f64>,
    there: Charges,
    smallest: f64,
    /// Lots that have cut the ray off.
    cutting: Vec<u32>,
    /// Whether some column is reached at once.
    at_once: bool,
}

/// A nonbasic column as it looks from the beginning of the ray.
#[derive(Debug, Clone, Copy)]
struct Column {
    variable: Variable,
    reduced: f64,
    /// How fast the reduced cost moves.
    slope: f64,
    upper: bool,
    allowance: f64,
}

impl Column {
    fn sigma(&self) -> f64 {
        if self.upper { -1.0 } else { 1.0 }
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
    fn is_reached(&self, ray: &Ray) -> bool {
        let speed = self.speed();
        speed > ray.smallest && self.distance() <= ray.reach * speed
    }

    fn is_at_once(&self, ray: &Ray) -> bool {
        self.speed() > 1e-2 && self.distance() <= self.allowance
    }

    /// Where it is so beyond the tolerance.
    fn end(&self, smallest: f64) -> f64 {
        if self.speed() > smallest {
            (self.distance() + self.allowance) / self.speed()
        } else {
            f64::INFINITY
        }
    }
}

impl Ray {
    /// Moves the cut.
    fn cut(&mut self, reach: f64, simplex: &Simplex) {
        self.reach = reach;
        self.prices.clear();
        let along = simplex.prices.iter().zip(&self.direction);
        self.prices.extend(along.map(|(price, direction)| price + reach * direction));
        self.there.refresh(&simplex.columns, &self.prices);
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
        ray.rise.clear();
        ray.fall.clear();
        let mut largest = 1.0_f64;
        for family in 0..self.columns.families() as u32 {
            let (mut rise, mut fall) = (0.0_f64, 0.0_f64);
            for &recipe in self.columns.family(family) {
                let (up, down) = extremes(ray.change.recipe(recipe));
                (rise, fall) = (rise.max(up), fall.max(down));
            }
            ray.rise.push(rise);
            ray.fall.push(fall);
            largest = largest.max(rise).max(fall);
        }
        ray.smallest = PIVOT * largest;
        let size = |values: &[f64]| values.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
        let end = END * (1.0 + self.largest_cost() + size(&self.prices));
        ray.reach = end / size(&ray.direction).max(f64::MIN_POSITIVE);
    }

    /// Brings the charges up to date with the prices.
    pub(super) fn charge(&mut self) {
        self.charges.refresh(&self.columns, &self.prices);
    }

    /// Measures how far every lot is from having an attractive column; whether no column
    /// is attractive.
    pub(super) fn measure_margins(&mut self) -> bool {
        self.charge();
        let mut candidates = Vec::new();
        self.price_free(&mut candidates);
        if !candidates.is_empty() {
            return false;
        }
        self.statistics.passes += 1;
        for index in 0..self.open.active.len() {
            let lot = self.open.active[index];
            let (margin, allowance) = self.margin(lot, &self.charges);
            if margin < -allowance {
                return false;
            }
            let calm = &mut self.calm[lot as usize];
            calm.until = self.charges.moved(calm.family) + margin;
        }
        true
    }

    /// The column that is reached first along a ray, if there is one.
    pub(super) fn first_reached(&mut self, ray: &mut Ray) -> Option<Entering> {
        let end = ray.reach;
        let mut reach = end;
        let mut at_once = false;
        self.for_each_free(ray, |column| {
            reach = reach.min(column.end(ray.smallest));
            at_once |= column.is_at_once(ray);
        });
        ray.cut(reach, self);
        ray.at_once = at_once;
        // Who cut the last ray off is likely to do so again.
        let before = std::mem::take(&mut ray.cutting);
        for &lot in before.iter().rev() {
            if ray.at_once { break; }
            self.cut_off(lot, ray);
        }
        for index in 0..self.open.active.len() {
            if ray.at_once { break; }
            self.cut_off(self.open.active[index], ray);
        }
        if ray.reach >= end {
            return None;
        }
        let mut best: Option<Column> = None;
        let mut offer = |column: Column| {
            let better = best.is_none_or(|best| column.speed() > best.speed());
            if better && column.is_reached(ray) {
                best = Some(column);
            }
        };
        self.for_each_free(ray, &mut offer);
        for &lot in &ray.cutting {
            self.for_each_column(lot, ray, &mut offer);
        }
        best.map(|column| Entering {
            variable: column.variable,
            rate: ray.sign * column.slope,
            reduced: column.reduced,
            sigma: column.sigma(),
        })
    }

    /// Cuts the ray off where the first column of a lot is reached.
    fn cut_off(&mut self, lot: u32, ray: &mut Ray) {
        let calm = self.calm[lot as usize];
        let (rise, fall) = (ray.rise[calm.family as usize], ray.fall[calm.family as usize]);
        let margin = calm.until - self.charges.moved(calm.family);
        if margin >= ray.reach * (rise + fall) {
            return;
        }
        let state = &self.lots[lot as usize];
        let key = ray.change.place(state.key);
        let most = if state.is_limited() { (key + fall).max(rise - key) } else { key + fall };
        if margin.max(0.0) >= ray.reach * most {
            return;
        }
        self.statistics.priced += 1;
        let (margin, allowance) = self.margin(lot, &ray.there);
        if margin >= -allowance {
            return;
        }
        let mut reach = ray.reach;
        let mut at_once = false;
        self.for_each_column(lot, ray, &mut |column| {
            reach = reach.min(column.end(ray.smallest));
            at_once |= column.is_at_once(ray);
        });
        ray.at_once = at_once;
        if reach < ray.reach {
            ray.cut(reach, self);
            ray.cutting.push(lot);
        }
    }

    fn for_each_free(&self, ray: &Ray, mut visit: impl FnMut(Column)) {
        for row in 0..self.logicals.len() {
            if self.closed_logicals[row] || self.logicals[row] == Status::Basic {
                continue;
            }
            let next = |values: &[f64]| self.columns.next(row).map_or(0.0, |next| values[next]);
            let (a, b) = (self.prices[row], next(&self.prices));
            visit(Column {
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
            visit(Column {
                variable: Variable::Extra(extra),
                reduced: a + b,
                slope: self.columns.extra_priced(extra, &ray.direction),
                upper: status == Status::Upper,
                allowance: self.allowance(a, b),
            });
        }
    }

    /// The columns of a lot that are not basic.
    fn for_each_column(&self, lot: u32, ray: &Ray, visit: &mut impl FnMut(Column)) {
        let state = &self.lots[lot as usize];
        let now = self.key_cost(lot) + self.charges.place(state.key);
        let key = ray.change.place(state.key);
        let mut offer = |place: Place| {
            let variable = Variable::Place { lot, place };
            let value = self.place_cost(state, place) + self.charges.place(place);
            let column = Column {
                variable,
                reduced: value - now,
                slope: ray.change.place(place) - key,
                upper: self.is_upper(lot, place),
                allowance: self.allowance(value, now),
            };
            if column.is_reached(ray) && !self.is_basic(lot, place) {
                visit(column);
            }
        };
        if self.open.spans[lot as usize].unserved {
            offer(Place::UNSERVED);
        }
        self.for_each_open(lot, offer);
    }
}

/// The largest rise and the largest fall.
fn extremes(values: &[f64]) -> (f64, f64) {
    values.iter().fold((0.0, 0.0), |(rise, fall), &value| {
        (if value > rise { value } else { rise }, if -value > fall { -value } else { fall })
    })
}
