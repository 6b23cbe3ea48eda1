//! The prices of the coupling rows, and what pricing derives from them and remembers.

use super::charges::Charges;
use super::columns::Columns;
use super::lot::Lot;

/// Weight of the old smoothed prices at each pivot.
const SMOOTHING: f64 = 0.995;

/// How far the charges of a lot's family may move before one of the lot's columns can be
/// attractive: compared with [`Charges::moved`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Margin {
    pub(crate) until: f64,
    pub(crate) family: u32,
}

/// Row prices (dual values). Pivots change `rows`; pricing refreshes the rest.
#[derive(Debug)]
pub(crate) struct Prices {
    /// The price of each coupling row.
    pub(crate) rows: Vec<f64>,
    /// `Σ use · price` by recipe and by family, as of the last refresh.
    pub(crate) charges: Charges,
    /// Exponentially smoothed prices.
    smooth_rows: Vec<f64>,
    pub(crate) smooth: Charges,
    /// By lot.
    pub(crate) margins: Vec<Margin>,
}

impl Prices {
    pub(crate) fn new(rows: usize, lots: &[Lot]) -> Self {
        let margin = |lot: &Lot| Margin { until: f64::NEG_INFINITY, family: lot.family };
        Self {
            rows: vec![0.0; rows],
            charges: Charges::default(),
            smooth_rows: vec![0.0; rows],
            smooth: Charges::default(),
            margins: lots.iter().map(margin).collect(),
        }
    }

    /// Brings charges and smoothed prices up to date after so many pivots.
    pub(crate) fn refresh(&mut self, columns: &Columns, pivots: u32) {
        let keep = SMOOTHING.powi(pivots.min(1000).cast_signed());
        for (smooth, price) in self.smooth_rows.iter_mut().zip(&self.rows) {
            *smooth = keep * *smooth + (1.0 - keep) * price;
        }
        self.refresh_charges(columns);
        self.smooth.refresh(columns, &self.smooth_rows);
    }

    /// Brings only the charges up to date.
    pub(crate) fn refresh_charges(&mut self, columns: &Columns) {
        self.charges.refresh(columns, &self.rows);
    }

    /// Starts smoothing again from the present prices.
    pub(crate) fn restart_smoothing(&mut self, columns: &Columns) {
        self.smooth_rows.clone_from(&self.rows);
        self.refresh(columns, 0);
    }

    /// Makes pricing look at every lot again.
    pub(crate) fn forget_margins(&mut self) {
        for margin in &mut self.margins {
            margin.until = f64::NEG_INFINITY;
        }
    }

    /// The largest price, in absolute value.
    pub(crate) fn largest(&self) -> f64 {
        self.rows.iter().fold(0.0, |most, price| most.max(price.abs()))
    }
}
