//! Which columns are close to being attractive.
//!
//! Most lots have one or two columns that cost exactly as much as their key, such as another
//! line in the same month, and no other close to that. While the dual simplex changes prices
//! only a little, only these near columns need to be searched: all others have a margin, to
//! be compared with the sum of changes of the charges. Lots are grouped by their key, since
//! the effect of a ray on a lot depends on the charge of the key.

use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::Service;

/// A lot, as it was when it was priced.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NearLot {
    pub(crate) lot: u32,
    /// Its near columns are `columns[first..end]`.
    pub(crate) first: u32,
    pub(crate) end: u32,
    /// [`Charges::moved`](crate::engine::gub::basis::charges::Charges::moved) of its family at
    /// that time, and the value up to which no other column can be attractive.
    pub(crate) since: f64,
    pub(crate) until: f64,
}

impl NearLot {
    /// Whether none but its near columns can be attractive.
    pub(crate) fn holds(&self, moved: f64) -> bool {
        self.until >= moved
    }

    /// Whether most of the margin is used up.
    pub(crate) fn is_stale(&self, moved: f64) -> bool {
        moved - self.since > 0.5 * (self.until - self.since)
    }
}

/// Lots of one family with the same key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyGroup {
    pub(crate) family: u32,
    pub(crate) key: Service,
    pub(crate) first: u32,
    pub(crate) end: u32,
}

/// The near columns of all lots.
#[derive(Debug, Default)]
pub(crate) struct NearColumns {
    pub(crate) groups: Vec<KeyGroup>,
    pub(crate) entries: Vec<NearLot>,
    pub(crate) columns: Vec<Service>,
    /// Lots with limits or random costs. They have no near columns.
    pub(crate) others: Vec<NearLot>,
    /// Lots that have changed their key since.
    pub(crate) rekeyed: Vec<u32>,
    /// How often such lots have been searched.
    pub(crate) searches: usize,
    /// Working space.
    pub(crate) periods: Vec<u32>,
}

impl NearColumns {
    /// Whether searching the rekeyed lots has cost more than pricing all lots again.
    pub(crate) fn is_worn(&self, lots: usize) -> bool {
        self.searches > lots
    }

    pub(crate) fn columns(&self, entry: NearLot) -> &[Service] {
        &self.columns[entry.first as usize..entry.end as usize]
    }

    /// Sorts the entries by their keys: in buckets by family, recipe and period.
    pub(crate) fn sort(&mut self, simplex: &Simplex) {
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
        let bucket = |entry: &NearLot| {
            let state = &simplex.lots[entry.lot as usize];
            let recipes = columns.family(state.family);
            let position = recipes.iter().position(|&recipe| recipe == state.key.recipe);
            let service =
                position.map_or(0, |at| 1 + at * columns.periods + state.key.period as usize);
            starts[state.family as usize] + service
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
                self.groups.push(KeyGroup { family: state.family, key: state.key, first, end });
                first = end;
            }
        }
    }
}
