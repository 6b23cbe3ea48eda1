//! Plans as people read them.

mod readme;
