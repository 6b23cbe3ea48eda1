//! One folder under `tests/scenarios` for each behaviour: a scenario small enough to
//! work out by hand, and what must come out of it. Every folder is run on every engine of
//! the build and the plans are checked.
//!
//! What is expected is derived by hand, never recorded; `why` says how.
//!
//! `expected.json`:
//!
//! | key | meaning |
//! | --- | --- |
//! | `why` | the derivation, in words |
//! | `error` | the code of an error that the scenario must have; then nothing else |
//! | `warnings` | codes and places of all warnings, where they are what is shown |
//! | `engines` | the engines that can tell, if not all can: some refuse numbers that are far apart |
//! | `policies` | by policy id, all of the scenario: what its plan must say |
//!
//! A policy, every key optional but at least one given:
//!
//! | key | meaning |
//! | --- | --- |
//! | `levels` | objectives, by name of the level or by its number from 1 |
//! | `delivered` | the same of what is delivered |
//! | `root` | the bounds without anything passed over, by number of the level from 1 |
//! | `passed_over` | units passed over, by order; nothing if it is not said |
//! | `completion` | completion month by order, or a list by tranche; null if it is not completed |
//! | `deliveries` | by order (or in a list by tranche) the units delivered in each month |
//! | `backlog` | the total at the end of each month |
//! | `stock` | by component, at the end of each month |
//! | `stocks` | by product made ahead, at the end of each month |
//! | `conflict` | the commitments that cannot stand together, as `A 12 by 2026-02`: there is no plan, and what is expected besides holds for the least breach |
//! | `kept` | what is kept of each commitment, by order and month |
//! | `lost` | units lost, by order |
//! | `used` | by line, the capacity used in each month |
//! | `tiers` | the tier of each partner named |
//! | `capped` | by cap, what is used of it in each month |
//! | `added` | by expansion, what it adds in each month |
//! | `saves` | by resource, what one unit more of it in each month saves on the first level |
//! | `late` | months late, by order, as the plan says and as the explanation says |
//! | `reserved` | by reservation, the units short at the end of each month |

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use apportion::check::check;
use apportion::plan::{Delivery, OrderPlan, Plan, ResourceKind};
use apportion::planner::{EngineChoice, OnConflict, PlanError, PlanOutcome, Planner};
use apportion::prices::PriceQuery;
use apportion::ranking::rank;
use apportion::scenario::{Commitment, Finding, Month, Policy, Scenario, ScenarioError};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    why: String,
    error: Option<String>,
    warnings: Option<Vec<String>>,
    /// The engines that can tell; all if it is not said.
    #[serde(default)]
    engines: Vec<String>,
    #[serde(default)]
    policies: BTreeMap<String, Outcome>,
}

#[derive(Deserialize, Default, PartialEq)]
#[serde(deny_unknown_fields, default)]
struct Outcome {
    levels: BTreeMap<String, f64>,
    delivered: BTreeMap<String, f64>,
    root: Vec<f64>,
    passed_over: BTreeMap<String, f64>,
    completion: BTreeMap<String, OneOrEach<Option<Month>>>,
    deliveries: BTreeMap<String, OneOrEach<BTreeMap<Month, f64>>>,
    backlog: Vec<f64>,
    stock: BTreeMap<String, Vec<f64>>,
    stocks: BTreeMap<String, Vec<f64>>,
    conflict: Vec<String>,
    kept: Vec<f64>,
    lost: BTreeMap<String, f64>,
    used: BTreeMap<String, Vec<f64>>,
    tiers: BTreeMap<String, String>,
    late: BTreeMap<String, u32>,
    reserved: BTreeMap<String, Vec<f64>>,
    added: BTreeMap<String, Vec<f64>>,
    capped: BTreeMap<String, Vec<f64>>,
    saves: BTreeMap<String, Vec<f64>>,
}

/// Something of an order as a whole, or of each of its tranches.
#[derive(Deserialize, PartialEq)]
#[serde(untagged)]
enum OneOrEach<T> {
    Each(Vec<T>),
    One(T),
}

/// Compares, and says where it differs.
struct Place<'a> {
    folder: &'a str,
    policy: &'a str,
    engine: EngineChoice,
    wrong: &'a mut Vec<String>,
}

