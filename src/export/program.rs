//! Columns, rows and coefficients of one level, computed when asked for.

use super::names::Names;
use crate::model::{BlockId, Carry, Column, Extra, ExtraId, Level, Model};
use crate::tolerance::ROUNDING;

/// One level of a model as a linear program.
pub(super) struct Program<'a> {
    pub(super) model: &'a Model,
    pub(super) names: &'a Names,
    /// The objectives of the levels above.
    pub(super) above: &'a [f64],
    /// What is taken off the costs of the level.
    pub(super) opening: f64,
}

/// A column of the program.
#[derive(Debug, Clone, Copy)]
pub(super) enum Variable {
    Made(Column),
    Unserved(BlockId),
    /// What a row carries over.
    Stock(usize),
    Extra(ExtraId),
    /// Always one: what is taken off the costs of the level.
    Opening,
}

/// A row of the program.
#[derive(Debug, Clone, Copy)]
pub(super) enum Row {
    Want(BlockId),
    Resource(usize),
    Level(usize),
}

/// How the two sides of a row compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    AtMost,
    Equal,
}

impl Program<'_> {
    /// The level that is minimised.
    pub(super) fn level(&self) -> &Level {
        &self.model.levels()[self.above.len()]
    }

    /// What stands at the beginning of the file.
    pub(super) fn comments(&self) -> impl Iterator<Item = String> + '_ {
        let count = self.model.levels().len();
        let (number, label) = (self.above.len() + 1, super::names::ascii(self.level().label()));
        let title = format!("Level {number} of {count}: {label}");
        self.names.comments.iter().cloned().chain([title])
    }

    pub(super) fn variables(&self) -> impl Iterator<Item = Variable> + '_ {
        let blocks = self.model.block_ids().flat_map(|block| {
            self.model.columns(block).map(Variable::Made).chain([Variable::Unserved(block)])
        });
        let stocks = (0..self.model.rows()).filter(|&row| self.keeps(row)).map(Variable::Stock);
        let opening = (self.opening != 0.0).then_some(Variable::Opening);
        blocks.chain(stocks).chain(self.model.extra_ids().map(Variable::Extra)).chain(opening)
    }

    /// Whether what a row does not use is carried over (or could be, in the last period).
    fn keeps(&self, row: usize) -> bool {
        let (resource, _) = self.model.row_parts(row);
        self.model.resources()[resource.index()].carry() != Carry::Lost
    }

    pub(super) fn name(&self, variable: Variable) -> String {
        let names = self.names;
        match variable {
            Variable::Made(Column { block, recipe, period }) => format!(
                "x.{}.{}.{}",
                names.blocks[block.index()],
                names.recipes[recipe.index()],
                names.periods[period as usize]
            ),
            Variable::Unserved(block) => format!("u.{}", names.blocks[block.index()]),
            Variable::Stock(row) => format!("s.{}", self.place(row)),
            Variable::Extra(extra) => format!("y.{}", names.extras[extra.index()]),
            Variable::Opening => "one".to_owned(),
        }
    }

    fn place(&self, row: usize) -> String {
        let (resource, period) = self.model.row_parts(row);
        format!("{}.{}", self.names.resources[resource.index()], self.names.periods[period])
    }

    /// Lower and upper bound.
    pub(super) fn bounds(&self, variable: Variable) -> (f64, f64) {
        match variable {
            Variable::Made(column) => (0.0, self.model.blocks()[column.block.index()].limit()),
            Variable::Unserved(_) => (0.0, f64::INFINITY),
            Variable::Stock(row) => (0.0, self.model.logical_upper(row)),
            Variable::Extra(extra) => {
                let extra = &self.model.extras()[extra.index()];
                (extra.lower(), extra.upper())
            }
            Variable::Opening => (1.0, 1.0),
        }
    }

    /// What one unit costs on a level.
    pub(super) fn cost(&self, level: &Level, variable: Variable) -> f64 {
        match variable {
            Variable::Made(Column { block, recipe, period }) => {
                self.model.cost(level, block, recipe, period as usize)
            }
            Variable::Unserved(block) => self.model.unserved_cost(level, block),
            Variable::Extra(extra) => level.extra(extra),
            // Levels above are held at what they come to before it is taken off.
            Variable::Opening if std::ptr::eq(level, self.level()) => -self.opening,
            Variable::Stock(_) | Variable::Opening => 0.0,
        }
    }

    /// The rows in the order in which they are written. A row that nothing enters and
    /// that holds by itself is left out.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut entered = vec![false; self.model.rows()];
        let mut reached: Vec<Option<(usize, usize)>> = vec![None; self.model.families().len()];
        for block in self.model.blocks() {
            let span = &mut reached[block.family().index()];
            let (first, last) = span.unwrap_or((block.first(), block.last()));
            *span = Some((first.min(block.first()), last.max(block.last())));
        }
        for (family, span) in self.model.families().iter().zip(reached) {
            let Some((first, last)) = span else { continue };
            for &recipe in family {
                for period in first..self.model.periods().min(last + 1) {
                    for &(resource, _) in self.model.recipe(recipe).uses_in(period) {
                        entered[self.model.row(resource, period)] = true;
                    }
                }
            }
        }
        for (row, _) in self.model.extras().iter().flat_map(Extra::entries) {
            entered[row] = true;
        }
        let resources = (0..self.model.rows())
            .filter(|&row| entered[row] || self.keeps(row) || self.model.rhs(row) < 0.0);
        let wants = self.model.block_ids().map(Row::Want);
        let levels = (0..self.above.len()).map(Row::Level);
        wants.chain(resources.map(Row::Resource)).chain(levels).collect()
    }

    pub(super) fn row_name(&self, row: Row) -> String {
        match row {
            Row::Want(block) => format!("want.{}", self.names.blocks[block.index()]),
            Row::Resource(row) => {
                let kind = if self.keeps(row) { "stock" } else { "cap" };
                format!("{kind}.{}", self.place(row))
            }
            Row::Level(level) => format!("level.{}", level + 1),
        }
    }

    pub(super) fn sense(&self, row: Row) -> Sense {
        match row {
            Row::Resource(row) if !self.keeps(row) => Sense::AtMost,
            Row::Level(_) => Sense::AtMost,
            Row::Want(_) | Row::Resource(_) => Sense::Equal,
        }
    }

    pub(super) fn rhs(&self, row: Row) -> f64 {
        match row {
            Row::Want(block) => self.model.blocks()[block.index()].quantity(),
            Row::Resource(row) => self.model.rhs(row),
            // The last digits of a sum are nobody's fault. Those of small numbers are below
            // what every solver allows.
            Row::Level(level) => {
                let objective = self.above[level];
                let large = objective.abs() > 1e6;
                objective + if large { 10.0 * ROUNDING * objective.abs() } else { 0.0 }
            }
        }
    }

    /// The rows that a variable enters, but for levels, with its coefficients.
    pub(super) fn entries(&self, variable: Variable) -> Vec<(Row, f64)> {
        match variable {
            Variable::Made(Column { block, recipe, period }) => {
                let period = period as usize;
                let uses = self.model.recipe(recipe).uses_in(period).iter();
                let uses = uses.map(|&(resource, usage)| {
                    (Row::Resource(self.model.row(resource, period)), usage)
                });
                [(Row::Want(block), 1.0)].into_iter().chain(uses).collect()
            }
            Variable::Unserved(block) => vec![(Row::Want(block), 1.0)],
            Variable::Stock(row) => {
                let next = self.model.carried_into(row).map(|next| (Row::Resource(next), -1.0));
                [(Row::Resource(row), 1.0)].into_iter().chain(next).collect()
            }
            Variable::Extra(extra) => {
                let entries = self.model.extras()[extra.index()].entries();
                entries.map(|(row, value)| (Row::Resource(row), value)).collect()
            }
            Variable::Opening => Vec::new(),
        }
    }
}
