//! How large a book is.

use super::random::Random;

/// The most of everything; what there is is drawn up to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) months: (i32, i32),
    pub(crate) orders: (i32, i32),
    pub(crate) partners: i32,
    pub(crate) products: i32,
    pub(crate) lines: i32,
    pub(crate) components: i32,
    /// The largest quantity of an order.
    pub(crate) quantity: i32,
}

impl Size {
    pub(crate) const TINY: Self = Self {
        months: (4, 7),
        orders: (2, 4),
        partners: 2,
        products: 2,
        lines: 2,
        components: 1,
        quantity: 6,
    };

    pub(crate) const SMALL: Self = Self {
        months: (5, 12),
        orders: (3, 6),
        partners: 3,
        products: 3,
        lines: 3,
        components: 2,
        quantity: 12,
    };

    pub(crate) const USUAL: Self = Self {
        months: (8, 18),
        orders: (4, 8),
        partners: 4,
        products: 4,
        lines: 4,
        components: 2,
        quantity: 20,
    };

    /// More than what files of tests hold.
    pub(crate) const LARGE: Self = Self {
        months: (24, 36),
        orders: (20, 40),
        partners: 8,
        products: 6,
        lines: 6,
        components: 4,
        quantity: 60,
    };

    /// One of the small ones.
    pub(crate) fn any(random: &mut Random) -> Self {
        random.one_of(&[Self::TINY, Self::SMALL, Self::SMALL, Self::USUAL])
    }
}
