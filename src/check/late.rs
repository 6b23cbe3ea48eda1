//! Where tranches count one after the other: the list of those that are late.

use super::code::Code;
use super::facts::Facts;
use super::number::agree;
use super::objective::{Field, Objective, Output, Turn};
use super::report::Report;
use crate::plan::{LateTranche, Level};

/// For each entry of the list the position of its tranche in the sequence; none if the list is
/// not one of tranches in their sequence, or does not say of all by what they are late.
pub(super) fn check(
    facts: &Facts<'_>,
    field: Field<'_>,
    output: Output<'_>,
    (objective, level): (&Objective, &Level),
    path: &str,
    report: &mut Report,
) -> Option<Vec<usize>> {
    let path = format!("{path}.late");
    let (turns, late) = match (&objective.turns, &level.late) {
        (None, None) => return Some(Vec::new()),
        (Some(turns), Some(late)) => (turns, late),
        (turns, late) => {
            let word = |list: bool| if list { "a list" } else { "none" };
            report.add(Code::LateList, path, word(late.is_some()), word(turns.is_some()));
            return None;
        }
    };
    let mut right = true;
    let mut next = 0;
    let mut positions = Vec::with_capacity(late.len());
    let mut listed = vec![None; turns.len()];
    for (index, entry) in late.iter().enumerate() {
        let found = position(facts, turns, entry, next);
        let Some(position) = found else {
            let found = format!("{} tranche {}", entry.order, entry.tranche);
            report.add(
                Code::LateList,
                format!("{path}[{index}]"),
                found,
                "a tranche behind the last",
            );
            right = false;
            continue;
        };
        next = position + 1;
        listed[position] = Some(index);
        positions.push(position);
    }
    for (turn, entry) in turns.iter().zip(&listed) {
        let (value, size) = value(field, output, objective, turn);
        let said = entry.map_or(0.0, |index| late[index].unit_months);
        if !agree(said, value, size) {
            let tranche = &facts.tranches[turn.tranche];
            let id = facts.scenario.orders()[tranche.order].id();
            let path = format!("{path}[{:?}, {}].unit_months", id.as_str(), tranche.number);
            report.add(Code::LateValue, path, said, value);
            right = false;
        }
    }
    right.then_some(positions)
}

/// For each entry of a list the position of its tranche in the sequence, whatever it is late by;
/// none if the list is not in the sequence.
pub(super) fn positions(
    facts: &Facts<'_>,
    turns: &[Turn],
    late: &[LateTranche],
) -> Option<Vec<usize>> {
    let mut next = 0;
    let of = |entry: &LateTranche| {
        let found = position(facts, turns, entry, next)?;
        next = found + 1;
        Some(found)
    };
    late.iter().map(of).collect()
}

/// Where the tranche of an entry stands, from one place on.
fn position(facts: &Facts<'_>, turns: &[Turn], entry: &LateTranche, from: usize) -> Option<usize> {
    let order = facts.order(entry.order.as_str())?;
    let (first, own) = facts.tranches_of(order);
    let tranche = (entry.tranche < own.len()).then(|| first + entry.tranche)?;
    let found = turns[from..].iter().position(|turn| turn.tranche == tranche)?;
    Some(from + found)
}

/// By how many unit-months a tranche is late, and the size of the numbers in that.
fn value(field: Field<'_>, output: Output<'_>, objective: &Objective, turn: &Turn) -> (f64, f64) {
    let (mut sum, mut size) = (0.0, 1.0_f64);
    for &place in &turn.places {
        let left = objective.left(field, place);
        for &member in &field.places[place].members {
            let quantity = field.portions[member].quantity;
            let mut open = quantity;
            for cell in &output.served[member] {
                let cost = objective.cost(field, place, cell.line, cell.month).unwrap_or(0.0);
                sum += cost * cell.units;
                open -= cell.units;
            }
            // What is but rounding of the quantity is nothing.
            if open > super::portion::ROUNDING * quantity {
                sum += left * open;
            }
            size = size.max(left * quantity);
        }
    }
    (sum, size)
}
