//! CPLEX LP: row by row.

use std::io::{self, Write};

use super::program::{Program, Row, Sense, Variable};
use super::text::{Sum, number};
use crate::model::{BlockId, Column, RecipeId};

pub(super) fn write(program: &Program<'_>, out: &mut dyn Write) -> io::Result<()> {
    for comment in program.comments() {
        writeln!(out, "\\ {comment}")?;
    }
    writeln!(out, "Minimize")?;
    let some = program.variables().next().map(|variable| program.name(variable));
    costs(program, program.above.len(), "obj", some.as_deref(), "", out)?;
    writeln!(out, "Subject To")?;
    let users = users(program);
    for row in program.rows() {
        let name = program.row_name(row);
        let sense = match program.sense(row) {
            Sense::AtMost => "<=",
            Sense::Equal => "=",
        };
        let end = format!(" {sense} {}", number(program.rhs(row)));
        match row {
            Row::Level(level) => costs(program, level, &name, some.as_deref(), &end, out)?,
            Row::Want(block) => {
                let mut sum = Sum::new(out, &name)?;
                for column in program.model.columns(block) {
                    sum.add(1.0, &program.name(Variable::Made(column)))?;
                }
                sum.add(1.0, &program.name(Variable::Unserved(block)))?;
                sum.end(None, &end)?;
            }
            Row::Resource(row) => {
                let mut sum = Sum::new(out, &name)?;
                resource(program, &users, row, &mut sum)?;
                sum.end(some.as_deref(), &end)?;
            }
        }
    }
    bounds(program, out)?;
    writeln!(out, "End")
}

/// The sum of what everything costs on a level.
fn costs(
    program: &Program<'_>,
    level: usize,
    name: &str,
    zero: Option<&str>,
    end: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let level = &program.model.levels()[level];
    let mut sum = Sum::new(out, name)?;
    for variable in program.variables() {
        let cost = program.cost(level, variable);
        if cost != 0.0 {
            sum.add(cost, &program.name(variable))?;
        }
    }
    sum.end(zero, end)
}

/// For each resource and family the recipes that use it in some period.
type Users = Vec<Vec<Vec<RecipeId>>>;

fn users(program: &Program<'_>) -> Users {
    let model = program.model;
    let mut users: Users = vec![vec![Vec::new(); model.families().len()]; model.resources().len()];
    for (family, recipes) in model.families().iter().enumerate() {
        for &recipe in recipes {
            for &(resource, _) in model.recipe(recipe).all_uses().iter().flatten() {
                let users = &mut users[resource.index()][family];
                if users.last() != Some(&recipe) {
                    users.push(recipe);
                }
            }
        }
    }
    users
}

fn resource(program: &Program<'_>, users: &Users, row: usize, sum: &mut Sum<'_>) -> io::Result<()> {
    let model = program.model;
    let (resource, period) = model.row_parts(row);
    let users = &users[resource.index()];
    for (index, block) in model.blocks().iter().enumerate() {
        if !(block.first()..=block.last()).contains(&period) {
            continue;
        }
        for &recipe in &users[block.family().index()] {
            let uses = model.recipe(recipe).uses_in(period);
            let Ok(own) = uses.binary_search_by_key(&resource, |part| part.0) else { continue };
            let column = Column { block: BlockId(index as u32), recipe, period: period as u32 };
            sum.add(uses[own].1, &program.name(Variable::Made(column)))?;
        }
    }
    if period > 0 && model.carried_into(row - 1) == Some(row) {
        sum.add(-1.0, &program.name(Variable::Stock(row - 1)))?;
    }
    if program.sense(Row::Resource(row)) == Sense::Equal {
        sum.add(1.0, &program.name(Variable::Stock(row)))?;
    }
    for (extra, id) in model.extras().iter().zip(model.extra_ids()) {
        for (_, value) in extra.entries().filter(|entry| entry.0 == row) {
            sum.add(value, &program.name(Variable::Extra(id)))?;
        }
    }
    Ok(())
}

/// The bounds that are not `0 ≤ x`.
#[allow(clippy::float_cmp, reason = "zero is the bound that need not be written")]
fn bounds(program: &Program<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut heading = Some("Bounds\n");
    for variable in program.variables() {
        let (lower, upper) = program.bounds(variable);
        if lower == 0.0 && upper == f64::INFINITY {
            continue;
        }
        let name = program.name(variable);
        write!(out, "{}", heading.take().unwrap_or_default())?;
        if upper == f64::INFINITY {
            writeln!(out, " {name} >= {}", number(lower))?;
        } else {
            writeln!(out, " {} <= {name} <= {}", number(lower), number(upper))?;
        }
    }
    Ok(())
}
