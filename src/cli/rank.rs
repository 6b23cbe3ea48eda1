//! `apportion rank`.

use super::args::Rank;
use super::failure::Failure;
use super::input;
use super::output::Screen;
use crate::ranking::rank;

pub(super) fn run(args: &Rank, screen: &mut Screen) -> Result<(), Failure> {
    let scenario = input::scenario(&args.file)?;
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
