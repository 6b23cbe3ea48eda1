//! Why a file is no plan that can be read.

/// A plan, or what was found out about one, could not be written or read as JSON.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanFileError {
    /// Not JSON, or not of this kind; the source says where.
    #[error("cannot be read or written as JSON")]
    Json(#[from] serde_json::Error),
    /// The plan is in a format of another version.
    #[error("the plan has format version {found}; this release reads version {known}: plan again")]
    Version {
        /// The version found.
        found: u32,
        /// The version that this release reads.
        known: u32,
    },
    /// The plan has a number of months that no scenario can have.
    #[error("the plan covers {0} months; a scenario covers 1 to 1200")]
    Months(u32),
}
