//! The list of commands. Each command's file holds its arguments.

use clap::{Parser, Subcommand};

use super::check::Check;
use super::colour::Colour;
use super::compare::Compare;
use super::completions::Completions;
use super::diff::Diff;
use super::explain::Explain;
use super::export::Export;
use super::man::Man;
use super::prices::Prices;
use super::quote::Quote;
use super::rank::Rank;
use super::solve::Solve;
use super::sweep::Sweep;
use super::validate::Validate;

/// Plans scarce production for many customers, and compares the policies that say who
/// comes first.
#[derive(Debug, Parser)]
#[command(name = "apportion", version, after_help = EXAMPLES)]
pub(super) struct Args {
    /// When text is coloured; `NO_COLOR` is respected
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Colour,
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

A scenario FILE is TOML or JSON, as its ending says; - is standard input. docs/FORMAT.md describes
every key of it, and is in the crate's documentation as apportion::guide::format. Text is as wide as
COLUMNS says, else the terminal, else 80: what has no room is named. No file that is read is
written over; a file that is written takes its name when it is whole.
Exit codes: 0 done, 1 findings or failure, 2 wrong usage, 130 interrupted (Ctrl-C: the best plan
so far; a second one ends at once).";

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
    /// Say when a new order can be had, and who would be delayed by it
    Quote(Box<Quote>),
    /// Say why orders are late, who got what they waited for, and what would help
    Explain(Explain),
    /// Write a level of the linear program for another solver, as MPS or LP
    Export(Export),
    /// Check a scenario file and report everything that is wrong with it
    Validate(Validate),
    /// Print what a shell needs to complete commands and options
    Completions(Completions),
    /// Print the manual page
    Man(Man),
}
