//! What can be asked for.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

use super::output::Target;
use crate::export::Format;
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
  apportion check orders.toml plan.json
  apportion prices orders.toml --policy priority
  apportion explain orders.toml --policy priority
  apportion export orders.toml --policy priority --format mps --out orders.mps

A scenario FILE is TOML or JSON, as its ending says.
Exit codes: 0 done, 1 findings or failure, 2 wrong usage.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the best plan under one policy and print it
    Solve(Solve),
    /// Plan under every policy of the file and show who gains and who loses
    Compare(Compare),
    /// Check a plan against its scenario, independently of what made it
    Check(Check),
    /// Show what a policy makes of each partner: score, tier and weight
    Rank(Rank),
    /// Show what one unit more of a line or component would save, and one less cost
    Prices(Prices),
    /// Say why orders are late, who got what they waited for, and what would help
    Explain(super::explain::Explain),
    /// Write a level of the linear program for another solver, as MPS or LP
    Export(Export),
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
  apportion compare orders.toml --expansion 'hall 2' --policy priority

Without --baseline, the first policy that is first come, first served, or else the first of
the file. With --expansion, one policy is planned without it and with it; without
--policy, the first that is optimised.")]
pub(super) struct Compare {
    /// The scenario file
    pub(super) file: PathBuf,
    /// The policy that the others are measured against
    #[arg(long, value_name = "NAME", conflicts_with = "expansion")]
    pub(super) baseline: Option<String>,
    /// Compare one policy without this expansion and with it
    #[arg(long, value_name = "ID")]
    pub(super) expansion: Option<String>,
    /// The policy for --expansion
    #[arg(long, value_name = "NAME", requires = "expansion")]
    pub(super) policy: Option<String>,
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
#[command(after_help = "\
Example:
  apportion solve orders.toml --policy priority --json plan.json
  apportion check orders.toml plan.json")]
pub(super) struct Check {
    /// The scenario file
    pub(super) file: PathBuf,
    /// The plan, as written by solve --json
    #[arg(value_name = "PLAN.json")]
    pub(super) plan: PathBuf,
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
#[command(after_help = "\
Examples:
  apportion prices orders.toml --policy priority
  apportion prices orders.toml --level 2 --part charge --part hall
  apportion prices orders.toml --csv prices.csv

Every line and component by month: what one unit more would save on a level of the
policy, the engine's price, and what one unit less would cost. A price holds for one
unit in one month. Without --policy, the first policy of the file that is optimised is
taken, and standard error says which.")]
pub(super) struct Prices {
    /// The scenario file
    pub(super) file: PathBuf,
    /// The policy to plan by; without it, the first of the file that is optimised
    #[arg(long, value_name = "NAME")]
    pub(super) policy: Option<String>,
    /// The level on which to count: 1 is the first, as the backlog of the first tier
    #[arg(long, value_name = "NUMBER", default_value_t = 1,
        value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) level: u16,
    /// Only this line or component; may be given several times
    #[arg(long, value_name = "ID")]
    pub(super) part: Vec<String>,
    #[command(flatten)]
    pub(super) planning: Planning,
    /// Write the prices as JSON; - is standard output, instead of the table
    #[arg(long, value_name = "OUT")]
    pub(super) json: Option<Target>,
    /// Write the prices as CSV; - is standard output, instead of the table
    #[arg(long, value_name = "OUT")]
    pub(super) csv: Option<Target>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion export orders.toml --policy priority > orders.lp
  apportion export orders.toml --level 2 --format mps --out orders.mps

The optimum of the file is the objective of the level; the levels above it are rows that
hold what they reached. Without --policy, the first policy of the file that is optimised
is taken, and standard error says which.")]
pub(super) struct Export {
    /// The scenario file
    pub(super) file: PathBuf,
    /// The policy to plan by; without it, the first of the file that is optimised
    #[arg(long, value_name = "NAME")]
    pub(super) policy: Option<String>,
    /// The level to write: 1 is the first, as the backlog of the first tier
    #[arg(long, value_name = "NUMBER", default_value_t = 1,
        value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) level: u16,
    /// How to write it: lp or mps
    #[arg(long, value_name = "FORMAT", default_value_t)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) planning: Planning,
    /// Where to write it; - is standard output
    #[arg(long, value_name = "OUT", default_value = "-")]
    pub(super) out: Target,
}

#[derive(Debug, clap::Args)]
pub(super) struct Planning {
    /// The engine for policies that are optimised
    #[arg(long, value_name = "ENGINE", default_value_t)]
    pub(super) engine: EngineChoice,
    /// What to do if commitments cannot all be kept
    #[arg(long, value_enum, value_name = "CHOICE", default_value_t = Conflicts::Refuse)]
    pub(super) on_conflict: Conflicts,
    /// Stop each solve after this many seconds; a plan that is not proven exits with 1
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(super) time_limit: Option<Duration>,
}

/// What to do if commitments cannot all be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Conflicts {
    /// No plan: name the smallest set that cannot stand together
    Refuse,
    /// Break as little of them as possible, and say so
    LeastBreach,
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
