//! The rules there are.

use serde::{Deserialize, Serialize};

use super::criterion::Criterion;
use super::dpas::Dpas;
use super::lottery::Lottery;
use super::pro_rata::ProRata;
use super::queue::Queue;
use super::ruling::Ruling;
use super::score::Score;
use super::sequence::Sequence;
use super::tier::Tier;
use super::tiers::Tiers;

/// The rule of a [`Policy`](super::Policy), with its data.
///
/// A new rule is a variant here, a file beside this one that says what it is (see
/// [`Ruling`]), and a file in `check` that checks plans made by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rule {
    /// Orders by contract month, then id.
    FirstComeFirstServed(Queue),
    /// Every month each order's share is proportional to what it has open and released.
    ProRata(ProRata),
    /// Orders in an order drawn by lot.
    Lottery(Lottery),
    /// One tier; an order's weight follows from its partner's score.
    Score(Score),
    /// The first tier whose thresholds the partner meets; strict between tiers.
    Tiers(Tiers),
    /// One tranche after the other, by priority, contract date, sequence and id.
    Sequence(Sequence),
    /// By legal rating, then one tranche after the other, by required date.
    Dpas(Dpas),
}

impl Rule {
    /// What the rule says of itself.
    pub fn ruling(&self) -> &dyn Ruling {
        match self {
            Self::FirstComeFirstServed(rule) => rule,
            Self::ProRata(rule) => rule,
            Self::Lottery(rule) => rule,
            Self::Score(rule) => rule,
            Self::Tiers(rule) => rule,
            Self::Sequence(rule) => rule,
            Self::Dpas(rule) => rule,
        }
    }

    /// The criteria that it weighs by, to change them.
    pub(in crate::scenario) fn criteria_mut(&mut self) -> &mut [Criterion] {
        match self {
            Self::Score(rule) => &mut rule.criteria,
            Self::Tiers(rule) => &mut rule.criteria,
            Self::FirstComeFirstServed(_)
            | Self::ProRata(_)
            | Self::Lottery(_)
            | Self::Sequence(_)
            | Self::Dpas(_) => &mut [],
        }
    }

    /// The tiers that it fills by thresholds, to change them.
    pub(in crate::scenario) fn tiers_mut(&mut self) -> Option<&mut Vec<Tier>> {
        match self {
            Self::Tiers(rule) => Some(&mut rule.tiers),
            Self::FirstComeFirstServed(_)
            | Self::ProRata(_)
            | Self::Lottery(_)
            | Self::Score(_)
            | Self::Sequence(_)
            | Self::Dpas(_) => None,
        }
    }

    /// Its name as written in scenario files.
    pub fn name(&self) -> &'static str {
        self.ruling().name()
    }
}

macro_rules! from_data {
    ($($data:ident => $variant:ident),*) => {
        $(impl From<$data> for Rule {
            fn from(data: $data) -> Self {
                Self::$variant(data)
            }
        })*
    };
}

from_data!(
    Queue => FirstComeFirstServed,
    ProRata => ProRata,
    Lottery => Lottery,
    Score => Score,
    Tiers => Tiers,
    Sequence => Sequence,
    Dpas => Dpas
);
