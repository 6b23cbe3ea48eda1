//! The orders that overrides of the policy treat differently, with the reasons.

use std::fmt;

use crate::plan::Plan;

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    let overrides = plan.policy.overrides();
    if !overrides.is_empty() {
        writeln!(f, "\nOverrides of the policy")?;
    }
    overrides.iter().try_for_each(|part| writeln!(f, "  {part}"))
}
