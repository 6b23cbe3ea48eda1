//! Numbers and ids by themselves.

use super::finding::Code;
use super::findings::Findings;
use crate::scenario::id::LONGEST;
use crate::scenario::is_printable;
use crate::tolerance::UNIT;

/// Whole numbers are exact up to here (2^53).
const MOST: f64 = 9.0e15;

/// An id, or a name that is shown.
pub(in crate::scenario) fn name(name: &str, path: &str, findings: &mut Findings) {
    let printable = name.chars().all(is_printable) && name.trim() == name;
    if name.is_empty() || name.chars().count() > LONGEST || !printable {
        let unseen = name.chars().zip(1..).find(|(letter, _)| !is_printable(*letter));
        let help = match unseen {
            Some((letter, at)) => {
                let code = u32::from(letter);
                format!(
                    "letter {at} is not seen (U+{code:04X}): remove it, here and where it is named"
                )
            }
            None => "give a short printable name".to_owned(),
        };
        findings.add(Code::BadId, path, format!("\"{name}\""), help);
    }
}

/// Finite and not too large. Whether it is.
pub(in crate::scenario) fn finite(value: f64, path: &str, findings: &mut Findings) -> bool {
    if !value.is_finite() {
        findings.add(Code::NotFinite, path, value, "give a finite number");
        return false;
    }
    if value.abs() > MOST {
        findings.add(Code::TooLarge, path, format!("{value:e}"), "use a larger unit");
        return false;
    }
    true
}

pub(in crate::scenario) fn not_negative(value: f64, path: &str, findings: &mut Findings) {
    if finite(value, path, findings) && value < 0.0 {
        findings.add(Code::Negative, path, value, "give zero or more");
    }
}

/// An amount of units: one that counts as complete before anything is made is none.
pub(in crate::scenario) fn units(value: f64, path: &str, findings: &mut Findings) {
    if value > 0.0 && value <= UNIT {
        findings.add(Code::TooSmall, path, format!("{value:e}"), "use a smaller unit");
    } else {
        positive(value, path, findings);
    }
}

pub(in crate::scenario) fn positive(value: f64, path: &str, findings: &mut Findings) {
    if finite(value, path, findings) && value <= 0.0 {
        findings.add(Code::NotPositive, path, value, "give a number above zero");
    }
}
