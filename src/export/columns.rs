//! From the names of columns back to the columns.

use std::collections::BTreeMap;

use super::names::Names;
use super::program::Variable;
use crate::model::{BlockId, Carry, Column, ExtraId, Model, ResourceId};

/// Where each part of a name stands. Columns themselves are too many to be listed.
#[derive(Debug)]
pub(super) struct Columns<'a> {
    model: &'a Model,
    names: &'a Names,
    blocks: BTreeMap<&'a str, usize>,
    resources: BTreeMap<&'a str, usize>,
    extras: BTreeMap<&'a str, usize>,
    periods: BTreeMap<&'a str, usize>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Named {
    Column(Variable),
    /// A row: solvers may list them among the columns.
    Row,
}

impl<'a> Columns<'a> {
    pub(super) fn new(model: &'a Model, names: &'a Names) -> Self {
        let places = |list: &'a [String]| list.iter().map(String::as_str).zip(0..).collect();
        Self {
            model,
            names,
            blocks: places(&names.blocks),
            resources: places(&names.resources),
            extras: places(&names.extras),
            periods: places(&names.periods),
        }
    }

    /// What a name stands for; else what of it is not known.
    pub(super) fn find<'n>(&self, name: &'n str) -> Result<Named, &'n str> {
        let (kind, rest) = name.split_once('.').unwrap_or((name, ""));
        let column = match kind {
            "x" => self.made(rest)?,
            "u" => Variable::Unserved(self.block(rest)?),
            "s" => Variable::Stock(self.stock(rest)?),
            "y" => {
                let extra = self.extras.get(rest).ok_or(rest)?;
                Variable::Extra(ExtraId(*extra as u32))
            }
            "one" if rest.is_empty() => Variable::Opening,
            "want" | "cap" | "stock" | "level" if !rest.is_empty() => return Ok(Named::Row),
            _ => return Err(name),
        };
        Ok(Named::Column(column))
    }

    fn block<'n>(&self, name: &'n str) -> Result<BlockId, &'n str> {
        self.blocks.get(name).map(|&block| BlockId(block as u32)).ok_or(name)
    }

    /// Names of blocks may have dots, those of recipes and periods have none.
    fn made<'n>(&self, rest: &'n str) -> Result<Variable, &'n str> {
        let (before, period_name) = rest.rsplit_once('.').ok_or(rest)?;
        let (block_name, recipe_name) = before.rsplit_once('.').ok_or(rest)?;
        let block = self.block(block_name)?;
        let &period = self.periods.get(period_name).ok_or(period_name)?;
        let part = &self.model.blocks()[block.index()];
        // Of two recipes of a name, each family has but one.
        let mut family = self.model.family(part.family()).iter();
        let recipe = family.find(|recipe| self.names.recipes[recipe.index()] == recipe_name);
        let &recipe = recipe.ok_or(recipe_name)?;
        if !(part.first()..=part.last()).contains(&period) {
            return Err(period_name);
        }
        Ok(Variable::Made(Column { block, recipe, period: period as u32 }))
    }

    fn stock<'n>(&self, rest: &'n str) -> Result<usize, &'n str> {
        let (resource_name, period_name) = rest.rsplit_once('.').ok_or(rest)?;
        let resource = *self.resources.get(resource_name).ok_or(resource_name)?;
        let period = *self.periods.get(period_name).ok_or(period_name)?;
        let row = self.model.row(ResourceId(resource as u32), period);
        let kept = self.model.resources()[resource].carry() != Carry::Lost;
        if kept { Ok(row) } else { Err(resource_name) }
    }
}
