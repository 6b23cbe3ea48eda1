//! Weights that follow from scores.

use serde::{Deserialize, Serialize};

use super::criterion::Criterion;
use super::ruling::{
    AttributeUse, Backlog, Division, FieldUse, Method, Need, Objectives, Ruling, Tiering, Weighing,
};
use super::weight_scale::WeightScale;
use crate::scenario::file::strict;

/// One tier; an order's weight follows from its partner's score, and the weighted backlog is
/// as small as it can be.
///
/// ```
/// use apportion::scenario::{Criterion, Policy, Score, WeightScale};
///
/// let score = Score::new([Criterion::new("need", 0.0, 1.0)])
///     .weights(WeightScale::geometric(1.0, 100.0));
/// assert_eq!(Policy::new("need", score).rule().name(), "score");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) criteria: Vec<Criterion>,
    #[serde(
        default,
        deserialize_with = "strict::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub(in crate::scenario) weight: Option<WeightScale>,
}

impl Score {
    /// Scores by some criteria; weights go straight from 1 to 10.
    pub fn new(criteria: impl IntoIterator<Item = Criterion>) -> Self {
        Self { criteria: criteria.into_iter().collect(), weight: None }
    }

    /// Sets how scores become weights.
    #[must_use]
    pub fn weights(mut self, scale: WeightScale) -> Self {
        self.weight = Some(scale);
        self
    }
}

impl Score {
    /// Its criteria.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// How scores become weights, if that is written.
    pub fn scale_given(&self) -> Option<WeightScale> {
        self.weight
    }
}

impl Ruling for Score {
    fn name(&self) -> &'static str {
        "score"
    }

    fn tiering(&self) -> Tiering<'_> {
        Tiering::Single
    }

    fn weighing(&self) -> Weighing<'_> {
        Weighing::Scored { criteria: &self.criteria, scale: self.weight.unwrap_or_default() }
    }

    fn method(&self) -> Method<'_> {
        Method::Optimised(Objectives { backlog: Backlog::Together, division: Division::InSequence })
    }

    fn fields(&self) -> Vec<FieldUse> {
        let given = !self.criteria.is_empty();
        vec![FieldUse { name: "criteria", given, need: Need::Needed }]
    }

    fn attributes(&self) -> Vec<AttributeUse<'_>> {
        Vec::new()
    }
}
