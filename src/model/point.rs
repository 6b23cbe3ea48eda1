//! A point of the linear program, and what is known of its levels.

use super::{Column, Level, Model, Prices};
use crate::double_double::DoubleDouble;

/// A column of a block with its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Which column.
    pub column: Column,
    /// Its value, > 0.
    pub amount: f64,
}

/// A primal point.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Point {
    /// The positive columns of the blocks, by ascending (block, recipe, period).
    pub cells: Vec<Cell>,
    /// What each block leaves unserved.
    pub unserved: Vec<f64>,
    /// The value of each extra column.
    pub extras: Vec<f64>,
}

/// What is known of one level of a solution.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelResult {
    pub(crate) objective: f64,
    pub(crate) bound: Option<f64>,
    pub(crate) prices: Option<Prices>,
}

impl LevelResult {
    /// The level's cost at the point.
    pub fn objective(&self) -> f64 {
        self.objective
    }

    /// A proven lower bound on the cost, among the points that are optimal for all
    /// levels before; none if the engine does not optimise.
    pub fn bound(&self) -> Option<f64> {
        self.bound
    }

    /// Objective − bound.
    pub fn gap(&self) -> Option<f64> {
        self.bound.map(|bound| self.objective - bound)
    }

    /// The price of each row.
    pub fn prices(&self) -> Option<&Prices> {
        self.prices.as_ref()
    }
}

impl Point {
    /// The cost of the point for a level.
    pub fn objective(&self, model: &Model, level: &Level) -> f64 {
        if level.names_few() {
            return self.objective_of_few(model, level);
        }
        let served = self.cells.iter().map(|cell| {
            let Column { block, recipe, period } = cell.column;
            (cell.amount, model.cost(level, block, recipe, period as usize))
        });
        let unserved = model
            .block_ids()
            .zip(&self.unserved)
            .filter(|&(_, &amount)| amount > 0.0)
            .map(|(block, &amount)| (amount, model.unserved_cost(level, block)));
        let extras = self.extras.iter().copied().zip(level.extras().iter().copied());
        let mut sum = DoubleDouble::ZERO;
        for (amount, cost) in served.chain(unserved).chain(extras) {
            sum += DoubleDouble::product(amount, cost);
        }
        sum.high() + 0.0
    }

    /// The same for a level that names its blocks. Complexity: O(log cells) for each.
    fn objective_of_few(&self, model: &Model, level: &Level) -> f64 {
        let mut sum = DoubleDouble::ZERO;
        for (block, _) in level.paths() {
            let first = self.cells.partition_point(|cell| cell.column.block < block);
            let own = self.cells[first..].iter().take_while(|cell| cell.column.block == block);
            for cell in own {
                let Column { recipe, period, .. } = cell.column;
                let cost = model.cost(level, block, recipe, period as usize);
                sum += DoubleDouble::product(cell.amount, cost);
            }
            let left = self.unserved.get(block.index()).copied().unwrap_or(0.0);
            sum += DoubleDouble::product(left, model.unserved_cost(level, block));
        }
        sum.high() + 0.0
    }
}
