//! What a point costs and how far it is from keeping the model, exactly. Read off the
//! model itself, without the program that the simplex method is given.

use std::collections::BTreeMap;

use apportion::model::{Carry, Column, Level, Model, Point};

use super::number::{Rational, exact, exact_upper};
use super::refusal::Refusal;

/// A point in exact numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ExactPoint {
    /// The columns of the blocks that are not zero.
    pub(crate) cells: Vec<(Column, Rational)>,
    /// What each block leaves unserved.
    pub(crate) unserved: Vec<Rational>,
    /// The value of each extra column.
    pub(crate) extras: Vec<Rational>,
}

/// The truth about a point.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Evaluation {
    /// Its cost on each level.
    pub(crate) levels: Vec<Rational>,
    pub(crate) violation: Violation,
}

/// The greatest violation of a row or a bound; of equal ones the first that is looked at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Violation {
    /// By how much, in units of the row or column; zero if all is kept.
    pub(crate) amount: Rational,
    /// Where; nowhere if all is kept.
    pub(crate) place: Option<Place>,
}

/// A row or a column that is out of bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A column of a block is below zero or above the limit.
    Column(Column),
    /// The model has no such column: it must be zero. It is left out of all sums.
    NoColumn(Column),
    /// What a block leaves is below zero.
    Unserved(usize),
    /// An extra column is out of its bounds.
    Extra(usize),
    /// A block is served too much or too little.
    Block(usize),
    /// More of a capacity is used than there is, or the stock at the end of the period,
    /// which follows from all uses so far, is below zero or above its limit.
    Row(usize),
}

impl ExactPoint {
    /// The very numbers of a point.
    pub(crate) fn of(point: &Point) -> Result<Self, Refusal> {
        let all =
            |list: &[f64]| list.iter().map(|&value| exact(value)).collect::<Result<Vec<_>, _>>();
        let cells = point.cells.iter().map(|cell| Ok((cell.column, exact(cell.amount)?)));
        Ok(Self {
            cells: cells.collect::<Result<_, Refusal>>()?,
            unserved: all(&point.unserved)?,
            extras: all(&point.extras)?,
        })
    }
}

/// What a point costs on each level and its greatest violation, without any rounding.
pub(crate) fn evaluate(model: &Model, point: &Point) -> Result<Evaluation, Refusal> {
    evaluate_exact(model, &ExactPoint::of(point)?)
}

/// The same of a point in exact numbers.
pub(crate) fn evaluate_exact(model: &Model, point: &ExactPoint) -> Result<Evaluation, Refusal> {
    let lengths = (point.unserved.len(), point.extras.len());
    if lengths != (model.blocks().len(), model.extras().len()) {
        return Err(Refusal::WrongLength);
    }
    let mut greatest = Violation { amount: Rational::ZERO, place: None };
    let cells = known_cells(model, point, &mut greatest);
    columns(model, &cells, &mut greatest)?;
    others(model, point, &mut greatest)?;
    blocks(model, point, &cells, &mut greatest)?;
    coupling_rows(model, point, &cells, &mut greatest)?;
    let levels = model.levels().iter().map(|level| cost(model, level, point, &cells));
    Ok(Evaluation { levels: levels.collect::<Result<_, _>>()?, violation: greatest })
}

/// Each column once, with the sum of its cells.
type Cells = BTreeMap<Column, Rational>;

impl Violation {
    fn note(&mut self, amount: Rational, place: Place) {
        if amount > self.amount {
            *self = Self { amount, place: Some(place) };
        }
    }

    fn note_bounds(
        &mut self,
        value: &Rational,
        lower: &Rational,
        upper: Option<&Rational>,
        place: Place,
    ) {
        self.note(lower - value, place);
        if let Some(upper) = upper {
            self.note(value - upper, place);
        }
    }
}

fn is_known(model: &Model, column: Column) -> bool {
    let Some(block) = model.blocks().get(column.block.index()) else { return false };
    let period = column.period as usize;
    let in_span = (block.first()..=block.last()).contains(&period) && period < model.periods();
    in_span && model.family(block.family()).contains(&column.recipe)
}

