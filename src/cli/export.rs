//! `apportion export`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::input;
use super::planning::Planning;
use super::screen::Screen;
use super::target::Target;
use super::whole_file::WholeFile;
use crate::export::Format;
use crate::planner::PlanError;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion export orders.toml --policy priority --out orders.lp
  apportion export orders.toml --level 2 --format mps --out orders.mps

The optimum of the file is the objective of the level; the levels above it are rows that
hold what they reached. Without --policy, the first policy of the file that is optimised
is taken, and standard error says which.")]
pub(super) struct Export {
    /// The scenario file
    file: PathBuf,
    /// The policy to plan by; without it, the first of the file that is optimised
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// The level to write: 1 is the first, as the backlog of the first tier
    #[arg(long, value_name = "NUMBER", default_value_t = 1,
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(u16).range(1..))]
    level: u16,
    /// How to write it: lp or mps
    #[arg(long, value_name = "FORMAT", default_value_t)]
    format: Format,
    #[command(flatten)]
    planning: Planning,
    /// Where to write it; - is standard output
    #[arg(long, value_name = "OUT", default_value = "-")]
    out: Target,
}

pub(super) fn run(args: &Export, screen: &mut Screen) -> Result<(), Failure> {
    screen.will_write(&[("--out", Some(&args.out))])?;
    let scenario = input::scenario(&args.file, screen)?;
    let policy = input::optimised(&scenario, args.policy.as_deref())?;
    let planner = args.planning.planner(screen);
    let write = |out: &mut dyn Write| {
        planner.export(&scenario, policy, usize::from(args.level), args.format, out)
    };
    let told = |error: PlanError| match error {
        PlanError::NotOptimised(_) | PlanError::UnknownLevel { .. } => {
            Failure::Usage(error.to_string())
        }
        error => Failure::of(&error),
    };
    match &args.out {
        Target::Screen => write(screen).map_err(told),
        Target::File(path) => {
            let failed = |error: io::Error| Failure::with(&path.display(), &error);
            let mut file = Late { path, out: None };
            write(&mut file).map_err(|error| match error {
                PlanError::Write(error) => failed(error),
                error => told(error),
            })?;
            file.out.map_or(Ok(()), WholeFile::finish).map_err(failed)
        }
    }
}

/// A file that is created at the first write: what can be known beforehand comes before.
struct Late<'a> {
    path: &'a Path,
    out: Option<WholeFile>,
}

impl Write for Late<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(out) = &mut self.out {
            return out.write(bytes);
        }
        self.out.insert(WholeFile::create(self.path)?).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), WholeFile::flush)
    }
}
