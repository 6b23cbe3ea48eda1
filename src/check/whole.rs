//! Whole units for those who share: who gets the unit in the making.
//!
//! Those who share one line of work have one unit in the making. Whenever it is complete it goes to
//! one whose share reaches into a unit that it does not have: to whose share fills that unit
//! first, and among equals to whoever comes first. Whose share fills a unit must have it.
//! Whoever may be served only later than the unit was begun waits, with others who came since,
//! for the next one. What somebody has of a unit that its share does not fill before it leaves is
//! pooled with what the others have who leave with it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::delivered::slack;
use super::facts::{Cell, Facts};
use super::tranche::Tranche;
use crate::scenario::Counting;

/// What is smaller than this share of what it is taken from is rounding.
const DUST: f64 = 1e-12;

/// What rounding may leave of a unit in the end.
const LITTLE: f64 = 1e-3;

/// Month and line, and the units made there.
pub(super) type Cells = BTreeMap<(usize, usize), f64>;

/// Somebody with a share in common work.
pub(super) struct Sharer {
    pub(super) tranche: usize,
    /// The first month in which it may be served, and the first in which no longer.
    pub(super) from: usize,
    pub(super) gone: usize,
    /// How many units it wants, and for how many of these it has been served; what of the next one
    /// was made for it before the first month.
    wanted: f64,
    has: f64,
    begun: f64,
    /// The last month in which it was served, and what of its units then is from before.
    served: Option<usize>,
    older: f64,
    rank: usize,
    /// What of a unit may be missing.
    little: f64,
    share: Vec<Cell>,
    /// All of the share by the end of the months in which it grows.
    grown: Vec<(usize, f64)>,
    /// What the share was before the first month.
    start: f64,
    /// All of it by now, how many of its cells that are, and the month that fills the next unit.
    now: f64,
    behind: usize,
    filled: usize,
}

/// Whether a tranche has whole units in common with others.
pub(super) fn counts(facts: &Facts<'_>, tranche: &Tranche) -> bool {
    facts.scenario.products()[tranche.product].counting() == Counting::Whole
        && tranche.lot.is_none()
        && tranche.least_shipment.is_none()
        && tranche.quantity.fract() == 0.0
}

/// How many units more than its exact share a tranche was given; fewer if below zero.
pub(super) fn surplus(facts: &Facts<'_>, index: usize) -> f64 {
    let tranche = &facts.tranches[index];
    let shares = facts.in_proportion() && counts(facts, tranche);
    if shares { tranche.before - tranche.share } else { 0.0 }
}

impl Sharer {
    /// A tranche with the share that it has of the work, and its rank among equals. The remainder is
    /// what it was given more than its exact share.
    pub(super) fn new(
        facts: &Facts<'_>,
        (index, remainder): (usize, f64),
        (from, gone): (usize, usize),
        (share, rank): (Cells, usize),
    ) -> Self {
        let tranche = &facts.tranches[index];
        let wanted = tranche.quantity;
        let little = slack(wanted);
        let has = f64::floor(tranche.before + little);
        let begun = tranche.before - has;
        let start = tranche.before - remainder;
        let cells = share.into_iter().map(|((month, line), units)| Cell { month, line, units });
        let mut sharer = Self {
            tranche: index,
            from,
            gone,
            wanted,
            has,
            begun: if begun > little { begun } else { 0.0 },
            served: None,
            older: 0.0,
            rank,
            little,
            share: cells.collect(),
            grown: Vec::new(),
            start,
            now: start,
            behind: 0,
            filled: 0,
        };
        sharer.grow();
        sharer
    }

    fn grow(&mut self) {
        let mut all = self.start;
        self.grown.clear();
        for cell in &self.share {
            all += cell.units;
            match self.grown.last_mut() {
                Some(last) if last.0 == cell.month => last.1 = all,
                _ => self.grown.push((cell.month, all)),
            }
        }
        self.fill();
    }

    /// Looks for the month that fills the next unit.
    fn fill(&mut self) {
        let next = self.has + 1.0;
        if self.start + self.little >= next {
            self.filled = 0;
            return;
        }
        let before = self.grown.partition_point(|part| part.1 + self.little < next);
        self.filled = self.grown.get(before).map_or(usize::MAX, |part| part.0);
    }

