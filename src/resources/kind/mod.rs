//! The kinds of scarce things: each lists its own.

mod cap;
mod component;
mod labour;
mod limit;
mod line;
mod store;

pub(super) use cap::FREE;
pub(crate) use cap::caps_for;

use serde::{Deserialize, Serialize};

use super::book::Book;
use super::resource::Resource;

/// The kinds of scarce things, in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ResourceKind {
    /// A line: capacity of each month.
    Line,
    /// A component: what arrives each month; what is not used stays.
    Component,
    /// Labour: hours of each month that lines share.
    Labour,
    /// The store of a product that is made ahead, by its id.
    Store,
    /// The monthly limit of an order, by its id.
    Limit,
    /// A cap on what somebody gets of a line or component.
    Cap,
}

impl ResourceKind {
    /// Every kind, in order.
    pub const ALL: [Self; 6] =
        [Self::Line, Self::Component, Self::Labour, Self::Store, Self::Limit, Self::Cap];

    /// Its name in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Component => "component",
            Self::Labour => "labour",
            Self::Store => "store",
            Self::Limit => "limit",
            Self::Cap => "cap",
        }
    }

    /// What it is called in a sentence, before its id.
    pub fn title(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Component => "component",
            Self::Labour => "labour",
            Self::Store => "store of product",
            Self::Limit => "monthly limit of order",
            Self::Cap => "cap",
        }
    }

    /// What there is of it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Line => "capacity",
            Self::Component => "supply",
            Self::Labour => "hours",
            Self::Store | Self::Limit | Self::Cap => "room",
        }
    }

    /// What several of them are called, as a heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Line => "Lines",
            Self::Component => "Components",
            Self::Labour => "Labour",
            Self::Store => "Stores",
            Self::Limit => "Monthly limits",
            Self::Cap => "Caps",
        }
    }

    /// Whether it is supplied and could be had more of; the others are rules about who gets
    /// it, or what is made.
    pub fn is_supply(self) -> bool {
        match self {
            Self::Line | Self::Component | Self::Labour => true,
            Self::Store | Self::Limit | Self::Cap => false,
        }
    }

    /// Whether there are so many that they are only shown to those who ask.
    pub fn is_on_demand(self) -> bool {
        match self {
            Self::Line | Self::Component | Self::Labour | Self::Store | Self::Cap => false,
            Self::Limit => true,
        }
    }

    /// Every one of them in a book; `before` are the resources of the kinds before.
    pub(super) fn list(self, book: &Book<'_>, before: &[Resource]) -> Vec<Resource> {
        match self {
            Self::Line => line::all(book),
            Self::Component => component::all(book),
            Self::Labour => labour::all(book),
            Self::Store => store::all(book),
            Self::Limit => limit::all(book),
            Self::Cap => cap::all(book, before),
        }
    }
}
