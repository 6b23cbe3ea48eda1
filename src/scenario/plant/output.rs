//! What of a line's capacity is there: yield and planned outages.

use serde::{Deserialize, Serialize};

use crate::scenario::time::Month;

/// The share of what is started that is good output, from a month on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Yield {
    /// The first month; the first entry of a list may leave it out and hold from ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Month>,
    /// The share, 0 to 1.
    pub share: f64,
}

/// Months in which a line loses a share of its capacity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outage {
    /// The first month.
    pub from: Month,
    /// The last month.
    pub to: Month,
    /// The share of the capacity that is lost, 0 to 1.
    #[serde(default = "all")]
    pub lost: f64,
}

fn all() -> f64 {
    1.0
}

/// The share of good output in a month; 1 before the first entry.
pub(in crate::scenario) fn yield_in(list: &[Yield], month: Month) -> f64 {
    let after = list.partition_point(|part| part.from.is_none_or(|from| from <= month));
    after.checked_sub(1).map_or(1.0, |index| list[index].share)
}

/// The share of the capacity that outages leave in a month.
pub(in crate::scenario) fn left_in(list: &[Outage], month: Month) -> f64 {
    let here = list.iter().filter(|outage| (outage.from..=outage.to).contains(&month));
    here.map(|outage| 1.0 - outage.lost).product()
}
