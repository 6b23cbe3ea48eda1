//! What apportion takes for all levels, and what it takes to check its proof.

use anyhow::{Context, Result, anyhow};
use apportion::engine::{Solution, certify};
use apportion::formulation::{Formulation, Model};

use crate::contestants::{Task, prove};
use crate::instances::TIERS;
use crate::job::Report;
use crate::stopwatch::time;

/// From the scenario to the linear program.
pub const FORMULATION: &str = "formulation";
/// Solving the first level of the weighted policy.
pub const FIRST: &str = "first level";
/// Checking its proof.
pub const CERTIFICATE: &str = "certificate";
/// Solving all levels of the policy with four tiers.
pub const TIERS_ALL: &str = "all levels, 4 tiers";

/// What is measured, in the order in which the table shows it.
pub const MEASURES: [&str; 7] = [
    FORMULATION,
    FIRST,
    CERTIFICATE,
    "all levels",
    "their certificate",
    TIERS_ALL,
    "their certificate, 4 tiers",
];

/// Measures them all on one instance.
pub fn measure(task: &Task) -> Result<Report> {
    let mut report = Report { blocks: task.model.blocks().len(), ..Report::default() };
    let formulate = || Ok(Formulation::new(&task.instance.scenario, &task.ranking)?);
    let (weighted, formulating) = time(formulate)?;
    let (first, first_checked) = solve(&task.model)?;
    let (all, all_checked) = solve(weighted.model())?;
    let ranking = task.instance.ranking(TIERS).map_err(|error| anyhow!("{error}"))?;
    let tiers = Formulation::new(&task.instance.scenario, &ranking)?;
    let (tiers, tiers_checked) = solve(tiers.model())?;
    let seconds = [formulating, first, first_checked, all, all_checked, tiers, tiers_checked];
    for (name, seconds) in MEASURES.into_iter().zip(seconds) {
        report.measures.insert(name.to_owned(), seconds);
    }
    Ok(report)
}

/// Seconds for solving a model with its proof, and for the certificate alone.
fn solve(model: &Model) -> Result<(f64, f64)> {
    let (solution, solving) = time(|| prove(model))?;
    let prices = prices(&solution)?;
    let (_, checking) = time(|| Ok(certify(model, solution.point(), &prices)?))?;
    Ok((solving, checking))
}

fn prices(solution: &Solution) -> Result<Vec<Vec<f64>>> {
    let levels = solution.levels().iter();
    let prices = levels.map(|level| level.prices().map(<[f64]>::to_vec));
    prices.collect::<Option<_>>().context("a level has no prices")
}
