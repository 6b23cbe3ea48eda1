//! What is held for somebody from month to month, while the months are shared out.

use std::collections::BTreeMap;

use super::held::{Held, LEAST};
use super::room::{Room, taken};
use crate::check::facts::Facts;
use crate::check::plant::Each;
use crate::check::portion::Portion;
use crate::check::resources::Resources;

/// What is held, and what of it there has been no place for so far.
pub(super) struct Owed<'a> {
    facts: &'a Facts<'a>,
    resources: &'a Resources,
    portions: &'a [Portion],
    held: &'a [Held],
    late: Vec<Held>,
    /// For each portion how much has been held by now.
    by_now: BTreeMap<usize, f64>,
    /// What is kept for later: of what, until which month, how much.
    aside: Vec<(usize, usize, f64)>,
}

impl<'a> Owed<'a> {
    pub(super) fn new(
        facts: &'a Facts<'a>,
        resources: &'a Resources,
        portions: &'a [Portion],
        held: &'a [Held],
    ) -> Self {
        let (late, by_now, aside) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { facts, resources, portions, held, late, by_now, aside }
    }

    /// What comes first in a month: what is late, as far as the portion has not been served
    /// otherwise, then what is held in the month; no more than is open. What is kept from month to
    /// month and held later stays where it is.
    pub(super) fn first(&mut self, month: usize, open: &[f64], room: &mut Room) -> Vec<Held> {
        if self.held.is_empty() {
            return Vec::new();
        }
        let mut left = open.to_vec();
        let mut short: BTreeMap<usize, f64> = BTreeMap::new();
        let mut first: Vec<Held> = Vec::new();
        let ask = |mut part: Held, most: f64, left: &mut [f64]| {
            part.units = part.units.min(most).min(left[part.portion]);
            left[part.portion] -= part.units;
            part.month = part.month.max(month);
            part
        };
        for part in std::mem::take(&mut self.late) {
            let portion = &self.portions[part.portion];
            if month >= self.facts.tranches[portion.tranche].end {
                continue;
            }
            let made = portion.quantity - open[part.portion];
            let by_now = self.by_now.get(&part.portion).copied().unwrap_or(0.0);
            let short = short.entry(part.portion).or_insert((by_now - made).max(0.0));
            let late = part.units.min(*short);
            *short -= late;
            first.push(ask(part, late, &mut left));
        }
        for part in self.held.iter().filter(|part| part.month == month) {
            *self.by_now.entry(part.portion).or_insert(0.0) += part.units;
            first.push(ask(part.clone(), f64::INFINITY, &mut left));
        }
        for part in self.held.iter().filter(|part| part.month > month) {
            if self.keeps(part).is_some() {
                let part = ask(part.clone(), f64::INFINITY, &mut left);
                self.keep(&part, room);
            }
        }
        first
    }

    /// Remembers that there has been no place for some units of what is held.
    pub(super) fn late(&mut self, part: Held, room: &mut Room) {
        if part.units > LEAST * self.portions[part.portion].quantity {
            self.keep(&part, room);
            self.late.push(part);
        }
    }

    /// What is kept of a share: the resource and what a unit takes of it in the month.
    fn keeps(&self, part: &Held) -> Option<(usize, f64)> {
        let (_, takes) = part.ways(self.facts, self.resources, self.portions).into_iter().next()?;
        let id = part.component(self.facts)?;
        taken(&takes, part.month).find(|(resource, _)| self.resources.is_component(*resource, id))
    }

    fn keep(&mut self, part: &Held, room: &mut Room) {
        let Some((resource, amount)) = self.keeps(part).filter(|_| part.units > 0.0) else {
            return;
        };
        let aside = (amount * part.units).min(room.free(resource, part.month));
        room.take(&vec![(resource, Each::Unit(1.0))], part.month, aside);
        self.aside.push((resource, part.month, aside));
    }

    /// The month is over: nothing more is kept from anybody.
    pub(super) fn over(&mut self, room: &mut Room) {
        for (resource, month, aside) in self.aside.drain(..) {
            room.take(&vec![(resource, Each::Unit(1.0))], month, -aside);
        }
    }
}
