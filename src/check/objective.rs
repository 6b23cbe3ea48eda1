//! A level: what a unit costs in each month, and what production costs by that.

use super::draw::draw;
use super::facts::{Cell, Facts};
use super::place::Place;
use super::portion::Portion;
use super::ways::Ways;
use crate::tolerance::difference;

/// A level with what a unit in each place costs.
pub(super) struct Objective {
    pub(super) name: String,
    pub(super) costs: Vec<Cost>,
    /// Sums of weights by month, and with the tail, that several places share.
    pub(super) tables: Vec<Vec<f64>>,
    pub(super) building: Building,
    /// What costs add up to when nothing is ever in stock: the level counts from there.
    pub(super) opening: f64,
    /// Where tranches count one after the other, their sequence.
    pub(super) turns: Option<Vec<Turn>>,
}

/// A tranche that counts by itself, with its places.
pub(super) struct Turn {
    pub(super) tranche: usize,
    pub(super) places: Vec<usize>,
}

/// What it costs to make a unit for stock.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Building {
    Nothing,
    /// Its holding weight for each month from then to the end; the least of these weights.
    Held {
        least: f64,
    },
    /// One, the place of the line and a number drawn from keys and month.
    Draw,
}

/// What a unit costs.
#[derive(Clone, Copy)]
pub(super) enum Cost {
    /// `rate` for each month after `from`; `left` if the horizon leaves it.
    Months { from: usize, rate: f64, left: f64 },
    /// What a table says times a factor.
    Table { table: usize, factor: f64 },
    /// One for each month by which the unit is promised and after which it is made.
    Promises,
    /// The rank of the way to make it plus a number drawn from keys and month.
    Draw,
}

impl Cost {
    /// Nothing.
    pub(super) const FREE: Self = Self::Months { from: 0, rate: 0.0, left: 0.0 };

    /// Whether a unit costs nothing, whatever becomes of it.
    pub(super) fn is_free(&self) -> bool {
        match *self {
            Self::Months { rate, left, .. } => rate <= 0.0 && left <= 0.0,
            Self::Table { .. } | Self::Promises | Self::Draw => false,
        }
    }
}

/// What a plan makes.
#[derive(Clone, Copy)]
pub(super) struct Output<'a> {
    /// What each portion gets.
    pub(super) served: &'a [Vec<Cell>],
    /// What is made for each tranche.
    pub(super) made: &'a [Vec<Cell>],
}

/// The portions and where they stand.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) portions: &'a [Portion],
    pub(super) places: &'a [Place],
    pub(super) ways: &'a Ways,
}

impl<'a> Field<'a> {
    /// Indices of the months by which units in a place are promised.
    fn promised(&self, place: usize) -> &'a [usize] {
        &self.portions[self.places[place].members[0]].promised
    }
}

impl Objective {
    /// What a unit in a place costs when it is made on a line in a month; none on a line that
    /// does not make it.
    pub(super) fn cost(
        &self,
        field: Field<'_>,
        place: usize,
        line: usize,
        month: usize,
    ) -> Option<f64> {
        let own = &field.places[place];
        let (rank, way) = field.ways.to_serve(own.product, line)?;
        Some(match self.costs[place] {
            Cost::Months { from, rate, .. } => rate * month.saturating_sub(from) as f64,
            Cost::Table { table, factor } => factor * self.tables[table][month],
            Cost::Promises => field.promised(place).iter().filter(|&&by| by < month).count() as f64,
            Cost::Draw => f64::from(rank) + draw(own.key, way, field.ways.first + month as u64),
        })
    }

    /// What a unit in a place costs that the horizon leaves.
    pub(super) fn left(&self, field: Field<'_>, place: usize) -> f64 {
        match self.costs[place] {
            Cost::Months { left, .. } => left,
            Cost::Table { table, factor } => {
                factor * self.tables[table].last().copied().unwrap_or(0.0)
            }
            Cost::Promises => field.promised(place).len() as f64,
            Cost::Draw => draw(field.places[place].key, 0, u64::MAX),
        }
    }

