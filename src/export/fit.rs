//! The answer of another solver as a point of the model.

use super::Export;
use super::answer::{Answer, short};
use super::columns::{Columns, Named};
use super::misfit::Misfit;
use super::program::{Program, Row, Sense, Variable};
use crate::model::{Block, Cell, Point};
use crate::tolerance::{self, QUANTITY};

impl Export<'_> {
    /// The point that an answer stands for, of whatever level it is: the levels have the same
    /// columns and rows. Columns that it does not name are zero.
    ///
    /// What misses a bound or row by no more than [`QUANTITY`] is rounding, and is put right: what
    /// is made of a block and what is left of it are its quantity, and no value is below zero. The
    /// rows that hold the levels above are not looked at, since the objectives of a point say it.
    ///
    /// Complexity: O(values of the answer × log blocks + blocks + rows).
    ///
    /// # Errors
    ///
    /// [`Misfit`] if it names a column that there is not, or misses a bound or a row: the first
    /// column by name, the first row in the order of the file that was exported.
    ///
    /// ```
    /// use apportion::export::{Answer, Export};
    /// use apportion::model::{Carry, CostPath, Model};
    ///
    /// let mut builder = Model::builder(2);
    /// let line = builder.resource("line", Carry::Lost, vec![1.0, 1.0]);
    /// let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
    /// let family = builder.family(vec![recipe]);
    /// builder.block(7, family, 0..=1, 2.0);
    /// builder.level("backlog", vec![CostPath::Slope { from: 0, rate: 3.0, unserved: 42.0 }]);
    /// let model = builder.build()?;
    /// let export = Export::new(&model);
    ///
    /// let answer = Answer::read("Optimal - objective value 3.0\n\
    ///     0 x.b0.line.p0 1 -3\n\
    ///     1 x.b0.line.p1 0.99999999999 0\n")?;
    /// let point = export.point(&answer)?;
    /// assert_eq!(point.unserved, [0.0]);
    /// assert_eq!(point.cells.len(), 2);
    ///
    /// let answer = Answer::read("Optimal - objective value 0.0\n0 x.b0.line.p0 2 0\n")?;
    /// let misfit = export.point(&answer).unwrap_err();
    /// assert_eq!(
    ///     misfit.to_string(),
    ///     "row `cap.line.p0` comes to 2, that is 1 more than there is"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn point(&self, answer: &Answer) -> Result<Point, Misfit> {
        let program = Program { model: self.model, names: &self.names, above: &[], opening: 0.0 };
        let mut values = self.columns(answer)?;
        for (variable, value) in &mut values {
            *value = within_bounds(&program, *variable, *value)?;
        }
        rows_hold(&program, &values)?;
        let mut point = Point {
            cells: Vec::with_capacity(values.len()),
            unserved: vec![0.0; self.model.blocks().len()],
            extras: vec![0.0; self.model.extras().len()],
        };
        for (variable, value) in values {
            match variable {
                Variable::Made(column) => point.cells.push(Cell { column, amount: value }),
                Variable::Unserved(block) => point.unserved[block.index()] = value,
                Variable::Extra(extra) => point.extras[extra.index()] = value,
                // They follow from the others.
                Variable::Stock(_) | Variable::Opening => {}
            }
        }
        point.cells.sort_by_key(|cell| cell.column);
        put_right(self.model.blocks(), &mut point);
        Ok(point)
    }

    /// The columns of an answer with their values.
    fn columns(&self, answer: &Answer) -> Result<Vec<(Variable, f64)>, Misfit> {
        let columns = Columns::new(self.model, &self.names);
        let mut values = Vec::with_capacity(answer.values().len());
        let mut unknown: Option<Misfit> = None;
        let opened = self.openings.iter().any(|&opening| opening != 0.0);
        for (name, value) in answer.values() {
            let found = match columns.find(name) {
                Ok(Named::Column(Variable::Opening)) if !opened => Err(name),
                found => found,
            };
            match (found, &mut unknown) {
                (Ok(Named::Row), _) => {}
                (Ok(Named::Column(column)), _) => values.push((column, value)),
                (Err(_), Some(Misfit::Unknown { others, .. })) => *others += 1,
                (Err(part), _) => {
                    let (name, part) = (short(name), format!("`{}`", short(part)));
                    unknown = Some(Misfit::Unknown { name, part, others: 0 });
                }
            }
        }
        // Whoever is not named is zero, which not all may be.
        let named = |variable: &(Variable, f64)| match variable.0 {
            Variable::Extra(extra) => Some(extra),
            _ => None,
        };
        let mut missing = vec![true; self.model.extras().len()];
        for extra in values.iter().filter_map(named) {
            missing[extra.index()] = false;
        }
        let ids = self.model.extra_ids().filter(|extra| missing[extra.index()]);
        values.extend(ids.map(|extra| (Variable::Extra(extra), 0.0)));
        unknown.map_or(Ok(values), Err)
    }
}

