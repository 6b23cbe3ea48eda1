//! What has a price.

use serde::{Deserialize, Serialize};

use crate::scenario::{ComponentId, LineId, OrderId, ProductId};

/// A line, a component, a stock or the monthly limit of an order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PricedPart {
    /// A line, priced by the unit of capacity.
    Line(LineId),
    /// A component, priced by the unit of supply.
    Component(ComponentId),
    /// The stock of a product made ahead, by the unit.
    Stock(ProductId),
    /// The monthly limit of an order, by the unit made.
    Limit(OrderId),
}

impl PricedPart {
    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Self::Line(id) => id.as_str(),
            Self::Component(id) => id.as_str(),
            Self::Stock(id) => id.as_str(),
            Self::Limit(id) => id.as_str(),
        }
    }

    /// `line`, `component`, `stock` or `limit`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Line(_) => "line",
            Self::Component(_) => "component",
            Self::Stock(_) => "stock",
            Self::Limit(_) => "limit",
        }
    }
}
