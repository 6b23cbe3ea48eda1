//! Every single measurement.

use std::fmt::Write;

use crate::job::End;
use crate::results::{Race, Results};

/// One line for each job and measurement.
pub fn text(results: &Results) -> String {
    let mut text =
        String::from("case,shape,orders,months,lines,contestant,seed,end,measure,value\n");
    for race in &results.races {
        for run in &race.runs {
            if run.skipped {
                line(&mut text, race, run.name, 0, "skipped", "", None);
            }
            ends(&mut text, race, run.name, &run.ends);
        }
        ends(&mut text, race, "apportion levels", &race.levels);
    }
    text
}

fn ends(text: &mut String, race: &Race, name: &str, ends: &[End]) {
    for (end, seed) in ends.iter().zip(1..) {
        match end {
            End::OverLimit => line(text, race, name, seed, "over limit", "", None),
            End::Failed(_) => line(text, race, name, seed, "failed", "", None),
            End::Done(report) => {
                let own = [
                    ("seconds", Some(report.seconds)),
                    ("objective", Some(report.objective)),
                    ("violation", Some(report.violation)),
                    ("bytes before", report.before.map(|bytes| bytes as f64)),
                    ("bytes at peak", report.peak.map(|bytes| bytes as f64)),
                    ("blocks", Some(report.blocks as f64)),
                ];
                let raced = own.into_iter().filter(|_| report.seconds > 0.0);
                let further = report.measures.iter().map(|(name, &value)| (&**name, Some(value)));
                for (measure, value) in raced.chain(further) {
                    line(text, race, name, seed, "done", measure, value);
                }
            }
        }
    }
}

fn line(
    text: &mut String,
    race: &Race,
    name: &str,
    seed: u64,
    end: &str,
    measure: &str,
    value: Option<f64>,
) {
    let case = race.case;
    let value = value.map(|value| value.to_string()).unwrap_or_default();
    let shape = case.shape.name();
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{case},{shape},{},{},{},{name},{seed},{end},\"{measure}\",{value}",
        case.orders, case.months, case.lines
    );
}
