//! Commitments that cannot stand together, as they are told.

use std::fmt;

use crate::number::{amount, telling};
use crate::resources::ResourceKey;
use crate::scenario::{Commitment, Month};

/// What to do if commitments cannot all be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum OnConflict {
    /// No plan but an error that names the smallest set that cannot stand together.
    #[default]
    Refuse,
    /// A plan that breaks as little of them as possible, counted in units that each
    /// commitment is short of, and says so.
    LeastBreach,
}

/// Commitments that cannot stand together, though they could without any one of them.
///
/// Caps are not counted: a conflict is one of the promises, whatever else a policy allows.
/// What only caps keep back is [`PlanError::Capped`](super::PlanError::Capped), and with them a
/// plan may break more than a conflict is short of.
///
/// Its [`Display`](fmt::Display) names them, and what they fight for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Conflict {
    /// The commitments, by order and month. Without any one of them all others can be
    /// kept; that is verified by a solve for each.
    pub commitments: Vec<Commitment>,
    /// Units that they are short of together, in the best case and without caps.
    pub short: f64,
    /// What they fight for. Empty if the units cannot be taken before the months
    /// promised.
    pub bottlenecks: Vec<Bottleneck>,
}

/// Something scarce that is used up over some months.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Bottleneck {
    /// What it is.
    pub part: ResourceKey,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// The capacity of the line, what arrives of the component or what the limit leaves,
    /// over these months.
    pub available: f64,
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = amount(self.short);
        match self.commitments.len() {
            1 => write!(f, "a commitment cannot be kept: it is short of {short}")?,
            count => write!(
                f,
                "{count} commitments cannot stand together: they are short of {short} in all"
            )?,
        }
        // With the digits that explain what is short.
        let shown = |units: f64| telling(units, self.short);
        for part in &self.commitments {
            write!(f, "\n  order {}: {} by {}", part.order(), shown(part.quantity()), part.by())?;
        }
        for Bottleneck { part, from, to, available } in &self.bottlenecks {
            let (what, available) = (part.kind.noun(), shown(*available));
            write!(f, "\n  {part}, {from} to {to}: {what} of {available}")?;
        }
        if self.bottlenecks.is_empty() {
            write!(f, "\n  no delivery can be taken so early: the release month is later")?;
        }
        Ok(())
    }
}
