//! Reservations and caps: of what, for whom, when and how much.

use super::facts::Facts;
use super::horizon::{between, number};
use super::plant::{Each, begins};
use super::tranche::Tranche;
use crate::scenario::{Cap, Entitlement, Expansion, Month, Reservation};

/// A part of a line or component, every month, for somebody.
pub(super) struct Share<'a> {
    pub(super) id: String,
    pub(super) of: Of,
    partner: Option<&'a str>,
    product: Option<&'a str>,
    tier: Option<&'a str>,
    /// Numbers of the first and the last month.
    first: Option<i64>,
    last: Option<i64>,
    much: Much,
    /// The highest tier that it holds against; none if it holds against all.
    pub(super) against: Option<&'a str>,
    /// What it owes from before the first month.
    pub(super) owed: f64,
    /// What it entitled to before the first month.
    pub(super) before: &'a [Entitlement],
}

/// What it is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The line at a position.
    Line(usize),
    /// The component at a position.
    Component(usize),
    /// What the expansion at a position adds to a line.
    OnLine { expansion: usize, line: usize },
    /// What the expansion at a position adds to a component.
    OnComponent { expansion: usize, component: usize },
    /// Nothing.
    Nothing,
}

#[derive(Clone, Copy)]
enum Much {
    /// This share of what there is.
    Share(f64),
    Amount(f64),
}

/// Everything that is reserved, by id: what is written, and what payers claim of expansions
/// that are on.
pub(super) fn reservations<'a>(facts: &Facts<'a>) -> Vec<Share<'a>> {
    let written = facts.scenario.own_reservations().iter();
    let mut all: Vec<Share<'a>> = written.map(|part| written_share(facts, part)).collect();
    let expansions = facts.scenario.expansions().iter().enumerate();
    all.extend(expansions.filter_map(|(position, part)| claim(facts, position, part)));
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

/// The caps, by id.
pub(super) fn caps<'a>(facts: &Facts<'a>) -> Vec<Share<'a>> {
    let caps = facts.scenario.caps().iter();
    caps.map(|cap: &'a Cap| Share {
        id: cap.id().to_owned(),
        of: of(facts, cap.line().map(AsRef::as_ref), cap.component().map(AsRef::as_ref)),
        partner: cap.partner().map(AsRef::as_ref),
        product: cap.product().map(AsRef::as_ref),
        tier: cap.tier(),
        first: cap.first().map(number),
        last: cap.last().map(number),
        much: much(cap.share_given(), cap.amount_given()),
        against: None,
        owed: 0.0,
        before: &[],
    })
    .collect()
}

fn written_share<'a>(facts: &Facts<'_>, part: &'a Reservation) -> Share<'a> {
    Share {
        id: part.id().as_str().to_owned(),
        of: of(facts, part.line().map(AsRef::as_ref), part.component().map(AsRef::as_ref)),
        partner: part.partner().map(AsRef::as_ref),
        product: part.product().map(AsRef::as_ref),
        tier: part.tier(),
        first: part.first().map(number),
        last: part.last().map(number),
        much: much(part.share_given(), part.amount_given()),
        against: part.protected_against(),
        owed: part.owed_before(),
        before: part.entitlements(),
    }
}

/// What the payer of an expansion has of it, from the month in which it begins.
fn claim<'a>(facts: &Facts<'_>, position: usize, part: &'a Expansion) -> Option<Share<'a>> {
    if !part.is_on() || part.claimed() <= 0.0 {
        return None;
    }
    let (line, component) = (part.line().map(AsRef::as_ref), part.component().map(AsRef::as_ref));
    Some(Share {
        id: format!("claim of {}", part.id()),
        of: match of(facts, line, component) {
            Of::Line(line) => Of::OnLine { expansion: position, line },
            Of::Component(component) => Of::OnComponent { expansion: position, component },
            other => other,
        },
        partner: part.payer().map(AsRef::as_ref),
        product: None,
        tier: None,
        first: Some(begins(part)),
        last: None,
        much: Much::Share(part.claimed()),
        against: None,
        owed: part.owed_before(),
        before: part.entitlements(),
    })
}

fn of(facts: &Facts<'_>, line: Option<&str>, component: Option<&str>) -> Of {
    let lines = facts.scenario.lines();
    let components = facts.scenario.components();
    let line = lines.iter().position(|part| line == Some(part.id().as_str()));
    let component = components.iter().position(|part| component == Some(part.id().as_str()));
    match (line, component) {
        (Some(line), _) => Of::Line(line),
        (None, Some(component)) => Of::Component(component),
        (None, None) => Of::Nothing,
    }
}

