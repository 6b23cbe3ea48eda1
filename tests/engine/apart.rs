//! Independent parts of a model.

use apportion::engine::{Backend, Engine, GoodLp, Outcome, SolveOptions, certify, require_proof};
use apportion::model::{Carry, CostPath, Model, Prices};

/// Two lines that share nothing, a block that nothing can serve, and a shortfall column
/// of its own resource.
fn model() -> Model {
    let mut builder = Model::builder(3);
    let first = builder.resource("first", Carry::Lost, vec![1.0, 2.0, 1.0]);
    let second = builder.resource("second", Carry::Lost, vec![2.0, 0.0, 2.0]);
    let apart = builder.resource("apart", Carry::Lost, vec![-1.0, 0.0, 0.0]);
    let stock =
        builder.resource("stock", Carry::Stock { limit: f64::INFINITY }, vec![2.0, 1.0, 0.0]);
    let on_first = builder.recipe("first", 1, vec![(first, 1.0)]);
    let on_second = builder.recipe("second", 2, vec![(second, 1.0), (stock, 1.0)]);
    let a = builder.family(vec![on_first]);
    let b = builder.family(vec![on_second]);
    let none = builder.family(Vec::new());
    builder.extra("shortfall", (0.0, f64::INFINITY), &[(apart, 0, -1.0)]);
    builder.block(11, b, 0..=2, 3.0);
    builder.block(12, a, 0..=2, 2.0);
    builder.block(13, none, 0..=2, 5.0);
    builder.block(14, a, 1..=2, 1.5);
    let late = |rate: f64| CostPath::Slope { from: 0, rate, unserved: rate * 15.0 };
    builder.level_with("late", vec![late(1.0), late(2.0), late(3.0), late(4.0)], vec![], vec![5.0]);
    builder.level("early", vec![late(1.0); 4]);
    builder.level("draws", vec![CostPath::Draw; 4]);
    builder.build().unwrap()
}

#[test]
fn parts_are_found() {
    let model = model();
    let parts = model.parts();
    let blocks: Vec<&[u32]> = parts.iter().map(apportion::model::ModelPart::blocks).collect();
    assert_eq!(blocks, [&[1, 3][..], &[0], &[], &[2]]);
    let resources: Vec<&[u32]> = parts.iter().map(apportion::model::ModelPart::resources).collect();
    assert_eq!(resources, [&[0][..], &[1, 3], &[2], &[]]);
    assert!(parts.iter().all(|part| part.model().parts().is_empty()));
}

#[test]
fn parts_together_are_proven_for_the_whole() {
    let model = model();
    let engine = GoodLp::new(Backend::Microlp);
    let Outcome::Finished(solution) = engine.solve(&model, &SolveOptions::default()).unwrap()
    else {
        panic!("no limit was set");
    };
    let prices: Vec<Prices> =
        solution.levels().iter().map(|level| level.prices().unwrap().clone()).collect();
    let results = certify(&model, solution.point(), &prices).unwrap();
    require_proof(&model, &results).unwrap();
    for (own, whole) in solution.levels().iter().zip(&results) {
        assert!((own.objective() - whole.objective()).abs() < 1e-9);
    }
    // By hand: nothing serves 5 units at 45 each; the shortfall of 1 costs 5; on the
    // second line 2 units at once and 1 two periods late (2); on the first line 1 of the
    // second block at once, then 1.5 of the fourth one period late (6) and 0.5 of the
    // second (1), the last 0.5 two periods late (2).
    let by_hand = 5.0 * 45.0 + 5.0 + 2.0 + 6.0 + 1.0 + 2.0;
    assert!((solution.levels()[0].objective() - by_hand).abs() < 1e-9);
}
