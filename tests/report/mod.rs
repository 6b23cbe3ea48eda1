//! Plans as people read them.

mod figures;
mod readme;
