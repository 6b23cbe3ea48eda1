//! The linear program of one level on the face of the levels before.
//!
//! Rows come in the order: one for each block, one for each coupling row. Columns are
//! stored, unlike in [`Model`]: this is the plain formulation, the one to compare with.
//! Columns that the face has fixed are part of the right-hand sides.

use super::face::{BlockColumn, Face};
use crate::engine::certificate::face::Decided;
use crate::model::{Block, BlockId, Carry, Cell, Column, ExtraId, Level, Model, Point};

/// Rounding of a reduced cost, relative to its terms.
const ROUNDING: f64 = 4.0 * f64::EPSILON;

/// What a column of the program stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Role {
    Service(BlockId, BlockColumn),
    /// The stock at the end of a coupling row's period.
    Stock,
    /// An extra column, counted from its lower bound.
    Extra(ExtraId),
}

/// `minimise Σ cost · x`, `A x (=, ≤) rhs`, `0 ≤ x ≤ upper`, by columns.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) roles: Vec<Role>,
    pub(super) costs: Vec<f64>,
    pub(super) uppers: Vec<f64>,
    starts: Vec<usize>,
    entries: Vec<(usize, f64)>,
    pub(super) rhs: Vec<f64>,
    pub(super) equal: Vec<bool>,
    blocks: usize,
}

impl Program {
    /// `level` is none for a model without levels: then any feasible point will do.
    pub(super) fn new(model: &Model, face: &Face, level: Option<&Level>) -> Self {
        let blocks = model.blocks().len();
        let quantities = model.blocks().iter().map(Block::quantity);
        let rows = (0..model.rows()).map(|row| model.rhs(row));
        let equal = (0..model.rows()).map(|row| {
            let lost =
                matches!(model.resources()[model.row_parts(row).0.index()].carry(), Carry::Lost);
            !lost || face.logicals[row] != Decided::Open
        });
        let mut program = Self {
            roles: Vec::new(),
            costs: Vec::new(),
            uppers: Vec::new(),
            starts: vec![0],
            entries: Vec::new(),
            rhs: quantities.chain(rows).collect(),
            equal: vec![true; blocks].into_iter().chain(equal).collect(),
            blocks,
        };
        program.services(model, face, level);
        program.stocks(model, face);
        program.extras(model, face, level);
        program
    }

    pub(super) fn columns(&self) -> usize {
        self.roles.len()
    }

    /// Rows and coefficients of a column.
    pub(super) fn column(&self, column: usize) -> &[(usize, f64)] {
        &self.entries[self.starts[column]..self.starts[column + 1]]
    }

    /// `cost + Σ entry · price` of a column.
    pub(super) fn reduced_cost(&self, column: usize, prices: &[f64]) -> f64 {
        let priced = self.column(column).iter().map(|&(row, entry)| entry * prices[row]);
        self.costs[column] + priced.sum::<f64>()
    }

    /// The rounding of that.
    pub(super) fn rounding(&self, column: usize, prices: &[f64]) -> f64 {
        let priced = self.column(column).iter().map(|&(row, entry)| (entry * prices[row]).abs());
        ROUNDING * (self.costs[column].abs() + priced.sum::<f64>())
    }

    /// By how much values miss the rows at most.
    pub(super) fn excess(&self, values: &[f64]) -> f64 {
        let mut left = self.rhs.clone();
        for (column, value) in values.iter().enumerate() {
            for &(row, entry) in self.column(column) {
                left[row] -= entry * value;
            }
        }
        let missed = left.iter().zip(&self.equal);
        missed.map(|(left, equal)| if *equal { left.abs() } else { -left }).fold(0.0, f64::max)
    }

    /// Number of blocks, whose rows come first.
    pub(super) fn blocks(&self) -> usize {
        self.blocks
    }

    /// The largest quantity; without blocks the largest right-hand side.
    pub(super) fn size(&self) -> f64 {
        let rows = if self.blocks > 0 { &self.rhs[..self.blocks] } else { &self.rhs[..] };
        rows.iter().map(|value| value.abs()).fold(0.0, f64::max)
    }

    /// The block that a column serves.
    pub(super) fn block(&self, column: usize) -> Option<usize> {
        match self.roles[column] {
            Role::Service(block, _) => Some(block.index()),
            Role::Stock | Role::Extra(_) => None,
        }
    }

