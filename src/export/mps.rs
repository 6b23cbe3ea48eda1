//! Free MPS: column by column.

use std::io::{self, Write};

use super::program::{Program, Row, Sense};
use super::text::number;

pub(super) fn write(program: &Program<'_>, out: &mut dyn Write) -> io::Result<()> {
    for comment in program.comments() {
        writeln!(out, "* {comment}")?;
    }
    writeln!(out, "NAME apportion\nROWS\n N obj")?;
    let rows = program.rows();
    for &row in &rows {
        let sense = match program.sense(row) {
            Sense::AtMost => "L",
            Sense::Equal => "E",
        };
        writeln!(out, " {sense} {}", program.row_name(row))?;
    }
    writeln!(out, "COLUMNS")?;
    let levels = &program.model.levels()[..=program.above.len()];
    for variable in program.variables() {
        let name = program.name(variable);
        for (level, number_of) in levels.iter().zip(0..) {
            let cost = program.cost(level, variable);
            let objective = number_of == program.above.len();
            // A column must be named though it costs nothing and enters no row.
            if cost != 0.0 || (objective && program.entries(variable).is_empty()) {
                let row = if objective {
                    "obj".to_owned()
                } else {
                    program.row_name(Row::Level(number_of))
                };
                writeln!(out, " {name} {row} {}", number(cost))?;
            }
        }
        for (row, value) in program.entries(variable) {
            writeln!(out, " {name} {} {}", program.row_name(row), number(value))?;
        }
    }
    writeln!(out, "RHS")?;
    for &row in &rows {
        let rhs = program.rhs(row);
        if rhs != 0.0 {
            writeln!(out, " RHS {} {}", program.row_name(row), number(rhs))?;
        }
    }
    bounds(program, out)?;
    writeln!(out, "ENDATA")
}

/// The bounds that are not `0 ≤ x`.
#[allow(clippy::float_cmp, reason = "zero is the bound that need not be written")]
fn bounds(program: &Program<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut heading = Some("BOUNDS\n");
    for variable in program.variables() {
        let (lower, upper) = program.bounds(variable);
        if lower == 0.0 && upper == f64::INFINITY {
            continue;
        }
        let name = program.name(variable);
        write!(out, "{}", heading.take().unwrap_or_default())?;
        // The lower bound first: some readers take a negative upper bound alone to mean
        // that there is no lower one.
        if lower != 0.0 {
            writeln!(out, " LO BND {name} {}", number(lower))?;
        }
        if upper != f64::INFINITY {
            writeln!(out, " UP BND {name} {}", number(upper))?;
        }
    }
    Ok(())
}
