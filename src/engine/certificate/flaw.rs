//! What can be wrong with an answer.

/// Why an answer does not hold.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Flaw {
    /// The answer's lists do not fit the model.
    #[error("the answer does not have the shape of the model: {0}")]
    Shape(&'static str),
    /// A value is negative, not finite, above its bound or outside its block's span.
    #[error("{what} has the value {value}, which its bounds do not allow")]
    Bounds {
        /// The column.
        what: String,
        /// Its value.
        value: f64,
    },
    /// A block's columns do not add up to its quantity.
    #[error("block {block} adds up to {found} instead of {quantity}")]
    Quantity {
        /// Position of the block.
        block: usize,
        /// The sum found.
        found: f64,
        /// The sum wanted.
        quantity: f64,
    },
    /// A row's capacity or stock is exceeded.
    #[error("resource {resource} in period {period} is exceeded by {excess}")]
    Capacity {
        /// Label of the resource.
        resource: String,
        /// The period.
        period: usize,
        /// By how much.
        excess: f64,
    },
    /// Units can change places along a circle, or into free capacity, at a lower cost.
    #[error("the cost falls if units move out of resource {resource} in period {period}")]
    Improvable {
        /// Label of the resource; `none` where what is unserved moves.
        resource: String,
        /// The period.
        period: usize,
    },
    /// Objective and bound of a level do not agree.
    #[error("level {level}: the cost {objective} is not proven, the bound is {bound}")]
    Gap {
        /// Label of the level.
        level: String,
        /// The cost of the point.
        objective: f64,
        /// The bound that the prices prove.
        bound: f64,
    },
}
