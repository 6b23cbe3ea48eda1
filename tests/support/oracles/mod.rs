//! Second opinions: what is optimal, found in another way.

pub(crate) mod whole_units;
