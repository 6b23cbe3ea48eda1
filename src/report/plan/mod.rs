//! Plans as text and as tables.

mod backlog;
mod bottlenecks;
mod by_month;
mod caps;
mod commitments;
mod deliveries;
mod expansions;
mod levels;
mod losses;
mod marked;
mod orders;
mod overrides;
mod passed_over;
mod plan_text;
mod reservations;
mod stocks;
mod utilisation;

pub use backlog::{backlog, backlog_csv};
pub use by_month::{prices, production, production_of, stock, uses};
pub use deliveries::{deliveries, deliveries_csv, deliveries_of};
pub use orders::{orders, orders_csv, orders_of};
pub use plan_text::{PlanText, plan_text};
