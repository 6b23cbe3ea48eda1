//! The linear program as anyone would write it down: one column for each order, line and
//! month.

use apportion::model::{BlockId, Carry, Cell, Column, Model, Point};

/// What a column stands for.
#[derive(Debug, Clone, Copy)]
enum Role {
    Served(Column),
    Unserved(BlockId),
    Stock,
}

/// `minimise Σ cost · x`, rows equal to or at most their right-hand sides,
/// `0 ≤ x ≤ upper`.
#[derive(Debug, Default)]
pub(super) struct Naive {
    roles: Vec<Role>,
    pub(super) costs: Vec<f64>,
    pub(super) uppers: Vec<f64>,
    /// Rows and coefficients of each column, by ascending row.
    pub(super) columns: Vec<Vec<(usize, f64)>>,
    pub(super) rhs: Vec<f64>,
    /// Whether a row is an equation. Those of the blocks come first and are.
    pub(super) equal: Vec<bool>,
    blocks: usize,
}

impl Naive {
    /// The first level of a model without extra columns.
    pub(super) fn new(model: &Model) -> Self {
        let blocks = model.blocks().len();
        let mut naive = Self { blocks, ..Self::default() };
        for block in model.blocks() {
            naive.rhs.push(block.quantity());
            naive.equal.push(true);
        }
        for row in 0..model.rows() {
            let resource = &model.resources()[model.row_parts(row).0.index()];
            naive.rhs.push(model.rhs(row));
            naive.equal.push(resource.carry() != Carry::Lost);
        }
        let level = &model.levels()[0];
        for block in model.block_ids() {
            let row = block.index();
            let upper = model.blocks()[row].limit();
            for column in model.columns(block) {
                let period = column.period as usize;
                let uses = model.recipe(column.recipe).uses_in(period).iter();
                let uses = uses.map(|&(id, usage)| (blocks + model.row(id, period), usage));
                let entries = std::iter::once((row, 1.0)).chain(uses).collect();
                let cost = model.cost(level, block, column.recipe, period);
                naive.push(Role::Served(column), cost, upper, entries);
            }
            let cost = model.unserved_cost(level, block);
            naive.push(Role::Unserved(block), cost, f64::INFINITY, vec![(row, 1.0)]);
        }
        for row in 0..model.rows() {
            if naive.equal[blocks + row] {
                let next = model.carried_into(row).map(|next| (blocks + next, -1.0));
                let entries = std::iter::once((blocks + row, 1.0)).chain(next).collect();
                naive.push(Role::Stock, 0.0, model.logical_upper(row), entries);
            }
        }
        naive
    }

    fn push(&mut self, role: Role, cost: f64, upper: f64, entries: Vec<(usize, f64)>) {
        self.roles.push(role);
        self.costs.push(cost);
        self.uppers.push(upper);
        self.columns.push(entries);
    }

    /// The rows with their columns and coefficients.
    pub(super) fn rows(&self) -> Vec<Vec<(usize, f64)>> {
        let mut rows = vec![Vec::new(); self.rhs.len()];
        for (column, entries) in self.columns.iter().enumerate() {
            for &(row, value) in entries {
                rows[row].push((column, value));
            }
        }
        rows
    }

    /// The point that the values of the columns describe. Values below zero, by which
    /// solvers go within their tolerances, count as zero.
    pub(super) fn point(&self, values: impl IntoIterator<Item = f64>) -> Point {
        let mut point = Point { unserved: vec![0.0; self.blocks], ..Point::default() };
        for (role, amount) in self.roles.iter().zip(values) {
            match *role {
                Role::Served(column) if amount > 0.0 => point.cells.push(Cell { column, amount }),
                Role::Unserved(block) => point.unserved[block.index()] = amount.max(0.0),
                Role::Served(_) | Role::Stock => {}
            }
        }
        point
    }
}
