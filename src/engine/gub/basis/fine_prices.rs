//! Prices to about thirty digits.

use super::variable::Service;
use crate::double_double::DoubleDouble;
use crate::engine::certificate::noise::Noise;
use crate::model::Prices;

/// The refined prices of the present basis.
#[derive(Debug, Default)]
pub(crate) struct FinePrices {
    pub(crate) rows: Vec<DoubleDouble>,
    /// `Σ use · price` by recipe and period.
    pub(crate) charges: Vec<DoubleDouble>,
    pub(crate) periods: usize,
    pub(crate) noise: Option<Noise>,
}

impl FinePrices {
    /// The charge of a column; zero for the unserved.
    pub(crate) fn service(&self, service: Service) -> DoubleDouble {
        if service.is_served() {
            self.charges[service.recipe as usize * self.periods + service.period as usize]
        } else {
            DoubleDouble::ZERO
        }
    }

    /// Which reduced costs are zero, and which in `f64` are too near to tell.
    pub(crate) fn noise(&self) -> Noise {
        self.noise.unwrap_or(Noise::fine(0.0, 0.0))
    }

    pub(crate) fn to_prices(&self) -> Prices {
        Prices::fine(&self.rows)
    }
}
