//! One tranche after the other.

use serde::{Deserialize, Serialize};

use super::ruling::{
    AttributeUse, Backlog, Division, FieldUse, Method, Objectives, Precedence, Ruling, Tiering,
    Weighing,
};

/// One tranche after the other, as planning systems do it: by priority of the order, contract
/// date, sequence and id, then due date, release and number of the tranche.
///
/// Each is late by as little as those before it allow, and none before it is later for that. A
/// tranche on time may move for one behind it that would else be late, but not past its due month.
///
/// ```
/// use apportion::scenario::{Policy, Sequence};
///
/// assert_eq!(Policy::new("erp", Sequence::new()).rule().name(), "sequence");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Sequence {}

impl Sequence {
    /// The rule, which has no data.
    pub fn new() -> Self {
        Self {}
    }
}

impl Ruling for Sequence {
    fn name(&self) -> &'static str {
        "sequence"
    }

    fn tiering(&self) -> Tiering<'_> {
        Tiering::Single
    }

    fn weighing(&self) -> Weighing<'_> {
        Weighing::Equal
    }

    fn method(&self) -> Method<'_> {
        Method::Optimised(Objectives {
            backlog: Backlog::InTurn(Precedence::Priority),
            division: Division::InSequence,
        })
    }

    fn fields(&self) -> Vec<FieldUse> {
        Vec::new()
    }

    fn attributes(&self) -> Vec<AttributeUse<'_>> {
        Vec::new()
    }
}
