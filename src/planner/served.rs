//! What tranches get, before it is told as a plan.

/// Production of a demand: month index, position of the line, units.
pub(super) type Made = (usize, usize, f64);

/// What is made for every demand of the scenario, and when it is taken from stock.
pub(super) struct Served {
    /// By month and line.
    pub(super) made: Vec<Vec<Made>>,
    /// By month; only of products made ahead. The line means nothing.
    pub(super) taken: Vec<Vec<Made>>,
}

impl Served {
    /// What a demand gets, by month.
    pub(super) fn of(&self, demand: usize) -> &[Made] {
        let taken = &self.taken[demand];
        if taken.is_empty() { &self.made[demand] } else { taken }
    }
}
