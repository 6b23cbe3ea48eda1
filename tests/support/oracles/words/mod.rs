//! The values of a plan's levels, from the words of the design alone.
//!
//! It reads the scenario's file, not the library's types, calls nothing of the library, and
//! solves in exact fractions: where it and the library differ, one of them misread the
//! design or miscounted. What it does not cover it says (`not covered: …`); where the words
//! leave something open, `OPEN:` states the question and how it is read here.

mod calendar;
mod cap;
mod commitment;
mod component;
mod cost;
mod date;
mod expansion;
mod gate;
mod labour;
mod level;
mod line;
mod model;
mod number;
mod order;
mod outage;
mod partner;
mod policy;
mod product;
mod ramp;
mod ranking;
mod reservation;
mod scenario;
mod sequence;
mod shelf;
mod table;
mod tableau;
mod terms;
#[cfg(test)]
mod tests;

use serde_json::Value;

/// Which level. Tiers are counted from the highest, 0; `score` and `sequence` have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Units short of what was promised; there only if something was.
    Commitments,
    /// The unit-months of reserved units that are short: of all that hold against everybody, or
    /// against a tier or what is above it.
    Reserved(Option<usize>),
    /// What is lost of a tier by value; there only under `lost = "value"`.
    LostValue(usize),
    /// The weighted backlog of a tier.
    Backlog(usize),
    /// The unit-months that a tranche (counted from 0) is late, under a sequence.
    Lateness {
        /// The order's id.
        order: String,
        /// The position of the tranche in it.
        tranche: usize,
        /// Its tier or rating, from the highest, 0: a plan states the sum of each.
        tier: usize,
    },
    /// Earliest delivery of a tier, or of all alike (`among_on_time = "due"`).
    Earliest(Option<usize>),
    /// Stock held; there only if a product has a stockpile.
    Held,
    /// The order among equals; not there under an equal split.
    OrderAmongEquals,
}

/// A level and its optimal value, all levels above it at theirs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    /// Which level.
    pub(crate) name: Kind,
    /// Its optimal value.
    pub(crate) value: f64,
}

/// How open words are read where more than one reading is built.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Readings {
    /// OPEN: "Σ w(s) for s = d … t−1" of a tranche due before the first month. True: from its
    /// due month on, as the formula stands; false: from the first month of the horizon on.
    /// The difference is the same for every plan.
    pub(crate) past_counts: bool,
    /// OPEN: whether scrap takes labour. True: hours are for a start, as capacity and
    /// components are; false: for a good unit.
    pub(crate) labour_per_start: bool,
    /// OPEN: whether a promise is for the first tranches of an order (true) or for any units
    /// of it (false).
    pub(crate) promise_by_tranche: bool,
}

impl Default for Readings {
    fn default() -> Self {
        Self { past_counts: true, labour_per_start: true, promise_by_tranche: true }
    }
}

/// The optimal value of each level of a policy, in the order of the levels.
///
/// An error begins with `not covered:` where this oracle has no answer; any other one says
/// that the file is wrong.
pub(crate) fn levels(file: &Value, policy: &str) -> Result<Vec<Told>, String> {
    levels_read(file, policy, Readings::default())
}

/// As `levels`, with open words read as said.
pub(crate) fn levels_read(
    file: &Value,
    policy: &str,
    readings: Readings,
) -> Result<Vec<Told>, String> {
    let (scenario, table) = scenario::Scenario::read(file)?;
    let table = policy::Policy::table(&table, policy)?;
    let policy = policy::Policy::read(&table)?;
    let ranking = ranking::Ranking::read(&scenario, &table, &policy)?;
    let model = model::Model::new(&scenario, &ranking, readings)?;
    let levels = level::Levels::new(&scenario, &policy, &ranking, &model, readings).all()?;
    let mut tableau = tableau::Tableau::new(model.columns.len(), &model.rows)?;
    let mut told = Vec::new();
    for level in levels {
        let value = level.nothing + tableau.least(&level.sum)?;
        told.push(Told { name: level.kind, value: number::rounded(&value) });
    }
    Ok(told)
}
