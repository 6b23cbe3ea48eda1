//! The prices of a level.

use std::sync::Arc;

use crate::double_double::DoubleDouble;

/// The price of each row on one level, numbered as by [`Model::row`](super::Model::row).
///
/// Whether a reduced cost is zero decides what later levels may still do, and an `f64` has too
/// few digits to tell where values differ a million times. So an engine may add to each price
/// what the `f64` lacks.
///
/// ```
/// use apportion::model::Prices;
///
/// let prices = Prices::from(vec![1.0, 0.25]);
/// assert_eq!((prices.rows(), prices.rests()), (&[1.0, 0.25][..], None));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Prices {
    rows: Arc<[f64]>,
    rests: Option<Arc<[f64]>>,
}

impl Prices {
    /// Prices with what an `f64` lacks of each; none if the lists differ in length.
    pub fn with_rests(rows: Vec<f64>, rests: Vec<f64>) -> Option<Self> {
        (rows.len() == rests.len()).then(|| Self { rows: rows.into(), rests: Some(rests.into()) })
    }

    /// The prices.
    pub fn rows(&self) -> &[f64] {
        &self.rows
    }

    /// What the prices lack, by row, if they are known to about thirty digits.
    pub fn rests(&self) -> Option<&[f64]> {
        self.rests.as_deref()
    }

    /// So many prices of zero. Copies take no room.
    pub(crate) fn zero(rows: usize) -> Self {
        Self::from(vec![0.0; rows])
    }

    /// The same, known to about thirty digits.
    pub(crate) fn fine_zero(rows: usize) -> Self {
        let rows: Arc<[f64]> = vec![0.0; rows].into();
        Self { rests: Some(Arc::clone(&rows)), rows }
    }

    /// Whether every price is zero.
    pub(crate) fn is_zero(&self) -> bool {
        let zero = |list: &[f64]| list.iter().all(|&price| price == 0.0);
        zero(&self.rows) && self.rests.as_deref().is_none_or(zero)
    }

    pub(crate) fn fine(prices: &[DoubleDouble]) -> Self {
        let rows = prices.iter().map(|price| price.high()).collect();
        Self { rows, rests: Some(prices.iter().map(|price| price.low()).collect()) }
    }

    /// The prices with all digits known.
    pub(crate) fn digits(&self) -> Vec<DoubleDouble> {
        match &self.rests {
            Some(rests) => self
                .rows
                .iter()
                .zip(rests.iter())
                .map(|(&row, &rest)| DoubleDouble::new(row, rest))
                .collect(),
            None => self.rows.iter().map(|&row| row.into()).collect(),
        }
    }

    /// Copies the prices of some rows of another list to rows of this one.
    pub(crate) fn copy(&mut self, to: std::ops::Range<usize>, from: &Self, start: usize) {
        let count = to.len();
        if self.rests.is_some() && from.rests.is_some() && from.is_zero() {
            return;
        }
        Arc::make_mut(&mut self.rows)[to.clone()].copy_from_slice(&from.rows[start..start + count]);
        if let (Some(rests), Some(own)) = (&mut self.rests, &from.rests) {
            Arc::make_mut(rests)[to].copy_from_slice(&own[start..start + count]);
        } else {
            self.rests = None;
        }
    }
}

impl From<Vec<f64>> for Prices {
    /// Prices of which no further digits are known.
    fn from(rows: Vec<f64>) -> Self {
        Self { rows: rows.into(), rests: None }
    }
}
