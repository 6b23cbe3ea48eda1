//! Which instances are raced.

use crate::arguments::Arguments;
use crate::instances::{Case, Shape};

/// The instances, the smaller ones of each shape first.
pub fn cases(arguments: &Arguments) -> Vec<Case> {
    if !arguments.cases.is_empty() {
        return arguments.cases.clone();
    }
    let case = Case::new;
    if arguments.quick {
        return vec![
            case(Shape::Many, 200, 24, 1),
            case(Shape::Many, 1_000, 72, 1),
            case(Shape::Many, 5_000, 120, 1),
            case(Shape::Few, 5_000, 120, 1),
            case(Shape::General, 200, 24, 5),
            case(Shape::General, 1_000, 24, 5),
            case(Shape::Hard, 1_000, 24, 14),
        ];
    }
    vec![
        case(Shape::Many, 200, 72, 1),
        case(Shape::Many, 1_000, 72, 1),
        case(Shape::Many, 5_000, 120, 1),
        case(Shape::Many, 20_000, 120, 1),
        case(Shape::Many, 100_000, 120, 1),
        case(Shape::Few, 1_000, 72, 1),
        case(Shape::Few, 5_000, 120, 1),
        case(Shape::Few, 100_000, 120, 1),
        case(Shape::General, 200, 60, 5),
        case(Shape::General, 1_000, 60, 5),
        case(Shape::General, 5_000, 60, 10),
        case(Shape::General, 20_000, 120, 10),
        case(Shape::Hard, 1_000, 60, 14),
        case(Shape::Hard, 20_000, 120, 14),
    ]
}

/// Whether who is too slow for one instance need not try another.
pub fn is_harder(than: &Case, case: &Case) -> bool {
    case.shape == than.shape && case.orders >= than.orders && case.months >= than.months
}
