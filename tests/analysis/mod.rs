//! Plans side by side, order by order, and what new orders would do to them.

mod compare;
mod difference;
mod in_words;
mod loose_tranches;
mod quote;
mod study;
mod sweep;
mod way_out;
mod why_late;