fn much(share: Option<f64>, amount: Option<f64>) -> Much {
    amount.map_or(Much::Share(share.unwrap_or(0.0)), Much::Amount)
}

impl Share<'_> {
    /// Whether it holds in the month of a number.
    pub(super) fn holds(&self, month: i64) -> bool {
        self.first.is_none_or(|first| first <= month) && self.last.is_none_or(|last| month <= last)
    }

    /// Whether its window opens after a month with which the scenario begins.
    pub(super) fn opens_after(&self, start: Month) -> Option<i64> {
        self.first.filter(|first| *first > number(start))
    }

    /// The share, if it is one.
    pub(super) fn share_given(&self) -> Option<f64> {
        match self.much {
            Much::Share(share) => Some(share),
            Much::Amount(_) => None,
        }
    }

    /// How much it is in a month that offers so much.
    pub(super) fn much(&self, offered: f64) -> f64 {
        match self.much {
            Much::Share(share) => share * offered,
            Much::Amount(amount) => amount,
        }
    }

    /// Whether a tranche is one of those that it is for, whatever its tier.
    pub(super) fn may_be_for(&self, facts: &Facts<'_>, tranche: &Tranche) -> bool {
        let partner = facts.scenario.partners()[tranche.partner].id().as_str();
        let product = facts.scenario.products()[tranche.product].id().as_str();
        self.partner.is_none_or(|id| id == partner) && self.product.is_none_or(|id| id == product)
    }

    /// Whether an order is in its tier in a month, if it is for one.
    pub(super) fn is_for_tier(&self, facts: &Facts<'_>, order: usize, month: usize) -> bool {
        self.is_in(facts, facts.standings.of(order).at(month).tier)
    }

    /// Whether a tier is its own, if it is for one.
    fn is_in(&self, facts: &Facts<'_>, tier: usize) -> bool {
        let tier = facts.standings.tiers.get(tier);
        self.tier.is_none_or(|name| tier.is_some_and(|tier| tier == name))
    }

    /// Whether a tranche is one of those that it is for by the tier of the first month, or if the
    /// plan goes on with another one, of the first month of that.
    pub(super) fn is_meant_for(&self, facts: &Facts<'_>, tranche: &Tranche) -> bool {
        let since = between(facts.horizon.month(0), facts.scenario.since());
        self.may_be_for(facts, tranche)
            && self.is_in(facts, facts.standings.of(tranche.order).in_month(since).tier)
    }

    /// What a unit takes of it by month when that is all there is to make it from: made on its
    /// line, or if it is of a component on that line where it takes the least; nothing in a
    /// month in which it is of no use, and none if it never is.
    pub(super) fn alone(&self, facts: &Facts<'_>, product: usize) -> Option<Each> {
        let component = match self.of {
            Of::Line(line) | Of::OnLine { line, .. } => {
                return facts.usage[product][line].map(Each::Unit);
            }
            Of::Component(component) | Of::OnComponent { component, .. } => component,
            Of::Nothing => return None,
        };
        let lines = facts.usage[product].iter().enumerate();
        let lines = lines.filter(|(_, usage)| usage.is_some());
        let pieces = |(line, _)| Some((line, facts.pieces(component, product, line)?));
        let on: Vec<(usize, Each)> = lines.filter_map(pieces).collect();
        // A line without capacity in a month makes none.
        let least = |month: usize| {
            let making = on.iter().filter(|(line, _)| facts.capacity[*line][month] > 0.0);
            let amounts = making.map(|(_, each)| each.at(month)).filter(|amount| *amount > 0.0);
            amounts.reduce(f64::min).unwrap_or(0.0)
        };
        (!on.is_empty()).then(|| Each::months(facts.months, least))
    }

    /// What counts each month of what it is a part of; of a component with its opening stock, without
    /// what is left of earlier months.
    pub(super) fn offered(&self, facts: &Facts<'_>) -> Vec<f64> {
        match self.of {
            Of::Line(line) => facts.capacity[line].clone(),
            Of::Component(part) => (0..facts.months).map(|m| facts.arrivals(part, m)).collect(),
            Of::OnLine { expansion, .. } | Of::OnComponent { expansion, .. } => {
                facts.added[expansion].clone()
            }
            Of::Nothing => vec![0.0; facts.months],
        }
    }

    /// Whether what a month does not use of it stays.
    pub(super) fn keeps(&self) -> bool {
        match self.of {
            Of::Component(_) | Of::OnComponent { .. } => true,
            Of::Line(_) | Of::OnLine { .. } | Of::Nothing => false,
        }
    }
}
