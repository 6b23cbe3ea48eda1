//! Legal ratings.

use serde::{Deserialize, Serialize};

use super::ruling::{
    AttributeUse, Division, Equals, FieldUse, Method, Objectives, Ruling, TieBreak, Tiering,
    Weighing,
};

/// By legal rating, strict between ratings (15 CFR 700, DPAS); a schedule moves only when a
/// required date cannot otherwise be met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dpas {
    #[serde(default = "usual", skip_serializing_if = "is_usual")]
    ratings: Vec<String>,
}

fn usual() -> Vec<String> {
    ["DX", "DO"].map(str::to_owned).into()
}

fn is_usual(ratings: &[String]) -> bool {
    ratings == usual()
}

impl Dpas {
    /// `DX` over `DO` over unrated orders.
    pub fn new() -> Self {
        Self { ratings: usual() }
    }

    /// Other ratings, the highest first. Orders without rating come last.
    pub fn with_ratings(ratings: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { ratings: ratings.into_iter().map(Into::into).collect() }
    }
}

impl Dpas {
    /// The ratings, the highest first.
    pub fn ratings(&self) -> &[String] {
        &self.ratings
    }
}

impl Default for Dpas {
    fn default() -> Self {
        Self::new()
    }
}

impl Ruling for Dpas {
    fn name(&self) -> &'static str {
        "dpas"
    }

    fn tiering(&self) -> Tiering<'_> {
        Tiering::Ratings(&self.ratings)
    }

    fn weighing(&self) -> Weighing<'_> {
        Weighing::Equal
    }

    fn method(&self) -> Method<'_> {
        Method::Optimised(Objectives {
            after_backlog: &[TieBreak::RequiredDates],
            equals: Equals::ByContract,
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
