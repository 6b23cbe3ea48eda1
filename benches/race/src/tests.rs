//! What the race itself must be trusted with.

use apportion::model::Point;

use crate::contestants::{Kind, Task, all};
use crate::instances::{Case, Instance};
use crate::judge::judge;

fn task(case: &str, seed: u64) -> Task {
    Task::new(case.parse().unwrap(), seed).unwrap()
}

#[test]
fn everybody_agrees_on_small_instances() {
    for case in ["many:40x12", "few:60x12", "general:40x12x5", "hard:30x8"] {
        for seed in 1..=3 {
            let task = task(case, seed);
            let entering = all().into_iter().filter(|one| one.enters(&case.parse().unwrap()));
            let mut wanted = None;
            for contestant in entering {
                let answer = contestant.solve(&task).unwrap();
                let verdict = judge(&task.model, &answer.point);
                let wanted = *wanted.get_or_insert(verdict.objective);
                let difference = (verdict.objective - wanted).abs() / wanted.max(1.0);
                let name = contestant.name();
                assert!(difference <= contestant.kind().tolerance(), "{case} {name} {difference}");
                assert!(verdict.violation <= contestant.kind().slack(), "{case} {name}");
            }
        }
    }
}

#[test]
fn a_plan_of_nothing_is_refused() {
    let task = task("general:40x12x5", 1);
    let unserved = vec![0.0; task.model.blocks().len()];
    let nothing = Point { unserved, ..Point::default() };
    assert!(judge(&task.model, &nothing).violation > Kind::Interior.slack());
}

#[test]
fn a_row_exceeded_is_seen() {
    let task = task("many:40x12", 1);
    let mut point = all()[0].solve(&task).unwrap().point;
    // Everything in the first of its months, whatever the capacity.
    point.cells.clear();
    for block in task.model.block_ids() {
        let column = task.model.columns(block).next().unwrap();
        let amount = task.model.blocks()[block.index()].quantity();
        point.cells.push(apportion::model::Cell { column, amount });
    }
    point.unserved.fill(0.0);
    assert!(judge(&task.model, &point).violation > Kind::Interior.slack());
}

#[test]
fn a_seed_gives_one_instance() {
    for case in ["many:40x12", "general:40x12x5", "hard:30x8"] {
        let case: Case = case.parse().unwrap();
        let [first, again, other] =
            [1, 1, 2].map(|seed| Instance::new(case, seed).unwrap().scenario);
        assert!(first == again && first != other);
    }
}
