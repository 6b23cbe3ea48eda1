//! What is scarce: one list of everything of which there is only so much in a month, and who
//! takes how much of it.
//!
//! Formulation, planner, prices, export and explanations walk this list; none of them knows
//! which kinds there are or where they stand. A new kind is a file here that lists them, and a
//! variant of [`ResourceKind`], which then asks for the rest.

mod book;
mod cap;
mod component;
mod labour;
mod limit;
mod line;
mod list;
mod resource;
mod store;

pub use cap::caps_for;
pub use list::Resources;
pub use resource::{Bounds, Keeps, Resource, Takers, Takes};

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ranking::Ranking;
use crate::scenario::Scenario;
use book::Book;

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

    fn list(self, book: &Book<'_>, before: &[Resource]) -> Vec<Resource> {
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

/// Something scarce, by kind and id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceKey {
    /// What kind of thing.
    pub kind: ResourceKind,
    /// The id of the line, component, labour, product, order or cap.
    pub id: String,
}

impl ResourceKey {
    /// The resource of a kind and id.
    pub fn new(kind: ResourceKind, id: impl Into<String>) -> Self {
        Self { kind, id: id.into() }
    }
}

impl fmt::Display for ResourceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.title(), self.id)
    }
}

impl Resources {
    /// Everything scarce in a scenario under a ranking.
    ///
    /// Complexity: O(resources × months + tranches × caps + products × lines).
    pub fn of(scenario: &Scenario, ranking: &Ranking) -> Self {
        let ahead = ranking.method().makes_ahead();
        Self::listed(&Book { scenario, ranking: Some(ranking), ahead })
    }

    /// The same whoever comes first: without caps, and with all that can be made ahead.
    pub fn whoever_is_first(scenario: &Scenario) -> Self {
        Self::listed(&Book { scenario, ranking: None, ahead: true })
    }

    fn listed(book: &Book<'_>) -> Self {
        let mut keys = Vec::new();
        let mut list: Vec<Resource> = Vec::new();
        for kind in ResourceKind::ALL {
            let own = kind.list(book, &list);
            keys.extend(own.iter().map(|resource| ResourceKey::new(kind, resource.id())));
            list.extend(own);
        }
        let scenario = book.scenario;
        let (products, lines) = (scenario.products().len(), scenario.lines().len());
        let entries = keys.into_iter().zip(list).collect();
        Self::new(entries, products, lines, scenario.demands().len())
    }
}
