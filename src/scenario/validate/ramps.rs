//! Ramps.

use super::finding::Code;
use super::findings::Findings;
use super::numbers;
use crate::scenario::plant::{Edit, Ramp, Shape};
use crate::scenario::time::{Horizon, Month};

/// Checks a ramp for a horizon from `start` up to, not including, `end`.
pub(in crate::scenario) fn validate(
    ramp: &Ramp,
    path: &str,
    (start, end): (Month, Month),
    findings: &mut Findings,
) {
    if ramp.shape == Shape::Flat {
        match ramp.rate {
            Some(rate) => numbers::not_negative(rate, &format!("{path}.rate"), findings),
            None => findings.add(Code::RampEmpty, format!("{path}.rate"), "", "give the rate"),
        }
        if !ramp.points.is_empty() {
            let help = "remove the points, or make the shape steps or linear";
            findings.add(Code::RampMixed, format!("{path}.points"), "", help);
        }
    } else {
        if let Some(rate) = ramp.rate {
            let help = "remove the rate, or make the shape flat";
            findings.add(Code::RampMixed, format!("{path}.rate"), rate, help);
        }
        if ramp.points.is_empty() {
            findings.add(Code::RampEmpty, format!("{path}.points"), "", "give at least one point");
        }
    }
    for (index, point) in ramp.points.iter().enumerate() {
        let here = format!("{path}.points[{index}]");
        numbers::not_negative(point.rate, &format!("{here}.rate"), findings);
        if index > 0 && point.month <= ramp.points[index - 1].month {
            let help = "give each month once, the earliest first";
            findings.add(Code::RampOrder, format!("{here}.month"), point.month, help);
        }
    }
    for (index, edit) in ramp.edits.iter().enumerate() {
        validate_edit(edit, &format!("{path}.edits[{index}]"), start, end, findings);
    }
}

fn validate_edit(edit: &Edit, path: &str, start: Month, end: Month, findings: &mut Findings) {
    match *edit {
        Edit::Outage { from, to, remaining } => {
            if to < from {
                let help = format!("it begins in {from}");
                findings.add(Code::EditOrder, format!("{path}.outage.to"), to, help);
            } else if from >= end {
                outside(&format!("{path}.outage.from"), from, start, end, findings);
            }
            let here = format!("{path}.outage.remaining");
            if numbers::finite(remaining, &here, findings) && !(0.0..=1.0).contains(&remaining) {
                findings.add(Code::EditValue, here, remaining, "give a share from 0 to 1");
            }
        }
        Edit::Slip { from, months } => {
            if from >= end {
                outside(&format!("{path}.slip.from"), from, start, end, findings);
            }
            if months == 0 || months > Horizon::MOST_MONTHS {
                let help = "give between 1 and 1200 months";
                findings.add(Code::EditValue, format!("{path}.slip.months"), months, help);
            }
        }
    }
}

pub(super) fn outside(path: &str, month: Month, start: Month, end: Month, findings: &mut Findings) {
    let last = end - 1;
    let help = format!("the horizon is {start} to {last}");
    findings.add(Code::EditOutside, path, month, help);
}
