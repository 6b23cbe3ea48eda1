//! The open columns of a lot, one by one.

use super::simplex::Simplex;
use super::variable::Service;

impl Simplex<'_> {
    /// Calls `visit` for every open served column of a lot.
    pub(crate) fn for_each_open(&self, lot: u32, mut visit: impl FnMut(Service)) {
        let state = &self.lots[lot as usize];
        let set = self.face.sets[lot as usize];
        if set.is_whole() {
            for &recipe in self.columns.family(state.family) {
                (state.first..state.end).for_each(|period| visit(Service { recipe, period }));
            }
        } else {
            for run in self.face.runs(set) {
                (run.first..run.end)
                    .for_each(|period| visit(Service { recipe: run.recipe, period }));
            }
        }
    }
}
