//! The best of all plans in whole units, found by trying every one.

use apportion::model::{Level, Model};

/// One way to serve a unit: the block, the row it takes from, its cost on each level.
struct Choice {
    block: usize,
    row: Option<usize>,
    costs: Vec<f64>,
}

struct Search {
    choices: Vec<Choice>,
    /// Capacity left in each row, units still to place of each block.
    left: Vec<u32>,
    open: Vec<u32>,
    best: Option<Vec<f64>>,
}

impl Search {
    fn place(&mut self, next: usize, costs: &[f64]) {
        let Some(choice) = self.choices.get(next) else {
            let done = self.open.iter().all(|&units| units == 0);
            if done && self.best.as_ref().is_none_or(|best| costs < &best[..]) {
                self.best = Some(costs.to_vec());
            }
            return;
        };
        let (block, row, unit) = (choice.block, choice.row, choice.costs.clone());
        let most = row.map_or(u32::MAX, |row| self.left[row]).min(self.open[block]);
        for units in 0..=most {
            self.take(block, row, units);
            let sum: Vec<f64> =
                costs.iter().zip(&unit).map(|(a, b)| a + f64::from(units) * b).collect();
            self.place(next + 1, &sum);
            self.give_back(block, row, units);
        }
    }

    fn take(&mut self, block: usize, row: Option<usize>, units: u32) {
        self.open[block] -= units;
        if let Some(row) = row {
            self.left[row] -= units;
        }
    }

    fn give_back(&mut self, block: usize, row: Option<usize>, units: u32) {
        self.open[block] += units;
        if let Some(row) = row {
            self.left[row] += units;
        }
    }
}

/// The lexicographically least costs by level of a model in which one unit takes one
/// unit of one resource and all of `capacities` (by row) and `quantities` are whole.
pub(crate) fn enumerate(model: &Model, capacities: &[u32], quantities: &[u32]) -> Vec<f64> {
    let levels = model.levels();
    let on_each_level = |cost: &dyn Fn(&Level) -> f64| levels.iter().map(cost).collect();
    let mut choices = Vec::new();
    for block in model.block_ids() {
        for column in model.columns(block) {
            let period = column.period as usize;
            let (resource, _) = model.recipe(column.recipe).uses()[0];
            choices.push(Choice {
                block: block.index(),
                row: Some(model.row(resource, period)),
                costs: on_each_level(&|level| model.cost(level, block, column.recipe, period)),
            });
        }
        choices.push(Choice {
            block: block.index(),
            row: None,
            costs: on_each_level(&|level| model.unserved_cost(level, block)),
        });
    }
    let (left, open) = (capacities.to_vec(), quantities.to_vec());
    let mut search = Search { choices, left, open, best: None };
    search.place(0, &vec![0.0; levels.len()]);
    search.best.unwrap_or_default()
}
