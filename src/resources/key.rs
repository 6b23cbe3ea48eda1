//! Which resource is meant.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::kind::ResourceKind;

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
