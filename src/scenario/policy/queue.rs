//! First come, first served.

use serde::{Deserialize, Serialize};

use super::placement::Placement;
use super::ruling::{AttributeUse, FieldUse, Method, Ruling, Tiering, Turns, Weighing};
use crate::scenario::book::{Order, Partner};

/// Orders by contract date, sequence and id; each takes the earliest capacity and components that
/// are left or, if it is [placed](Self::placed) by its due month, the latest with which it is on
/// time. Nothing is optimised: the baseline that other policies are compared with.
///
/// ```
/// use apportion::scenario::{Placement, Policy, Queue};
///
/// let policy = Policy::new("by due", Queue::new().placed(Placement::ByDue));
/// assert_eq!(policy.rule().name(), "first_come_first_served");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Queue {
    #[serde(default, skip_serializing_if = "Placement::is_earliest")]
    placement: Placement,
}

impl Queue {
    /// A queue in which each takes what is left as early as possible.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets which of the months that are left a tranche takes.
    #[must_use]
    pub fn placed(mut self, placement: Placement) -> Self {
        self.placement = placement;
        self
    }

    /// Which of the months that are left a tranche takes.
    pub fn placement(&self) -> Placement {
        self.placement
    }
}

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
        Method::InTurn { turns: self, placement: self.placement }
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
