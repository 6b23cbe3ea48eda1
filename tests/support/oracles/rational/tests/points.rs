//! What is said of points: costs and the greatest violation.

use apportion::model::{Carry, Cell, Column, CostPath, Model, Point};

use super::super::number::{Rational, exact};
use super::super::{Evaluation, Place, Refusal, Violation, evaluate, evaluate_exact, solve};

/// A line of 1 and 2, a part with a stock of at most 1, two blocks, one extra column that
/// adds to the line in the second period.
fn model() -> Model {
    let mut builder = Model::builder(2);
    let line = builder.resource("line", Carry::Lost, vec![1.0, 2.0]);
    let part = builder.resource("part", Carry::Stock { limit: 1.0 }, vec![2.0, 1.0]);
    let recipe = builder.recipe("made", 1, vec![(line, 1.0), (part, 1.0)]);
    let family = builder.family(vec![recipe]);
    builder.block(1, family, 0..=1, 2.0);
    let second = builder.block(2, family, 1..=1, 1.0);
    builder.limit(second, 0.5);
    builder.extra("more", (-1.0, 3.0), &[(line, 1, -1.0)]);
    let slope = CostPath::Slope { from: 0, rate: 1.0, unserved: 10.0 };
    builder.level_with("backlog", vec![slope; 2], vec![], vec![0.25]);
    builder.level("one", vec![slope, CostPath::Zero]);
    builder.build().unwrap()
}

/// Amounts of block 0 in both periods and of block 1 in the second.
fn point(model: &Model, amounts: [f64; 3], unserved: [f64; 2], extra: f64) -> Point {
    let columns = model.block_ids().flat_map(|block| model.columns(block));
    let cells = columns.zip(amounts).map(|(column, amount)| Cell { column, amount });
    Point { cells: cells.collect(), unserved: unserved.to_vec(), extras: vec![extra] }
}

fn violation(point: &Point) -> (Rational, Option<Place>) {
    let Violation { amount, place } = evaluate(&model(), point).unwrap().violation;
    (amount, place)
}

fn number(value: f64) -> Rational {
    exact(value).unwrap()
}

#[test]
fn a_point_that_keeps_all_costs_what_it_does() {
    let model = model();
    let point = point(&model, [1.0, 1.0, 0.5], [0.0, 0.5], 0.5);
    let Evaluation { levels, violation } = evaluate(&model, &point).unwrap();
    assert_eq!((violation.amount, violation.place), (Rational::ZERO, None));
    // One and a half units a period late, half a unit never, half of what is more.
    assert_eq!(levels, [number(6.625), number(1.0)]);
    // The best gives away the half of the line's second period that is left.
    assert_eq!(solve(&model).unwrap().levels, [number(6.375), number(1.0)]);
}

#[test]
fn every_kind_of_violation_is_found() {
    let model = model();
    let columns: Vec<Column> = model.block_ids().flat_map(|id| model.columns(id)).collect();
    let at = |amounts, unserved, extra| violation(&point(&model, amounts, unserved, extra));
    let row = |row| Some(Place::Row(row));
    assert_eq!(at([1.0, 1.0, 0.5], [0.0, 0.25], 0.0), (number(0.25), Some(Place::Block(1))));
    assert_eq!(at([1.0, 1.0, 0.5], [0.0, 0.75], 0.0), (number(0.25), Some(Place::Block(1))));
    assert_eq!(at([1.5, 0.5, 0.5], [0.0, 0.5], 0.0), (number(0.5), row(0)));
    assert_eq!(at([1.0, 1.0, 0.5], [0.0, 0.5], -1.0), (number(0.5), row(1)));
    assert_eq!(at([0.0, 1.0, 0.0], [1.0, 1.0], 0.0), (number(1.0), row(2)));
    assert_eq!(at([1.0, 0.5, 0.0], [0.5, 1.0], 0.0), (number(0.5), row(3)));
    assert_eq!(at([1.0, 2.5, 0.0], [-1.5, 1.0], 1.0), (number(1.5), Some(Place::Unserved(0))));
    let above = Some(Place::Column(columns[2]));
    assert_eq!(at([1.0, 0.0, 1.0], [1.0, 0.0], 0.0), (number(0.5), above));
    // Two rows are violated as much; columns come first.
    let below = Some(Place::Column(columns[1]));
    assert_eq!(at([1.5, -0.5, 0.5], [1.0, 0.5], 0.0), (number(0.5), below));
    assert_eq!(at([1.0, 1.0, 0.5], [0.0, 0.5], 3.5), (number(0.5), Some(Place::Extra(0))));
    assert_eq!(at([1.0, 0.0, 0.5], [1.0, 0.5], -1.75), (number(0.75), Some(Place::Extra(0))));
}

#[test]
fn the_least_rounding_shows() {
    let model = model();
    let point = point(&model, [1.0, 1.0, 0.1], [0.0, 0.9], 0.0);
    // In f64 the two add up to one.
    assert_eq!(point.cells[2].amount + point.unserved[1], 1.0);
    let left = number(1.0) - number(0.1) - number(0.9);
    let left = if left < Rational::ZERO { -left } else { left };
    assert!(left > Rational::ZERO);
    assert_eq!(violation(&point), (left, Some(Place::Block(1))));
}

#[test]
fn cells_of_one_column_add_up_and_unknown_ones_must_be_zero() {
    let model = model();
    let mut twice = point(&model, [0.5, 1.0, 0.5], [0.0, 0.5], 0.0);
    twice.cells.push(twice.cells[0]);
    assert_eq!(violation(&twice), (Rational::ZERO, None));
    // The second block begins in the second period.
    let mut unknown = point(&model, [1.0, 1.0, 0.5], [0.0, 0.5], 0.0);
    let early = Column { period: 0, ..unknown.cells[2].column };
    unknown.cells.push(Cell { column: early, amount: 0.125 });
    assert_eq!(violation(&unknown), (number(0.125), Some(Place::NoColumn(early))));
    let beyond = Column { period: 2, ..early };
    unknown.cells.push(Cell { column: beyond, amount: -0.25 });
    assert_eq!(violation(&unknown), (number(0.25), Some(Place::NoColumn(beyond))));
}

#[test]
fn what_is_no_point_of_the_model_is_refused() {
    let model = model();
    let mut wrong = point(&model, [1.0, 1.0, 0.5], [0.0, 0.5], f64::NAN);
    assert_eq!(evaluate(&model, &wrong), Err(Refusal::NotANumber));
    wrong.extras.clear();
    assert_eq!(evaluate(&model, &wrong), Err(Refusal::WrongLength));
}

#[test]
fn the_optimal_point_is_one() {
    let model = model();
    let optimum = solve(&model).unwrap();
    let found = evaluate_exact(&model, &optimum.point).unwrap();
    assert_eq!((found.levels, found.violation.place), (optimum.levels, None));
}
