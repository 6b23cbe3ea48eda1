//! The scenario and the policies that the arguments name.

use std::error::Error;
use std::fmt::Display;
use std::fs::File;
use std::io::{Read, Take, stdin};
use std::path::Path;

use super::failure::Failure;
use super::note::note;
use super::screen::Screen;
use crate::export::Answer;
use crate::plan::Plan;
use crate::scenario::{
    Findings, Method, Policy, Scenario, ScenarioError, ScenarioFile, open_regular,
};

/// The largest plan or solution file that is read, in bytes: more is none.
const MOST_BYTES: u64 = 1 << 32;

/// The longest scenario that is read from standard input, in bytes.
const MOST_TEXT: u64 = 1 << 29;

/// The scenario file of this name is standard input.
const STANDARD_INPUT: &str = "-";

/// What a scenario file is called in messages.
pub(super) fn shown(path: &Path) -> String {
    if is_standard(path) { "standard input".to_owned() } else { path.display().to_string() }
}

fn is_standard(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// Reads the scenario file and the table of orders that it names. Neither may be written.
pub(super) fn scenario(path: &Path, screen: &mut Screen) -> Result<Scenario, Failure> {
    let scenario = opened(path, screen)?.map_err(|error| told(path, &error))?;
    warn(&shown(path), scenario.warnings());
    Ok(scenario)
}

/// What is wrong with a scenario file.
pub(super) fn told(path: &Path, error: &ScenarioError) -> Failure {
    // Messages about the file itself name it already.
    let (text, name) = (error.to_string(), shown(path));
    if text.contains(&name) { Failure::of(error) } else { Failure::with(&name, error) }
}

/// Reads the scenario file and the table of orders that it names, without telling warnings. A
/// failure if they may not be read.
pub(super) fn opened(
    path: &Path,
    screen: &mut Screen,
) -> Result<Result<Scenario, ScenarioError>, Failure> {
    if is_standard(path) {
        screen.will_read_standard_input()?;
        let text = standard_input()?;
        let is_json = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
        return Ok(if is_json { Scenario::from_json(&text) } else { Scenario::from_toml(&text) });
    }
    screen.will_read(path)?;
    let file = match ScenarioFile::open(path) {
        Ok(file) => file,
        Err(error) => return Ok(Err(error.into())),
    };
    if let Some(table) = file.orders() {
        screen.will_read(table)?;
    }
    Ok(file.scenario())
}

/// All of standard input. What is too long is no scenario.
fn standard_input() -> Result<String, Failure> {
    let failed = |error: &dyn Error| Failure::with(&shown(Path::new(STANDARD_INPUT)), error);
    let mut bytes = Vec::new();
    let mut limited = stdin().lock().take(MOST_TEXT + 1);
    limited.read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if bytes.len() as u64 > MOST_TEXT {
        let text = format!("standard input: more than {MOST_TEXT} bytes are no scenario");
        return Err(Failure::Failed(text));
    }
    String::from_utf8(bytes).map_err(|error| failed(&error.utf8_error()))
}

/// Tells what may be wrong with something.
pub(super) fn warn(name: &dyn Display, warnings: &Findings) {
    if !warnings.is_empty() {
        note(&format!("{name}: {warnings}"));
    }
}

/// Whether the scenario file and the table of orders that it names may be read, once more is
/// known of what is written.
pub(super) fn is_kept(path: &Path, screen: &Screen) -> Result<(), Failure> {
    if is_standard(path) {
        return Ok(());
    }
    screen.will_read(path)?;
    let file = ScenarioFile::open(path).map_err(|error| Failure::with(&path.display(), &error))?;
    file.orders().map_or(Ok(()), |table| screen.will_read(table))
}

/// Reads a plan as written by `solve --json`.
pub(super) fn plan(path: &Path, screen: &Screen) -> Result<Plan, Failure> {
    let file = limited(path, screen)?;
    Plan::from_reader(file).map_err(|error| Failure::with(&path.display(), &error))
}

/// Reads the solution file of another solver.
pub(super) fn answer(path: &Path, screen: &Screen) -> Result<Answer, Failure> {
    let mut text = String::new();
    let read = limited(path, screen)?.read_to_string(&mut text);
    read.map_err(|error| Failure::with(&path.display(), &error))?;
    Answer::read(&text).map_err(|error| Failure::with(&path.display(), &error))
}

/// A file that is to be read, up to the most that one has.
fn limited(path: &Path, screen: &Screen) -> Result<Take<File>, Failure> {
    screen.will_read(path)?;
    let file = open_regular(path).map_err(|error| Failure::with(&path.display(), &error))?;
    Ok(file.take(MOST_BYTES))
}

/// The policy of a name.
pub(super) fn policy<'a>(scenario: &'a Scenario, name: &str) -> Result<&'a Policy, Failure> {
    scenario.policy(name).ok_or_else(|| {
        let known = names(scenario);
        Failure::Usage(format!("the scenario has no policy `{name}`; it has {known}"))
    })
}

/// All policies, of which there must be one.
pub(super) fn policies(scenario: &Scenario) -> Result<&[Policy], Failure> {
    match scenario.policies() {
        [] => Err(Failure::Failed("the scenario has no policy; add a [[policies]] table".into())),
        policies => Ok(policies),
    }
}

/// The policy asked for; else the first, and says so if there are more.
pub(super) fn first<'a>(scenario: &'a Scenario, name: Option<&str>) -> Result<&'a Policy, Failure> {
    if let Some(name) = name {
        return policy(scenario, name);
    }
    let policies = policies(scenario)?;
    let first = &policies[0];
    if policies.len() > 1 {
        let all = names(scenario);
        note(&format!("policy {}, the first of the file; choose by --policy: {all}", first.id()));
    }
    Ok(first)
}

/// The policy asked for; else the first that is optimised, and says so if there are more
/// policies.
pub(super) fn optimised<'a>(
    scenario: &'a Scenario,
    name: Option<&str>,
) -> Result<&'a Policy, Failure> {
    if let Some(name) = name {
        return policy(scenario, name);
    }
    let policies = policies(scenario)?;
    let first = policies.iter().find(|policy| matches!(policy.method(), Method::Optimised(_)));
    let first = first.ok_or_else(|| {
        let text = "no policy of the scenario is optimised: there is no linear program, and \
                    nothing has a price";
        Failure::Failed(text.into())
    })?;
    if policies.len() > 1 {
        let all = names(scenario);
        note(&format!(
            "policy {}, the first that is optimised; choose by --policy: {all}",
            first.id()
        ));
    }
    Ok(first)
}

/// The names of the policies, for messages.
pub(super) fn names(scenario: &Scenario) -> String {
    let names: Vec<&str> = scenario.policies().iter().map(|policy| policy.id().as_str()).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
