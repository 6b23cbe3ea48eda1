//! Two plans, order by order.

mod shift;
mod side_by_side;

pub use shift::{Direction, Shift, Side};
pub use side_by_side::{Difference, OrderDifference, PartnerDifference, PlanName};
