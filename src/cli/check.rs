//! `apportion check`.

use std::fmt::{self, Write as _};
use std::path::PathBuf;

use super::failure::Failure;
use super::input;
use super::outputs::Outputs;
use super::screen::Screen;
use crate::check::check;
use crate::report::{Page, Report, violations};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion solve orders.toml --policy priority --json plan.json
  apportion check orders.toml plan.json
  apportion check orders.toml plan.json --format csv

All formats but the text print a row for every violation. Where there is one the exit code is 1.")]
pub(super) struct Check {
    /// The scenario file; - is standard input
    file: PathBuf,
    /// The plan, as written by solve --json
    #[arg(value_name = "PLAN.json")]
    plan: PathBuf,
    #[command(flatten)]
    outputs: Outputs,
}

/// What is said of a plan that holds.
struct Verdict(String);

impl Report for Verdict {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        page.write_str(&self.0)
    }
}

pub(super) fn run(args: &Check, screen: &mut Screen) -> Result<(), Failure> {
    let printing = args.outputs.name(screen)?.in_rows();
    let scenario = input::scenario(&args.file, screen)?;
    let name = args.plan.display();
    let plan = input::plan(&args.plan, screen)?;
    let report = check(&scenario, &plan);
    // What does not hold is told on standard error.
    let printing = if report.is_clean() { printing } else { printing.without_text() };
    let (status, policy) = (plan.status.name(), plan.policy.id());
    let line = Verdict(format!("{name} holds: policy {policy}, {status}, no violations"));
    let table = || violations(&report);
    args.outputs.show(&line, || table().to_json(), table, printing, screen)?;
    if report.is_clean() {
        return Ok(());
    }
    screen.finish()?;
    Err(Failure::Failed(format!("{name}: {report}")))
}
