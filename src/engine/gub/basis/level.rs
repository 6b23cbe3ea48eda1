//! The beginning of a level.

use super::simplex::Simplex;
use crate::model::{BlockId, CostPath, Level, draw_seed};

impl<'m> Simplex<'m> {
    /// Makes `level` the present one. Prices are out of date afterwards.
    pub(crate) fn begin_level(&mut self, level: &'m Level) {
        self.objective.level = Some(level);
        self.objective.tolerance = level.tolerance();
        if self.objective.draw_seeds.is_empty()
            && level.paths().any(|part| part.1 == CostPath::Draw)
        {
            let keys = self.model.recipes().iter().map(|recipe| recipe.key);
            let first = self.model.first_period();
            let periods = first..first + self.columns.periods as u64;
            self.objective.draw_seeds = keys
                .flat_map(|key| periods.clone().map(move |period| draw_seed(key, period)))
                .collect();
        }
        for lot in &mut self.lots {
            lot.path = match level.path(BlockId(lot.block)) {
                // The same costs, but cheaper to scan.
                CostPath::Slope { rate: 0.0, unserved: 0.0, .. } => CostPath::Zero,
                path => path,
            };
        }
        self.face.find_bands(&self.lots);
    }
}
