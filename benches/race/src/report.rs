//! What a child reports.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a child reports.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Report {
    pub seconds: f64,
    pub objective: f64,
    pub violation: f64,
    /// Bytes of the process before the solve (scenario, ranking and model) and at its
    /// peak during it.
    pub before: Option<u64>,
    pub peak: Option<u64>,
    pub blocks: usize,
    pub measures: BTreeMap<String, f64>,
}