    /// What it costs to make a unit for the stock that a tranche takes from; none on a line that
    /// does not make it, or if it is made to order.
    pub(super) fn building(
        &self,
        facts: &Facts<'_>,
        ways: &Ways,
        stock: usize,
        line: usize,
        month: usize,
    ) -> Option<f64> {
        let product = facts.tranches[stock].product;
        let ahead = &facts.ahead[facts.ahead(product)?];
        let (rank, way) = ways.to_stock(product, line)?;
        Some(match self.building {
            Building::Nothing => 0.0,
            Building::Held { .. } => ahead.holding * (facts.months - month) as f64,
            Building::Draw => {
                let month = ways.first + month as u64;
                1.0 + f64::from(rank) + draw(ways.stock_key(stock), way, month)
            }
        })
    }

    /// The smallest positive number that a unit may cost more or less: the size of what
    /// the level can tell apart. 1 if it tells nothing apart.
    pub(super) fn smallest(&self) -> f64 {
        let step = |table: &Vec<f64>| {
            let steps = table.windows(2).map(|pair| pair[1] - pair[0]);
            steps.filter(|step| *step > 0.0).fold(f64::INFINITY, f64::min)
        };
        let steps: Vec<f64> = self.tables.iter().map(step).collect();
        let costs = self.costs.iter().flat_map(|cost| match *cost {
            Cost::Months { rate, left, .. } => [rate, left],
            Cost::Table { table, factor } => [factor * steps[table]; 2],
            Cost::Promises | Cost::Draw => [1.0, 1.0],
        });
        let held = match self.building {
            Building::Held { least } => Some(least),
            Building::Nothing | Building::Draw => None,
        };
        let least = costs.chain(held).filter(|cost| *cost > 0.0).fold(f64::INFINITY, f64::min);
        if least.is_finite() { least } else { 1.0 }
    }

    /// What a unit costs at most.
    pub(super) fn largest(&self, facts: &Facts<'_>) -> f64 {
        let months = facts.months as f64;
        let most = |table: &Vec<f64>| table.iter().copied().fold(0.0, f64::max);
        let tables: Vec<f64> = self.tables.iter().map(most).collect();
        let costs = self.costs.iter().map(|cost| match *cost {
            Cost::Months { rate, left, .. } => left.max(rate * months),
            Cost::Table { table, factor } => factor * tables[table],
            Cost::Promises => facts.scenario.commitments().len() as f64,
            Cost::Draw => 1.0 + facts.lines_and_products(),
        });
        let building = match self.building {
            Building::Nothing => 0.0,
            Building::Held { .. } => {
                facts.ahead.iter().map(|ahead| ahead.holding * months).fold(0.0, f64::max)
            }
            Building::Draw => 2.0 + facts.lines_and_products(),
        };
        costs.fold(building, f64::max)
    }

    /// What production costs, tranche by tranche, and what could be rounding in it.
    pub(super) fn value(
        &self,
        facts: &Facts<'_>,
        field: Field<'_>,
        output: Output<'_>,
    ) -> (f64, f64) {
        /// What dividing months among tranches may lose of one, as a share of it.
        const LOST: f64 = 1e-11;
        let (mut value, mut rounding) = (0.0, 0.0);
        for (place, own) in field.places.iter().enumerate() {
            let left = self.left(field, place);
            let mut dearest = left;
            let mut size = 0.0;
            for &member in &own.members {
                let quantity = field.portions[member].quantity;
                let mut open = quantity;
                for cell in &output.served[member] {
                    let cost = self.cost(field, place, cell.line, cell.month).unwrap_or(0.0);
                    value += cost * cell.units;
                    open -= cell.units;
                    dearest = dearest.max(cost);
                }
                if open > LOST * quantity {
                    value += left * open;
                }
                size += quantity;
            }
            rounding += LOST * size * dearest;
        }
        // Where nothing is made for stock, there is nothing to count from either.
        if self.building == Building::Nothing {
            return (value, rounding);
        }
        for (index, (tranche, cells)) in facts.tranches.iter().zip(output.made).enumerate() {
            for cell in cells {
                let cost = self.building(facts, field.ways, index, cell.line, cell.month);
                let Some(cost) = cost else { break };
                value += cost * cell.units;
                // Units are given out one after the other, each with a rounding.
                rounding += LOST * tranche.quantity * cost;
            }
        }
        (difference(value, self.opening), rounding)
    }
}
