//! A basis is kept, and taken up again by a model that is much the same.
//!
//! Blocks that have gone take basic columns with them, rows may be new or others: the
//! columns that are left may be too few, or dependent. Elimination tells which rows it
//! could not reach; their logicals take the place of the columns it could not use.

use super::columns::Place;
use super::simplex::{Simplex, Status, Variable};
use super::warm::{Piece, Role, WarmStart};
use crate::model::Extra;

/// Times that dependent columns are replaced before the basis is given up.
const MOST_REPAIRS: usize = 8;
/// A logical that stands out of all other columns by no more than this depends on them.
const INDEPENDENT: f64 = 1e-6;

impl Simplex<'_> {
    /// The present basis by names. `pivots` is what a solve from nothing takes.
    pub(super) fn keep(&self, pivots: u64) -> WarmStart {
        let mut pieces = Vec::with_capacity(self.lots.len() + self.members.len());
        let piece = |lot: usize, role: Role, place: Place| Piece {
            block: self.lots[lot].draw,
            role,
            recipe: place.is_served().then(|| self.model.recipes()[place.recipe as usize].key),
            period: place.period,
        };
        for (index, lot) in self.lots.iter().enumerate() {
            let full = self.uppers.get(index).into_iter().flatten();
            pieces.extend(full.map(|&place| piece(index, Role::Full, place)));
            if lot.key.is_served() || lot.nonkeys > 0 {
                pieces.push(piece(index, Role::Key, lot.key));
            }
        }
        for &member in &self.members {
            if let Variable::Place { lot, place } = member {
                pieces.push(piece(lot as usize, Role::Basic, place));
            }
        }
        pieces.sort_unstable();
        let periods = self.columns.periods;
        let rows = self.model.resources().iter().enumerate().map(|(index, resource)| {
            let statuses = &self.logicals[index * periods..(index + 1) * periods];
            (resource.label().to_owned(), statuses.to_vec())
        });
        let extras = self.model.extras().iter().zip(&self.extras);
        WarmStart {
            pieces,
            rows: rows.collect(),
            extras: extras.map(|(extra, &status)| (self.name_of(extra), status)).collect(),
            blocks: self.lots.len(),
            pivots,
        }
    }

    fn name_of(&self, extra: &Extra) -> (String, String, u32) {
        let (resource, period) = extra.entries().next().map_or((String::new(), 0), |(row, _)| {
            let (resource, period) = self.model.row_parts(row);
            (self.model.resources()[resource.index()].label().to_owned(), period as u32)
        });
        (extra.label().to_owned(), resource, period)
    }

    /// Takes up a basis that was kept, as far as it fits; whether there is one now. Call
    /// it on a new simplex; load, values and prices must be made anew afterwards, and
    /// values may be outside their bounds.
    pub(super) fn restore(&mut self, start: &WarmStart) -> bool {
        let mut members = Vec::with_capacity(self.members.len());
        self.restore_lots(start, &mut members);
        self.restore_extras(start, &mut members);
        self.restore_logicals(start, &mut members);
        for variable in members.drain(self.members.len().min(members.len())..) {
            self.drop_member(variable);
        }
        let missing = self.members.len() - members.len();
        if missing > 0 {
            let Some(lot) = self.lots.first() else { return false };
            // The difference of a key from itself is an empty column.
            let empty = Variable::Place { lot: 0, place: lot.key };
            self.lots[0].nonkeys += missing as u32;
            members.resize(self.members.len(), empty);
        }
        self.members = members;
        self.value.fill(0.0);
        self.repair()
    }

    fn restore_lots(&mut self, start: &WarmStart, members: &mut Vec<Variable>) {
        let recipes = self.model.recipes();
        for index in 0..self.lots.len() {
            let state = &self.lots[index];
            let (family, first, end) = (self.columns.family(state.family), state.first, state.end);
            let place_of = |piece: &Piece| match piece.recipe {
                None => Some(Place::UNSERVED),
                Some(key) => {
                    // A key is known in its family only: lines make several products.
                    let own = |&&recipe: &&u32| recipes[recipe as usize].key == key;
                    let recipe = *family.iter().find(own)?;
                    let fits = (first..end).contains(&piece.period);
                    fits.then_some(Place { recipe, period: piece.period })
                }
            };
            let pieces = start.pieces_of(state.draw);
            let mut places: Vec<(Role, Place)> = Vec::with_capacity(pieces.len());
            for piece in pieces {
                if let Some(place) = place_of(piece)
                    && places.iter().all(|known| known.1 != place)
                {
                    places.push((piece.role, place));
                }
            }
            let key = places.iter().find(|(role, _)| *role == Role::Key);
            let key = key.or_else(|| places.iter().find(|(role, _)| *role == Role::Basic));
            let key = key.map_or(Place::UNSERVED, |found| found.1);
            let lot = index as u32;
            self.lots[index].key = key;
            for (role, place) in places.into_iter().filter(|&(_, place)| place != key) {
                match role {
                    Role::Full => {
                        if self.lots[index].is_limited() && place.is_served() {
                            self.uppers[index].push(place);
                        }
                    }
                    Role::Basic | Role::Key => {
                        members.push(Variable::Place { lot, place });
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
            self.extras[index] = within(kept, upper);
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
                self.logicals[row] = within(kept, self.columns.upper[row]);
                if kept == Status::Basic {
                    members.push(Variable::Logical(row as u32));
                }
            }
        }
    }

    /// A column that is basic no more.
    fn drop_member(&mut self, variable: Variable) {
        match variable {
            Variable::Place { lot, .. } => self.lots[lot as usize].nonkeys -= 1,
            Variable::Logical(row) => self.logicals[row as usize] = Status::Lower,
            Variable::Extra(extra) => self.extras[extra as usize] = Status::Lower,
        }
    }

    /// Replaces columns that depend on others by logicals; whether there is a basis now.
    ///
    /// With a column of one 1 in each row that elimination could not reach, the matrix has
    /// an inverse. Its row for such a column is zero on all others, so that a logical on
    /// which it is not zero can take that column's place.
    fn repair(&mut self) -> bool {
        for _ in 0..MOST_REPAIRS {
            if self.factorise_with(&[]).is_ok() {
                return true;
            }
            let (rows, positions) = self.factors.gaps();
            let gaps: Vec<(u32, u32)> = positions.into_iter().zip(rows).collect();
            for &(position, _) in &gaps {
                self.drop_member(self.members[position as usize]);
            }
            if self.factorise_with(&gaps).is_err() {
                return false;
            }
            for &(position, _) in &gaps {
                let Some(row) = self.missing_logical(position) else { return false };
                self.logicals[row as usize] = Status::Basic;
                self.members[position as usize] = Variable::Logical(row);
                self.replace_column(position as usize);
            }
        }
        false
    }

    /// The logical that depends least on all columns but the one at `position`.
    fn missing_logical(&mut self, position: u32) -> Option<u32> {
        self.work.positions[position as usize] = 1.0;
        self.factors.solve_transposed(&mut self.work.positions, &mut self.work.rows);
        let mut best = None;
        let mut most = INDEPENDENT;
        for row in 0..self.columns.rows as u32 {
            if self.logicals[row as usize] != Status::Basic {
                let logical = self.columns.logical(row);
                let size = logical.map(|(row, value)| value * self.work.rows[row]).sum::<f64>();
                if size.abs() > most {
                    (best, most) = (Some(row), size.abs());
                }
            }
        }
        self.work.rows.fill(0.0);
        best
    }

    /// Tells the factors of the new member at a position.
    fn replace_column(&mut self, position: usize) {
        let mut rows = std::mem::take(&mut self.work.rows);
        self.add_column(self.members[position], 1.0, &mut rows);
        self.factors.solve(&mut rows, &mut self.work.alpha);
        self.work.rows = rows;
        let nonzero = (0..self.work.alpha.len() as u32)
            .filter(|&entry| self.work.alpha[entry as usize] != 0.0)
            .collect::<Vec<u32>>();
        self.factors.replace(position, &self.work.alpha, &nonzero);
        self.work.alpha.fill(0.0);
    }
}

/// A status that the bounds allow.
fn within(status: Status, upper: f64) -> Status {
    if status == Status::Upper && upper.is_infinite() { Status::Lower } else { status }
}
