//! Legal ratings.

use serde::{Deserialize, Serialize};

use super::ruling::{
    AttributeUse, Backlog, Division, FieldUse, Method, Objectives, Precedence, Ruling, Tiering,
    Weighing,
};

/// By legal rating (15 CFR 700, DPAS): one tranche after the other, by rating, required date,
/// receipt (the contract date), sequence and id.
///
/// An order moves for one that precedes it only where that one's required date cannot be met
/// otherwise (15 CFR 700.14(a)); of equal ratings the earlier required date prevails, then the
/// earlier receipt (700.14(c)). The regulation says nothing of unrated orders among themselves: they
/// go by the same dates.
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
            backlog: Backlog::InTurn(Precedence::RequiredDate),
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
