//! The command line.

use std::path::PathBuf;

use clap::Parser;

use crate::instances::Case;

/// Races solvers against apportion on the same instances.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Arguments {
    /// Small instances only: some minutes instead of hours.
    #[arg(long)]
    pub quick: bool,

    /// Only this instance, such as `many:1000x72` or `general:5000x60x10`; may be repeated.
    #[arg(long = "case", value_name = "CASE")]
    pub cases: Vec<Case>,

    /// Only this contestant against apportion; may be repeated.
    #[arg(long, value_name = "NAME")]
    pub only: Vec<String>,

    /// How many seeds; the tables show medians.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..))]
    pub seeds: u64,

    /// Seconds of the processor after which a solve is given up.
    #[arg(long, value_name = "SECONDS", default_value_t = 120.0, value_parser = positive)]
    pub time_limit: f64,

    /// Leave out the second table: all levels, and the certificate.
    #[arg(long)]
    pub no_levels: bool,

    /// Write every single measurement to this file.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,

    /// Draw seconds against orders into this file.
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,

    /// Carry out one job and report it: for the child processes.
    #[arg(long, hide = true)]
    pub job: Option<String>,

    /// The seed of the job.
    #[arg(long, hide = true, default_value_t = 1)]
    pub seed: u64,
}

fn positive(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(seconds) if (0.001..1e6).contains(&seconds) => Ok(seconds),
        _ => Err("give seconds above zero".to_owned()),
    }
}
