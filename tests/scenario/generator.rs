//! The generator of scenarios with every feature: all it makes is valid, and what it
//! makes matters.

use std::fs;
use std::path::Path;

use crate::support::digest::Digest;
use crate::support::generator::{Draft, Feature, Generator, Size};
use crate::support::part;
use apportion::planner::{OnConflict, Planner};
use apportion::scenario::Scenario;

/// How many files there are, and how many of them have every feature.
const FILES: u64 = 560;
const FULL: u64 = 100;
/// Those before were written when there was neither labour nor a lottery.
const LABOUR: u64 = 500;

/// The generator of a file.
fn of_file(number: u64) -> Generator {
    let seeded = Generator::new(number);
    match number {
        ..FULL => seeded.all(),
        FULL..LABOUR => seeded.some(),
        LABOUR.. => seeded.some().with([Feature::Labour, Feature::Lottery]),
    }
}

#[test]
fn what_is_generated_is_valid() {
    for seed in 0..u64::from(part(2000)) {
        let text = of_file(seed).draft().to_toml();
        if let Err(error) = Scenario::from_toml(&text) {
            panic!("seed {seed}: {error:?}\n{text}");
        }
    }
}

#[test]
fn single_features_pairs_and_large_books_are_valid() {
    for (seed, &one) in (0..).zip(Feature::ALL) {
        for &two in Feature::ALL {
            let draft = Generator::new(seed).with([one, two]).draft();
            if let Err(error) = Scenario::from_toml(&draft.to_toml()) {
                panic!("{one:?} and {two:?}: {error:?}\n{}", draft.to_toml());
            }
        }
        let text = Generator::new(seed).all().sized(Size::LARGE).draft().to_toml();
        assert!(Scenario::from_toml(&text).is_ok(), "{seed}");
    }
}

/// What every policy of a draft decides.
fn plans(draft: &Draft) -> Vec<Digest> {
    let text = draft.to_toml();
    let scenario = Scenario::from_toml(&text).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
    let planner = Planner::new().on_conflict(OnConflict::LeastBreach);
    let plans = scenario.policies().iter().map(|policy| {
        let plan = planner.plan(&scenario, policy).ok().and_then(|plan| plan.finished().ok());
        plan.map_or_else(Digest::default, |plan| Digest::of(&serde_json::to_value(&plan).unwrap()))
    });
    plans.collect()
}

/// In how many files a feature is on, is in the file, changes a level, changes a plan.
fn counts(files: impl Iterator<Item = u64>) -> Vec<(Feature, [usize; 4])> {
    // One feature only, if it is named.
    let only = std::env::var("APPORTION_FEATURE").ok();
    let named = |feature: &&Feature| only.as_ref().is_none_or(|only| only == feature.name());
    let mut counts: Vec<(Feature, [usize; 4])> =
        Feature::ALL.iter().filter(named).map(|feature| (*feature, [0; 4])).collect();
    for number in files {
        let generator = of_file(number);
        let draft = generator.draft();
        let with = plans(&draft);
        for (feature, [on, there, levels, plan]) in &mut counts {
            if !generator.has(*feature) {
                continue;
            }
            let mut less = draft.clone();
            feature.remove(&mut less);
            *on += 1;
            if less.to_toml() == draft.to_toml() {
                continue;
            }
            let without = plans(&less);
            *there += 1;
            *levels += usize::from(with != without);
            let decided = |plans: &[Digest]| -> Vec<[Vec<String>; 2]> {
                plans.iter().map(|plan| [plan.production.clone(), plan.dates.clone()]).collect()
            };
            *plan += usize::from(decided(&with) != decided(&without));
        }
    }
    counts
}

/// A feature binds in a file if without it some policy would plan otherwise: each does so in
/// one of the first files.
#[test]
fn every_feature_binds() {
    let mut left: Vec<Feature> = Feature::ALL.to_vec();
    for number in 0..20 {
        if left.is_empty() {
            return;
        }
        let draft = of_file(number).draft();
        let with = plans(&draft);
        left.retain(|feature| {
            let mut less = draft.clone();
            feature.remove(&mut less);
            plans(&less) == with
        });
    }
    panic!("{left:?} change nothing in twenty files");
}

#[test]
#[ignore = "counts over a quarter of the files: takes minutes"]
fn every_feature_binds_in_a_tenth_of_the_files() {
    for (feature, [on, there, _, plan]) in counts((0..FILES).step_by(4)) {
        assert!(on > 0 && 2 * there >= on, "{feature:?} is in {there} of {on} files");
        assert!(10 * plan >= on, "{feature:?} binds in {plan} of {on} files");
    }
}

#[test]
#[ignore = "counts over all files, to look at: takes minutes"]
fn how_often_each_feature_binds() {
    for (feature, [on, there, levels, plan]) in counts(0..FILES) {
        println!("{:18} on {on:3} there {there:3} any {levels:3} plan {plan:3}", feature.name());
    }
}

/// The files of `tests/generated` are data: they are written once, and new ones added.
#[test]
#[ignore = "writes tests/generated anew"]
fn write_the_files() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generated");
    fs::create_dir_all(&folder).unwrap();
    for number in LABOUR..FILES {
        let text = of_file(number).draft().to_toml();
        fs::write(folder.join(format!("{number:03}.toml")), text).unwrap();
    }
}
