//! Parts that know themselves what can be wrong with them.

use super::findings::Findings;
use crate::scenario::plant::{Line, Product};
use crate::scenario::time::Month;

/// A part of a scenario that can be checked where its keys are defined.
pub(in crate::scenario) trait Part {
    /// Reports what is wrong with it; `path` says where it stands.
    fn check(&self, path: &str, among: &Among<'_>, findings: &mut Findings);
}

/// What a part can refer to.
pub(in crate::scenario) struct Among<'a> {
    pub(in crate::scenario) lines: &'a [Line],
    pub(in crate::scenario) products: &'a [Product],
    /// The first month, and the one after the last.
    pub(in crate::scenario) horizon: (Month, Month),
}
