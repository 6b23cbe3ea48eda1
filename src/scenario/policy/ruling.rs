//! The few words in which every rule describes itself: all that other stations know of it.

use super::criterion::Criterion;
use super::placement::Placement;
use super::tier::Tier;
use super::weight_scale::WeightScale;
use crate::scenario::book::{Order, Partner};

/// The tier of orders without a rating, where tiers are ratings.
const UNRATED: &str = "unrated";

/// What a rule says of itself.
///
/// No method has a default, and whoever reads the answers matches all of them: a new rule, or
/// a new kind of answer, does not compile until every station knows what to do with it.
pub trait Ruling {
    /// Its name in scenario files.
    fn name(&self) -> &'static str;

    /// What puts an order into a tier.
    fn tiering(&self) -> Tiering<'_>;

    /// What gives a partner's orders their weight.
    fn weighing(&self) -> Weighing<'_>;

    /// How a plan is made by it.
    fn method(&self) -> Method<'_>;

    /// Its fields in scenario files that depend on each other: which are given, needed, used.
    fn fields(&self) -> Vec<FieldUse>;

    /// Partner attributes that it reads outside of criteria and thresholds.
    fn attributes(&self) -> Vec<AttributeUse<'_>>;
}

/// What puts an order into a tier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tiering<'a> {
    /// Nothing: all are in one.
    Single,
    /// The thresholds that its partner meets: the first of these tiers.
    Thresholds(&'a [Tier]),
    /// The order's legal rating: the first of these is the highest, unrated orders are below
    /// all of them.
    Ratings(&'a [String]),
}

impl<'a> Tiering<'a> {
    /// The names by which orders can be put into tiers, the highest first; none if there is
    /// but one tier.
    pub fn names(self) -> Vec<&'a str> {
        match self {
            Self::Single => Vec::new(),
            Self::Thresholds(tiers) => tiers.iter().map(Tier::id).collect(),
            Self::Ratings(ratings) => ratings.iter().map(String::as_str).chain([UNRATED]).collect(),
        }
    }
}

/// What gives a partner's orders their weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Weighing<'a> {
    /// Nothing: all weigh the same.
    Equal,
    /// The partner's score.
    Scored {
        /// What the score is made of.
        criteria: &'a [Criterion],
        /// How it becomes a weight.
        scale: WeightScale,
    },
}

/// How a plan is made.
#[derive(Clone, Copy)]
pub enum Method<'a> {
    /// As the optimum of a linear program, level by level.
    Optimised(Objectives),
    /// Carried out: one tranche after the other, each taking of the capacity and the
    /// components that are left.
    InTurn {
        /// Who is served before whom.
        turns: &'a dyn Turns,
        /// Which of the months that are left each takes.
        placement: Placement,
    },
    /// Carried out: month by month, all in proportion to what they have open and released.
    Shared,
}

impl std::fmt::Debug for Method<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Optimised(objectives) => f.debug_tuple("Optimised").field(objectives).finish(),
            Self::InTurn { placement, .. } => {
                f.debug_struct("InTurn").field("placement", placement).finish_non_exhaustive()
            }
            Self::Shared => f.write_str("Shared"),
        }
    }
}

/// What tells the objectives of optimised rules apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objectives {
    /// How the backlog of a tier is made least.
    pub backlog: Backlog,
    /// How tranches that are alike in everything share what is made of them.
    pub division: Division,
}

/// How the backlog of a tier is made least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backlog {
    /// The sum, each unit by its weight.
    Together,
    /// Tranche by tranche, whatever they weigh.
    InTurn(Precedence),
}

/// Who precedes whom among the tranches of a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precedence {
    /// By priority of the order, contract date, sequence and id; then due date, release and number.
    Priority,
    /// By due date, contract date, sequence, id and number.
    RequiredDate,
}

impl Objectives {
    /// The order among equals inside a tier.
    pub fn equals(self) -> Precedence {
        match self.backlog {
            Backlog::Together => Precedence::RequiredDate,
            Backlog::InTurn(precedence) => precedence,
        }
    }
}

/// How tranches that are alike in everything share what is made of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// One after the other, by contract month and id.
    InSequence,
    /// Each month in proportion to quantity.
    InProportion,
}

/// The turns of orders in a queue.
pub trait Turns {
    /// The turn of an order of a partner: the lowest is served first; what is equal is
    /// decided by the order's sequence, then by id.
    fn turn(&self, order: &Order, partner: &Partner) -> f64;
}

/// A field of a rule in scenario files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldUse {
    /// Its name.
    pub name: &'static str,
    /// Whether it is given.
    pub given: bool,
    /// What becomes of it.
    pub need: Need,
}

/// Whether a field of a rule is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The rule cannot do without it.
    Needed,
    /// It may be left out.
    Optional,
    /// It counts only together with something else, which the text says.
    Unused(&'static str),
}

/// A partner attribute that a rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeUse<'a> {
    /// The field that names it.
    pub field: &'static str,
    /// The attribute.
    pub attribute: &'a str,
    /// What its values must be.
    pub range: Range,
}

/// What values an attribute may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Above zero.
    Positive,
}
