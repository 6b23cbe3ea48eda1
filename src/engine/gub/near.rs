//! Which columns are close to being worth a pivot.
//!
//! Most lots have one or two columns that cost exactly what their key costs, such as another
//! line in the same month, and nothing else anywhere near. While the dual simplex moves the
//! prices by little, only these columns have to be looked at: for all others there is a
//! margin, and a sum of what the charges have moved. Lots are kept by their key, since what
//! a ray of prices does to a lot depends on what it charges for the key.

use super::columns::Place;
use super::scan;
use super::simplex::Simplex;

/// Columns count as near that cost no more than the key, but for this many times what may be
/// rounding.
const NEAR: f64 = 1e3;

/// A lot, as it was when it was looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) lot: u32,
    /// Its near columns, in one list of all.
    first: u32,
    end: u32,
    /// What the charges of its family had moved by then, and what they may have moved by
    /// until a column that is not near can be attractive.
    since: f64,
    until: f64,
}

impl Entry {
    /// Whether no column that is not near can be attractive.
    pub(super) fn holds(&self, moved: f64) -> bool {
        self.until >= moved
    }

    /// Whether most of the margin has gone.
    fn is_stale(&self, moved: f64) -> bool {
        moved - self.since > 0.5 * (self.until - self.since)
    }
}

/// Lots of one family with the same key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    pub(super) family: u32,
    pub(super) key: Place,
    pub(super) first: u32,
    pub(super) end: u32,
}

/// The near columns of all lots.
#[derive(Debug, Default)]
pub(super) struct Near {
    pub(super) groups: Vec<Group>,
    pub(super) entries: Vec<Entry>,
    columns: Vec<Place>,
    /// Lots whose columns have limits, or whose costs follow no path. Nothing is near.
    pub(super) others: Vec<Entry>,
    /// Lots whose key is another by now.
    pub(super) strays: Vec<u32>,
    /// Times that strays have been looked at.
    pub(super) looks: usize,
    /// Scratch.
    periods: Vec<u32>,
}

impl Near {
    /// Whether the strays take more time than to look at everything again.
    pub(super) fn is_worn(&self, lots: usize) -> bool {
        self.looks > lots
    }

    pub(super) fn columns(&self, entry: Entry) -> &[Place] {
        &self.columns[entry.first as usize..entry.end as usize]
    }

    /// Puts the entries in the order of their keys: in buckets by family, recipe and period.
    fn sort(&mut self, simplex: &Simplex) {
        let columns = &simplex.columns;
        let families = 0..columns.families() as u32;
        let mut next = 0;
        let starts: Vec<usize> = families
            .map(|family| {
                let start = next;
                next += columns.family(family).len() * columns.periods + 1;
                start
            })
            .collect();
        let bucket = |entry: &Entry| {
            let state = &simplex.lots[entry.lot as usize];
            let recipes = columns.family(state.family);
            let position = recipes.iter().position(|&recipe| recipe == state.key.recipe);
            let place =
                position.map_or(0, |at| 1 + at * columns.periods + state.key.period as usize);
            starts[state.family as usize] + place
        };
        let buckets: Vec<usize> = self.entries.iter().map(bucket).collect();
        let mut ends = vec![0_u32; next + 1];
        for &bucket in &buckets {
            ends[bucket + 1] += 1;
        }
        for bucket in 0..next {
            ends[bucket + 1] += ends[bucket];
        }
        let mut sorted = self.entries.clone();
        for (entry, &bucket) in self.entries.iter().zip(&buckets) {
            sorted[ends[bucket] as usize] = *entry;
            ends[bucket] += 1;
        }
        self.entries = sorted;
        let mut first = 0;
        for &end in &ends[..next] {
            if first < end {
                let state = &simplex.lots[self.entries[first as usize].lot as usize];
                self.groups.push(Group { family: state.family, key: state.key, first, end });
                first = end;
            }
        }
    }
}

