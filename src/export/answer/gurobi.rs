//! The file of Gurobi.

use super::answer::Answer;
use super::error::AnswerError;
use super::lines::lines;
use super::solver::Solver;

/// Comments, then a name and a value in each line. There is no file where there is no solution.
///
/// ```text
/// # Solution for model obj
/// # Objective value = 70
/// x.N_1.hall_1.2026_01 10
/// ```
pub(super) fn read(text: &str) -> Result<Answer, AnswerError> {
    let mut answer = Answer::of(Solver::Gurobi);
    for (number, line) in lines(text) {
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(objective) = comment.trim().strip_prefix("Objective value =") {
                answer.reaches(objective);
            }
            continue;
        }
        let mut words = line.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some(name), Some(value), None) => answer.put(number, name, value)?,
            _ => return Err(answer.wrong(number, line)),
        }
    }
    Ok(answer)
}
