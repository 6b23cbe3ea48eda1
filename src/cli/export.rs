//! `apportion export`.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use super::args::Export;
use super::failure::Failure;
use super::input;
use super::output::{Screen, Target};
use crate::planner::PlanError;

pub(super) fn run(args: &Export, screen: &mut Screen) -> Result<(), Failure> {
    let scenario = input::scenario(&args.file)?;
    let policy = input::optimised(&scenario, args.policy.as_deref())?;
    let planner = input::planner(&args.planning);
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
            // Whatever can be known to fail does so before the file is emptied.
            let mut file = Late { path, out: None };
            write(&mut file).map_err(|error| match error {
                PlanError::Write(error) => failed(error),
                error => told(error),
            })?;
            file.flush().map_err(failed)
        }
    }
}

/// A file that is made when the first letter is written.
struct Late<'a> {
    path: &'a std::path::Path,
    out: Option<BufWriter<File>>,
}

impl Write for Late<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(out) = &mut self.out {
            return out.write(bytes);
        }
        self.out.insert(BufWriter::new(File::create(self.path)?)).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}
