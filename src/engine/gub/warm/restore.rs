//! Restores a kept basis in a similar model.
//!
//! Blocks that no longer exist take basic columns with them, and rows may be new: the columns
//! that are left may be too few or dependent. Elimination shows in which rows it has found no
//! pivot; logicals replace the columns that it could not use.

use super::start::{Piece, Role, WarmStart};
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::{Service, Status, Variable};
use crate::tolerance::INDEPENDENT;

/// Rounds of replacing dependent columns before the basis is given up.
const MOST_REPAIRS: usize = 8;

impl Simplex<'_> {
    /// Restores a basis that was kept, as far as it fits a new simplex; returns whether that
    /// gives a basis. Load, values and prices are out of date afterwards, and the basis may be
    /// infeasible.
    pub(crate) fn restore(&mut self, start: &WarmStart) -> bool {
        let mut members = Vec::with_capacity(self.basis.members.len());
        self.restore_lots(start, &mut members);
        self.restore_extras(start, &mut members);
        self.restore_logicals(start, &mut members);
        for variable in members.drain(self.basis.members.len().min(members.len())..) {
            self.drop_member(variable);
        }
        let missing = self.basis.members.len() - members.len();
        if missing > 0 {
            let Some(lot) = self.lots.first() else { return false };
            // A key as nonkey of its own lot: an empty column, which the repair replaces.
            let empty = Variable::Service { lot: 0, service: lot.key };
            self.lots[0].nonkeys += missing as u32;
            members.resize(self.basis.members.len(), empty);
        }
        self.basis.members = members;
        self.basis.value.fill(0.0);
        self.repair()
    }

    fn restore_lots(&mut self, start: &WarmStart, members: &mut Vec<Variable>) {
        let recipes = self.model.recipes();
        for index in 0..self.lots.len() {
            let state = &self.lots[index];
            let (family, first, end) = (self.columns.family(state.family), state.first, state.end);
            let service_of = |piece: &Piece| match piece.recipe {
                None => Some(Service::UNSERVED),
                Some(key) => {
                    // Keys of recipes are unique only within a family: lines make several products.
                    let own = |&&recipe: &&u32| recipes[recipe as usize].key == key;
                    let recipe = *family.iter().find(own)?;
                    let fits = (first..end).contains(&piece.period);
                    fits.then_some(Service { recipe, period: piece.period })
                }
            };
            let pieces = start.pieces_of(state.draw);
            let mut services: Vec<(Role, Service)> = Vec::with_capacity(pieces.len());
            for piece in pieces {
                if let Some(service) = service_of(piece)
                    && services.iter().all(|known| known.1 != service)
                {
                    services.push((piece.role, service));
                }
            }
            let key = services.iter().find(|(role, _)| *role == Role::Key);
            let key = key.or_else(|| services.iter().find(|(role, _)| *role == Role::Basic));
            let key = key.map_or(Service::UNSERVED, |found| found.1);
            let lot = index as u32;
            self.lots[index].key = key;
            for (role, service) in services.into_iter().filter(|&(_, service)| service != key) {
                match role {
                    Role::Full => {
                        if self.lots[index].is_limited() && service.is_served() {
                            self.basis.full[index].push(service);
                        }
                    }
                    Role::Basic | Role::Key => {
                        members.push(Variable::Service { lot, service });
                        self.lots[index].nonkeys += 1;
                    }
                }
            }
        }
    }

    fn restore_extras(&mut self, start: &WarmStart, members: &mut Vec<Variable>) {
        for (index, extra) in self.model.extras().iter().enumerate() {
            let kept = start.extras.get(&self.name_of(extra)).copied().unwrap_or(Status::Lower);
            let upper = self.columns.extra_bounds[index].upper;
            self.basis.extras[index] = within(kept, upper);
            if kept == Status::Basic {
                members.push(Variable::Extra(index as u32));
            }
        }
    }

    fn restore_logicals(&mut self, start: &WarmStart, members: &mut Vec<Variable>) {
        let periods = self.columns.periods;
        for (index, resource) in self.model.resources().iter().enumerate() {
            let kept = start.rows.get(resource.label()).map_or(&[][..], Vec::as_slice);
            for period in 0..periods {
                let row = index * periods + period;
                let kept = kept.get(period).copied().unwrap_or(Status::Basic);
                self.basis.logicals[row] = within(kept, self.columns.upper[row]);
                if kept == Status::Basic {
                    members.push(Variable::Logical(row as u32));
                }
            }
        }
    }

    /// Makes a basic column nonbasic.
    fn drop_member(&mut self, variable: Variable) {
        match variable {
            Variable::Service { lot, .. } => self.lots[lot as usize].nonkeys -= 1,
            Variable::Logical(row) => self.basis.logicals[row as usize] = Status::Lower,
            Variable::Extra(extra) => self.basis.extras[extra as usize] = Status::Lower,
        }
    }

    /// Replaces columns that depend on others by logicals; returns whether that gives a basis.
    ///
    /// With a unit column for each row in which elimination found no pivot, the matrix is
    /// regular. The row of its inverse for such a unit column is orthogonal to all other
    /// columns, so that a logical to which it is not orthogonal can replace the unit column.
    fn repair(&mut self) -> bool {
        for _ in 0..MOST_REPAIRS {
            if self.factorise_with(&[]).is_ok() {
                return true;
            }
            let (rows, positions) = self.basis.factors.gaps();
            let gaps: Vec<(u32, u32)> = positions.into_iter().zip(rows).collect();
            for &(position, _) in &gaps {
                self.drop_member(self.basis.members[position as usize]);
            }
            if self.factorise_with(&gaps).is_err() {
                return false;
            }
            for &(position, _) in &gaps {
                let Some(row) = self.missing_logical(position) else { return false };
                self.basis.logicals[row as usize] = Status::Basic;
                self.basis.members[position as usize] = Variable::Logical(row);
                self.replace_column(position as usize);
            }
        }
        false
    }

    /// The nonbasic logical that depends least on all columns but the one at `position`.
    fn missing_logical(&mut self, position: u32) -> Option<u32> {
        self.scratch.positions[position as usize] = 1.0;
        self.basis.factors.btran(&mut self.scratch.positions, &mut self.scratch.rows);
        let mut best = None;
        let mut most = INDEPENDENT;
        for row in 0..self.columns.rows as u32 {
            if self.basis.logicals[row as usize] != Status::Basic {
                let logical = self.columns.logical(row);
                let size = logical.map(|(row, value)| value * self.scratch.rows[row]).sum::<f64>();
                if size.abs() > most {
                    (best, most) = (Some(row), size.abs());
                }
            }
        }
        self.scratch.rows.fill(0.0);
        best
    }

    /// Updates the factors for the new member at a position.
    fn replace_column(&mut self, position: usize) {
        let mut rows = std::mem::take(&mut self.scratch.rows);
        self.add_column(self.basis.members[position], 1.0, &mut rows);
        self.basis.factors.ftran(&mut rows, &mut self.entering.alpha);
        self.scratch.rows = rows;
        let nonzero = (0..self.entering.alpha.len() as u32)
            .filter(|&entry| self.entering.alpha[entry as usize] != 0.0)
            .collect::<Vec<u32>>();
        self.basis.factors.replace(position, &self.entering.alpha, &nonzero);
        self.entering.alpha.fill(0.0);
    }
}

/// The status, if the bounds allow it.
fn within(status: Status, upper: f64) -> Status {
    if status == Status::Upper && upper.is_infinite() { Status::Lower } else { status }
}
