//! `apportion rank`.

use std::fmt::{self, Write as _};
use std::path::PathBuf;

use super::failure::Failure;
use super::input;
use super::outputs::Outputs;
use super::screen::Screen;
use crate::ranking::{Ranking, rank};
use crate::report::{Page, Report};

#[derive(Debug, clap::Args)]
pub(super) struct Rank {
    /// The scenario file; - is standard input
    file: PathBuf,
    /// The policy to show; without it, all of the file
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    #[command(flatten)]
    outputs: Outputs,
}

/// The rankings by several policies.
struct Rankings(Vec<Ranking>);

pub(super) fn run(args: &Rank, screen: &mut Screen) -> Result<(), Failure> {
    let printing = args.outputs.name(screen)?;
    let scenario = input::scenario(&args.file, screen)?;
    let policies = match &args.policy {
        Some(name) => std::slice::from_ref(input::policy(&scenario, name)?),
        None => input::policies(&scenario)?,
    };
    let ranked = policies.iter().map(|policy| rank(&scenario, policy));
    let found = ranked.collect::<Result<Vec<_>, _>>().map_err(|error| Failure::of(&error))?;
    let found = Rankings(found);
    let json = || serde_json::to_string_pretty(&found.0);
    args.outputs.show(&found, json, || Ranking::table_of(&found.0), printing, screen)
}

/// One after the other, with an empty line between them.
impl Report for Rankings {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        for (index, ranking) in self.0.iter().enumerate() {
            page.write_str(if index > 0 { "\n\n" } else { "" })?;
            ranking.put(page)?;
        }
        Ok(())
    }
}
