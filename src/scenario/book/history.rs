//! What was delivered before the first month.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::scenario::file::strict;
use crate::scenario::time::Month;

/// What was delivered of a tranche before the first month: a number, or how much in which months.
///
/// ```
/// use apportion::scenario::{History, Month};
///
/// let history = History::units(10.0).and_in("2025-12".parse::<Month>()?, 5.0);
/// assert_eq!(history.total(), 15.0);
/// # Ok::<(), apportion::scenario::ParseMonthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    pub(in crate::scenario) deliveries: Vec<PastDelivery>,
}

/// A delivery before the first month.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastDelivery {
    /// Its month; if none is given, that before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<Month>,
    /// Units, > 0.
    pub quantity: f64,
}

impl History {
    /// So many units, of which nobody says when.
    pub fn units(quantity: f64) -> Self {
        Self { deliveries: vec![PastDelivery { month: None, quantity }] }
    }

    /// So many more, in a month.
    #[must_use]
    pub fn and_in(mut self, month: Month, quantity: f64) -> Self {
        self.deliveries.push(PastDelivery { month: Some(month), quantity });
        self
    }

    /// The deliveries, as they are written.
    pub fn deliveries(&self) -> &[PastDelivery] {
        &self.deliveries
    }

    /// All units.
    pub fn total(&self) -> f64 {
        self.deliveries.iter().map(|part| part.quantity).sum::<f64>() + 0.0
    }

    /// The number alone, if that is all there is.
    fn number(&self) -> Option<f64> {
        match self.deliveries[..] {
            [PastDelivery { month: None, quantity }] => Some(quantity),
            _ => None,
        }
    }
}

impl From<f64> for History {
    fn from(quantity: f64) -> Self {
        Self::units(quantity)
    }
}

impl Serialize for History {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.number() {
            Some(quantity) => serializer.serialize_f64(quantity),
            None => self.deliveries.serialize(serializer),
        }
    }
}

/// A number, or a list of tables.
impl<'de> Deserialize<'de> for History {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        strict::number_or_tables(
            deserializer,
            "`month` and `quantity`",
            Self::units,
            |deliveries| Self { deliveries },
        )
    }
}
