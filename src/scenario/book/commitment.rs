//! Promises that were accepted and must be kept.

use serde::{Deserialize, Serialize};

use crate::scenario::id::OrderId;
use crate::scenario::time::Month;

/// A promise: at least so many units of an order by the end of a month.
///
/// It counts from the beginning of the order: commitments of 10 by March and 25 by June
/// are 25 units, not 35. Tranches are counted in the order of their due months (then
/// release months, then as they are numbered).
///
/// ```
/// use apportion::scenario::{Commitment, Month};
///
/// let by: Month = "2026-06".parse()?;
/// let promise = Commitment::new("N-1", 25.0, by);
/// assert_eq!((promise.quantity(), promise.by()), (25.0, by));
/// # Ok::<(), apportion::scenario::ParseMonthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    pub(in crate::scenario) order: OrderId,
    pub(in crate::scenario) quantity: f64,
    pub(in crate::scenario) by: Month,
}

impl Commitment {
    /// At least `quantity` units of the order by the end of the month `by`.
    pub fn new(order: impl Into<OrderId>, quantity: f64, by: Month) -> Self {
        Self { order: order.into(), quantity, by }
    }

    /// The order that was promised.
    pub fn order(&self) -> &OrderId {
        &self.order
    }

    /// Units of the order, counted from its beginning, > 0.
    pub fn quantity(&self) -> f64 {
        self.quantity
    }

    /// The month by the end of which they are delivered.
    pub fn by(&self) -> Month {
        self.by
    }
}
