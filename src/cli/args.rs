//! What can be asked for.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

use super::output::Target;
use crate::plan::EngineChoice;

/// Plans scarce production for many customers, and compares the policies that say who
/// comes first.
#[derive(Debug, Parser)]
#[command(name = "apportion", version, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  apportion validate orders.toml
  apportion compare orders.toml --baseline queue
  apportion solve orders.toml --policy priority --json plan.json

A scenario FILE is TOML or JSON, as its ending says.
Exit codes: 0 done, 1 findings or failure, 2 wrong usage.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the best plan under one policy and print it
    Solve(Solve),
    /// Plan under every policy of the file and show who gains and who loses
    Compare(Compare),
    /// Show what a policy makes of each partner: score, tier and weight
    Rank(Rank),
    /// Check a scenario file and report everything that is wrong with it
    Validate(Validate),
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion solve orders.toml --policy priority
  apportion solve orders.toml --json plan.json
  apportion solve orders.toml --csv - --table orders > orders.csv

Without --policy, the first policy of the file is taken, and standard error says which.")]
pub(super) struct Solve {
    /// The scenario file
    pub(super) file: PathBuf,
    /// The policy to plan by; without it, the first of the file
    #[arg(long, value_name = "NAME")]
    pub(super) policy: Option<String>,
    #[command(flatten)]
    pub(super) planning: Planning,
    /// Write the plan as JSON; - is standard output, instead of the report
    #[arg(long, value_name = "OUT")]
    pub(super) json: Option<Target>,
    /// Write a table of the plan as CSV; - is standard output, instead of the report
    #[arg(long, value_name = "OUT")]
    pub(super) csv: Option<Target>,
    /// Which table --csv writes
    #[arg(long, value_enum, default_value = "deliveries", requires = "csv")]
    pub(super) table: Table,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion compare orders.toml
  apportion compare orders.toml --baseline queue --csv comparison.csv

Without --baseline, the first policy that is first come, first served, or else the first of
the file.")]
pub(super) struct Compare {
    /// The scenario file
    pub(super) file: PathBuf,
    /// The policy that the others are measured against
    #[arg(long, value_name = "NAME")]
    pub(super) baseline: Option<String>,
    #[command(flatten)]
    pub(super) planning: Planning,
    /// Write the comparison as JSON; - is standard output, instead of the tables
    #[arg(long, value_name = "OUT")]
    pub(super) json: Option<Target>,
    /// Write one row for each policy and partner as CSV; - is standard output
    #[arg(long, value_name = "OUT")]
    pub(super) csv: Option<Target>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Rank {
    /// The scenario file
    pub(super) file: PathBuf,
    /// The policy to show; without it, all of the file
    #[arg(long, value_name = "NAME")]
    pub(super) policy: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Validate {
    /// The scenario file
    pub(super) file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct Planning {
    /// The engine for policies that are optimised
    #[arg(long, value_name = "ENGINE", default_value_t)]
    pub(super) engine: EngineChoice,
    /// Stop each solve after this many seconds; a plan that is not proven exits with 1
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(super) time_limit: Option<Duration>,
}

/// The tables of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Table {
    /// Deliveries by tranche and month
    Deliveries,
    /// Every order with its dates
    Orders,
    /// Backlog by partner and month
    Backlog,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().map_err(|error| error.to_string())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}
