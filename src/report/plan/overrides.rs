//! The orders that overrides of the policy treat differently, with the reasons.

use std::fmt::{self, Write as _};

use crate::plan::Plan;
use crate::report::page::Page;

pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
    let overrides = plan.policy.overrides();
    if !overrides.is_empty() {
        writeln!(page)?;
        page.heading("Overrides of the policy");
    }
    overrides.iter().try_for_each(|part| writeln!(page, "  {part}"))
}