impl Place<'_> {
    fn same<T: PartialEq + Debug>(&mut self, what: &str, found: &T, expected: &T) {
        if found != expected {
            self.fail(&format!("{what} is {found:?}, expected {expected:?}"));
        }
    }

    fn near(&mut self, what: &str, found: f64, expected: f64) {
        // Written so that what is not a number is never near.
        let near = (found - expected).abs() <= 1e-7 * expected.abs().max(1.0);
        if !near {
            self.fail(&format!("{what} is {found}, expected {expected}"));
        }
    }

    fn series(&mut self, what: &str, found: Option<&[f64]>, expected: &[f64]) {
        let Some(found) = found else { return self.fail(&format!("there is no {what}")) };
        self.same(&format!("length of {what}"), &found.len(), &expected.len());
        for (month, (found, expected)) in found.iter().zip(expected).enumerate() {
            self.near(&format!("{what} in month {month}"), *found, *expected);
        }
    }

    fn deliveries(&mut self, what: &str, found: &[&[Delivery]], expected: &BTreeMap<Month, f64>) {
        let mut sums: BTreeMap<Month, f64> = BTreeMap::new();
        for delivery in found.iter().copied().flatten() {
            *sums.entry(delivery.month).or_default() += delivery.quantity;
        }
        let months: Vec<&Month> = sums.keys().collect();
        self.same(&format!("months of {what}"), &months, &expected.keys().collect());
        for (found, (month, expected)) in sums.values().zip(expected) {
            self.near(&format!("{what} in {month}"), *found, *expected);
        }
    }

    fn fail(&mut self, text: &str) {
        self.wrong.push(format!("{} · {} · {}: {text}", self.folder, self.policy, self.engine));
    }
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn read(folder: &Path) -> (Result<Scenario, ScenarioError>, Expected) {
    let text = fs::read_to_string(folder.join("expected.json"))
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let expected: Expected = serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{}/expected.json: {error}", folder.display()));
    (Scenario::from_path(folder.join("scenario.toml")), expected)
}

