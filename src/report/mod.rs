//! Results as text for people and as tables for other programs.
//!
//! Every [`Display`](std::fmt::Display) and every `to_csv` of a result is written here, and
//! nowhere else. Text is rounded; CSV and JSON are not.

mod as_listed;
mod compare;
mod difference;
mod displacement;
mod findings;
mod flip_points;
mod in_words;
#[cfg(feature = "cli")]
mod letters;
mod leverage;
mod page;
mod plan;
mod prices;
mod quote;
mod ranking;
mod sparkline;
mod study;
mod sweep;
mod table;
mod violations;
mod ways_out;
mod why_late;

pub use as_listed::AsListed;
pub use findings::findings;
#[cfg(feature = "cli")]
pub(crate) use letters::Letters;
#[cfg(feature = "cli")]
pub(crate) use page::printable;
pub use page::{Canvas, Page, Report, Tone};
pub use plan::{
    PlanText, backlog, backlog_csv, deliveries, deliveries_csv, deliveries_of, orders, orders_csv,
    orders_of, plan_text, prices, production, production_of, stock, uses,
};
pub use table::{Align, Cell, Column, Kind, Sense, Shown, Table};
pub use violations::violations;
#[cfg(feature = "cli")]
pub(crate) use why_late::WhyText;
