//! Shares in proportion to what is open.

use serde::{Deserialize, Serialize};

use super::ruling::{AttributeUse, FieldUse, Method, Ruling, Tiering, Weighing};

/// Every month each order's share is proportional to what it has open and released; of whole units
/// it has its share rounded down or up. Nothing is optimised.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProRata {}

impl Ruling for ProRata {
    fn name(&self) -> &'static str {
        "pro_rata"
    }

    fn tiering(&self) -> Tiering<'_> {
        Tiering::Single
    }

    fn weighing(&self) -> Weighing<'_> {
        Weighing::Equal
    }

    fn method(&self) -> Method<'_> {
        Method::Shared
    }

    fn fields(&self) -> Vec<FieldUse> {
        Vec::new()
    }

    fn attributes(&self) -> Vec<AttributeUse<'_>> {
        Vec::new()
    }
}