fn known_cells(model: &Model, point: &ExactPoint, greatest: &mut Violation) -> Cells {
    let mut cells = Cells::new();
    for (column, amount) in &point.cells {
        *cells.entry(*column).or_insert(Rational::ZERO) += amount;
    }
    cells.retain(|&column, amount| {
        let known = is_known(model, column);
        if !known {
            let zero = Rational::ZERO;
            greatest.note_bounds(amount, &zero, Some(&zero), Place::NoColumn(column));
        }
        known
    });
    cells
}

fn columns(model: &Model, cells: &Cells, greatest: &mut Violation) -> Result<(), Refusal> {
    for (&column, amount) in cells {
        let limit = exact_upper(model.blocks()[column.block.index()].limit())?;
        let place = Place::Column(column);
        greatest.note_bounds(amount, &Rational::ZERO, limit.as_ref(), place);
    }
    Ok(())
}

fn others(model: &Model, point: &ExactPoint, greatest: &mut Violation) -> Result<(), Refusal> {
    for (index, amount) in point.unserved.iter().enumerate() {
        greatest.note_bounds(amount, &Rational::ZERO, None, Place::Unserved(index));
    }
    for (index, (extra, value)) in model.extras().iter().zip(&point.extras).enumerate() {
        let (lower, upper) = (exact(extra.lower())?, exact_upper(extra.upper())?);
        greatest.note_bounds(value, &lower, upper.as_ref(), Place::Extra(index));
    }
    Ok(())
}

fn blocks(
    model: &Model,
    point: &ExactPoint,
    cells: &Cells,
    greatest: &mut Violation,
) -> Result<(), Refusal> {
    let mut served = point.unserved.clone();
    for (column, amount) in cells {
        served[column.block.index()] += amount;
    }
    for (index, (block, sum)) in model.blocks().iter().zip(&served).enumerate() {
        let quantity = exact(block.quantity())?;
        greatest.note_bounds(sum, &quantity, Some(&quantity), Place::Block(index));
    }
    Ok(())
}

fn coupling_rows(
    model: &Model,
    point: &ExactPoint,
    cells: &Cells,
    greatest: &mut Violation,
) -> Result<(), Refusal> {
    let used = uses(model, point, cells)?;
    let periods = model.periods();
    for (index, resource) in model.resources().iter().enumerate() {
        let mut stock = Rational::ZERO;
        for (period, &rhs) in resource.rhs().iter().enumerate() {
            let row = index * periods + period;
            let left = exact(rhs)? - &used[row];
            let place = Place::Row(row);
            match resource.carry() {
                Carry::Stock { limit } => {
                    stock += left;
                    let limit = exact_upper(limit)?;
                    greatest.note_bounds(&stock, &Rational::ZERO, limit.as_ref(), place);
                }
                Carry::Lost => greatest.note_bounds(&left, &Rational::ZERO, None, place),
                other => unreachable!("the oracle does not know {other:?}"),
            }
        }
    }
    Ok(())
}

/// What the columns of the blocks and the extra ones use of each row.
fn uses(model: &Model, point: &ExactPoint, cells: &Cells) -> Result<Vec<Rational>, Refusal> {
    let mut used = vec![Rational::ZERO; model.rows()];
    for (column, amount) in cells {
        for &(resource, usage) in model.recipe(column.recipe).uses_in(column.period as usize) {
            used[model.row(resource, column.period as usize)] += exact(usage)? * amount;
        }
    }
    for (extra, value) in model.extras().iter().zip(&point.extras) {
        for (row, coefficient) in extra.entries() {
            used[row] += exact(coefficient)? * value;
        }
    }
    Ok(used)
}

fn cost(
    model: &Model,
    level: &Level,
    point: &ExactPoint,
    cells: &Cells,
) -> Result<Rational, Refusal> {
    let mut sum = Rational::ZERO;
    for (&Column { block, recipe, period }, amount) in cells {
        sum += exact(model.cost(level, block, recipe, period as usize))? * amount;
    }
    for (block, amount) in model.block_ids().zip(&point.unserved) {
        sum += exact(model.unserved_cost(level, block))? * amount;
    }
    for (&cost, value) in level.extras().iter().zip(&point.extras) {
        sum += exact(cost)? * value;
    }
    Ok(sum)
}
