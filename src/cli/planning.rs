//! How plans are made: arguments that several commands share.

use std::time::Duration;

use clap::ValueEnum;

use super::interrupt;
use super::screen::Screen;
use crate::engine::SolveOptions;
use crate::planner::{EngineChoice, OnConflict, Planner};

#[derive(Debug, clap::Args)]
pub(super) struct Planning {
    /// The engine for policies that are optimised
    #[arg(long, value_name = "ENGINE", default_value_t)]
    engine: EngineChoice,
    /// What to do if commitments cannot all be kept
    #[arg(long, value_enum, value_name = "CHOICE", default_value_t = Conflicts::Refuse)]
    on_conflict: Conflicts,
    /// Stop each plan after this many seconds, formulation included; writing the result may
    /// take as long again (an export has the time of one plan for all). A plan that is not
    /// proven, or is not written, exits with 1
    #[arg(long, value_name = "SECONDS", value_parser = seconds,
        allow_negative_numbers = true)]
    time_limit: Option<Duration>,
}

/// What to do if commitments cannot all be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Conflicts {
    /// No plan: name the smallest set that cannot stand together
    Refuse,
    /// Break as little of them as possible, and say so
    LeastBreach,
}

impl Planning {
    /// The planner that the arguments describe. What it finds may take as long again to be
    /// written.
    pub(super) fn planner(&self, screen: &mut Screen) -> Planner {
        screen.limit(self.time_limit);
        let mut options = SolveOptions::default().with_cancel(interrupt::token());
        options.progress = Some(screen.progress().listener());
        if let Some(limit) = self.time_limit {
            options = options.with_time_limit(limit);
        }
        let on_conflict = match self.on_conflict {
            Conflicts::Refuse => OnConflict::Refuse,
            Conflicts::LeastBreach => OnConflict::LeastBreach,
        };
        Planner::new().engine(self.engine).on_conflict(on_conflict).options(options)
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok();
    seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).ok_or_else(|| {
        "give a number of seconds, 0 or more; without the option there is no limit".to_owned()
    })
}
