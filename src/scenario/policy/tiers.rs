//! Strict tiers.

use serde::{Deserialize, Serialize};

use super::criterion::Criterion;
use super::ruling::{
    AttributeUse, Backlog, Division, FieldUse, Method, Need, Objectives, Precedence, Ruling,
    Tiering, Weighing,
};
use super::tier::Tier;
use super::weight_scale::WeightScale;
use crate::scenario::file::strict;

/// The first tier whose thresholds the partner meets; strict between tiers: no backlog of a
/// lower tier, however large, outweighs any of a higher one.
///
/// ```
/// use apportion::scenario::{Criterion, Inside, Policy, Tier, Tiers};
///
/// let tiers = [Tier::new("payers").at_least("share", 3.0), Tier::new("rest")];
/// let split = Tiers::new(tiers.clone()).inside(Inside::EqualSplit);
/// let weighted = Tiers::new(tiers).weighted_by([Criterion::new("need", 0.0, 1.0)]);
/// assert_eq!(Policy::new("split", split).rule().name(), "tiers");
/// assert_eq!(Policy::new("weighted", weighted).criteria().len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tiers {
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    #[allow(clippy::struct_field_names, reason = "it is the key in files")]
    pub(in crate::scenario) tiers: Vec<Tier>,
    #[serde(default, skip_serializing_if = "Inside::is_by_date")]
    pub(in crate::scenario) inside: Inside,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) criteria: Vec<Criterion>,
    #[serde(
        default,
        deserialize_with = "strict::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub(in crate::scenario) weight: Option<WeightScale>,
}

/// Who comes first among the orders of one tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Inside {
    /// By the weights that the criteria give.
    Weighted,
    /// All weigh the same; what is equal is decided by due month, contract month, id.
    #[default]
    ByDate,
    /// All weigh the same; orders alike in product, release and due month share each
    /// month in proportion to quantity; of whole units each has its share rounded down or up.
    EqualSplit,
    /// One tranche after the other, as [`Sequence`](super::Sequence) has it.
    Sequence,
}

impl Inside {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    fn is_by_date(&self) -> bool {
        *self == Self::ByDate
    }
}

impl Tiers {
    /// Tiers, the highest first; the last one must be open to all. Inside a tier the order
    /// is by date.
    pub fn new(tiers: impl IntoIterator<Item = Tier>) -> Self {
        let (tiers, inside) = (tiers.into_iter().collect(), Inside::default());
        Self { tiers, inside, criteria: Vec::new(), weight: None }
    }

    /// Sets who comes first inside a tier.
    #[must_use]
    pub fn inside(mut self, inside: Inside) -> Self {
        self.inside = inside;
        self
    }

    /// Weighs the orders of a tier by criteria.
    #[must_use]
    pub fn weighted_by(mut self, criteria: impl IntoIterator<Item = Criterion>) -> Self {
        self.criteria = criteria.into_iter().collect();
        self.inside(Inside::Weighted)
    }

    /// Sets how scores become weights, where tiers are weighted.
    #[must_use]
    pub fn weights(mut self, scale: WeightScale) -> Self {
        self.weight = Some(scale);
        self
    }
}

impl Tiers {
    /// The tiers, the highest first.
    pub fn tiers(&self) -> &[Tier] {
        &self.tiers
    }

    /// Who comes first inside a tier.
    pub fn inside_given(&self) -> Inside {
        self.inside
    }

    /// The criteria by which it weighs, if it does.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// How scores become weights, if that is written.
    pub fn scale_given(&self) -> Option<WeightScale> {
        self.weight
    }
}

impl Ruling for Tiers {
    fn name(&self) -> &'static str {
        "tiers"
    }

    fn tiering(&self) -> Tiering<'_> {
        Tiering::Thresholds(&self.tiers)
    }

    fn weighing(&self) -> Weighing<'_> {
        match self.inside {
            Inside::Weighted => {
                let scale = self.weight.unwrap_or_default();
                Weighing::Scored { criteria: &self.criteria, scale }
            }
            Inside::ByDate | Inside::EqualSplit | Inside::Sequence => Weighing::Equal,
        }
    }

    fn method(&self) -> Method<'_> {
        let (backlog, division) = match self.inside {
            Inside::Weighted | Inside::ByDate => (Backlog::Together, Division::InSequence),
            Inside::EqualSplit => (Backlog::Together, Division::InProportion),
            Inside::Sequence => (Backlog::InTurn(Precedence::Priority), Division::InSequence),
        };
        Method::Optimised(Objectives { backlog, division })
    }

    fn fields(&self) -> Vec<FieldUse> {
        const HELP: &str = "set inside to weighted, or remove it";
        let (criteria, weight) = match self.inside {
            Inside::Weighted => (Need::Needed, Need::Optional),
            Inside::ByDate | Inside::EqualSplit | Inside::Sequence => {
                (Need::Unused(HELP), Need::Unused(HELP))
            }
        };
        vec![
            FieldUse { name: "criteria", given: !self.criteria.is_empty(), need: criteria },
            FieldUse { name: "weight", given: self.weight.is_some(), need: weight },
            FieldUse { name: "tiers", given: !self.tiers.is_empty(), need: Need::Needed },
        ]
    }

    fn attributes(&self) -> Vec<AttributeUse<'_>> {
        Vec::new()
    }
}