    /// Whether it has something to come, or to give to others.
    fn shares(&self) -> bool {
        !self.share.is_empty() || (self.start - self.has - self.begun).abs() > self.little
    }

    /// What a month adds to the share.
    fn add(&mut self, month: usize) -> &[Cell] {
        let first = self.behind;
        while let Some(cell) = self.share.get(self.behind).filter(|cell| cell.month <= month) {
            self.now += cell.units;
            self.behind += 1;
        }
        &self.share[first..self.behind]
    }

    fn receive(&mut self, units: f64) {
        self.has += units;
        self.begun = 0.0;
        self.fill();
    }

    /// Units that must have been delivered by now.
    fn due(&self) -> f64 {
        f64::floor(self.now + self.little)
    }

    /// Whether its share reaches into a unit that it does not have.
    fn waits(&self) -> bool {
        self.now > self.has + self.little
    }

    /// Who is next has the least of these: the month in which the share fills the next unit, if any
    /// does, and the place among equals.
    fn comes(&self) -> (usize, Reverse<usize>) {
        (self.filled, Reverse(self.rank))
    }

    /// Parts what its share never makes whole from the rest.
    fn part(&mut self) -> Option<Self> {
        let all = self.grown.last().map_or(self.start, |part| part.1);
        let whole = f64::floor(all + self.little);
        if all - self.little <= whole {
            return None;
        }
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        let mut before = self.start.min(whole);
        for &cell in &self.share {
            let fits = (whole - before).clamp(0.0, cell.units);
            before += fits;
            if fits > 0.0 {
                first.push(Cell { units: fits, ..cell });
            }
            if cell.units > fits {
                rest.push(Cell { units: cell.units - fits, ..cell });
            }
        }
        let from = rest.first().map_or(self.gone, |cell| cell.month);
        let from = if self.start > whole { self.from } else { from };
        let start = self.start.max(whole);
        // The unit that was begun for it is the next one that it gets.
        let ahead = self.has >= whole;
        let mut other = Self {
            wanted: whole + 1.0,
            has: self.has.max(whole),
            begun: if ahead { self.begun } else { 0.0 },
            from,
            start,
            now: start,
            share: rest,
            grown: Vec::new(),
            ..*self
        };
        other.grow();
        (self.share, self.wanted) = (first, whole);
        (self.start, self.has) = (self.start.min(whole), self.has.min(whole));
        self.now = self.start;
        if ahead {
            self.begun = 0.0;
        }
        self.grow();
        Some(other)
    }
}

/// Work in common.
#[derive(Default)]
struct Crew {
    sharers: Vec<usize>,
    /// Units made less units delivered.
    made: f64,
    delivered: f64,
    /// What no unit has yet, the earliest last.
    pieces: Vec<Cell>,
    latest: Option<usize>,
}

/// What everybody gets of the work of all, in whole units: by tranche.
pub(super) fn hand_out(mut sharers: Vec<Sharer>) -> BTreeMap<usize, Cells> {
    let mut given: BTreeMap<usize, Cells> =
        sharers.iter().map(|sharer| (sharer.tranche, Cells::new())).collect();
    let open = |sharer: &Sharer| sharer.wanted - sharer.has - sharer.begun;
    let mut open: Vec<(usize, usize, (usize, usize), f64)> = sharers
        .iter()
        .map(|own| (own.rank, own.tranche, (own.from, own.gone), open(own)))
        .collect();
    sharers.retain(Sharer::shares);
    let ends = sharers.iter().filter_map(|sharer| sharer.grown.last());
    let Some(end) = ends.map(|end| end.0).max() else { return given };
    let mut leaving: BTreeMap<usize, Vec<Sharer>> = BTreeMap::new();
    for sharer in sharers.iter_mut().filter(|sharer| sharer.gone <= end) {
        if let Some(part) = sharer.part() {
            leaving.entry(sharer.gone).or_default().push(part);
        }
    }
    sharers.retain(Sharer::shares);
    let mut over = Vec::new();
    for mut group in leaving.into_values().chain([sharers]) {
        Work { sharers: &mut group, given: &mut given, over: &mut over }.carry_out();
    }
    // Whoever comes first gets what nobody is to have, as much as it wants.
    over.sort_by_key(|piece| (piece.month, piece.line));
    open.sort_by_key(|part| Reverse(part.0));
    if over.is_empty() {
        return given;
    }
    for (_, tranche, (from, gone), mut open) in open {
        let cells = given.entry(tranche).or_default();
        open -= cells.values().sum::<f64>();
        for piece in over.iter_mut().filter(|piece| from <= piece.month && piece.month < gone) {
            let units = open.min(piece.units);
            if units > 0.0 {
                *cells.entry((piece.month, piece.line)).or_default() += units;
                piece.units -= units;
                open -= units;
            }
        }
    }
    given
}

