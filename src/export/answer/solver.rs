//! Solvers whose files are read.

use std::fmt;

/// A solver whose files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Solver {
    /// `HiGHS`.
    Highs,
    /// CBC of COIN-OR.
    Cbc,
    /// Gurobi.
    Gurobi,
    /// SCIP.
    Scip,
}

impl Solver {
    /// Its name, as it writes it itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Highs => "HiGHS",
            Self::Cbc => "CBC",
            Self::Gurobi => "Gurobi",
            Self::Scip => "SCIP",
        }
    }
}

impl fmt::Display for Solver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
