//! First come, first served.

use serde::{Deserialize, Serialize};

use super::ruling::{AttributeUse, FieldUse, Method, Ruling, Tiering, Turns, Weighing};
use crate::scenario::book::{Order, Partner};

/// Orders by contract month, then id; each takes the earliest capacity and components that are
/// left. Nothing is optimised: the baseline that other policies are compared with.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Queue {}

impl Ruling for Queue {
    fn name(&self) -> &'static str {
        "first_come_first_served"
    }

    fn tiering(&self) -> Tiering<'_> {
        Tiering::Single
    }

    fn weighing(&self) -> Weighing<'_> {
        Weighing::Equal
    }

    fn method(&self) -> Method<'_> {
        Method::InTurn(self)
    }

    fn fields(&self) -> Vec<FieldUse> {
        Vec::new()
    }

    fn attributes(&self) -> Vec<AttributeUse<'_>> {
        Vec::new()
    }
}

impl Turns for Queue {
    fn turn(&self, order: &Order, _: &Partner) -> f64 {
        let signed = order.signed_when();
        f64::from(signed.month().number()) + f64::from(signed.day().unwrap_or(99)) / 100.0
    }
}
