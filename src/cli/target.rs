//! Where a result goes, as it is named in the arguments.

use std::convert::Infallible;
use std::path::PathBuf;
use std::str::FromStr;

/// A file to write, or standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Screen,
    File(PathBuf),
}

impl Target {
    /// Whether it is a file with this ending.
    pub(super) fn ends_with(&self, ending: &str) -> bool {
        let Self::File(path) = self else { return false };
        path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
    }
}

impl FromStr for Target {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == "-" { Self::Screen } else { Self::File(text.into()) })
    }
}
