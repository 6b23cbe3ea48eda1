//! Our linear programs, read by readers of their own and solved by a solver that knows
//! nothing of us, reach our objectives on every level.

mod answer;
mod golden;
#[cfg(feature = "highs")]
mod highs;
pub(crate) mod read;
mod solution_files;
pub(crate) mod solution_texts;

use crate::support::cases;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::generator::{Feature, Size, drawn};
use crate::support::oracles::microlp;
use apportion::export::{Export, Format};
use apportion::formulation::Formulation;
use apportion::model::{Carry, CostPath, Model};
use apportion::plan::{Level, Plan};
use apportion::planner::{OnConflict, PlanError, Planner};
use apportion::ranking::rank;
use apportion::scenario::{Policy, Scenario};
use proptest::prelude::proptest;

/// Plans also where promises cannot be kept.
fn planner() -> Planner {
    Planner::new().on_conflict(OnConflict::LeastBreach)
}

fn written(scenario: &Scenario, policy: &Policy, level: usize, format: Format) -> String {
    let mut text = Vec::new();
    planner().export(scenario, policy, level, format, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// Both formats say the same, and their optimum is ours, on every level.
fn agrees(scenario: &Scenario, name: &str) -> usize {
    let mut count = 0;
    for policy in scenario
        .policies()
        .iter()
        .filter(|policy| matches!(policy.method(), apportion::scenario::Method::Optimised(_)))
    {
        let plan = planner().plan(scenario, policy).unwrap().finished().unwrap();
        for (number, level) in exported(&plan) {
            let place = format!("{name}, {}, level {number}: {}", policy.id(), level.name);
            let program = read::lp(&written(scenario, policy, number, Format::Lp));
            let same = read::mps(&written(scenario, policy, number, Format::Mps));
            assert_eq!(program, same, "{place}");
            let found = microlp::optimum(&program);
            let ours = last_value(scenario, policy, level, number);
            let allowed = 1e-6 * ours.abs().max(1.0);
            assert!((found - ours).abs() <= allowed, "{place}: {found}, ours {ours}");
            count += 1;
        }
    }
    count
}

/// The levels that an export says, by number. It passes nothing over: of plans that do it is the first
/// levels of the root, up to the one on which they are worse.
fn exported(plan: &Plan) -> impl Iterator<Item = (usize, &Level)> {
    let root = !plan.root.is_empty();
    let levels = if root { &plan.root } else { &plan.levels };
    (1..).zip(levels).filter(move |(_, level)| level.late.is_none() || !root)
}

/// What is exported of a level: all of it, or the last of its tranches, where these count one after
/// the other.
fn last_value(scenario: &Scenario, policy: &Policy, level: &Level, number: usize) -> f64 {
    let Some(late) = &level.late else { return level.objective };
    let formulation = Formulation::new(scenario, &rank(scenario, policy).unwrap()).unwrap();
    let told = &formulation.told()[number - 1];
    let Some(&last) = told.turns.as_ref().and_then(|turns| turns.last()) else { return 0.0 };
    let demand = &scenario.demands()[last];
    let order = scenario.orders()[demand.order].id();
    let own = late.last().filter(|part| part.order == *order && part.tranche == demand.tranche);
    own.map_or(0.0, |part| part.unit_months)
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

#[test]
fn scenarios_worked_out_by_hand() {
    let mut count = 0;
    for folder in folders() {
        let Ok(scenario) = Scenario::from_path(folder.join("scenario.toml")) else { continue };
        count += agrees(&scenario, folder.file_name().unwrap().to_str().unwrap());
    }
    assert!(count > 100, "{count} levels");
}

#[test]
fn larger_scenarios() {
    let mut count = 0;
    for seed in 2..4 {
        let case = drawn().with([Feature::Score]).sized(LARGER).of(seed);
        count += agrees(&case, &format!("seed {seed}"));
    }
    assert!(count > 10, "{count} levels");
}

/// What a general solver without presolve gets through.
const LARGER: Size = Size { months: (12, 12), orders: (20, 20), ..Size::USUAL };

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn random_scenarios(case in drawn().sized(Size::TINY)) {
        agrees(&case, "random");
    }
}

/// Everything that a model can say: bounds, negative numbers, limited stock, extra columns.
#[test]
fn models_with_everything() {
    let mut builder = Model::builder(2);
    let line = builder.resource("line 1", Carry::Lost, vec![1.5, 2.0]);
    let part = builder.resource("line-1", Carry::Stock { limit: 0.5 }, vec![3.0, 1e-7]);
    let recipe = builder.recipe("made", 1, vec![(line, 1.0), (part, 0.1)]);
    let family = builder.family(vec![recipe]);
    let block = builder.block(7, family, 0..=9, 2.0);
    builder.limit(block, 1.25);
    builder.extra("slack", (-3.0, -1.0), &[(line, 1, -2.0)]);
    builder.extra("free to grow", (0.5, f64::INFINITY), &[(part, 0, 0.25)]);
    let late = CostPath::Slope { from: 0, rate: 3.0, unserved: 42.0 };
    builder.level_with("first", vec![late], Vec::new(), vec![0.0, -1e300]);
    builder.level_with("second", vec![CostPath::Zero], Vec::new(), vec![0.0, 0.0]);
    let model = builder.build().unwrap();
    let text = |export: &Export<'_>, format| {
        let mut text = Vec::new();
        export.write(format, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    };
    let first = text(&Export::new(&model), Format::Lp);
    assert_eq!(
        first,
        "\\ Level 1 of 2: first\n\
         Minimize\n obj: 3 x.b0.made.p1 + 42 u.b0 - 1e300 y.free_to_grow\n\
         Subject To\n want.b0: x.b0.made.p0 + x.b0.made.p1 + u.b0 = 2\n \
         cap.line_1.p0: x.b0.made.p0 <= 1.5\n \
         cap.line_1.p1: x.b0.made.p1 - 2 y.slack <= 2\n \
         stock.line_1_2.p0: 0.1 x.b0.made.p0 + s.line_1_2.p0 + 0.25 y.free_to_grow = 3\n \
         stock.line_1_2.p1: 0.1 x.b0.made.p1 - s.line_1_2.p0 + s.line_1_2.p1 = 0.0000001\n\
         Bounds\n 0 <= x.b0.made.p0 <= 1.25\n 0 <= x.b0.made.p1 <= 1.25\n \
         0 <= s.line_1_2.p0 <= 0.5\n 0 <= s.line_1_2.p1 <= 0.5\n \
         -3 <= y.slack <= -1\n y.free_to_grow >= 0.5\nEnd\n"
    );
    for above in [vec![], vec![-2.5]] {
        let export = Export::new(&model).below(above.clone());
        let program = read::lp(&text(&export, Format::Lp));
        assert_eq!(program, read::mps(&text(&export, Format::Mps)));
        assert_eq!(program.columns["y.slack"], (-3.0, -1.0));
        assert_eq!(program.rows.contains_key("level.1"), !above.is_empty());
    }
    // An objective of nothing is written, a level that is not there is not.
    assert!(text(&Export::new(&model).below([1.0]), Format::Lp).contains(" obj: 0 x.b0.made.p0\n"));
    let none = Export::new(&model).below([1.0, 1.0]).write(Format::Lp, &mut Vec::new());
    assert_eq!(none.unwrap_err().kind(), std::io::ErrorKind::InvalidInput);
}

#[test]
fn what_cannot_be_exported_says_why() {
    let folder = folders().into_iter().find(|path| path.ends_with("dpas_rated_before_unrated"));
    let scenario = Scenario::from_path(folder.unwrap().join("scenario.toml")).unwrap();
    let export = |policy: &str, level| {
        let policy = scenario.policy(policy).unwrap();
        Planner::new().export(&scenario, policy, level, Format::Mps, &mut Vec::new())
    };
    assert!(matches!(export("queue", 1), Err(PlanError::NotOptimised(_))));
    for level in [0, 7] {
        let error = export("ratings", level).unwrap_err();
        assert!(matches!(error, PlanError::UnknownLevel { .. }), "{error}");
        assert!(error.to_string().contains("6 (lines and draws)"), "{error}");
    }
    assert!("xml".parse::<Format>().is_err());
    assert_eq!("mps".parse(), Ok(Format::Mps));

    // A writer that is soon full.
    let mut room = [0; 10];
    let policy = scenario.policy("ratings").unwrap();
    let full = Planner::new().export(&scenario, policy, 1, Format::Lp, &mut &mut room[..]);
    assert!(matches!(full, Err(PlanError::Write(_))));
}