impl Simplex<'_> {
    /// Looks at every column; nothing if one is attractive.
    pub(super) fn near_columns(&mut self) -> Option<Near> {
        self.charge();
        self.statistics.passes += 1;
        let mut near = Near::default();
        for &lot in &self.open.active {
            let entry = self.entry(lot, &mut near)?;
            let is_scanned = self.lots[lot as usize].is_scanned();
            if is_scanned { &mut near.entries } else { &mut near.others }.push(entry);
        }
        near.sort(self);
        Some(near)
    }

    /// Looks at a lot once more, if that widens its margin.
    pub(super) fn freshen(&self, index: usize, near: &mut Near) {
        let entry = near.entries[index];
        let moved = self.charges.moved(self.lots[entry.lot as usize].family);
        if entry.is_stale(moved)
            && let Some(entry) = self.entry(entry.lot, near)
        {
            near.entries[index] = entry;
        }
    }

    /// Looks at a lot; nothing if one of its columns is attractive.
    fn entry(&self, lot: u32, near: &mut Near) -> Option<Entry> {
        let state = &self.lots[lot as usize];
        let since = self.charges.moved(state.family);
        let first = near.columns.len() as u32;
        let margin = if state.is_scanned() {
            self.near_of(lot, &mut near.periods, &mut near.columns)
        } else {
            self.margin(lot)
        }?;
        let end = near.columns.len() as u32;
        Some(Entry { lot, first, end, since, until: since + margin })
    }

    /// Appends the near columns of a lot; what the best of the others costs more than the
    /// key, unless one is attractive.
    fn near_of(&self, lot: u32, periods: &mut Vec<u32>, near: &mut Vec<Place>) -> Option<f64> {
        let state = &self.lots[lot as usize];
        let span = self.open.spans[lot as usize];
        let bill = self.bill(state);
        let key = state.key;
        let now = self.key_cost(lot) + self.charges.place(key);
        let allowance = self.allowance(now, now);
        let bar = now + NEAR * allowance;
        let mut beyond = f64::INFINITY;
        let mut least = f64::INFINITY;
        let mut offer = |place: Place, value: f64, near: &mut Vec<Place>| {
            if place != key {
                least = if value < least { value } else { least };
                if value <= bar {
                    near.push(place);
                } else {
                    beyond = if value < beyond { value } else { beyond };
                }
            }
        };
        if span.unserved {
            offer(Place::UNSERVED, self.place_cost(state, Place::UNSERVED), near);
        }
        let tables = self.tables();
        let mut rest = f64::INFINITY;
        let scan = |y: &[f64], first: u32, end: u32| {
            let span = (first as usize, end.max(first) as usize);
            scan::least(bill, tables, &self.steps, y, span)
        };
        // Columns in these periods are looked at one by one.
        let mut look = |y: &[f64], first: u32, end: u32, periods: &mut Vec<u32>| {
            periods.clear();
            let has_key = key.is_served() && (first..end).contains(&key.period);
            let besides = if has_key {
                scan(y, first, key.period).min(scan(y, key.period + 1, end))
            } else {
                scan(y, first, end)
            };
            if besides > bar {
                rest = rest.min(besides);
                periods.extend(has_key.then_some(key.period));
                return;
            }
            scan::below(bill, tables, y, (first as usize, end as usize), bar, periods);
            let mut from = first;
            for &period in &*periods {
                rest = rest.min(scan(y, from, period));
                from = period + 1;
            }
            rest = rest.min(scan(y, from, end));
        };
        if span.is_whole() {
            look(self.charges.family(state.family), state.first, state.end, periods);
            for &period in &*periods {
                let cost = scan::cost(bill, tables, period as usize);
                for &recipe in self.columns.family(state.family) {
                    let value = cost + self.charges.recipe(recipe)[period as usize];
                    offer(Place { recipe, period }, value, near);
                }
            }
        } else {
            for run in self.open.runs(span) {
                let y = self.charges.recipe(run.recipe);
                look(y, run.first, run.end, periods);
                for &period in &*periods {
                    let value = scan::cost(bill, tables, period as usize) + y[period as usize];
                    offer(Place { recipe: run.recipe, period }, value, near);
                }
            }
        }
        (least >= now - NEAR * allowance).then_some(beyond.min(rest) - now)
    }

    /// The same, column by column, for a lot that has none near.
    fn margin(&self, lot: u32) -> Option<f64> {
        let state = &self.lots[lot as usize];
        let now = self.key_cost(lot) + self.charges.place(state.key);
        let mut least = f64::INFINITY;
        let mut offer = |place: Place| {
            if place != state.key {
                let more = self.place_cost(state, place) + self.charges.place(place) - now;
                let more = if self.is_upper(lot, place) { -more } else { more };
                least = if more < least { more } else { least };
            }
        };
        if self.open.spans[lot as usize].unserved {
            offer(Place::UNSERVED);
        }
        self.for_each_open(lot, offer);
        (least >= -NEAR * self.allowance(now, now)).then_some(least)
    }
}
