//! The interval of a row's price.

/// What one unit of a row's right-hand side is worth on a level.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PriceInterval {
    /// The row, numbered as by [`Model::row`](crate::model::Model::row).
    pub row: usize,
    /// What one unit more saves; `−∞` if the model has no feasible point then, which
    /// takes a limit on a stock.
    pub gain: f64,
    /// The price that the engine reports.
    pub price: f64,
    /// What one unit less costs; `∞` if the model has no feasible point then, as where
    /// there is no unit to take away.
    pub loss: f64,
}

/// The intervals with the row numbers of the whole model.
pub(super) fn numbered(rows: &[usize], found: Vec<PriceInterval>) -> Vec<PriceInterval> {
    let interval = |(&row, interval)| PriceInterval { row, ..interval };
    rows.iter().zip(found).map(interval).collect()
}
