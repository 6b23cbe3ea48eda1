//! What a unit counts for whose customer has left.

use serde::{Deserialize, Serialize};

/// What a unit counts for that is lost: its customer has left before it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Lost {
    /// The months of backlog until its customer leaves, and for the tail those after it, as if
    /// that were the end of the horizon.
    #[default]
    Months,
    /// Its value once, on a level directly before the backlog of its tier; there, only the months
    /// until its customer leaves.
    Value,
    /// The months to the end of the horizon, as if its customer waited: how comparisons count, so
    /// that nobody gains by driving customers away. Not for scenario files.
    #[doc(hidden)]
    #[serde(skip)]
    Waiting,
}
