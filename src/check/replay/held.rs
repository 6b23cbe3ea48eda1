//! What a rule that is carried out holds for those who are entitled to it.

use std::collections::BTreeMap;

use super::place::Place;
use super::room::{Room, Takes, taken};
use super::ways::makings;
use crate::check::claim::Claim;
use crate::check::facts::{Cell, Facts};
use crate::check::portion::Portion;
use crate::check::resources::Resources;
use crate::check::share::{Of, Share};

/// Less of a portion is rounding.
pub(super) const LEAST: f64 = 1e-9;

/// Units of a portion that are made in a month of what is reserved for it.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) portion: usize,
    pub(super) month: usize,
    pub(super) units: f64,
    /// Of what a share is reserved.
    of: Of,
}

/// Everything that is held, month by month, in a month by reservation: what the shares make of
/// units of which nothing is promised.
pub(super) fn held(
    facts: &Facts<'_>,
    portions: &[Portion],
    turns: &[Claim],
    shares: &[Share<'_>],
) -> Vec<Held> {
    let mut held = Vec::new();
    for turn in turns {
        let Some(month) = turn.made else { continue };
        let first = portions.partition_point(|portion| portion.tranche < turn.tranche);
        // What was made before takes nothing away: a rule makes the first units that are open.
        let (mut begin, mut end) = (f64::NEG_INFINITY, 0.0);
        let own = portions.iter().enumerate().skip(first);
        for (index, portion) in own.take_while(|part| part.1.tranche == turn.tranche) {
            end += portion.quantity;
            let units = turn.end.min(end) - turn.begin.max(begin);
            begin = end;
            let least = 1e-9 * facts.tranches[turn.tranche].quantity;
            if portion.promised.is_empty() && !portion.passed && units > least {
                let of = shares[turn.reservation].of;
                held.push(Held { portion: index, month, units, of });
            }
        }
    }
    held
}

impl Held {
    /// The component of which a share is reserved, if it is one.
    pub(super) fn component<'a>(&self, facts: &Facts<'a>) -> Option<&'a str> {
        match self.of {
            Of::Component(component) | Of::OnComponent { component, .. } => {
                Some(facts.scenario.components()[component].id().as_str())
            }
            Of::Line(_) | Of::OnLine { .. } | Of::Nothing => None,
        }
    }

    /// The ways to make it of what is reserved, each with its line.
    pub(super) fn ways(
        &self,
        facts: &Facts<'_>,
        resources: &Resources,
        portions: &[Portion],
    ) -> Vec<(usize, Takes)> {
        let tranche = portions[self.portion].tranche;
        let all = makings(facts, resources, tranche);
        let counts = |(line, takes): &(usize, Takes)| match self.of {
            Of::Line(only) | Of::OnLine { line: only, .. } => *line == only,
            Of::Component(_) | Of::OnComponent { .. } | Of::Nothing => {
                let is = |id: &str| {
                    taken(takes, self.month).any(|part| resources.is_component(part.0, id))
                };
                self.component(facts).is_some_and(is)
            }
        };
        all.into_iter().filter(counts).collect()
    }
}

/// Everything that is set aside, by portion.
#[derive(Clone, Default)]
pub(super) struct Aside(BTreeMap<usize, Vec<Place>>);

impl Aside {
    /// Sets aside what is held, one after the other, in its month or the first later ones in which
    /// there is room.
    pub(super) fn new(
        facts: &Facts<'_>,
        resources: &Resources,
        portions: &[Portion],
        held: &[Held],
        room: &mut Room,
    ) -> Self {
        let mut aside = Self::default();
        for part in held {
            let portion = &portions[part.portion];
            let (mut open, least) = (part.units, LEAST * portion.quantity);
            for month in part.month..facts.tranches[portion.tranche].end {
                let now = Held { month, ..part.clone() };
                for (line, takes) in now.ways(facts, resources, portions) {
                    let units = room.fits(&takes, month).min(open);
                    if units > least {
                        room.take(&takes, month, units);
                        open -= units;
                        let own = aside.0.entry(part.portion).or_default();
                        own.push(Place { month, line, units, takes });
                    }
                }
                if open <= least {
                    break;
                }
            }
        }
        aside
    }

    /// Sets all of it aside again.
    pub(super) fn again(&self, room: &mut Room) {
        for place in self.0.values().flatten() {
            room.take(&place.takes, place.month, place.units);
        }
    }

    /// Gives somebody whose turn it is what has been set aside.
    pub(super) fn give(&mut self, portion: usize, room: &mut Room) -> Vec<Place> {
        let own = self.0.remove(&portion).unwrap_or_default();
        for place in &own {
            room.take(&place.takes, place.month, -place.units);
        }
        own
    }

    /// Remembers to set aside for a portion as many units as before: those that it made of what was
    /// set aside, and for the others the first of what it `made` elsewhere, with what that takes.
    /// Returns whether there are others.
    pub(super) fn follow(
        &mut self,
        (portion, whole): (usize, f64),
        mut places: Vec<Place>,
        made: impl FnOnce() -> Vec<(Cell, Takes)>,
    ) -> bool {
        if places.is_empty() {
            return false;
        }
        let least = LEAST * whole;
        let mut made = made();
        let mut others = 0.0;
        for place in &mut places {
            let own = made
                .iter_mut()
                .find(|(cell, _)| (cell.month, cell.line) == (place.month, place.line));
            let mut used = 0.0;
            if let Some((cell, _)) = own {
                used = cell.units.clamp(0.0, place.units);
                cell.units -= used;
            }
            if place.units - used > least {
                others += place.units - used;
                place.units = used;
            }
        }
        let moved = others > 0.0;
        for (cell, takes) in made {
            let units = cell.units.min(others);
            if units > least {
                others -= units;
                places.push(Place { month: cell.month, line: cell.line, units, takes });
            }
        }
        places.retain(|place| place.units > least);
        self.0.insert(portion, places);
        moved
    }
}
