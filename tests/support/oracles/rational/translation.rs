//! The model as an explicit linear program.

use apportion::model::{BlockId, Carry, Column, ExtraId, Level, Model};

use super::number::{Rational, exact, exact_upper};
use super::point::ExactPoint;
use super::program::{Program, Variable};
use super::refusal::Refusal;

/// A program and what its variables are in the model.
#[derive(Debug, Clone, Default)]
pub(crate) struct Translation {
    pub(crate) program: Program,
    meanings: Vec<Meaning>,
}

#[derive(Debug, Clone, Copy)]
enum Meaning {
    Served(Column),
    Unserved(BlockId),
    Extra(ExtraId),
    /// What is left of a capacity, or in stock.
    Logical,
}

impl Translation {
    /// The program of a model. Its first rows are the coupling rows, then comes one for
    /// each block.
    pub(crate) fn of(model: &Model) -> Result<Self, Refusal> {
        let mut whole = Self::default();
        whole.add_rows(model)?;
        whole.add_blocks(model)?;
        whole.add_extras(model)?;
        whole.add_logicals(model)?;
        for level in model.levels() {
            let costs = whole.meanings.iter().map(|&meaning| cost(model, level, meaning));
            whole.program.costs.push(costs.collect::<Result<_, _>>()?);
        }
        Ok(whole)
    }

    fn add_rows(&mut self, model: &Model) -> Result<(), Refusal> {
        for resource in model.resources() {
            for &rhs in resource.rhs() {
                self.program.rhs.push(exact(rhs)?);
            }
        }
        for block in model.blocks() {
            self.program.rhs.push(exact(block.quantity())?);
        }
        Ok(())
    }

    fn add_blocks(&mut self, model: &Model) -> Result<(), Refusal> {
        for id in model.block_ids() {
            let block_row = model.rows() + id.index();
            let limit = exact_upper(model.blocks()[id.index()].limit())?;
            for column in model.columns(id) {
                let mut entries = vec![(block_row, Rational::ONE)];
                for &(resource, usage) in
                    model.recipe(column.recipe).uses_in(column.period as usize)
                {
                    entries.push((model.row(resource, column.period as usize), exact(usage)?));
                }
                let variable = Variable { lower: Rational::ZERO, upper: limit.clone(), entries };
                self.add(Meaning::Served(column), variable);
            }
            let entries = vec![(block_row, Rational::ONE)];
            let unserved = Variable { lower: Rational::ZERO, upper: None, entries };
            self.add(Meaning::Unserved(id), unserved);
        }
        Ok(())
    }

    fn add_extras(&mut self, model: &Model) -> Result<(), Refusal> {
        for (id, extra) in model.extra_ids().zip(model.extras()) {
            let entries = extra.entries().map(|(row, value)| Ok((row, exact(value)?)));
            let variable = Variable {
                lower: exact(extra.lower())?,
                upper: exact_upper(extra.upper())?,
                entries: entries.collect::<Result<_, Refusal>>()?,
            };
            self.add(Meaning::Extra(id), variable);
        }
        Ok(())
    }

    /// The slack of every capacity that is lost; the stock at the end of every period
    /// of one that is not.
    fn add_logicals(&mut self, model: &Model) -> Result<(), Refusal> {
        let periods = model.periods();
        for (index, resource) in model.resources().iter().enumerate() {
            for period in 0..periods {
                let row = index * periods + period;
                let mut entries = vec![(row, Rational::ONE)];
                let upper = match resource.carry() {
                    Carry::Lost => None,
                    Carry::Stock { limit } => {
                        if period + 1 < periods {
                            entries.push((row + 1, Rational::NEG_ONE));
                        }
                        exact_upper(limit)?
                    }
                    other => unreachable!("the oracle does not know {other:?}"),
                };
                let variable = Variable { lower: Rational::ZERO, upper, entries };
                self.add(Meaning::Logical, variable);
            }
        }
        Ok(())
    }

    fn add(&mut self, meaning: Meaning, variable: Variable) {
        self.meanings.push(meaning);
        self.program.variables.push(variable);
    }

    /// Values of the variables as a point of the model.
    pub(crate) fn point(&self, model: &Model, values: &[Rational]) -> ExactPoint {
        let mut point = ExactPoint {
            cells: Vec::new(),
            unserved: vec![Rational::ZERO; model.blocks().len()],
            extras: vec![Rational::ZERO; model.extras().len()],
        };
        for (&meaning, value) in self.meanings.iter().zip(values) {
            match meaning {
                Meaning::Served(column) if !value.is_zero() => {
                    point.cells.push((column, value.clone()));
                }
                Meaning::Served(_) | Meaning::Logical => {}
                Meaning::Unserved(block) => point.unserved[block.index()].clone_from(value),
                Meaning::Extra(extra) => point.extras[extra.index()].clone_from(value),
            }
        }
        point
    }
}

fn cost(model: &Model, level: &Level, meaning: Meaning) -> Result<Rational, Refusal> {
    match meaning {
        Meaning::Served(Column { block, recipe, period }) => {
            exact(model.cost(level, block, recipe, period as usize))
        }
        Meaning::Unserved(block) => exact(model.unserved_cost(level, block)),
        Meaning::Extra(extra) => exact(level.extra(extra)),
        Meaning::Logical => Ok(Rational::ZERO),
    }
}