    /// The coupling rows' part of a list with one number for each row.
    pub(super) fn coupling<'a, T>(&self, rows: &'a [T]) -> &'a [T] {
        &rows[self.blocks..]
    }

    fn push(&mut self, role: Role, cost: f64, upper: f64, entries: &[(usize, f64)]) {
        self.roles.push(role);
        self.costs.push(cost);
        self.uppers.push(upper);
        self.entries.extend_from_slice(entries);
        self.starts.push(self.entries.len());
    }

    fn fix(&mut self, value: f64, entries: &[(usize, f64)]) {
        for &(row, entry) in entries {
            self.rhs[row] -= entry * value;
        }
    }

    fn services(&mut self, model: &Model, face: &Face, level: Option<&Level>) {
        for (block, services) in model.block_ids().zip(&face.blocks) {
            let limit = model.blocks()[block.index()].limit();
            for &column in &services.full {
                let entries = service_entries(model, block, Some(column));
                self.fix(limit, &entries);
            }
            for &service in &services.open {
                let cost = level.map_or(0.0, |level| match service {
                    Some((recipe, period)) => model.cost(level, block, recipe, period),
                    None => model.unserved_cost(level, block),
                });
                let upper = if service.is_some() { limit } else { f64::INFINITY };
                if upper > 0.0 {
                    let entries = service_entries(model, block, service);
                    self.push(Role::Service(block, service), cost, upper, &entries);
                }
            }
        }
    }

    fn stocks(&mut self, model: &Model, face: &Face) {
        for row in 0..model.rows() {
            let resource = &model.resources()[model.row_parts(row).0.index()];
            let Carry::Stock { limit } = resource.carry() else {
                continue;
            };
            let mut entries = vec![(self.blocks + row, 1.0)];
            entries.extend(model.carried_into(row).map(|next| (self.blocks + next, -1.0)));
            match face.logicals[row] {
                Decided::Open if limit > 0.0 => self.push(Role::Stock, 0.0, limit, &entries),
                Decided::Upper => self.fix(limit, &entries),
                Decided::Open | Decided::Lower => {}
            }
        }
    }

    fn extras(&mut self, model: &Model, face: &Face, level: Option<&Level>) {
        for (id, extra) in model.extra_ids().zip(model.extras()) {
            let entries: Vec<(usize, f64)> =
                extra.entries().map(|(row, value)| (self.blocks + row, value)).collect();
            let width = extra.upper() - extra.lower();
            match face.extras[id.index()] {
                Decided::Upper => self.fix(extra.upper(), &entries),
                Decided::Lower => self.fix(extra.lower(), &entries),
                Decided::Open => {
                    self.fix(extra.lower(), &entries);
                    let cost = level.map_or(0.0, |level| level.extra(id));
                    if width > 0.0 {
                        self.push(Role::Extra(id), cost, width, &entries);
                    }
                }
            }
        }
    }

    /// The point of the model that the values of the columns describe, together with
    /// what the face has decided.
    pub(super) fn point(&self, model: &Model, face: &Face, values: &[f64]) -> Point {
        let mut point = Point {
            cells: Vec::new(),
            unserved: vec![0.0; model.blocks().len()],
            extras: model
                .extras()
                .iter()
                .zip(&face.extras)
                .map(|(extra, state)| match state {
                    Decided::Upper => extra.upper(),
                    Decided::Open | Decided::Lower => extra.lower(),
                })
                .collect(),
        };
        for (block, services) in model.block_ids().zip(&face.blocks) {
            let amount = model.blocks()[block.index()].limit();
            let full = services.full.iter().filter(|_| amount > 0.0);
            point.cells.extend(full.map(|&(recipe, period)| Cell {
                column: Column { block, recipe, period: period as u32 },
                amount,
            }));
        }
        for (role, &amount) in self.roles.iter().zip(values).filter(|(_, amount)| **amount > 0.0) {
            match *role {
                Role::Service(block, Some((recipe, period))) => {
                    let column = Column { block, recipe, period: period as u32 };
                    point.cells.push(Cell { column, amount });
                }
                Role::Service(block, None) => point.unserved[block.index()] = amount,
                Role::Extra(id) => point.extras[id.index()] += amount,
                Role::Stock => {}
            }
        }
        point.cells.sort_by_key(|cell| cell.column);
        point
    }
}

fn service_entries(model: &Model, block: BlockId, service: BlockColumn) -> Vec<(usize, f64)> {
    let first = model.blocks().len();
    let uses = service.into_iter().flat_map(|(recipe, period)| {
        let uses = model.recipe(recipe).uses_in(period).iter();
        uses.map(move |&(resource, usage)| (first + model.row(resource, period), usage))
    });
    std::iter::once((block.index(), 1.0)).chain(uses).collect()
}
