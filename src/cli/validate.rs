//! `apportion validate`.

use std::path::PathBuf;

use super::failure::Failure;
use super::input;
use super::screen::Screen;

#[derive(Debug, clap::Args)]
pub(super) struct Validate {
    /// The scenario file
    file: PathBuf,
}

pub(super) fn run(args: &Validate, screen: &mut Screen) -> Result<(), Failure> {
    let scenario = input::scenario(&args.file, screen)?;
    let count = |number: usize, one: &str| {
        let plural = match one.strip_suffix('y') {
            _ if number == 1 => one.to_owned(),
            Some(stem) => format!("{stem}ies"),
            None => format!("{one}s"),
        };
        format!("{number} {plural}")
    };
    let parts = [
        count(scenario.months() as usize, "month"),
        count(scenario.products().len(), "product"),
        count(scenario.lines().len(), "line"),
        count(scenario.components().len(), "component"),
        count(scenario.partners().len(), "partner"),
        count(scenario.orders().len(), "order"),
        count(scenario.policies().len(), "policy"),
    ];
    screen.line(format!("{} is valid: {}", args.file.display(), parts.join(", ")))
}
