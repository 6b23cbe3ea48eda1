//! The files of `HiGHS`.

use super::answer::Answer;
use super::error::AnswerError;
use super::lines::lines;
use super::solver::Solver;

/// The styles for programs, 0 and 4: the status, then columns by name. Of the sparse one the number
/// of columns is negative, and the position of each stands behind its value.
///
/// ```text
/// Model status
/// Optimal
///
/// # Primal solution values
/// Feasible
/// Objective 70
/// # Columns 3
/// x.N_1.hall_1.2026_01 10
/// …
/// # Rows 3
/// …
/// ```
pub(super) fn raw(text: &str) -> Result<Answer, AnswerError> {
    let missing = |what: &str| AnswerError::Truncated(what.to_owned());
    let mut lines = lines(text).skip(1);
    let mut answer = Answer::of(Solver::Highs);
    let (_, status) = lines.next().ok_or_else(|| missing("the status of the model"))?;
    answer.ends(status)?;
    let primal = lines.find(|(_, line)| *line == "# Primal solution values");
    let kept = primal.and_then(|_| lines.next()).ok_or_else(|| missing("the solution"))?.1;
    if kept != "Feasible" {
        let words = if kept == "None" { "no values" } else { "values that are not feasible" };
        return Err(answer.none(&format!("{status}, {words}")));
    }
    let count = loop {
        let (number, line) = lines.next().ok_or_else(|| missing("the list of columns"))?;
        if let Some(objective) = line.strip_prefix("Objective ") {
            answer.reaches(objective);
        } else if let Some(rest) = line.strip_prefix("# Columns") {
            let count = rest.split_whitespace().next().and_then(|word| word.parse::<i64>().ok());
            break count.ok_or_else(|| answer.wrong(number, line))?.unsigned_abs();
        } else if line.starts_with('#') {
            return Err(answer.wrong(number, line));
        }
    };
    for read in 0..count {
        let next = lines.next().filter(|(_, line)| !line.starts_with('#'));
        let (number, line) =
            next.ok_or_else(|| missing(&format!("column {} of {count}", read + 1)))?;
        let mut words = line.split_whitespace();
        match (words.next(), words.next()) {
            (Some(name), Some(value)) => answer.put(number, name, value)?,
            _ => return Err(answer.wrong(number, line)),
        }
    }
    Ok(answer)
}

/// Style 1, a table for people. It has six digits of each value, so that the constraints may be missed
/// by what is cut off.
///
/// ```text
/// Columns
///     Index Status        Lower        Upper       Primal         Dual  Name
///         0     UB            0          inf           10           -1  x.N_1.hall_1.2026_01
/// Rows
/// …
/// Model status: Optimal
///
/// Objective value: 70
/// ```
pub(super) fn pretty(text: &str) -> Result<Answer, AnswerError> {
    let mut answer = Answer::of(Solver::Highs);
    answer.rounds();
    // The status stands at the end, and what it says comes before what the columns do.
    let at_end = |key: &str| lines(text).find_map(|(_, line)| line.strip_prefix(key));
    let status = at_end("Model status:").map(str::trim);
    let missing = || AnswerError::Truncated("the status of the model".to_owned());
    answer.ends(status.ok_or_else(missing)?)?;
    if let Some(objective) = at_end("Objective value:") {
        answer.reaches(objective);
    }
    for (number, line) in lines(text).skip(2).take_while(|(_, line)| *line != "Rows") {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [index, between @ .., name] = &words[..] else {
            return Err(answer.wrong(number, line));
        };
        if index.parse::<u64>().is_err() {
            return Err(answer.wrong(number, line));
        }
        // The basis is not always known.
        let basic = |word: &&str| ["BS", "LB", "UB", "FX", "FR", "NB"].contains(word);
        let numbers = &between[usize::from(between.first().is_some_and(basic))..];
        // Without a value there are two bounds alone.
        let Some(value) = numbers.get(2) else {
            return Err(answer.none("no values"));
        };
        answer.put(number, name, value)?;
    }
    Ok(answer)
}
