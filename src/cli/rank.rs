//! `apportion rank`.

use std::path::PathBuf;

use super::failure::Failure;
use super::input;
use super::screen::Screen;
use crate::ranking::rank;

#[derive(Debug, clap::Args)]
pub(super) struct Rank {
    /// The scenario file
    file: PathBuf,
    /// The policy to show; without it, all of the file
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
}

pub(super) fn run(args: &Rank, screen: &mut Screen) -> Result<(), Failure> {
    let scenario = input::scenario(&args.file, screen)?;
    let policies = match &args.policy {
        Some(name) => std::slice::from_ref(input::policy(&scenario, name)?),
        None => input::policies(&scenario)?,
    };
    for (index, policy) in policies.iter().enumerate() {
        if index > 0 {
            screen.line("")?;
        }
        screen.line(rank(&scenario, policy).map_err(|error| Failure::of(&error))?)?;
    }
    Ok(())
}
