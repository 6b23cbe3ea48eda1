//! `apportion validate`.

use std::fmt::{self, Write as _};
use std::path::PathBuf;

use super::failure::Failure;
use super::input;
use super::outputs::{Outputs, Printing};
use super::screen::Screen;
use crate::report::{Page, Report, findings};
use crate::scenario::{Findings, Scenario, ScenarioError};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion validate orders.toml
  apportion validate orders.toml --format csv

All formats but the text print a row for everything that is wrong, or may be, with its code and
place. Where something is wrong the exit code is 1.")]
pub(super) struct Validate {
    /// The scenario file; - is standard input
    file: PathBuf,
    #[command(flatten)]
    outputs: Outputs,
}

/// What is said of a scenario file.
struct Verdict<'a> {
    line: String,
    findings: &'a Findings,
}

pub(super) fn run(args: &Validate, screen: &mut Screen) -> Result<(), Failure> {
    let printing = args.outputs.name(screen)?;
    let name = input::shown(&args.file);
    let invalid = match input::opened(&args.file, screen)? {
        Ok(scenario) => {
            let line = format!("{name} is valid: {}", parts(&scenario));
            input::warn(&name, scenario.warnings());
            let verdict = Verdict { line, findings: scenario.warnings() };
            return show(args, &verdict, printing, screen);
        }
        Err(invalid) => invalid,
    };
    let failure = input::told(&args.file, &invalid);
    if let ScenarioError::Invalid(findings) = &invalid {
        let verdict = Verdict { line: format!("{name} is not valid"), findings };
        show(args, &verdict, printing.without_text(), screen)?;
        screen.finish()?;
    }
    Err(failure)
}

fn show(
    args: &Validate,
    verdict: &Verdict<'_>,
    printing: Printing,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let table = || findings(verdict.findings);
    let printing = printing.in_rows();
    args.outputs.show(verdict, || table().to_json(), table, printing, screen)
}

/// The line alone on a screen: what is wrong, or may be, goes to standard error.
impl Report for Verdict<'_> {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        page.write_str(&self.line)
    }
}

/// What there is in a scenario.
fn parts(scenario: &Scenario) -> String {
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
    parts.join(", ")
}
