//! What apportion promises to be faster than, and by how much.

use std::fmt;

use crate::levels;
use crate::instances::{Case, Shape};
use crate::results::{Race, Results};

/// Every flow code.
const FLOW: Rivals = Rivals {
    names: &["mcmf", "mcmf-chains", "eo-mcf", "eo-mcf-chains"],
    label: "the best flow code, chains included",
};

/// The flow codes on the network that is usually drawn.
const USUAL: Rivals = Rivals {
    names: &["mcmf", "eo-mcf"],
    label: "the best flow code with an arc for each order and month",
};

/// Contestants to compare with, the fastest of them.
#[derive(Debug, Clone, Copy)]
pub struct Rivals {
    names: &'static [&'static str],
    label: &'static str,
}

/// A promise.
#[derive(Debug, Clone, Copy)]
pub struct Floor {
    pub case: Case,
    pub promise: Promise,
}

/// What is promised.
#[derive(Debug, Clone, Copy)]
pub enum Promise {
    /// So many times faster than the fastest of these.
    Faster(f64, Rivals),
    /// At most so many megabytes at the peak.
    Megabytes(f64),
    /// At most so many times the seconds of one pass over all orders.
    Passes(f64),
    /// A warm start so many times faster than to begin afresh, where a month is 5 % short.
    Warm(f64),
    /// All levels with four tiers, in multiples of the first level; both from formulation on.
    Levels(f64),
}

/// What was measured of a promise.
#[derive(Debug, Clone, Copy)]
pub struct Finding {
    pub value: f64,
    /// Whether it is only known to be at least that: the rival was given up.
    pub at_least: bool,
    pub kept: bool,
}

/// All promises.
pub fn floors() -> Vec<Floor> {
    use Promise::{Faster, Levels, Megabytes, Passes, Warm};
    let floor = |case, promise| Floor { case, promise };
    let one = |names: &'static [&'static str; 1]| Rivals { names, label: names[0] };
    let many = |orders, months| Case::new(Shape::Many, orders, months, 1);
    let general = |orders, months, lines| Case::new(Shape::General, orders, months, lines);
    let few = Case::new(Shape::Few, 100_000, 120, 1);
    vec![
        floor(many(1_000, 72), Faster(300.0, one(&["microlp"]))),
        floor(many(1_000, 72), Levels(2.5)),
        floor(many(5_000, 120), Faster(5.0, one(&["mcmf"]))),
        floor(many(5_000, 120), Faster(150.0, one(&["clarabel"]))),
        floor(many(5_000, 120), Levels(2.5)),
        floor(many(20_000, 120), Levels(2.5)),
        floor(many(100_000, 120), Faster(15.0, USUAL)),
        floor(many(100_000, 120), Faster(15.0, FLOW)),
        floor(many(100_000, 120), Passes(150.0)),
        floor(many(100_000, 120), Megabytes(150.0)),
        floor(many(100_000, 120), Levels(2.5)),
        floor(few, Faster(1.0, USUAL)),
        floor(few, Faster(1.0, FLOW)),
        floor(few, Levels(2.5)),
        floor(general(1_000, 60, 5), Faster(80.0, one(&["clarabel"]))),
        floor(general(1_000, 60, 5), Faster(250.0, one(&["microlp"]))),
        floor(general(1_000, 60, 5), Levels(2.5)),
        floor(general(5_000, 60, 10), Faster(150.0, one(&["clarabel"]))),
        floor(general(5_000, 60, 10), Levels(2.5)),
        floor(general(20_000, 120, 10), Levels(2.5)),
        floor(general(20_000, 120, 10), Warm(25.0)),
    ]
}

impl Floor {
    /// What the results say of it, if they say anything.
    pub fn finding(&self, results: &Results) -> Option<Finding> {
        let race = results.races.iter().find(|race| race.case == self.case)?;
        let measured = |value: f64, kept: bool| Finding { value, at_least: false, kept };
        match self.promise {
            Promise::Faster(factor, rivals) => faster(race, factor, rivals.names, results.limit),
            Promise::Megabytes(most) => {
                let value = race.reference().median(|report| Some(report.peak? as f64 / 1e6))?;
                Some(measured(value, value < most))
            }
            Promise::Passes(most) => {
                let value = race.reference().median(|report| Some(report.seconds))?
                    / race.level(levels::CERTIFICATE)?;
                Some(measured(value, value <= most))
            }
            Promise::Warm(factor) => {
                let value = race.level_ratio(levels::COLD, levels::WARM)?;
                Some(measured(value, value >= factor))
            }
            Promise::Levels(most) => {
                let formulation = race.level(levels::FORMULATION)?;
                let value = (formulation + race.level(levels::TIERS_ALL)?)
                    / (formulation + race.level(levels::FIRST)?);
                Some(measured(value, value <= most))
            }
        }
    }
}

fn faster(race: &Race, factor: f64, rivals: &[&str], limit: f64) -> Option<Finding> {
    let reference = race.reference().median(|report| Some(report.seconds))?;
    let runs = rivals.iter().filter_map(|name| race.run(name));
    let ratios = runs.filter_map(|run| {
        if run.gave_up() {
            Some((limit / reference, true))
        } else {
            Some((race.ratio(run)?, false))
        }
    });
    let (value, at_least) = ratios.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Finding { value, at_least, kept: value >= factor })
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faster(factor, rivals) => write!(f, "≥ {factor} × faster than {}", rivals.label),
            Self::Megabytes(most) => write!(f, "< {most} MB"),
            Self::Passes(most) => write!(f, "≤ {most} certificate passes"),
            Self::Warm(factor) => {
                write!(f, "a month 5 % short: warm ≥ {factor} × faster than cold")
            }
            Self::Levels(most) => {
                write!(f, "all levels, 4 tiers: ≤ {most} × the first level, both with formulation")
            }
        }
    }
}
