//! What apportion takes for all levels, what it takes to check its proof, and what a warm start
//! saves.

use anyhow::{Context, Result, anyhow, bail, ensure};
use apportion::engine::{Exact, Outcome, Solution, SolveOptions, certify};
use apportion::formulation::Formulation;
use apportion::model::{Model, Prices};

use crate::contestants::{Task, prove};
use crate::instances::{TIERS, with_month};
use crate::report::Report;
use crate::stopwatch::time;

/// From the scenario to the linear program.
pub const FORMULATION: &str = "formulation";
/// Solving the first level of the weighted policy.
pub const FIRST: &str = "first level";
/// Checking its proof.
pub const CERTIFICATE: &str = "certificate";
/// Solving all levels of the policy with four tiers.
pub const TIERS_ALL: &str = "all levels, 4 tiers";
/// The first level once more with a month of a line 5 % short: from nothing.
pub const COLD: &str = "a month 5 % short, cold";
/// The same from what the first level has left.
pub const WARM: &str = "the same, warm";

/// What is measured, in the order in which the table shows it.
pub const MEASURES: [&str; 9] = [
    FORMULATION,
    FIRST,
    CERTIFICATE,
    "all levels",
    "their certificate",
    TIERS_ALL,
    "their certificate, 4 tiers",
    COLD,
    WARM,
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
    let (cold, warm) = shortfall(&task.model)?;
    let seconds =
        [formulating, first, first_checked, all, all_checked, tiers, tiers_checked, cold, warm];
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

/// Seconds for a model whose first line is 5 % short in the middle month, from nothing and from
/// the basis of the model as it was; both with proof.
fn shortfall(model: &Model) -> Result<(f64, f64)> {
    let short = with_month(model, model.periods() / 2, 0.95)?;
    let options = SolveOptions::default();
    let (_, start) = Exact::new().solve_keeping(model, &options)?;
    let start = start.context("the solve was stopped")?;
    let (cold, solving) = time(|| prove(&short))?;
    let (warm, mending) = time(|| match Exact::new().solve_from(&short, &start, &options)? {
        (Outcome::Finished(solution), _) => Ok(solution),
        _ => bail!("the solve was stopped"),
    })?;
    let objective = |solution: &Solution| solution.levels().first().map(|level| level.objective());
    let (a, b) = objective(&cold).zip(objective(&warm)).context("the model has no level")?;
    ensure!((a - b).abs() <= 1e-9 * (1.0 + a.abs()), "warm {b} differs from cold {a}");
    Ok((solving, mending))
}

fn prices(solution: &Solution) -> Result<Vec<Prices>> {
    let levels = solution.levels().iter();
    let prices = levels.map(|level| level.prices().cloned());
    prices.collect::<Option<_>>().context("a level has no prices")
}
