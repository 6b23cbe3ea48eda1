//! The file of SCIP.

use super::answer::Answer;
use super::error::AnswerError;
use super::lines::lines;
use super::solver::Solver;

const STATUS: &str = "solution status:";
const OBJECTIVE: &str = "objective value:";

/// Whether a first line is that of such a file. What `display solution` prints has no status.
pub(super) fn begins(line: &str) -> bool {
    line.starts_with(STATUS) || line.starts_with(OBJECTIVE)
}

/// The status, the objective, then columns that are not zero, with what one unit of each costs.
///
/// ```text
/// solution status: optimal solution found
/// objective value:                                   70
/// x.N_1.hall_1.2026_01                               10   (obj:0)
/// ```
pub(super) fn read(text: &str) -> Result<Answer, AnswerError> {
    let mut answer = Answer::of(Solver::Scip);
    let mut is_there = false;
    for (number, line) in lines(text) {
        if let Some(status) = line.strip_prefix(STATUS) {
            answer.ends(status.trim())?;
        } else if let Some(objective) = line.strip_prefix(OBJECTIVE) {
            answer.reaches(objective);
            is_there = true;
        } else if line == "no solution available" {
            let status = answer.status().unwrap_or("none").to_owned();
            return Err(answer.none(&status));
        } else {
            let mut words = line.split_whitespace();
            match (words.next(), words.next(), words.next()) {
                (Some(name), Some(value), Some(cost)) if cost.starts_with("(obj:") => {
                    answer.put(number, name, value)?;
                }
                _ => return Err(answer.wrong(number, line)),
            }
        }
    }
    if is_there { Ok(answer) } else { Err(AnswerError::Truncated("the objective".to_owned())) }
}
