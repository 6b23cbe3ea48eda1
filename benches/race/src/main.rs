//! Races solvers against apportion on the same instances. See the README beside.

mod arguments;
mod chart;
mod contestants;
mod csv;
mod floors;
#[path = "../../instances/mod.rs"]
mod instances;
mod job;
mod judge;
mod levels;
mod machine;
mod memory;
mod processor;
mod report;
mod results;
mod schedule;
mod stopwatch;
mod table;
#[cfg(test)]
mod tests;

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;

use arguments::Arguments;
use machine::Machine;
use results::Results;

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    if let Some(name) = &arguments.job {
        let case = arguments.cases.first().copied().context("a job needs a case")?;
        job::carry_out(case, name, arguments.seed)?;
        return Ok(ExitCode::SUCCESS);
    }
    let machine = Machine::here();
    let results = Results::collect(&arguments)?;
    print!("{}", table::markdown(&results, &machine));
    if let Some(path) = &arguments.csv {
        fs::write(path, csv::text(&results)).with_context(|| path.display().to_string())?;
    }
    if let Some(path) = &arguments.svg {
        let drawing = chart::svg(&results)?;
        fs::write(path, drawing).with_context(|| path.display().to_string())?;
    }
    Ok(if results.agree() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
