//! The exact engine against independent proofs: the certificate on random and hostile
//! models of every shape, enumeration on tiny ones.

mod apart;
mod backends;
mod certificate;
mod differential;
mod enumeration;
mod generator;
mod limits;
mod models;
mod perturbed;
mod price_intervals;
mod rational;
mod shapes;
mod warm;

use apportion::engine::{
    Engine, EngineError, Exact, Outcome, Solution, SolveOptions, certify, require_proof,
};
use apportion::model::{Model, Prices};

/// Solves a model and proves the answer once more from the model alone.
fn solve(model: &Model) -> Result<Solution, EngineError> {
    match Exact::new().solve(model, &SolveOptions::default())? {
        Outcome::Finished(solution) => {
            let prices: Vec<Prices> = solution
                .levels()
                .iter()
                .map(|level| level.prices().expect("the exact engine has prices").clone())
                .collect();
            let levels = certify(model, solution.point(), &prices).expect("a feasible point");
            require_proof(model, &levels).expect("a proven point");
            tidy(&solution);
            Ok(solution)
        }
        other => panic!("no limit was set, but {other:?}"),
    }
}

/// Cells are sorted, without repetition, and positive; nothing is a negative zero.
fn tidy(solution: &Solution) {
    let point = solution.point();
    assert!(point.cells.windows(2).all(|pair| pair[0].column < pair[1].column));
    assert!(point.cells.iter().all(|cell| cell.amount > 0.0));
    let values = point.unserved.iter().chain(&point.extras);
    assert!(values.into_iter().all(|value| *value != 0.0 || value.is_sign_positive()));
}
