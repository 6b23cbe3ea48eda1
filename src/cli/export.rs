//! `apportion export`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::input;
use super::level::LevelChoice;
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
  apportion export orders.toml --level all --out orders.lp

The optimum of the file is the objective of the level; the levels above it are rows that
hold what they reached. All levels go to orders.1.lp, orders.2.lp, … solve --solution reads back what
another solver finds. Without --policy, the first policy of the file that is optimised is taken, and
standard error says which.")]
pub(super) struct Export {
    /// The scenario file; - is standard input
    file: PathBuf,
    /// The policy to plan by; without it, the first of the file that is optimised
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// The level to write, from 1, or all, each to a file of its own; without it, the first of
    /// commitments, reserved shares and backlogs that is above zero, else the first backlog
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    level: Option<LevelChoice>,
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
    if args.level == Some(LevelChoice::All) && args.out == Target::Screen {
        let text = "all levels are a file each: name them by --out";
        return Err(Failure::Usage(text.to_owned()));
    }
    screen.will_write(&[("--out", Some(&args.out))])?;
    let scenario = input::scenario(&args.file, screen)?;
    let policy = input::optimised(&scenario, args.policy.as_deref())?;
    let planner = args.planning.planner(screen);
    let levels = LevelChoice::numbers(args.level, false, &planner, &scenario, policy)?;
    let targets: Vec<Target> = match (&args.level, &args.out) {
        (Some(LevelChoice::All), Target::File(path)) => {
            levels.iter().map(|&level| Target::File(numbered(path, level))).collect()
        }
        (_, out) => vec![out.clone()],
    };
    let named: Vec<_> = targets.iter().map(|target| ("--out", Some(target))).collect();
    if targets.len() > 1 {
        screen.will_write(&named)?;
        input::is_kept(&args.file, screen)?;
    }
    for (&level, target) in levels.iter().zip(&targets) {
        let write =
            |out: &mut dyn Write| planner.export(&scenario, policy, level, args.format, out);
        write_to(target, write, screen)?;
    }
    Ok(())
}

/// The file of one level: its number before the ending.
fn numbered(path: &Path, level: usize) -> PathBuf {
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned());
    path.with_extension(match ending {
        Some(ending) => format!("{level}.{ending}"),
        None => level.to_string(),
    })
}

fn write_to(
    target: &Target,
    write: impl FnOnce(&mut dyn Write) -> Result<(), PlanError>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let told = |error: PlanError| match error {
        PlanError::NotOptimised(_) | PlanError::UnknownLevel { .. } => {
            Failure::Usage(error.to_string())
        }
        error => Failure::of(&error),
    };
    match target {
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
