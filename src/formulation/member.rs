//! Which tranches a block stands for.

/// Units of a tranche that a block stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Member {
    /// Position of the tranche in [`Scenario::demands`](crate::scenario::Scenario::demands).
    pub demand: usize,
    /// How many of its units are still to be made. A tranche with commitments is in several blocks.
    pub quantity: f64,
    /// By what it shares where units are shared in proportion: what of its exact share is
    /// still to come, which in whole units may be more or less than what is to be made.
    pub part: f64,
}

/// How a block's units are divided among the tranches that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Split {
    /// One after the other, in their order.
    Sequence,
    /// Each month in proportion to quantity.
    Proportion,
}
