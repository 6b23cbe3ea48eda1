//! What a policy says beside its ranking.

use super::number::{Fraction, whole};
use super::table::{Table, nothing};

/// The keys that policies have.
const KEYS: [&str; 19] = [
    "id",
    "rule",
    "criteria",
    "weight",
    "tiers",
    "inside",
    "ratings",
    "measure",
    "tail",
    "multipliers",
    "ageing",
    "overrides",
    "changes",
    "gates",
    "lost",
    "among_on_time",
    "seed",
    "weighted_by",
    "placement",
];

/// The rule of an optimised policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// One queue, by weights.
    Score,
    /// Strict tiers, by weights inside if `weighted`.
    Tiers { weighted: bool, split: bool },
    /// Strict tiers, tranche after tranche inside.
    TiersInSequence,
    /// Tranche after tranche.
    Sequence,
    /// Tranche after tranche, by legal rating and required date.
    Dpas,
}

impl Rule {
    /// Whether each tranche has a level of its own.
    pub(super) fn in_sequence(self) -> bool {
        matches!(self, Self::TiersInSequence | Self::Sequence | Self::Dpas)
    }
}

/// What a unit of backlog counts for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Units,
    Value,
    Orders,
}

/// A policy.
pub(super) struct Policy {
    /// Who comes first.
    pub(super) rule: Rule,
    /// What a unit counts for.
    pub(super) measure: Measure,
    /// The months that count on top of the horizon.
    pub(super) tail: Fraction,
    /// How weights grow with waiting.
    pub(super) ageing: Fraction,
    /// Whether a lost unit counts once by its worth, before the backlog.
    pub(super) lost_by_value: bool,
    /// Whether all that are on time count alike, in one level.
    pub(super) among_on_time_by_due: bool,
}

impl Policy {
    /// The table of a policy of the file.
    pub(super) fn table<'a>(file: &Table<'a>, id: &str) -> Result<Table<'a>, String> {
        for table in file.entries("policies")? {
            if table.get("id").and_then(|said| said.as_str()) == Some(id) {
                return Table::new(table, "policy", &KEYS);
            }
        }
        Err(format!("no policy {id}"))
    }

    /// What a table says.
    pub(super) fn read(table: &Table<'_>) -> Result<Self, String> {
        let rule = match table.said("rule")? {
            "score" => Rule::Score,
            "tiers" => match table.text("inside")?.unwrap_or("by_date") {
                "by_date" => Rule::Tiers { weighted: false, split: false },
                "equal_split" => Rule::Tiers { weighted: false, split: true },
                "weighted" => Rule::Tiers { weighted: true, split: false },
                "sequence" => Rule::TiersInSequence,
                other => return Err(format!("not covered: {other} inside tiers")),
            },
            "sequence" => Rule::Sequence,
            "dpas" => Rule::Dpas,
            other => return Err(format!("not covered: the rule {other}")),
        };
        let ageing = table.number("ageing")?.unwrap_or(Fraction::ZERO);
        let weighs = |key: &str| table.get(key).is_some_and(|value| !nothing(value));
        let weighs = ["criteria", "weight", "multipliers"].iter().any(|key| weighs(key));
        if rule.in_sequence() && (weighs || !ageing.is_zero()) {
            return Err("an error: weights, ageing or multipliers on a policy by sequence".into());
        }
        Ok(Self {
            rule,
            measure: match table.text("measure")?.unwrap_or("units") {
                "units" => Measure::Units,
                "value" => Measure::Value,
                "orders" => Measure::Orders,
                other => return Err(format!("not covered: the measure {other}")),
            },
            tail: table.number("tail")?.unwrap_or_else(|| whole(12)),
            ageing,
            lost_by_value: match table.text("lost")?.unwrap_or("months") {
                "months" => false,
                "value" => true,
                other => return Err(format!("not covered: lost = {other}")),
            },
            among_on_time_by_due: match table.text("among_on_time")? {
                None | Some("priority") => false,
                Some("due") => true,
                Some(other) => return Err(format!("not covered: among_on_time = {other}")),
            },
        })
    }
}
