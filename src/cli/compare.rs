//! `apportion compare`.

use super::args::Compare;
use super::failure::Failure;
use super::input;
use super::output::{Screen, takes_screen};
use crate::analysis::{CompareError, compare, compare_expansion};
use crate::plan::Status;

pub(super) fn run(args: &Compare, screen: &mut Screen) -> Result<(), Failure> {
    let quiet = takes_screen([args.json.as_ref(), args.csv.as_ref()])?;
    let scenario = input::scenario(&args.file)?;
    let planner = input::planner(&args.planning);
    let comparison = if let Some(expansion) = &args.expansion {
        let policy = input::optimised(&scenario, args.policy.as_deref())?;
        compare_expansion(&scenario, policy, expansion, &planner)
    } else {
        let policies = input::policies(&scenario)?;
        compare(&scenario, policies, &planner, args.baseline.as_deref())
    };
    let comparison = comparison.map_err(|error| match error {
        CompareError::UnknownBaseline { .. } | CompareError::UnknownExpansion { .. } => {
            Failure::Usage(error.to_string())
        }
        error => Failure::of(&error),
    })?;
    if let Some(target) = &args.json {
        let text = comparison.to_json().map_err(|error| Failure::of(&error))?;
        screen.write(target, &text)?;
    }
    if let Some(target) = &args.csv {
        screen.write(target, &comparison.to_csv())?;
    }
    if !quiet {
        screen.line(&comparison)?;
    }
    let open = |case: &&crate::analysis::Case| case.status == Status::Unproven;
    let open: Vec<&str> =
        comparison.cases.iter().filter(open).map(|case| case.policy.as_str()).collect();
    if open.is_empty() {
        return Ok(());
    }
    screen.finish()?;
    Err(Failure::Failed(format!("stopped before the plan was proven: {}", open.join(", "))))
}
