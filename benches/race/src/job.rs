//! One contestant on one instance, in a process of its own.
//!
//! The parent starts this program again with the job as arguments. The child makes the
//! instance, says `ready`, solves, and writes one line of JSON. So the time limit can be
//! kept by ending the child, and peaks of memory are not mixed.

use std::{env, thread};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use crate::{judge, levels, memory, processor, stopwatch};
use crate::contestants::{self, Task};
use crate::instances::Case;
use crate::report::Report;

/// The name of the job that measures apportion's levels instead of racing.
pub const LEVELS: &str = "levels";

const READY: &str = "ready";

/// How often the parent looks whether the limit is reached.
const LOOK: Duration = Duration::from_millis(50);

/// Making the largest instance takes seconds.
const MAKING: Duration = Duration::from_mins(5);

/// How a job ended.
#[derive(Debug, Clone)]
pub enum End {
    Done(Report),
    OverLimit,
    Failed(String),
}

/// What the child does.
pub fn carry_out(case: Case, name: &str, seed: u64) -> Result<()> {
    pin();
    let task = Task::new(case, seed)?;
    let mut out = std::io::stdout();
    writeln!(out, "{READY}")?;
    out.flush()?;
    let report = if name == LEVELS { levels::measure(&task)? } else { race(&task, name)? };
    writeln!(out, "{}", serde_json::to_string(&report)?)?;
    Ok(())
}

fn race(task: &Task, name: &str) -> Result<Report> {
    let contestant =
        contestants::named(name).with_context(|| format!("nobody is called {name}"))?;
    memory::forget_peak();
    let before = memory::now();
    let (answer, seconds) = stopwatch::time(|| contestant.solve(task))?;
    let peak = memory::peak();
    let verdict = judge::judge(&task.model, &answer.point);
    let measures = answer.measures.iter().map(|(name, value)| ((*name).to_owned(), *value));
    Ok(Report {
        seconds,
        objective: verdict.objective,
        violation: verdict.violation,
        before,
        peak,
        blocks: task.model.blocks().len(),
        measures: measures.collect(),
    })
}

/// On the last core, which the system uses least.
fn pin() {
    let cores = core_affinity::get_core_ids().unwrap_or_default();
    if let Some(&core) = cores.last() {
        core_affinity::set_for_current(core);
    }
}

/// Runs a job in a child and waits for it, no longer than the limit from `ready` on, in
/// seconds of the processor.
pub fn run(case: Case, name: &str, seed: u64, limit: f64) -> Result<End> {
    let mut child = Command::new(env::current_exe()?)
        .args(["--job", name, "--case", &case.to_string(), "--seed", &seed.to_string()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let lines = lines(&mut child)?;
    let end = follow(&lines, child.id(), limit);
    if !matches!(end, Ok(Some(_))) {
        // It may have ended by itself.
        let _ = child.kill();
    }
    let output = child.wait_with_output()?;
    match end {
        Ok(Some(report)) => Ok(End::Done(report)),
        Ok(None) => Ok(End::OverLimit),
        Err(_) => {
            let said = String::from_utf8_lossy(&output.stderr);
            let last =
                said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it said nothing");
            Ok(End::Failed(last.chars().take(200).collect()))
        }
    }
}

fn lines(child: &mut Child) -> Result<Receiver<String>> {
    let output = child.stdout.take().ok_or_else(|| anyhow!("the child has no output"))?;
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    Ok(receiver)
}

/// The report, or nothing if the limit came first.
fn follow(lines: &Receiver<String>, process: u32, limit: f64) -> Result<Option<Report>> {
    if lines.recv_timeout(MAKING)? != READY {
        bail!("the child is not ready");
    }
    let start = Instant::now();
    let used = processor::seconds(process);
    loop {
        match lines.recv_timeout(LOOK) {
            Ok(line) => return Ok(Some(serde_json::from_str(&line)?)),
            Err(RecvTimeoutError::Disconnected) => bail!("the child ended"),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let spent = match (used, processor::seconds(process)) {
            (Some(before), Some(now)) => now - before,
            // The system does not tell: then the clock on the wall counts.
            _ => start.elapsed().as_secs_f64(),
        };
        if spent > limit {
            return Ok(None);
        }
    }
}