#[test]
fn every_folder_holds_on_every_engine() {
    let mut wrong = Vec::new();
    for path in folders() {
        let folder = path.file_name().unwrap().to_str().unwrap();
        let (scenario, expected) = read(&path);
        match (scenario, &expected.error) {
            (Ok(scenario), None) => {
                let warning = |part: &Finding| format!("{} {}", part.code, part.path);
                let found: Vec<String> = scenario.warnings().iter().map(warning).collect();
                if expected.warnings.as_ref().is_some_and(|expected| *expected != found) {
                    wrong.push(format!("{folder}: warnings are {found:?}"));
                }
                run(folder, &scenario, &expected, &mut wrong);
            }
            (Ok(_), Some(code)) => wrong.push(format!("{folder}: is valid, expected {code}")),
            (Err(error), code) => {
                let found = codes(&error);
                if code.as_ref().is_none_or(|code| !found.contains(code)) {
                    wrong.push(format!("{folder}: {error}, expected {code:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn codes(error: &ScenarioError) -> Vec<String> {
    match error {
        ScenarioError::Invalid(findings) => {
            findings.iter().map(|finding| finding.code.as_str().to_owned()).collect()
        }
        ScenarioError::Read(error) => vec![error.code().to_owned()],
        other => vec![other.to_string()],
    }
}

fn run(folder: &str, scenario: &Scenario, expected: &Expected, wrong: &mut Vec<String>) {
    for (policy, outcome) in &expected.policies {
        let Some(known) = scenario.policy(policy) else { continue };
        for &engine in EngineChoice::ALL {
            let named = expected.engines.iter().any(|name| *name == engine.to_string());
            if !expected.engines.is_empty() && !named {
                continue;
            }
            let planner = Planner::new().engine(engine);
            let mut place = Place { folder, policy, engine, wrong: &mut *wrong };
            let mut planned = planner.plan(scenario, known);
            if !outcome.conflict.is_empty() {
                refused(&planned, &outcome.conflict, &mut place);
                planned =
                    planner.clone().on_conflict(OnConflict::LeastBreach).plan(scenario, known);
            }
            let plan = match planned.and_then(apportion::planner::PlanOutcome::finished) {
                Ok(plan) => plan,
                Err(error) => {
                    place.fail(&format!("no plan: {error:?}"));
                    continue;
                }
            };
            let report = check(scenario, &plan);
            if !report.is_clean() {
                place.fail(&report.to_string());
            }
            compare(&plan, outcome, &mut place);
            late(scenario, &plan, &outcome.late, &mut place);
            prices(&planner, scenario, known, &outcome.saves, &mut place);
            let ranking = rank(scenario, known).unwrap();
            for (partner, tier) in &outcome.tiers {
                let standing =
                    ranking.partners().iter().find(|standing| standing.partner.as_str() == partner);
                let found = standing.map(|standing| ranking.tiers()[standing.tier].clone());
                place.same(&format!("tier of {partner}"), &found.as_ref(), &Some(tier));
            }
        }
    }
}

/// Whether there is no plan because of these commitments.
fn refused(
    planned: &Result<PlanOutcome, PlanError>,
    expected: &Vec<String>,
    place: &mut Place<'_>,
) {
    let Err(PlanError::Commitments(conflict)) = planned else {
        return place.fail(&format!("there is a plan, expected a conflict of {expected:?}"));
    };
    let shown =
        |part: &Commitment| format!("{} {} by {}", part.order(), part.quantity(), part.by());
    place.same("conflict", &conflict.commitments.iter().map(shown).collect(), expected);
}

fn compare(plan: &Plan, outcome: &Outcome, place: &mut Place<'_>) {
    for (name, value) in &outcome.delivered {
        let level = plan.levels.iter().find(|level| level.name == *name);
        let found = level.and_then(|level| level.delivered);
        place.near(&format!("level {name} as delivered"), found.unwrap_or(f64::NAN), *value);
    }
    let bounds: Vec<f64> = plan.root.iter().filter_map(|level| level.bound).collect();
    if !outcome.root.is_empty() {
        place.series("bounds of the root", Some(&bounds), &outcome.root);
    }
    let mut passed: BTreeMap<String, f64> = BTreeMap::new();
    for part in &plan.passed_over {
        *passed.entry(part.order.to_string()).or_default() += part.units;
    }
    place.same("passed over", &passed, &outcome.passed_over);
    for (name, objective) in &outcome.levels {
        let number = name.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let level = match number {
            Some(position) => plan.levels.get(position),
            None => plan.levels.iter().find(|level| level.name == *name),
        };
        if let Some(level) = level {
            place.near(&format!("level {name}"), level.objective, *objective);
        } else {
            let names: Vec<&str> = plan.levels.iter().map(|level| &*level.name).collect();
            place.fail(&format!("no level {name}; there is {}", names.join(", ")));
        }
    }
    for (id, months) in &outcome.completion {
        let Some(order) = order(plan, id, place) else { continue };
        let each = || order.tranches.iter().map(|tranche| tranche.completion).collect::<Vec<_>>();
        match months {
            OneOrEach::One(month) => {
                place.same(&format!("completion of {id}"), &order.completion, month);
            }
            OneOrEach::Each(months) => {
                place.same(&format!("completion of {id}"), &each(), months);
            }
        }
    }
    for (id, deliveries) in &outcome.deliveries {
        let Some(order) = order(plan, id, place) else { continue };
        let found: Vec<&[Delivery]> =
            order.tranches.iter().map(|tranche| tranche.deliveries.as_slice()).collect();
        match deliveries {
            OneOrEach::One(sums) => place.deliveries(&format!("deliveries of {id}"), &found, sums),
            OneOrEach::Each(each) => {
                place.same(&format!("tranches of {id}"), &found.len(), &each.len());
                for (number, (found, sums)) in found.iter().zip(each).enumerate() {
                    place.deliveries(&format!("deliveries of {id}.{number}"), &[found], sums);
                }
            }
        }
    }
    if !outcome.backlog.is_empty() {
        place.series("backlog", Some(&plan.backlog.total), &outcome.backlog);
    }
    for (id, stock) in &outcome.stock {
        let component = plan.resource(ResourceKind::Component, id);
        place.series(&format!("stock of {id}"), component.map(|part| &*part.left), stock);
    }
    for (id, short) in &outcome.reserved {
        let found = plan.reservations.iter().find(|part| part.reservation.as_str() == id);
        place.series(&format!("shortfall of {id}"), found.map(|part| &*part.short), short);
    }
    for (id, added) in &outcome.added {
        let found = plan.expansions.iter().find(|part| part.expansion.as_str() == id);
        place.series(&format!("addition of {id}"), found.map(|part| &*part.added), added);
    }
    for (id, used) in &outcome.capped {
        let found = plan.resource(ResourceKind::Cap, id);
        place.series(&format!("use of cap {id}"), found.map(|part| &*part.used), used);
    }
    for (id, stock) in &outcome.stocks {
        let store = plan.resource(ResourceKind::Store, id);
        place.series(&format!("stock of {id}"), store.map(|part| &*part.left), stock);
    }
    if !outcome.kept.is_empty() {
        let kept: Vec<f64> = plan.commitments.iter().map(|part| part.kept).collect();
        place.series("units kept", Some(&kept), &outcome.kept);
    }
    for (id, lost) in &outcome.lost {
        let Some(order) = order(plan, id, place) else { continue };
        place.near(&format!("loss of {id}"), order.lost, *lost);
    }
    for (id, used) in &outcome.used {
        let line = plan.resource(ResourceKind::Line, id);
        place.series(&format!("use of {id}"), line.map(|part| &*part.used), used);
    }
}

/// Months late, by the plan and by the explanation.
fn late(scenario: &Scenario, plan: &Plan, expected: &BTreeMap<String, u32>, place: &mut Place<'_>) {
    for (id, months) in expected {
        let Some(order) = order(plan, id, place) else { continue };
        place.same(&format!("lateness of {id}"), &order.lateness, &Some(*months));
        let why = apportion::analysis::why_late(scenario, plan).unwrap();
        let explained = why.order(id).map_or(0.0, |order| order.months);
        place.near(&format!("months explained of {id}"), explained, f64::from(*months));
    }
}

/// What one unit more saves, month by month; 0 where nothing is priced.
fn prices(
    planner: &Planner,
    scenario: &Scenario,
    policy: &Policy,
    expected: &BTreeMap<String, Vec<f64>>,
    place: &mut Place<'_>,
) {
    for (id, saves) in expected {
        let query = PriceQuery::new().part(id.as_str());
        match planner.price_intervals(scenario, policy, &query) {
            Ok(found) => {
                let of = |month| found.rows.iter().find(|row| row.month == scenario.month(month));
                let found: Vec<f64> =
                    (0..saves.len()).map(|month| of(month).map_or(0.0, |row| row.gain)).collect();
                place.series(&format!("savings of {id}"), Some(&found), saves);
            }
            Err(error) => place.fail(&format!("no prices of {id}: {error}")),
        }
    }
}

fn order<'a>(plan: &'a Plan, id: &str, place: &mut Place<'_>) -> Option<&'a OrderPlan> {
    let order = plan.order(id);
    if order.is_none() {
        place.fail(&format!("there is no order {id}"));
    }
    order
}

/// A folder that expects nothing proves nothing.
#[test]
fn every_folder_expects_something_of_everything() {
    let mut wrong = Vec::new();
    for path in folders() {
        let (scenario, expected) = read(&path);
        let folder = path.file_name().unwrap().to_str().unwrap();
        if expected.why.split_whitespace().count() < 8 {
            wrong.push(format!("{folder}: `why` does not say how it is derived"));
        }
        if expected.error.is_some() {
            if !expected.policies.is_empty() {
                wrong.push(format!("{folder}: expects an error and plans"));
            }
            continue;
        }
        let Ok(scenario) = scenario else { continue };
        let known: Vec<&str> =
            scenario.policies().iter().map(|policy| policy.id().as_str()).collect();
        for policy in expected.policies.keys().filter(|policy| !known.contains(&policy.as_str())) {
            wrong.push(format!("{folder}: the scenario has no policy {policy}"));
        }
        for policy in known {
            let outcome = expected.policies.get(policy);
            if outcome.is_none_or(|outcome| *outcome == Outcome::default()) {
                wrong.push(format!("{folder}: nothing is expected of {policy}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
