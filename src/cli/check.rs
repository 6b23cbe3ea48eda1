//! `apportion check`.

use std::path::PathBuf;

use super::failure::Failure;
use super::input;
use super::screen::Screen;
use crate::check::check;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  apportion solve orders.toml --policy priority --json plan.json
  apportion check orders.toml plan.json")]
pub(super) struct Check {
    /// The scenario file; - is standard input
    file: PathBuf,
    /// The plan, as written by solve --json
    #[arg(value_name = "PLAN.json")]
    plan: PathBuf,
}

pub(super) fn run(args: &Check, screen: &mut Screen) -> Result<(), Failure> {
    let scenario = input::scenario(&args.file, screen)?;
    let name = args.plan.display();
    let plan = input::plan(&args.plan, screen)?;
    let report = check(&scenario, &plan);
    if !report.is_clean() {
        return Err(Failure::Failed(format!("{name}: {report}")));
    }
    let (status, policy) = (plan.status.name(), plan.policy.id());
    screen.line(format!("{name} holds: policy {policy}, {status}, no violations"))
}
