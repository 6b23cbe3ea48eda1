//! Our files in the hands of `HiGHS`: a thousand scenarios with every feature, level by level.

use apportion::export::Format;
use apportion::scenario::Method;
use good_lp::solvers::highs::highs;

use super::{exported, last_value, planner, read, written};
use crate::support::generator::{Size, drawn};
use crate::support::oracles::general::optimum_by;
use crate::support::part;

/// What came of the levels.
#[derive(Debug, Default)]
struct Count {
    levels: u32,
    equal: u32,
    /// Lower than is possible: a level above is held to a tolerance only.
    below: Vec<String>,
    above: Vec<String>,
}

fn compare(seeds: std::ops::Range<u64>) -> Count {
    let mut count = Count::default();
    for seed in seeds {
        let case = drawn().sized(Size::TINY).of(seed);
        for policy in case.policies() {
            if !matches!(policy.method(), Method::Optimised(_)) {
                continue;
            }
            let plan = planner().plan(&case, policy).unwrap().finished().unwrap();
            for (number, level) in exported(&plan) {
                let ours = last_value(&case, policy, level, number);
                let program = read::mps(&written(&case, policy, number, Format::Mps));
                // `HiGHS` takes nothing without a column.
                if program.columns.is_empty() {
                    continue;
                }
                let found = optimum_by(&program, highs);
                let more = (found - ours) / ours.abs().max(1.0);
                let place = || {
                    let id = policy.id();
                    format!(
                        "seed {seed}, {id}, level {number} ({}): {found}, ours {ours}",
                        level.name
                    )
                };
                count.levels += 1;
                match more {
                    ..-1e-6 => count.below.push(place()),
                    ..=1e-6 => count.equal += 1,
                    _ => count.above.push(place()),
                }
            }
        }
    }
    count
}

/// `HiGHS` never finds more than ours, and hardly ever less.
fn judge(count: &Count) {
    let Count { levels, equal, below, above } = count;
    println!("{levels} levels, {equal} equal, {} below, {} above", below.len(), above.len());
    below.iter().chain(above).for_each(|place| println!("{place}"));
    assert!(above.is_empty(), "{above:#?}");
    assert!(below.len() * 1_000 <= *levels as usize, "{below:#?}");
}

#[test]
fn many_scenarios() {
    let count = compare(0..u64::from(part(80)));
    judge(&count);
    assert!(count.levels > 300, "{count:?}");
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_scenarios() {
    judge(&compare(1_000..2_000));
}
