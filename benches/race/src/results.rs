//! What came out: every job, and what follows from them.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use crate::schedule;
use crate::arguments::Arguments;
use crate::contestants::{self, Contestant, Kind, REFERENCE};
use crate::instances::Case;
use crate::job::{self, End};
use crate::report::Report;
use crate::stopwatch::median;

/// All races.
#[derive(Debug)]
pub struct Results {
    pub seeds: u64,
    /// Seconds after which a solve was given up.
    pub limit: f64,
    pub races: Vec<Race>,
}

/// All contestants on one instance.
#[derive(Debug)]
pub struct Race {
    pub case: Case,
    /// The reference first.
    pub runs: Vec<Run>,
    /// The second table's measurements, one for each seed.
    pub levels: Vec<End>,
}

/// One contestant on one instance.
#[derive(Debug)]
pub struct Run {
    pub name: &'static str,
    pub kind: Kind,
    /// One for each seed; fewer after one that did not end in time.
    pub ends: Vec<End>,
    /// Not run: too slow for a smaller one.
    pub skipped: bool,
}

impl Results {
    /// Runs every job that the arguments ask for.
    pub fn collect(arguments: &Arguments) -> Result<Self> {
        let contestants = entrants(&arguments.only)?;
        let mut results =
            Self { seeds: arguments.seeds, limit: arguments.time_limit, races: Vec::new() };
        for case in schedule::cases(arguments) {
            let race = results.race(case, &contestants, arguments)?;
            results.races.push(race);
        }
        Ok(results)
    }

    /// One seed after the other, in each all contestants, so that a machine that is busy
    /// for a while slows all of them.
    fn race(
        &self,
        case: Case,
        contestants: &[Box<dyn Contestant>],
        arguments: &Arguments,
    ) -> Result<Race> {
        let contestants = contestants.iter().map(AsRef::as_ref);
        let entering = contestants.filter(|contestant| contestant.enters(&case));
        let run = |contestant: &dyn Contestant| Run {
            name: contestant.name(),
            kind: contestant.kind(),
            ends: Vec::new(),
            skipped: self.gave_up(contestant.name(), &case),
        };
        let mut race = Race { case, runs: entering.map(run).collect(), levels: Vec::new() };
        for seed in 1..=arguments.seeds {
            for run in race.runs.iter_mut().filter(|run| !run.skipped && !run.gave_up()) {
                eprintln!("{case} #{seed}: {}", run.name);
                run.ends.push(job::run(case, run.name, seed, arguments.time_limit)?);
            }
            if !arguments.no_levels {
                eprintln!("{case} #{seed}: {}", job::LEVELS);
                race.levels.push(job::run(case, job::LEVELS, seed, arguments.time_limit)?);
            }
        }
        Ok(race)
    }

    /// Whether a contestant did not end in time on an instance that is easier.
    fn gave_up(&self, name: &str, case: &Case) -> bool {
        let easier = self.races.iter().filter(|race| schedule::is_harder(&race.case, case));
        easier.flat_map(|race| &race.runs).any(|run| run.name == name && run.gave_up())
    }

    /// Whether the reference ended everywhere, and whoever ended agrees with it.
    pub fn agree(&self) -> bool {
        self.races.iter().all(|race| {
            let ended = race.reference().ends.iter().all(|end| matches!(end, End::Done(_)));
            ended && race.runs.iter().all(|run| race.is_right(run))
        })
    }
}

impl Race {
    /// The reference's run.
    pub fn reference(&self) -> &Run {
        &self.runs[0]
    }

    /// The run of a contestant, if it entered.
    pub fn run(&self, name: &str) -> Option<&Run> {
        self.runs.iter().find(|run| run.name == name)
    }

    /// How many times the reference's seconds a contestant takes: the median over the
    /// seeds.
    pub fn ratio(&self, run: &Run) -> Option<f64> {
        let pairs = run.reports().filter_map(|(seed, report)| {
            let reference = self.reference().report(seed)?;
            Some(report.seconds / reference.seconds)
        });
        let ratios: Vec<f64> = pairs.collect();
        (!ratios.is_empty() && !run.gave_up()).then(|| median(&ratios))
    }

    /// The largest difference between a contestant's objectives and the reference's,
    /// relative to the latter; none if there is nothing to compare.
    pub fn difference(&self, run: &Run) -> Option<f64> {
        let pairs = run.reports().filter_map(|(seed, report)| {
            let wanted = self.reference().report(seed)?.objective;
            Some((report.objective - wanted).abs() / wanted.abs().max(1.0))
        });
        pairs.reduce(f64::max)
    }

    /// Whether a contestant's points are feasible and cost what the reference's cost, as
    /// far as it ended.
    pub fn is_right(&self, run: &Run) -> bool {
        let feasible = run.reports().all(|(_, report)| report.violation <= run.kind.slack());
        let equal = self.difference(run).is_none_or(|found| found <= run.kind.tolerance());
        feasible && equal
    }

    /// The median over the seeds of one of the second table's measurements in terms of another.
    pub fn level_ratio(&self, of: &str, to: &str) -> Option<f64> {
        self.median_of(|measures| Some(measures.get(of)? / measures.get(to)?))
    }

    /// The median over the seeds of one of the second table's measurements.
    pub fn level(&self, name: &str) -> Option<f64> {
        self.median_of(|measures| measures.get(name).copied())
    }

    fn median_of(&self, value: impl Fn(&BTreeMap<String, f64>) -> Option<f64>) -> Option<f64> {
        let reports = done(&self.levels);
        let values: Vec<f64> = reports.filter_map(|(_, report)| value(&report.measures)).collect();
        (!values.is_empty()).then(|| median(&values))
    }
}

impl Run {
    /// The reports with the positions of their seeds.
    pub fn reports(&self) -> impl Iterator<Item = (usize, &Report)> {
        done(&self.ends)
    }

    fn report(&self, seed: usize) -> Option<&Report> {
        match self.ends.get(seed)? {
            End::Done(report) => Some(report),
            _ => None,
        }
    }

    /// Whether it was once not done in time.
    pub fn gave_up(&self) -> bool {
        self.skipped || self.ends.iter().any(|end| matches!(end, End::OverLimit))
    }

    /// The median over the seeds of something reported.
    pub fn median(&self, of: impl Fn(&Report) -> Option<f64>) -> Option<f64> {
        let values: Vec<f64> = self.reports().filter_map(|(_, report)| of(report)).collect();
        (!values.is_empty()).then(|| median(&values))
    }

    /// What it said when it failed.
    pub fn failure(&self) -> Option<&str> {
        self.ends.iter().find_map(|end| match end {
            End::Failed(said) => Some(said.as_str()),
            _ => None,
        })
    }
}

fn done(ends: &[End]) -> impl Iterator<Item = (usize, &Report)> {
    ends.iter().enumerate().filter_map(|(seed, end)| match end {
        End::Done(report) => Some((seed, report)),
        _ => None,
    })
}

/// The contestants asked for; the reference always races.
fn entrants(only: &[String]) -> Result<Vec<Box<dyn Contestant>>> {
    if let Some(name) = only.iter().find(|name| contestants::named(name).is_none()) {
        let names: Vec<&str> = contestants::all().iter().map(|entrant| entrant.name()).collect();
        bail!("nobody is called {name}; there is {}", names.join(", "));
    }
    let mut entrants = contestants::all();
    entrants.retain(|entrant| {
        let name = entrant.name();
        only.is_empty() || name == REFERENCE || only.iter().any(|wanted| wanted == name)
    });
    Ok(entrants)
}
