//! What can be asked for.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};

use super::compare::Compare;
use super::diff::Diff;
use super::output::Target;
use super::sweep::Sweep;
use crate::export::Format;
use crate::planner::EngineChoice;

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
  apportion diff orders.toml --from queue --to priority
  apportion check orders.toml plan.json
  apportion prices orders.toml --policy priority
  apportion sweep orders.toml --policy tiers --flips
  apportion quote orders.toml --partner north --product pump --quantity 100
  apportion explain orders.toml --policy priority
  apportion export orders.toml --policy priority --format mps --out orders.mps

A scenario FILE is TOML or JSON, as its ending says.
Exit codes: 0 done, 1 findings or failure, 2 wrong usage.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the best plan under one policy and print it
    Solve(Solve),
    /// Plan under every policy of one file or several and show who gains and who loses
    Compare(Compare),
    /// Show which dates move between two plans, order by order
    Diff(Diff),
    /// Check a plan against its scenario, independently of what made it
    Check(Check),
    /// Show what a policy makes of each partner: score, tier and weight
    Rank(Rank),
    /// Show what one unit more of a line or component would save, and one less cost
    Prices(Prices),
    /// Change one number of a policy step by step and show which dates move; flip points
    Sweep(Sweep),
    /// Say when a new order can be had, and who would be made later by it
    Quote(Box<super::quote::Arguments>),
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
  apportion prices orders.toml --bottlenecks --step 0.2

Every line and component by month: what one unit more would save on a level of the
policy, the engine's price, what one unit less would cost, and for how many units that
holds. With --bottlenecks, what a step more of each saves in truth, with a warning where
prices would put them in another order. Without --policy, the first policy of the file that
is optimised is taken, and standard error says which.")]
pub(super) struct Prices {
    /// The scenario file
    pub(super) file: PathBuf,
    /// The policy to plan by; without it, the first of the file that is optimised
    #[arg(long, value_name = "NAME")]
    pub(super) policy: Option<String>,
    /// The level on which to count: 1 is the first, as the backlog of the first tier
    #[arg(long, value_name = "NUMBER", default_value_t = 1,
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) level: u16,
    /// Only this line or component; may be given several times
    #[arg(long, value_name = "ID", conflicts_with = "bottlenecks")]
    pub(super) part: Vec<String>,
    /// Not for how many units each price holds: that takes most of the time
    #[arg(long, conflicts_with = "bottlenecks")]
    pub(super) no_ranges: bool,
    /// Rank lines and components by what a step more of each, every month, would save
    #[arg(long)]
    pub(super) bottlenecks: bool,
    /// The step, as a share of what there is
    #[arg(
        long,
        value_name = "SHARE",
        default_value_t = 0.1,
        requires = "bottlenecks",
        allow_negative_numbers = true
    )]
    pub(super) step: f64,
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
        allow_negative_numbers = true,
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
    #[arg(long, value_name = "SECONDS", value_parser = seconds,
        allow_negative_numbers = true)]
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
    let seconds = text.parse::<f64>().ok();
    seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).ok_or_else(|| {
        "give a number of seconds, 0 or more; without the option there is no limit".to_owned()
    })
}
