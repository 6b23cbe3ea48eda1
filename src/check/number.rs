//! When numbers of a plan agree.

use super::code::Code;
use super::report::Report;

/// Sums over the same production, in whatever order, differ by no more than this times
/// the largest number in them. It is tighter than the tolerance of capacities, so that
/// one unit too many shows among a hundred million.
const SUM: f64 = 2e-9;

/// Whether two sums are the same; never if one is not a number.
pub(super) fn agree(found: f64, expected: f64, scale: f64) -> bool {
    (found - expected).abs() <= SUM * scale.abs().max(1.0)
}

/// Compares a series by month with what it should be. `scale` is the size of the
/// numbers that it is made of.
pub(super) fn series(
    code: Code,
    path: &str,
    found: &[f64],
    expected: &[f64],
    scale: f64,
    report: &mut Report,
) {
    if found.len() != expected.len() {
        report.add(Code::SeriesLength, path, found.len(), expected.len());
    }
    for (month, (found, expected)) in found.iter().zip(expected).enumerate() {
        if !agree(*found, *expected, scale) {
            report.add(code, format!("{path}[{month}]"), found, expected);
        }
    }
}

/// The largest of some numbers, at least 0.
pub(super) fn largest<'a>(numbers: impl IntoIterator<Item = &'a f64>) -> f64 {
    numbers.into_iter().fold(0.0, |most, number| number.abs().max(most))
}
