//! Plans as text for people and as CSV for other programs.
//!
//! Text is rounded; CSV is not.

mod backlog;
mod bottlenecks;
mod caps;
mod commitments;
mod csv;
mod expansions;
mod levels;
mod losses;
mod orders;
mod overrides;
mod plan_text;
mod reservations;
mod stocks;
mod utilisation;

pub use csv::{backlog_csv, deliveries_csv, orders_csv};
pub use plan_text::{PlanText, plan_text};

use crate::scenario::Month;

/// A month, or a dash.
fn dash(month: Option<Month>) -> String {
    month.map_or_else(|| "–".to_owned(), |month| month.to_string())
}
