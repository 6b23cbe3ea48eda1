//! The columns of the linear program: those of a lot, logicals and extra columns.

/// Stands for no row, no recipe, no position.
pub(crate) const NONE: u32 = u32::MAX;

/// A column of a lot: served by a recipe in a period, or left unserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Service {
    pub(crate) recipe: u32,
    pub(crate) period: u32,
}

impl Service {
    /// The column of the unserved quantity. It has no entry in any coupling row.
    pub(crate) const UNSERVED: Self = Self { recipe: NONE, period: 0 };

    pub(crate) fn is_served(self) -> bool {
        self.recipe != NONE
    }
}

/// Any column. The order is the one in which the rule of Bland looks at columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Variable {
    Service {
        lot: u32,
        service: Service,
    },
    /// The slack of a coupling row: unused capacity, or the stock at the end of a period.
    Logical(u32),
    Extra(u32),
}

/// Whether a logical or extra column is basic; if not, at which of its bounds it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Basic,
    Lower,
    Upper,
}

/// The bounds of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}
