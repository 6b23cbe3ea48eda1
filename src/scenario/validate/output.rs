//! Calendar, yield and outages.

use std::collections::BTreeSet;

use super::finding::Code;
use super::findings::Findings;
use super::outages;
use crate::scenario::ScenarioBuilder;
use crate::scenario::time::{Month, days_in};
use crate::tolerance::UNIT;

pub(super) fn validate(parts: &ScenarioBuilder, findings: &mut Findings) {
    calendar(parts, findings);
    let horizon = (parts.start, super::limits::end(parts));
    let (_, end) = horizon;
    for (index, line) in parts.lines.iter().enumerate() {
        let path = format!("lines[{index}].yield");
        for (position, part) in line.good.iter().enumerate() {
            let path = format!("{path}[{position}].share");
            outages::share(part.share, &path, findings);
            if part.share > 0.0 && part.share <= UNIT {
                let help = "give 0 if nothing is good";
                findings.add(Code::TooSmall, path, format!("{:e}", part.share), help);
            }
        }
        dates(line.good.iter().map(|part| part.from), &path, end, findings);
        outages::validate(&line.outages, &format!("lines[{index}]"), horizon, findings);
    }
}

/// Checks the months from which on the entries of a list hold: the first may have none.
pub(super) fn dates(
    months: impl Iterator<Item = Option<Month>>,
    path: &str,
    end: Month,
    findings: &mut Findings,
) {
    let mut before = None;
    for (position, month) in months.enumerate() {
        let path = format!("{path}[{position}].from");
        if position > 0 && month <= before {
            let found = month.map_or_else(String::new, |month| month.to_string());
            findings.add(
                Code::ChangeOrder,
                path,
                found,
                "give each month once, the earliest first",
            );
        } else if let Some(from) = month.filter(|from| *from >= end) {
            let help = format!("the last month is {}", end - 1);
            findings.add(Code::ChangeIdle, path, from, help);
        }
        before = month;
    }
}

fn calendar(parts: &ScenarioBuilder, findings: &mut Findings) {
    let Some(calendar) = &parts.calendar else { return };
    let mut seen = BTreeSet::new();
    for (index, date) in calendar.holidays.iter().enumerate() {
        if !seen.insert(*date) {
            let path = format!("calendar.holidays[{index}]");
            findings.add(Code::CalendarTwice, path, date, "give each day once");
        }
    }
    let mut seen = BTreeSet::new();
    for (index, listed) in calendar.working_days.iter().enumerate() {
        let path = format!("calendar.working_days[{index}]");
        if !seen.insert(listed.month) {
            let help = "give each month once";
            findings.add(Code::CalendarTwice, format!("{path}.month"), listed.month, help);
        }
        let most = u32::from(days_in(listed.month));
        if listed.days > most {
            let help = format!("the month has {most} days");
            findings.add(Code::CalendarDays, format!("{path}.days"), listed.days, help);
        }
    }
}
