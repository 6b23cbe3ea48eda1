//! Calendar, yield and outages.

use std::collections::BTreeSet;

use super::finding::Code;
use super::findings::Findings;
use super::outages;
use crate::scenario::ScenarioBuilder;
use crate::scenario::time::days_in;

pub(super) fn validate(parts: &ScenarioBuilder, findings: &mut Findings) {
    calendar(parts, findings);
    let horizon = (parts.start, super::limits::end(parts));
    let (_, end) = horizon;
    for (index, line) in parts.lines.iter().enumerate() {
        let mut before = None;
        for (position, part) in line.good.iter().enumerate() {
            let path = format!("lines[{index}].yield[{position}]");
            outages::share(part.share, &format!("{path}.share"), findings);
            if position > 0 && part.from <= before {
                let found = part.from.map_or_else(String::new, |month| month.to_string());
                let help = "give each month once, the earliest first";
                findings.add(Code::ChangeOrder, format!("{path}.from"), found, help);
            } else if let Some(from) = part.from.filter(|from| *from >= end) {
                let help = format!("the last month is {}", end - 1);
                findings.add(Code::ChangeIdle, format!("{path}.from"), from, help);
            }
            before = part.from;
        }
        outages::validate(&line.outages, &format!("lines[{index}]"), horizon, findings);
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
