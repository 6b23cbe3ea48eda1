//! Numbers and ids by themselves.

use crate::scenario::finding::{Code, Findings};

/// Whole numbers are exact up to here (2^53).
const MOST: f64 = 9.0e15;

const LONGEST_ID: usize = 200;

pub(super) fn id(id: &str, path: &str, findings: &mut Findings) {
    let printable = !id.chars().any(char::is_control) && id.trim() == id;
    if id.is_empty() || id.chars().count() > LONGEST_ID || !printable {
        let help = "give a short printable name";
        findings.add(Code::BadId, format!("{path}.id"), format!("{id:?}"), help);
    }
}

/// Finite and not too large. Whether it is.
pub(super) fn finite(value: f64, path: &str, findings: &mut Findings) -> bool {
    if !value.is_finite() {
        findings.add(Code::NotFinite, path, value, "give a finite number");
        return false;
    }
    if value.abs() > MOST {
        findings.add(Code::TooLarge, path, value, "use a larger unit");
        return false;
    }
    true
}

pub(super) fn not_negative(value: f64, path: &str, findings: &mut Findings) {
    if finite(value, path, findings) && value < 0.0 {
        findings.add(Code::Negative, path, value, "give zero or more");
    }
}

pub(super) fn positive(value: f64, path: &str, findings: &mut Findings) {
    if finite(value, path, findings) && value <= 0.0 {
        findings.add(Code::NotPositive, path, value, "give a number above zero");
    }
}