struct Work<'a> {
    sharers: &'a mut [Sharer],
    given: &'a mut BTreeMap<usize, Cells>,
    /// What nobody is to have.
    over: &'a mut Vec<Cell>,
}

impl Work<'_> {
    fn carry_out(&mut self) {
        let mut calendar: BTreeMap<usize, (Vec<usize>, bool)> = BTreeMap::new();
        for (index, sharer) in self.sharers.iter().enumerate() {
            calendar.entry(sharer.from).or_default().0.push(index);
            for part in &sharer.grown {
                calendar.entry(part.0).or_default().1 = true;
            }
        }
        // Who came last works in the last crew.
        let mut crews = vec![Crew::default()];
        for (month, (arrive, busy)) in calendar {
            match crews.last_mut() {
                Some(newest) if newest.pieces.is_empty() => newest.sharers.extend(arrive),
                _ if arrive.is_empty() => {}
                _ => crews.push(Crew { sharers: arrive, ..Crew::default() }),
            }
            if !busy {
                continue;
            }
            for crew in &mut crews {
                crew.make(self.sharers, month);
            }
            while self.complete_before(&mut crews, month) || {
                let newest = crews.last_mut();
                newest.is_some_and(|newest| self.complete_all(newest, month))
            } {}
        }
        for mut crew in crews {
            let rounding = crew.rest() <= LITTLE;
            match self.next(&crew).or(crew.latest.filter(|_| rounding)) {
                Some(next) => self.leave(&mut crew, next, usize::MAX),
                None => self.over.append(&mut crew.pieces),
            }
        }
    }

    fn next(&self, crew: &Crew) -> Option<usize> {
        let wait = crew.sharers.iter().copied().filter(|&one| self.sharers[one].waits());
        wait.min_by_key(|&one| self.sharers[one].comes())
    }

    /// Completes a unit of a crew before the newest, if one can be: from its own pieces or, if nobody
    /// in the crews after it is to have one earlier, also from theirs. All pieces from before
    /// the newest of these crews go into it, so that they are one from then on; those of one that
    /// completes a unit alone from before this month, so that it is one with the newest.
    fn complete_before(&mut self, crews: &mut Vec<Crew>, month: usize) -> bool {
        let next: Vec<Option<usize>> = crews.iter().map(|crew| self.next(crew)).collect();
        let filled = |one: usize, work: &Self| work.sharers[one].comes().0;
        for index in 0..crews.len().saturating_sub(1) {
            let Some(own) = next[index] else { continue };
            let (when, little) = (filled(own, self), self.sharers[own].little);
            let begun = self.sharers[own].begun;
            let rest = crews[index].rest() + begun;
            let alone = (when <= month && whole(rest, 2.0 * little)) || whole(rest, little);
            let mut last = index;
            if !alone {
                if next[index + 1..].iter().flatten().any(|&one| filled(one, self) < when) {
                    continue;
                }
                let mut rest = rest;
                while !whole(rest, little) && last + 1 < crews.len() {
                    last += 1;
                    rest += crews[last].rest();
                }
                if !whole(rest, little) {
                    continue;
                }
            }
            for other in crews.drain(index..last).collect::<Vec<_>>() {
                crews[index].take_in(other);
            }
            self.deliver(&mut crews[index], own, (1.0, month));
            if alone {
                self.leave(&mut crews[index], own, month);
                let other = crews.remove(index);
                if let Some(newest) = crews.last_mut() {
                    newest.take_in(other);
                }
            }
            return true;
        }
        false
    }

    /// Completes all that can be of the newest crew; whether there was something.
    fn complete_all(&mut self, crew: &mut Crew, month: usize) -> bool {
        let before = crew.delivered;
        let mut must = crew.sharers.clone();
        must.retain(|&one| self.sharers[one].due() > self.sharers[one].has);
        must.sort_by_key(|&one| Reverse(self.sharers[one].rank));
        for one in must {
            let sharer = &self.sharers[one];
            // Who left the book may have taken with it what others are to have.
            let there = f64::floor(crew.rest() + sharer.begun + sharer.little);
            let units = f64::min(sharer.due() - sharer.has, there);
            if units > 0.0 {
                self.deliver(crew, one, (units, month));
            }
        }
        let mut wait = crew.sharers.clone();
        wait.retain(|&one| self.sharers[one].waits());
        wait.sort_by_key(|&one| self.sharers[one].comes());
        for one in wait {
            let sharer = &self.sharers[one];
            if !whole(crew.rest() + sharer.begun, sharer.little) {
                break;
            }
            self.deliver(crew, one, (1.0, month));
        }
        // The share of one who has all may still grow: others get that.
        crew.sharers.retain(|&one| {
            let sharer = &self.sharers[one];
            sharer.has < sharer.wanted || sharer.grown.last().is_some_and(|last| last.0 > month)
        });
        crew.delivered > before
    }

    /// What is in units from before the month in which they are delivered never makes one of them
    /// whole: that would have been delivered before.
    fn deliver(&mut self, crew: &mut Crew, one: usize, (units, month): (f64, usize)) {
        let dust = DUST * f64::max(crew.made, 1.0);
        let sharer = &mut self.sharers[one];
        let cells = self.given.entry(sharer.tranche).or_default();
        if sharer.served != Some(month) {
            sharer.served = Some(month);
            sharer.older = sharer.begun;
        }
        let needed = units - sharer.begun;
        let mut missing = needed;
        let mut bounded = true;
        // The earliest lie at the end.
        let mut behind = crew.pieces.len();
        while missing > dust {
            if behind == 0 && !bounded {
                break;
            }
            if behind == 0 {
                (bounded, behind) = (false, crew.pieces.len());
                continue;
            }
            let piece = crew.pieces[behind - 1];
            let older = bounded && piece.month < month;
            let fits = 1.0 - 2.0 * sharer.little - sharer.older;
            let want = if older { missing.min(fits) } else { missing };
            if want <= dust {
                behind -= 1;
                continue;
            }
            let rest = piece.units - want;
            let taken = if rest > dust { want } else { piece.units };
            *cells.entry((piece.month, piece.line)).or_default() += taken;
            missing -= taken;
            if older {
                sharer.older += taken;
            }
            if rest > dust {
                crew.pieces[behind - 1].units = rest;
            } else {
                crew.pieces.remove(behind - 1);
                behind -= 1;
            }
        }
        sharer.receive(units);
        crew.delivered += needed;
        crew.latest = Some(one);
    }

    /// Gives all pieces from before a month to one, for the unit that it gets next.
    fn leave(&mut self, crew: &mut Crew, one: usize, month: usize) {
        let sharer = &mut self.sharers[one];
        let cells = self.given.entry(sharer.tranche).or_default();
        while let Some(piece) = crew.pieces.pop_if(|piece| piece.month < month) {
            *cells.entry((piece.month, piece.line)).or_default() += piece.units;
            sharer.begun += piece.units;
            crew.delivered += piece.units;
        }
    }
}

impl Crew {
    fn make(&mut self, sharers: &mut [Sharer], month: usize) {
        let mut lines: BTreeMap<usize, f64> = BTreeMap::new();
        for &one in &self.sharers {
            for cell in sharers[one].add(month) {
                *lines.entry(cell.line).or_default() += cell.units;
            }
        }
        let made = lines.into_iter().map(|(line, units)| Cell { month, line, units });
        let pieces: Vec<Cell> = made.collect();
        self.made += pieces.iter().map(|piece| piece.units).sum::<f64>();
        self.put(pieces);
    }

    fn put(&mut self, pieces: Vec<Cell>) {
        self.pieces.extend(pieces);
        self.pieces.sort_by_key(|piece| Reverse((piece.month, piece.line)));
    }

    fn take_in(&mut self, other: Self) {
        self.sharers.extend(other.sharers);
        self.made += other.made;
        self.delivered += other.delivered;
        self.put(other.pieces);
        self.latest = self.latest.or(other.latest);
    }

    /// What is made and not delivered.
    fn rest(&self) -> f64 {
        self.made - self.delivered
    }
}

fn whole(units: f64, little: f64) -> bool {
    units >= 1.0 - little / 2.0
}
