//! The tables.

use std::fmt::Write;

use crate::contestants::{Kind, all};
use crate::floors::floors;
use crate::levels::MEASURES;
use crate::machine::Machine;
use crate::results::{Race, Results, Run};

/// Everything as markdown.
pub fn markdown(results: &Results, machine: &Machine) -> String {
    let mut text = String::new();
    heading(&mut text, results, machine);
    races(&mut text, results);
    levels(&mut text, results);
    promises(&mut text, results);
    verdict(&mut text, results);
    text
}

// Writing to a string cannot fail.
macro_rules! line {
    ($text:expr, $($arguments:tt)*) => {
        let _ = writeln!($text, $($arguments)*);
    };
}

fn heading(text: &mut String, results: &Results, machine: &Machine) {
    line!(text, "{machine}.\n");
    line!(
        text,
        "Seconds of the processor, one thread pinned to a core; medians over {} seeds; given up \
         after {} seconds.\n",
        results.seeds,
        seconds(results.limit)
    );
    for contestant in all() {
        line!(text, "* **{}**: {}", contestant.name(), contestant.about());
    }
    line!(text, "");
}

fn races(text: &mut String, results: &Results) {
    line!(text, "| instance | blocks | contestant | seconds | × apportion | peak MB | objective |");
    line!(text, "|---|---:|---|---:|---:|---:|---|");
    for race in &results.races {
        let blocks = race.reference().median(|report| Some(report.blocks as f64));
        let blocks = blocks.map_or_else(|| "–".to_owned(), |blocks| format!("{blocks:.0}"));
        for run in &race.runs {
            let (time, ratio) = speed(race, run, results.limit);
            let peak = run.median(|report| Some(report.peak? as f64 / 1e6));
            let peak = peak.map_or_else(|| "–".to_owned(), |peak| format!("{peak:.0}"));
            line!(
                text,
                "| {} | {blocks} | {} | {time} | {ratio} | {peak} | {} |",
                race.case,
                run.name,
                answer(race, run)
            );
        }
    }
    line!(text, "");
}

fn speed(race: &Race, run: &Run, limit: f64) -> (String, String) {
    let reference = race.reference().median(|report| Some(report.seconds));
    if run.gave_up() {
        let ratio =
            reference.map_or_else(|| "–".to_owned(), |base| format!("> {}", factor(limit / base)));
        return (format!("> {}", seconds(limit)), ratio);
    }
    let time = run.median(|report| Some(report.seconds));
    let show = |value: Option<f64>, format: fn(f64) -> String| {
        value.map_or_else(|| "–".to_owned(), format)
    };
    (show(time, seconds), show(race.ratio(run), factor))
}

fn answer(race: &Race, run: &Run) -> String {
    if run.skipped {
        return "not run: too slow for a smaller one".to_owned();
    }
    if let Some(said) = run.failure() {
        return format!("failed: {}", said.replace('|', "/"));
    }
    let violation = run.reports().map(|(_, report)| report.violation).fold(0.0, f64::max);
    match race.difference(run) {
        None => "–".to_owned(),
        Some(_) if violation > run.kind.slack() => format!("BREAKS A ROW by {violation:.0e}"),
        Some(found) if !race.is_right(run) => format!("DIFFERS by {found:.1e}"),
        Some(_) if run.name == race.reference().name => "proven".to_owned(),
        Some(found) if found > 0.0 => format!("agrees ({found:.0e})"),
        Some(_) => "agrees".to_owned(),
    }
}

fn levels(text: &mut String, results: &Results) {
    if results.races.iter().all(|race| race.levels.is_empty()) {
        return;
    }
    line!(text, "apportion alone, seconds:\n");
    line!(text, "| instance | {} |", MEASURES.join(" | "));
    line!(text, "|---|{}", "---:|".repeat(MEASURES.len()));
    for race in &results.races {
        let cells = MEASURES.map(|name| race.level(name).map_or_else(|| "–".to_owned(), seconds));
        line!(text, "| {} | {} |", race.case, cells.join(" | "));
    }
    line!(text, "");
}

fn promises(text: &mut String, results: &Results) {
    let found: Vec<_> = floors()
        .into_iter()
        .filter_map(|floor| floor.finding(results).map(|finding| (floor, finding)))
        .collect();
    if found.is_empty() {
        return;
    }
    line!(text, "| instance | promise | measured | |");
    line!(text, "|---|---|---:|---|");
    for (floor, finding) in found {
        let sign = if finding.at_least { "> " } else { "" };
        let kept = if finding.kept {
            "kept"
        } else if finding.at_least {
            "not known"
        } else {
            "MISSED"
        };
        line!(
            text,
            "| {} | {} | {sign}{} | {kept} |",
            floor.case,
            floor.promise,
            factor(finding.value)
        );
    }
    line!(text, "");
}

fn verdict(text: &mut String, results: &Results) {
    let (exact, interior) = (Kind::Exact.tolerance(), Kind::Interior.tolerance());
    let verdict = if results.agree() {
        format!(
            "All objectives agree within {exact:.0e} ({interior:.0e} for interior-point methods)."
        )
    } else {
        "Not all objectives agree, or apportion did not finish: see the last column.".to_owned()
    };
    line!(text, "{verdict}");
}

/// Three digits.
fn seconds(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value if value >= 1.0 => format!("{value:.2}"),
        value if value >= 0.1 => format!("{value:.3}"),
        value if value >= 0.01 => format!("{value:.4}"),
        value => format!("{value:.5}"),
    }
}

fn factor(value: f64) -> String {
    if value >= 100.0 {
        format!("{value:.0}")
    } else if value >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}
