//! The months in which somebody may be served, in the sequence in which they are tried.

use crate::check::facts::Facts;
use crate::check::tranche::Tranche;

/// The months in which a tranche may be served: the earliest first or, with a month by which it is
/// due, backwards from that and then the earliest after it.
pub(super) fn months(facts: &Facts<'_>, tranche: &Tranche, due: Option<usize>) -> Vec<usize> {
    let Some(first) = facts.opens(tranche) else { return Vec::new() };
    let (mut months, late): (Vec<usize>, Vec<usize>) =
        (first..tranche.end).partition(|month| due.is_some_and(|due| *month <= due));
    months.reverse();
    months.extend(late);
    months
}
