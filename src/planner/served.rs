//! What tranches get, before it is told as a plan.

/// Production of a demand: month index, position of the line, units.
pub(super) type Made = (usize, usize, f64);

/// Stands for the line of what is taken off the shelf, where that is told from what was made for
/// somebody.
pub(super) const SHELF: usize = usize::MAX;

/// What is made for every demand of the scenario, and when it is taken from stock.
pub(super) struct Served {
    /// By month and line.
    pub(super) made: Vec<Vec<Made>>,
    /// By month; only of products made ahead. The line means nothing, unless it is [`SHELF`].
    pub(super) taken: Vec<Vec<Made>>,
}

impl Served {
    /// What a demand gets, by month; in a month what is off the shelf comes last.
    pub(super) fn of(&self, demand: usize) -> &[Made] {
        let taken = &self.taken[demand];
        if taken.is_empty() { &self.made[demand] } else { taken }
    }
}

/// What a tranche gets comes from several blocks if something of it is promised, and from several
/// shares if it has whole units: one entry for each month and line.
pub(super) fn in_one(made: &mut Vec<Made>) {
    made.sort_by_key(|&(month, line, _)| (month, line));
    made.dedup_by(|next, entry| {
        let same = (next.0, next.1) == (entry.0, entry.1);
        if same {
            entry.2 += next.2;
        }
        same
    });
}
