//! Production for stock.

/// Production for stock: what an extra column of the model stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Build {
    /// Position of the product.
    pub product: usize,
    /// Position of the line.
    pub line: usize,
    /// Index of the month.
    pub month: usize,
    /// The store for which it is made, that of a cap's beneficiaries if they have one.
    pub store: usize,
}

/// A [`Build`] with what the levels need of it.
#[derive(Debug, Clone)]
pub(super) struct BuildColumn {
    pub(super) build: Build,
    pub(super) holding: f64,
    /// Place of the line among those that make the product.
    pub(super) rank: u32,
    /// Keys of store and line.
    pub(super) keys: (u64, u64),
}
