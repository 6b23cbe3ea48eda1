//! Lots whose level is still to come, and of which nothing is served yet.

use super::super::basis::face::{OpenRun, OpenSet};
use super::super::basis::simplex::Simplex;
use super::super::basis::variable::Service;

/// Which lots wait, and which columns are closed for all that do.
#[derive(Debug)]
pub(super) struct Waiting {
    /// By lot.
    pub(super) lots: Vec<bool>,
    /// By recipe and period.
    pub(super) closed: Vec<bool>,
}

impl Waiting {
    /// Every lot of which nothing is served and to which no level before gave a cost.
    pub(super) fn new(simplex: &Simplex<'_>) -> Self {
        let waits = |lot: usize| {
            let set = simplex.face.sets[lot];
            let state = &simplex.lots[lot];
            simplex.is_unserved(lot) && set == OpenSet::WHOLE && !state.is_limited()
        };
        Self {
            lots: (0..simplex.lots.len()).map(waits).collect(),
            closed: vec![false; simplex.columns.recipes * simplex.columns.periods],
        }
    }
}

impl Simplex<'_> {
    /// Lets a lot take part: with the columns that are open for all that wait.
    pub(super) fn wake(&mut self, lot: u32, waiting: &mut Waiting) {
        if std::mem::take(&mut waiting.lots[lot as usize]) {
            self.face.sets[lot as usize] = self.still_open(lot, &waiting.closed);
            if !self.is_settled(lot) {
                self.face.active.push(lot);
            }
        }
    }

    /// The columns of a lot that are not closed for all that wait.
    fn still_open(&mut self, lot: u32, closed: &[bool]) -> OpenSet {
        let state = &self.lots[lot as usize];
        let (periods, span) = (self.columns.periods, state.first..state.end);
        let is_closed =
            |recipe: u32, period: u32| closed[recipe as usize * periods + period as usize];
        let family = self.columns.family(state.family);
        if !family.iter().any(|&recipe| span.clone().any(|period| is_closed(recipe, period))) {
            return OpenSet::WHOLE;
        }
        let services = family
            .iter()
            .flat_map(|&recipe| span.clone().map(move |period| Service { recipe, period }));
        let open = services.filter(|service| !is_closed(service.recipe, service.period));
        let open: Vec<Service> = open.collect();
        self.face.add_set(open.into_iter(), true)
    }

    /// Whether a lot has but one open column, and that is its key.
    pub(super) fn is_settled(&self, lot: u32) -> bool {
        let state = &self.lots[lot as usize];
        self.open_columns(lot) <= 1 && state.nonkeys == 0 && !state.is_fixed(state.key)
    }

    /// How many columns of a lot are open.
    fn open_columns(&self, lot: u32) -> u64 {
        let set = self.face.sets[lot as usize];
        let served: u64 = if set.is_whole() {
            let state = &self.lots[lot as usize];
            u64::from(state.end - state.first) * self.columns.family(state.family).len() as u64
        } else {
            self.face.runs(set).iter().map(|run| u64::from(run.end - run.first)).sum()
        };
        served + u64::from(set.unserved)
    }

    /// The periods in which a lot has open columns.
    pub(super) fn open_span(&self, lot: u32) -> (u32, u32) {
        let set = self.face.sets[lot as usize];
        let state = &self.lots[lot as usize];
        if set.is_whole() {
            return (state.first, state.end);
        }
        let span =
            |(first, end): (u32, u32), run: &OpenRun| (first.min(run.first), end.max(run.end));
        self.face.runs(set).iter().fold((u32::MAX, 0), span)
    }
}
