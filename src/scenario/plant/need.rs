//! How many pieces of a component, and for what: a start or a good unit.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::scenario::file::strict;
use crate::scenario::time::Month;

/// What pieces and hours are needed for, where a line scraps a part of what it starts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NeedPer {
    /// A unit that is started: a good one takes what its share of the scrapped ones took too.
    #[default]
    Start,
    /// A good unit: nothing is lost with those that are scrapped.
    GoodUnit,
}

impl NeedPer {
    /// Whether nothing else is said.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    pub(super) fn is_start(&self) -> bool {
        *self == Self::Start
    }
}

/// What one unit of a product needs of a component, which may change with time.
///
/// ```
/// use apportion::scenario::{ComponentNeed, Month};
///
/// let month = |text: &str| text.parse::<Month>();
/// let need = ComponentNeed::always(2.0).and_from(month("2026-05")?, 1.5);
/// assert_eq!(need.in_month(month("2026-04")?), 2.0);
/// assert_eq!(need.in_month(month("2026-05")?), 1.5);
/// # Ok::<(), apportion::scenario::ParseMonthError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ComponentNeed {
    pub(in crate::scenario) steps: Vec<NeedStep>,
}

/// What is needed from a month on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedStep {
    /// The first month; the first entry of a list may leave it out and hold from ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Month>,
    /// Pieces for one unit, 0 or more.
    pub pieces: f64,
}

impl ComponentNeed {
    /// The same in all months.
    pub fn always(pieces: f64) -> Self {
        Self { steps: vec![NeedStep { from: None, pieces }] }
    }

    /// Nothing until [`and_from`](Self::and_from) says otherwise.
    pub fn nothing() -> Self {
        Self { steps: Vec::new() }
    }

    /// So much from a month on; months are given in ascending order.
    #[must_use]
    pub fn and_from(mut self, from: Month, pieces: f64) -> Self {
        self.steps.push(NeedStep { from: Some(from), pieces });
        self
    }

    /// What it is from which month on, the earliest first.
    pub fn steps(&self) -> &[NeedStep] {
        &self.steps
    }

    /// What it is in all months, if it does not change.
    pub fn constant(&self) -> Option<f64> {
        match self.steps[..] {
            [NeedStep { from: None, pieces }] => Some(pieces),
            _ => None,
        }
    }

    /// What it is in a month; nothing before the first entry.
    pub fn in_month(&self, month: Month) -> f64 {
        let after = self.steps.partition_point(|step| step.from.is_none_or(|from| from <= month));
        after.checked_sub(1).map_or(0.0, |index| self.steps[index].pieces)
    }
}

impl From<f64> for ComponentNeed {
    fn from(pieces: f64) -> Self {
        Self::always(pieces)
    }
}

impl Serialize for ComponentNeed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.constant() {
            Some(pieces) => serializer.serialize_f64(pieces),
            None => self.steps.serialize(serializer),
        }
    }
}

/// A number, or a list of tables.
impl<'de> Deserialize<'de> for ComponentNeed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        strict::number_or_tables(deserializer, "`from` and `pieces`", Self::always, |steps| Self {
            steps,
        })
    }
}
