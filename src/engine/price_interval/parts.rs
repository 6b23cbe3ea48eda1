//! Rows are asked for in the independent part of the model that they are in.

use super::error::PriceError;
use super::solver::Solver;
use crate::model::Model;

/// Drops the later levels and asks each independent part for its rows. The answers come in the
/// order of `rows`.
pub(super) fn by_parts<'a, T>(
    model: &Model,
    level: usize,
    rows: &[usize],
    solver: &Solver<'a>,
    ask: impl Fn(&Model, &[usize], &Solver<'a>) -> Result<Vec<T>, PriceError>,
) -> Result<Vec<T>, PriceError> {
    if level >= model.levels().len() {
        return Err(PriceError::Level { level, levels: model.levels().len() });
    }
    if let Some(&row) = rows.iter().find(|&&row| row >= model.rows()) {
        return Err(PriceError::Row { row, rows: model.rows() });
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut trimmed = model.clone();
    trimmed.keep_levels(level + 1);
    let parts = trimmed.parts();
    if parts.is_empty() {
        return ask(&trimmed, rows, solver);
    }
    let periods = model.periods();
    let mut found = Vec::with_capacity(rows.len());
    for part in &parts {
        // The position of a row in `rows`, and its number in the part.
        let own: Vec<(usize, usize)> = rows
            .iter()
            .enumerate()
            .filter_map(|(slot, &row)| {
                let resource = (row / periods) as u32;
                let position = part.resources().iter().position(|&own| own == resource)?;
                Some((slot, position * periods + row % periods))
            })
            .collect();
        if own.is_empty() {
            continue;
        }
        let numbers: Vec<usize> = own.iter().map(|&(_, row)| row).collect();
        let answers = ask(part.model(), &numbers, solver)?;
        found.extend(own.iter().map(|&(slot, _)| slot).zip(answers));
    }
    found.sort_by_key(|&(slot, _)| slot);
    Ok(found.into_iter().map(|(_, answer)| answer).collect())
}
