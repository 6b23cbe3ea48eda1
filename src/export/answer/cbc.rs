//! The file of CBC.

use super::answer::Answer;
use super::error::AnswerError;
use super::lines::lines;
use super::solver::Solver;

/// What the first line has behind the status.
pub(super) const MARK: &str = " - objective value";

/// The status, then columns with position, name, value and reduced cost; `**` before one that
/// misses its bounds. Zeros are left out, unless asked for. Rows may stand before the columns.
///
/// ```text
/// Optimal - objective value 70.00000000
///       0 x.N_1.hall_1.2026_01                  10                      -1
/// ```
pub(super) fn read(text: &str) -> Result<Answer, AnswerError> {
    let mut answer = Answer::of(Solver::Cbc);
    let mut lines = lines(text);
    if let Some((status, objective)) = lines.next().and_then(|(_, line)| line.split_once(MARK)) {
        answer.ends(status)?;
        answer.reaches(objective);
    }
    for (number, line) in lines {
        let mut words = line.trim_start_matches('*').split_whitespace();
        let index = words.next().filter(|word| word.parse::<u64>().is_ok());
        match (index, words.next(), words.next()) {
            (Some(_), Some(name), Some(value)) => answer.put(number, name, value)?,
            _ => return Err(answer.wrong(number, line)),
        }
    }
    Ok(answer)
}
