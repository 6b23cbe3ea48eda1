//! A level with the prices that are to prove it, and what comes of them.

use std::collections::BTreeMap;

use super::code::Code;
use super::facts::Facts;
use super::objective::{Field, Objective};
use super::report::Report;
use super::ways::Ways;
use crate::double_double::DoubleDouble;
use crate::tolerance::REDUCED_COST_ROUNDING;

/// Which differences in cost are none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Zero {
    /// Those of at most this, and what rounding makes of the two costs compared.
    pub(super) most: f64,
    /// Whether they are none, and not only too small to tell.
    pub(super) sure: bool,
    /// What an `f64` may lose of prices.
    pub(super) lost: f64,
}

impl Zero {
    fn of(self, a: f64, b: f64) -> f64 {
        self.most + REDUCED_COST_ROUNDING * (a.abs() + b.abs())
    }

    /// Within so much of a cost an `f64` cannot tell what is more.
    pub(super) fn near(self, cost: f64) -> f64 {
        2.0 * self.of(cost, cost) + self.lost
    }

    /// Whether two costs are one.
    pub(super) fn same(self, a: DoubleDouble, b: DoubleDouble) -> bool {
        (a - b).high().abs() <= self.of(a.high(), b.high())
    }
}

/// A level with its prices, a list by month for each resource; or one tranche of a level on which
/// tranches count one after the other.
pub(super) struct Priced<'a> {
    objective: &'a Objective,
    /// The tranche that counts; all do if there is none.
    pub(super) only: Option<usize>,
    pub(super) prices: Vec<Vec<DoubleDouble>>,
    /// The least and the greatest price of each resource, and zero.
    pub(super) span: Vec<(f64, f64)>,
    /// The months in which anything has a price: the first, and the one after the last.
    months: (usize, usize),
    pub(super) zero: Zero,
    bound: DoubleDouble,
    /// What the plan pays above what the prices promise.
    pub(super) overpaid: f64,
    /// For levels before: what a unit of what is overpaid there may save here.
    saves: BTreeMap<usize, f64>,
}

impl<'a> Priced<'a> {
    pub(super) fn new(
        objective: &'a Objective,
        only: Option<usize>,
        prices: Vec<Vec<DoubleDouble>>,
        zero: Zero,
    ) -> Self {
        let span = |list: &Vec<DoubleDouble>| {
            list.iter().fold((0.0_f64, 0.0_f64), |(least, most), price| {
                (least.min(price.high()), most.max(price.high()))
            })
        };
        let span = prices.iter().map(span).collect();
        let priced = |month: &usize| prices.iter().any(|list| list[*month] != DoubleDouble::ZERO);
        let months = 0..prices.first().map_or(0, Vec::len);
        let first = months.clone().find(priced).unwrap_or(months.end);
        let end = months.rev().find(priced).map_or(0, |last| last + 1);
        let (bound, overpaid, saves) = (DoubleDouble::ZERO, 0.0, BTreeMap::new());
        Self { objective, only, prices, span, months: (first, end), zero, bound, overpaid, saves }
    }

    /// Whether a place costs anything on the level, or months from one to another have a price.
    pub(super) fn touches(&self, field: Field<'_>, place: usize, span: (usize, usize)) -> bool {
        let counts = !self.passes(field, place) && !self.objective.costs[place].is_free();
        counts || (self.months.0 < span.1 && span.0 < self.months.1)
    }

    /// Whether the level passes over a place: another tranche counts.
    fn passes(&self, field: Field<'_>, place: usize) -> bool {
        self.only.is_some_and(|tranche| field.places[place].tranche != tranche)
    }

    /// What a unit in a place costs when it is made on a line in a month.
    pub(super) fn cost(
        &self,
        field: Field<'_>,
        place: usize,
        line: usize,
        month: usize,
    ) -> Option<f64> {
        let cost = self.objective.cost(field, place, line, month);
        if self.passes(field, place) { cost.map(|_| 0.0) } else { cost }
    }

    /// What a unit in a place costs that the horizon leaves.
    pub(super) fn left(&self, field: Field<'_>, place: usize) -> f64 {
        if self.passes(field, place) { 0.0 } else { self.objective.left(field, place) }
    }

