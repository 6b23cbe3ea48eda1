//! Keeps the final basis of a solve by names.

use super::start::{Piece, Role, WarmStart};
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::{Service, Variable};
use crate::model::Extra;

impl Simplex<'_> {
    /// The present basis by names. `pivots` is the number of pivots of the last cold start.
    pub(crate) fn keep(&self, pivots: u64) -> WarmStart {
        let mut pieces = Vec::with_capacity(self.lots.len() + self.basis.members.len());
        let piece = |lot: usize, role: Role, service: Service| Piece {
            block: self.lots[lot].draw,
            role,
            recipe: service.is_served().then(|| self.model.recipes()[service.recipe as usize].key),
            period: service.period,
        };
        for (index, lot) in self.lots.iter().enumerate() {
            let full = self.basis.full.get(index).into_iter().flatten();
            pieces.extend(full.map(|&service| piece(index, Role::Full, service)));
            if lot.key.is_served() || lot.nonkeys > 0 {
                pieces.push(piece(index, Role::Key, lot.key));
            }
        }
        for &member in &self.basis.members {
            if let Variable::Service { lot, service } = member {
                pieces.push(piece(lot as usize, Role::Basic, service));
            }
        }
        pieces.sort_unstable();
        let periods = self.columns.periods;
        let rows = self.model.resources().iter().enumerate().map(|(index, resource)| {
            let statuses = &self.basis.logicals[index * periods..(index + 1) * periods];
            (resource.label().to_owned(), statuses.to_vec())
        });
        let extras = self.model.extras().iter().zip(&self.basis.extras);
        WarmStart {
            pieces,
            rows: rows.collect(),
            extras: extras.map(|(extra, &status)| (self.name_of(extra), status)).collect(),
            blocks: self.lots.len(),
            pivots,
        }
    }

    /// The names of an extra column: its label, and resource and period of its first row.
    pub(crate) fn name_of(&self, extra: &Extra) -> (String, String, u32) {
        let (resource, period) = extra.entries().next().map_or((String::new(), 0), |(row, _)| {
            let (resource, period) = self.model.row_parts(row);
            (self.model.resources()[resource.index()].label().to_owned(), period as u32)
        });
        (extra.label().to_owned(), resource, period)
    }
}
