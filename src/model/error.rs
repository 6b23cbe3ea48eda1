//! What can be wrong with the parts of a model.

use super::cost::CostPath;
use super::model::Model;
use super::parts::{Carry, Paths};

/// A model that is not well formed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A number is not finite, or has a sign that it must not have.
    #[error("{part}: {what} is not a valid number")]
    Number {
        /// The part, such as `block 3`.
        part: String,
        /// The number that is wrong.
        what: &'static str,
    },
    /// A list has the wrong length.
    #[error("{part}: {found} entries where {expected} are needed")]
    Length {
        /// The part.
        part: String,
        /// Entries found.
        found: usize,
        /// Entries needed.
        expected: usize,
    },
    /// A part refers to one that does not exist.
    #[error("{part} refers to {what}, which does not exist")]
    Unknown {
        /// The part.
        part: String,
        /// What it refers to.
        what: String,
    },
    /// A cost path gets cheaper with time.
    #[error("{part}: costs must not fall from one period to the next")]
    Falls {
        /// The part.
        part: String,
    },
}

fn number(valid: bool, part: impl Fn() -> String, what: &'static str) -> Result<(), ModelError> {
    if valid { Ok(()) } else { Err(ModelError::Number { part: part(), what }) }
}

fn length(part: impl Fn() -> String, found: usize, expected: usize) -> Result<(), ModelError> {
    if found == expected {
        Ok(())
    } else {
        Err(ModelError::Length { part: part(), found, expected })
    }
}

fn known(
    valid: bool,
    part: impl Fn() -> String,
    what: impl Fn() -> String,
) -> Result<(), ModelError> {
    if valid { Ok(()) } else { Err(ModelError::Unknown { part: part(), what: what() }) }
}

pub(super) fn verify(model: &Model) -> Result<(), ModelError> {
    resources(model)?;
    blocks(model)?;
    extras(model)?;
    moves(model)?;
    levels(model)
}

fn resources(model: &Model) -> Result<(), ModelError> {
    for resource in &model.resources {
        let part = || format!("resource {}", resource.label);
        length(part, resource.rhs.len(), model.periods())?;
        number(resource.rhs.iter().all(|rhs| rhs.is_finite()), part, "right-hand side")?;
        if let Carry::Stock { limit } = resource.carry {
            number(limit >= 0.0, part, "stock limit")?;
        }
    }
    for recipe in &model.recipes {
        let part = || format!("recipe {}", recipe.label);
        for uses in recipe.all_uses() {
            for (position, &(resource, value)) in uses.iter().enumerate() {
                known(resource.index() < model.resources.len(), part, || {
                    format!("resource {}", resource.index())
                })?;
                let twice = position > 0 && uses[position - 1].0 == resource;
                number(value.is_finite() && value != 0.0 && !twice, part, "use")?;
            }
        }
    }
    for (index, family) in model.families.iter().enumerate() {
        for recipe in family {
            known(
                recipe.index() < model.recipes.len(),
                || format!("family {index}"),
                || format!("recipe {}", recipe.index()),
            )?;
        }
    }
    Ok(())
}

fn blocks(model: &Model) -> Result<(), ModelError> {
    for (index, block) in model.blocks.iter().enumerate() {
        let part = || format!("block {index}");
        known(block.family.index() < model.families.len(), part, || {
            format!("family {}", block.family.index())
        })?;
        number(block.quantity.is_finite() && block.quantity >= 0.0, part, "quantity")?;
        number(block.limit >= 0.0, part, "limit")?;
    }
    Ok(())
}

fn extras(model: &Model) -> Result<(), ModelError> {
    for extra in &model.extras {
        let part = || format!("extra column {}", extra.label);
        number(extra.lower.is_finite(), part, "lower bound")?;
        number(extra.upper >= extra.lower, part, "upper bound")?;
        for (position, &(row, value)) in extra.entries.iter().enumerate() {
            known((row as usize) < model.rows(), part, || "a row".to_owned())?;
            let twice = position > 0 && extra.entries[position - 1].0 == row;
            number(value.is_finite() && !twice, part, "coefficient")?;
        }
    }
    Ok(())
}

fn moves(model: &Model) -> Result<(), ModelError> {
    for &(row, other, factor) in &model.moves {
        let part = || format!("what moves with row {row}");
        let rows = row.max(other) as usize;
        known(rows < model.rows(), part, || "a row".to_owned())?;
        number(factor.is_finite(), part, "factor")?;
    }
    Ok(())
}

fn levels(model: &Model) -> Result<(), ModelError> {
    for level in &model.levels {
        let part = || format!("level {}", level.label);
        match &level.paths {
            Paths::All(paths) => {
                length(part, paths.len(), model.blocks.len())?;
                length(part, level.extras.len(), model.extras.len())?;
            }
            Paths::Few(paths) => {
                let ascend = paths.windows(2).all(|pair| pair[0].0 < pair[1].0);
                let last = paths.last().is_none_or(|last| last.0.index() < model.blocks.len());
                number(ascend && last, part, "list of blocks")?;
            }
        }
        number(level.extras.iter().all(|cost| cost.is_finite()), part, "cost of an extra column")?;
        for table in &level.tables {
            length(part, table.len(), model.periods() + 1)?;
            number(table.iter().all(|cost| cost.is_finite()), part, "table entry")?;
            if table.windows(2).any(|pair| pair[1] < pair[0]) {
                return Err(ModelError::Falls { part: part() });
            }
        }
        for (_, path) in level.paths() {
            path_is_valid(path, model, level.tables.len(), part)?;
        }
    }
    Ok(())
}

fn path_is_valid(
    path: CostPath,
    model: &Model,
    tables: usize,
    part: impl Fn() -> String + Copy,
) -> Result<(), ModelError> {
    match path {
        CostPath::Zero | CostPath::Draw => Ok(()),
        CostPath::Slope { from, rate, unserved } => {
            known(from <= model.periods, part, || format!("period {from}"))?;
            number(rate.is_finite() && rate >= 0.0, part, "rate")?;
            number(unserved.is_finite(), part, "cost of the unserved")
        }
        CostPath::Table { table, scale } => {
            known((table as usize) < tables, part, || format!("table {table}"))?;
            number(scale.is_finite() && scale >= 0.0, part, "scale")
        }
    }
}
