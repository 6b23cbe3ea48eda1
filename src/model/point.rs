//! A point of the linear program, and what is known of its levels.

use super::{Column, Level, Model};

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
    pub(crate) prices: Option<Vec<f64>>,
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

    /// The price of each row, numbered as by [`Model::row`].
    pub fn prices(&self) -> Option<&[f64]> {
        self.prices.as_deref()
    }
}

impl Point {
    /// The cost of the point for a level.
    pub fn objective(&self, model: &Model, level: &Level) -> f64 {
        let served = self.cells.iter().map(|cell| {
            let Column { block, recipe, period } = cell.column;
            cell.amount * model.cost(level, block, recipe, period as usize)
        });
        let unserved = model
            .block_ids()
            .zip(&self.unserved)
            .filter(|&(_, &amount)| amount > 0.0)
            .map(|(block, amount)| amount * model.unserved_cost(level, block));
        let extras = self.extras.iter().zip(level.extras()).map(|(value, cost)| value * cost);
        served.chain(unserved).chain(extras).sum::<f64>() + 0.0
    }
}
