//! What kind of instance, and how large.

use std::fmt;
use std::str::FromStr;

/// The kinds of instances.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One line, weights from 1 to 1,000.
    Many,
    /// One line, five weights.
    Few,
    /// Lines of unequal usage, 6 products, 2 components with stock.
    General,
    /// 14 lines of unequal usage, 12 products, 6 components with stock.
    Hard,
}

impl Shape {
    pub(crate) const ALL: [Self; 4] = [Self::Many, Self::Few, Self::General, Self::Hard];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Many => "many",
            Self::Few => "few",
            Self::General => "general",
            Self::Hard => "hard",
        }
    }

    pub(super) fn products(self) -> usize {
        match self {
            Self::Many | Self::Few => 1,
            Self::General => 6,
            Self::Hard => 12,
        }
    }

    pub(super) fn components(self) -> usize {
        match self {
            Self::Many | Self::Few => 0,
            Self::General => 2,
            Self::Hard => 6,
        }
    }
}

/// A shape with its size, written `shape:orders x months` with `x lines` for `general`,
/// such as `many:1000x72` or `general:5000x60x10`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Case {
    pub(crate) shape: Shape,
    pub(crate) orders: u32,
    pub(crate) months: u32,
    pub(crate) lines: u32,
}

impl Case {
    /// A case; the number of lines counts for [`Shape::General`] alone.
    pub(crate) fn new(shape: Shape, orders: u32, months: u32, lines: u32) -> Self {
        let lines = match shape {
            Shape::Many | Shape::Few => 1,
            Shape::General => lines,
            Shape::Hard => 14,
        };
        Self { shape, orders, months, lines }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}x{}", self.shape.name(), self.orders, self.months)?;
        if self.shape == Shape::General { write!(f, "x{}", self.lines) } else { Ok(()) }
    }
}

impl FromStr for Case {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad =
            || format!("`{text}` is no case; write it like many:1000x72 or general:5000x60x10");
        let (name, sizes) = text.split_once(':').ok_or_else(bad)?;
        let shape = Shape::ALL.into_iter().find(|shape| shape.name() == name).ok_or_else(bad)?;
        let sizes: Result<Vec<u32>, _> = sizes.split('x').map(str::parse).collect();
        let wanted = if shape == Shape::General { 3 } else { 2 };
        match sizes {
            Ok(sizes) if sizes.len() == wanted && !sizes.contains(&0) => {
                Ok(Self::new(shape, sizes[0], sizes[1], sizes.get(2).copied().unwrap_or(1)))
            }
            _ => Err(bad()),
        }
    }
}
