//! Strict orders of tranches.

use std::cmp::Ordering;

use super::number::Fraction;
use super::order::Tranche;

/// A strict order: what decides between two, and nothing else does.
type Law<'a> = dyn Fn(usize, usize) -> Result<Ordering, String> + 'a;

/// By priority, contract date, sequence, id, then due, release, number; `rank` comes before
/// all of it (the tier of each tranche, or the same for all).
pub(super) fn by_priority(tranches: &[Tranche], rank: &[usize]) -> Result<Vec<usize>, String> {
    sorted(tranches.len(), &|one, other| {
        let (a, b) = (&tranches[one], &tranches[other]);
        first_of([
            Ok(rank[one].cmp(&rank[other])),
            Ok(none_last(a.priority.as_ref(), b.priority.as_ref())),
            by_receipt(a, b),
            Ok(a.due.before(b.due)),
            Ok(a.released.before(b.released)),
            Ok(a.number.cmp(&b.number)),
        ])
    })
}

/// By tier or rating, due date, contract date, sequence, id, number: both the order among
/// equals and the sequence of 15 CFR 700.14.
pub(super) fn by_due(tranches: &[Tranche], rank: &[usize]) -> Result<Vec<usize>, String> {
    sorted(tranches.len(), &|one, other| {
        let (a, b) = (&tranches[one], &tranches[other]);
        first_of([
            Ok(rank[one].cmp(&rank[other])),
            Ok(a.due.before(b.due)),
            by_receipt(a, b),
            Ok(a.number.cmp(&b.number)),
        ])
    })
}

/// The tranches of one order, by due, release, number.
pub(super) fn of_an_order(tranches: &[Tranche], mine: &[usize]) -> Result<Vec<usize>, String> {
    let places = sorted(mine.len(), &|one, other| {
        let (a, b) = (&tranches[mine[one]], &tranches[mine[other]]);
        first_of([
            Ok(a.due.before(b.due)),
            Ok(a.released.before(b.released)),
            Ok(a.number.cmp(&b.number)),
        ])
    })?;
    Ok(places.into_iter().map(|place| mine[place]).collect())
}

/// By contract date, sequence, id: the order in which orders came in.
fn by_receipt(a: &Tranche, b: &Tranche) -> Result<Ordering, String> {
    first_of([
        Ok(a.signed.before(b.signed)),
        Ok(none_last(a.sequence.as_ref(), b.sequence.as_ref())),
        Ok(natural(&a.order, &b.order)),
    ])
}

/// The first that decides. What stands behind it does not matter, nor whether it can be told.
fn first_of<const N: usize>(all: [Result<Ordering, String>; N]) -> Result<Ordering, String> {
    for one in all {
        let one = one?;
        if one != Ordering::Equal {
            return Ok(one);
        }
    }
    Ok(Ordering::Equal)
}

/// The smaller number first.
///
/// OPEN: that priority 1 comes before 2 is not said, nor that an order without a `sequence`
/// comes after those with one, as it is said of `priority`.
fn none_last(a: Option<&Fraction>, b: Option<&Fraction>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(b),
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
    }
}

/// Positions in an order, once every pair is known to have one.
fn sorted(number: usize, law: &Law<'_>) -> Result<Vec<usize>, String> {
    for one in 0..number {
        for other in 0..one {
            if law(one, other)? == Ordering::Equal {
                return Err("two tranches that nothing tells apart".into());
            }
        }
    }
    let mut all: Vec<usize> = (0..number).collect();
    all.sort_by(|&one, &other| law(one, other).unwrap_or(Ordering::Equal));
    Ok(all)
}

/// Natural order of ids: runs of digits count as numbers, so that SO9 is before SO10; what is
/// equal so is told apart as text.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut one, mut other) = (a, b);
    while !one.is_empty() && !other.is_empty() {
        let (number, rest) = digits(one);
        let (second, behind) = digits(other);
        if number.is_empty() || second.is_empty() {
            let (first, next) = (one.chars().next(), other.chars().next());
            if first != next {
                return first.cmp(&next);
            }
            let width = first.map_or(0, char::len_utf8);
            (one, other) = (&one[width..], &other[width..]);
            continue;
        }
        let (short, long) = (number.trim_start_matches('0'), second.trim_start_matches('0'));
        let told = short.len().cmp(&long.len()).then_with(|| short.cmp(long));
        if told != Ordering::Equal {
            return told;
        }
        (one, other) = (rest, behind);
    }
    one.len().cmp(&other.len()).then_with(|| a.cmp(b))
}

/// The digits with which a text begins, and the rest of it.
fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len()))
}
