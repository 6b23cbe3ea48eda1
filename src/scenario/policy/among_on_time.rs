//! Who comes first where all are on time.

use serde::{Deserialize, Serialize};

/// Who is delivered early where several can be on time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AmongOnTime {
    /// Tiers and weights decide there too: the earliest delivery, tier by tier, each unit with the
    /// weight and in the tier of its due month.
    #[default]
    Priority,
    /// All units alike: who is due first, then as among equals.
    Due,
}