/// A value within its bounds: what misses them by rounding alone is put on them.
fn within_bounds(program: &Program<'_>, variable: Variable, value: f64) -> Result<f64, Misfit> {
    let (lower, upper) = program.bounds(variable);
    let scale = match variable {
        Variable::Made(column) => program.model.blocks()[column.block.index()].quantity(),
        Variable::Unserved(block) => program.model.blocks()[block.index()].quantity(),
        Variable::Stock(_) | Variable::Extra(_) if upper.is_finite() => upper.max(value.abs()),
        Variable::Stock(_) | Variable::Extra(_) => value.abs(),
        Variable::Opening => 1.0,
    };
    if tolerance::at_most(lower, value, scale) && tolerance::at_most(value, upper, scale) {
        Ok(value.max(lower).min(upper))
    } else {
        Err(Misfit::Bounds { name: program.name(variable), value, lower, upper })
    }
}

/// What a row comes to, and the largest number in it.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    value: f64,
    scale: f64,
}

impl Sum {
    fn add(&mut self, term: f64) {
        self.value += term;
        self.scale = self.scale.max(term.abs());
    }
}

fn rows_hold(program: &Program<'_>, values: &[(Variable, f64)]) -> Result<(), Misfit> {
    let model = program.model;
    let mut wants = vec![Sum::default(); model.blocks().len()];
    let mut resources = vec![Sum::default(); model.rows()];
    for &(variable, value) in values.iter().filter(|(_, value)| *value != 0.0) {
        for (row, coefficient) in program.entries(variable) {
            match row {
                Row::Want(block) => wants[block.index()].add(coefficient * value),
                Row::Resource(row) => resources[row].add(coefficient * value),
                Row::Level(_) => {}
            }
        }
    }
    for row in program.rows() {
        let sum = match row {
            Row::Want(block) => wants[block.index()],
            Row::Resource(row) => resources[row],
            Row::Level(_) => continue,
        };
        let (found, wanted) = (sum.value, program.rhs(row));
        let scale = sum.scale.max(wanted.abs());
        match program.sense(row) {
            Sense::Equal if !tolerance::equal(found, wanted, scale) => {
                return Err(Misfit::Unequal { row: program.row_name(row), found, wanted });
            }
            Sense::AtMost if !tolerance::at_most(found, wanted, scale) => {
                return Err(Misfit::Exceeded { row: program.row_name(row), found, most: wanted });
            }
            Sense::Equal | Sense::AtMost => {}
        }
    }
    Ok(())
}

/// Puts right what solvers and the digits of their files leave of sums that should be whole: what
/// is made of a block and what is left of it are its quantity to the last digit, since an order
/// that lacks a millionth would never be complete.
fn put_right(blocks: &[Block], point: &mut Point) {
    let mut rest = &mut point.cells[..];
    for (index, (block, unserved)) in blocks.iter().zip(&mut point.unserved).enumerate() {
        let count = rest.partition_point(|cell| cell.column.block.index() <= index);
        let (own, others) = rest.split_at_mut(count);
        rest = others;
        let (quantity, limit) = (block.quantity(), block.limit());
        let size = quantity.max(1.0);
        for cell in own.iter_mut().filter(|cell| tolerance::is_dust(cell.amount, size)) {
            cell.amount = 0.0;
        }
        let made: f64 = own.iter().map(|cell| cell.amount).sum();
        let all_made = *unserved <= QUANTITY * size && (made - quantity).abs() <= QUANTITY * size;
        let wanted = if all_made { quantity } else { made.min(quantity) };
        if made > 0.0 && tolerance::difference(wanted, made) != 0.0 {
            for cell in own.iter_mut() {
                cell.amount = (cell.amount * (wanted / made)).min(limit);
            }
        }
        let made: f64 = own.iter().map(|cell| cell.amount).sum();
        *unserved = tolerance::difference(quantity, made).max(0.0);
    }
    point.cells.retain(|cell| cell.amount > 0.0);
    // Amounts made for stock have no quantity to be measured by.
    for amount in point.extras.iter_mut().filter(|amount| tolerance::is_dust(**amount, 1.0)) {
        *amount = 0.0;
    }
}
