//! The linear program as text, for anyone who wants to check us with another solver:
//! free MPS and CPLEX LP, read by `HiGHS`, CLP, GLPK, SCIP, CPLEX, Gurobi and others.
//!
//! A file holds one level. Every level above it is a row `level.1`, `level.2`, … that
//! holds its objective at the value it reached, so the optimum of the file is the
//! objective of the level.
//!
//! # Names
//!
//! | name | meaning |
//! | --- | --- |
//! | `x.PL_1.t0.hall.2026_03` | column: production of an order (its tranche 0, where it has tranches) on a line in a month |
//! | `u.PL_1.t0` | column: what the horizon leaves of it |
//! | `s.charge.2026_03` | column: stock of a component at the end of a month |
//! | `y.…` | column of no order |
//! | `one` | column that is always 1: what is taken off the costs of stock held |
//! | `want.PL_1.t0` | row: production and what is left are the quantity |
//! | `cap.hall.2026_03` | row: what a month offers and does not keep |
//! | `stock.charge.2026_03` | row: what a month offers and keeps |
//! | `level.1` | row: an objective above this one |
//!
//! Letters other than `A`–`Z`, `a`–`z` and digits become `_`; where two ids become the
//! same, or are longer than 40 letters and begin alike, a number makes them different.
//! Tranches that are alike are one block under the name of the first; a comment lists the
//! others, and every id that is written differently. A tranche of which only a part is
//! promised or reserved is in several blocks: `PL_1`, `PL_1.p1`, …
//!
//! # The way back
//!
//! [`Answer::read`] reads the solution file that `HiGHS`, CBC, Gurobi or SCIP wrote for such a
//! program, [`Export::point`] finds its columns by these names and says which row it misses if
//! it does, and [`Planner::plan_of`](crate::planner::Planner::plan_of) makes a plan of it.

mod answer;
mod columns;
mod fit;
mod lp;
mod misfit;
mod mps;
mod names;
mod program;
mod text;

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use crate::formulation::Formulation;
use crate::model::Model;
use crate::scenario::Scenario;
use names::Names;
use program::Program;

pub use answer::{Answer, AnswerError, Solver};
pub use misfit::Misfit;

/// How a linear program is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Format {
    /// Rows as sums, as in CPLEX: for people, and for most solvers.
    #[default]
    Lp,
    /// Free MPS, column by column: for every solver.
    Mps,
}

impl Format {
    /// Its name, which is also the usual ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lp => "lp",
            Self::Mps => "mps",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name of no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format `{0}`; there is lp, mps")]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "lp" => Ok(Self::Lp),
            "mps" => Ok(Self::Mps),
            _ => Err(UnknownFormat(name.chars().take(60).collect())),
        }
    }
}

/// One level of a model, ready to be written.
///
/// [`Planner::export`](crate::planner::Planner::export) goes all the way from a scenario;
/// this is for models of one's own, and for whoever has the objectives already.
///
/// ```
/// use apportion::export::{Export, Format};
/// use apportion::model::{Carry, CostPath, Model};
///
/// // Two units wanted at once, one can be made in each of two periods.
/// let mut builder = Model::builder(2);
/// let line = builder.resource("line", Carry::Lost, vec![1.0, 1.0]);
/// let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
/// let family = builder.family(vec![recipe]);
/// builder.block(7, family, 0..=1, 2.0);
/// builder.level("backlog", vec![CostPath::Slope { from: 0, rate: 3.0, unserved: 42.0 }]);
/// let model = builder.build()?;
///
/// let mut text = Vec::new();
/// Export::new(&model).write(Format::Lp, &mut text)?;
/// assert_eq!(String::from_utf8(text)?, "\
/// \\ Level 1 of 1: backlog
/// Minimize
///  obj: 3 x.b0.line.p1 + 42 u.b0
/// Subject To
///  want.b0: x.b0.line.p0 + x.b0.line.p1 + u.b0 = 2
///  cap.line.p0: x.b0.line.p0 <= 1
///  cap.line.p1: x.b0.line.p1 <= 1
/// End
/// ");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Export<'a> {
    model: &'a Model,
    names: Names,
    above: Vec<f64>,
    /// What is taken off the costs of each level.
    openings: Vec<f64>,
}

impl<'a> Export<'a> {
    /// The first level of a model, with names by position: block `b0`, period `p0`.
    pub fn new(model: &'a Model) -> Self {
        Self { model, names: Names::by_position(model), above: Vec::new(), openings: Vec::new() }
    }

    /// The first level of a scenario's model, with names of orders, lines and months.
    pub fn of(scenario: &Scenario, formulation: &'a Formulation) -> Self {
        let names = Names::of(scenario, formulation);
        let model = formulation.model();
        let levels = 0..model.levels().len();
        let openings = levels.map(|level| formulation.opening(level)).collect();
        Self { model, names, above: Vec::new(), openings }
    }

    /// The level after these, which reached these objectives of the model.
    #[must_use]
    pub fn below(mut self, objectives: impl IntoIterator<Item = f64>) -> Self {
        self.above = objectives.into_iter().collect();
        self
    }

    /// Writes it. Text goes out as it is made: wrap files in a
    /// [`BufWriter`](io::BufWriter).
    ///
    /// Complexity: O(columns × levels written), plus O(resources × months × blocks) for
    /// [`Format::Lp`], which goes row by row.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::InvalidInput`] if the model has no such level; what the writer
    /// reports.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        if self.above.len() >= self.model.levels().len() {
            let text = format!("the model has {} levels", self.model.levels().len());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        }
        let opening = self.openings.get(self.above.len()).copied().unwrap_or(0.0);
        let (model, names, above) = (self.model, &self.names, &self.above);
        let program = Program { model, names, above, opening };
        match format {
            Format::Lp => lp::write(&program, out),
            Format::Mps => mps::write(&program, out),
        }
    }
}