    /// What it costs to make a unit for the stock that a tranche takes from.
    pub(super) fn building(
        &self,
        facts: &Facts<'_>,
        ways: &Ways,
        stock: usize,
        line: usize,
        month: usize,
    ) -> Option<f64> {
        self.objective.building(facts, ways, stock, line, month)
    }

    /// Adds an amount at a price to the bound.
    pub(super) fn add(&mut self, price: DoubleDouble, amount: f64) {
        // Whatever there may be without end and costs nothing.
        if amount != 0.0 && price != DoubleDouble::ZERO {
            self.bound += price.times(amount);
        }
    }

    /// So much is used at a cost, where the least is another.
    pub(super) fn pay(&mut self, cost: DoubleDouble, least: DoubleDouble, amount: f64) {
        let more = (cost - least).high();
        if more > 0.0 && amount > 0.0 && !(self.zero.sure && self.zero.same(cost, least)) {
            self.overpaid += more * amount;
        }
    }

    /// What leaves its place on a level before, where that costs so much, gains so much here.
    pub(super) fn gain(&mut self, before: usize, gain: f64, costs: f64) {
        if gain > 0.0 && costs.is_finite() {
            let saves = self.saves.entry(before).or_insert(0.0);
            *saves = saves.max(gain / costs);
        }
    }
}

/// The bounds, less what could be saved by what is overpaid on the levels before; and what each
/// level overpays with that.
pub(super) fn bounds(levels: &[Priced<'_>]) -> (Vec<f64>, Vec<f64>) {
    let mut overpaid: Vec<f64> = Vec::with_capacity(levels.len());
    let mut bounds = Vec::with_capacity(levels.len());
    for level in levels {
        let each = level.saves.iter().map(|(&before, saves)| (saves, overpaid[before]));
        let each = each.filter(|(saves, overpaid)| **saves > 0.0 && *overpaid > 0.0);
        let lost: f64 = each.map(|(saves, overpaid)| saves * overpaid).sum();
        overpaid.push(level.overpaid + lost);
        bounds.push(level.bound.high() - lost);
    }
    (bounds, overpaid)
}

/// Where the levels before have put what lies between nothing and a most, since which level, and
/// what it costs there to leave that place.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Put {
    Anywhere,
    AtNothing(usize, f64),
    AtMost(usize, f64),
}

impl Put {
    /// Adds to a level what an amount from nothing to `most` costs at least at a cost and a gain
    /// for each unit, given the amount of the plan; then the level may put it somewhere.
    pub(super) fn level(
        &mut self,
        (index, watched): (usize, &[bool]),
        level: &mut Priced<'_>,
        (cost, gain): (DoubleDouble, DoubleDouble),
        most: f64,
        amount: f64,
    ) {
        let reduced = cost - gain;
        let more = reduced.high();
        let none = level.zero.same(cost, gain);
        match *self {
            Self::Anywhere if more < 0.0 => {
                // Without a most, what costs nothing goes on costing nothing.
                if most.is_finite() || !none {
                    level.add(reduced, most);
                    level.pay(gain, cost, most - amount);
                }
            }
            Self::Anywhere => level.pay(cost, gain, amount),
            Self::AtNothing(before, costs) => {
                level.pay(cost, gain, amount);
                if watched[before] {
                    level.gain(before, -more, costs);
                }
            }
            Self::AtMost(before, costs) => {
                level.add(reduced, most);
                level.pay(gain, cost, most - amount);
                if watched[before] {
                    level.gain(before, more, costs);
                }
            }
        }
        // Where there is no most nothing can stay at it.
        if *self == Self::Anywhere && !none && (more > 0.0 || most.is_finite()) {
            *self =
                if more > 0.0 { Self::AtNothing(index, more) } else { Self::AtMost(index, -more) };
        }
    }
}

/// Reports a price that proves nothing, and moves it to where it does.
pub(super) fn valid(
    price: &mut DoubleDouble,
    least: Option<DoubleDouble>,
    near: f64,
    path: impl Fn() -> String,
    report: &mut Report,
) {
    if !price.high().is_finite() {
        report.add(Code::PriceInvalid, path(), price.high(), "a finite number");
        *price = DoubleDouble::ZERO;
    }
    let Some(least) = least else { return };
    if (*price - least).high() < -near {
        let expected = format!("at least {}", least.high());
        report.add(Code::PriceInvalid, path(), price.high(), expected);
    }
    *price = price.max(least);
}
