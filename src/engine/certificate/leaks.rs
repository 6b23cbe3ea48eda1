//! What later levels could gain by what the point overpays on earlier ones.

use crate::model::Level;

/// For each level and each watched one before it: what a unit overpaid there can save here.
#[derive(Debug, Clone)]
pub(super) struct Leaks {
    /// By level, its place among those watched.
    place: Vec<Option<u32>>,
    watched: Vec<usize>,
    /// By level and place.
    gains: Vec<f64>,
}

impl Leaks {
    /// Watches some of the levels.
    pub(super) fn of_levels(levels: &[Level], watch: impl Fn(&Level) -> bool) -> Self {
        let watched = levels.iter().enumerate().filter(|(_, level)| watch(level));
        Self::new(levels.len(), watched.map(|(index, _)| index).collect())
    }

    fn new(levels: usize, watched: Vec<usize>) -> Self {
        let mut place = vec![None; levels];
        for (&level, own) in watched.iter().zip(0..) {
            place[level] = Some(own);
        }
        Self { place, gains: vec![0.0; levels * watched.len()], watched }
    }

    /// Nothing yet, and more levels watched.
    pub(super) fn watching(&self, more: &[usize]) -> Self {
        let mut watched = [&self.watched[..], more].concat();
        watched.sort_unstable();
        Self::new(self.place.len(), watched)
    }

    pub(super) fn is_watched(&self, level: usize) -> bool {
        self.place[level].is_some()
    }

    /// The levels watched, ascending.
    pub(super) fn watched(&self) -> &[usize] {
        &self.watched
    }

    /// The place of a level among those watched.
    pub(super) fn place(&self, level: usize) -> Option<usize> {
        self.place[level].map(|place| place as usize)
    }

    /// A unit overpaid on a level before can save so much here.
    pub(super) fn add(&mut self, level: usize, before: usize, gain: f64) {
        if let Some(place) = self.place(before) {
            let known = &mut self.gains[level * self.watched.len() + place];
            *known = known.max(gain);
        }
    }

    /// What a level could gain by what all before it overpay.
    pub(super) fn of_level(&self, level: usize, overpaid: &[f64]) -> f64 {
        let gains = &self.gains[level * self.watched.len()..][..self.watched.len()];
        let before = self.watched.iter().zip(gains).take_while(|part| *part.0 < level);
        let leaks = before.map(|(&before, &gain)| (gain, overpaid[before]));
        leaks.filter(|(gain, misfit)| *gain > 0.0 && *misfit > 0.0).map(|(g, m)| g * m).sum()
    }
}
