//! Caps: whether they hold, and what the plan says of them.

use super::code::Code;
use super::facts::{Cell, Facts};
use super::number::{agree, largest, series};
use super::report::Report;
use super::view;
use crate::plan::{Plan, ResourceKind};
use crate::ranking::Ranking;
use crate::scenario::{Cap, Demand};
use crate::tolerance;

/// The caps of a scenario in numbers.
pub(super) struct Caps {
    /// Cap → month → the most: what the cap says, or what there is where it does not
    /// hold.
    pub(super) most: Vec<Vec<f64>>,
    /// Cap → line, if it is on one.
    pub(super) line: Vec<Option<usize>>,
    /// Cap → product → pieces of its component for one unit, if it is on one.
    need: Vec<Vec<f64>>,
}

impl Caps {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let scenario = facts.scenario;
        let mut caps = Self { most: Vec::new(), line: Vec::new(), need: Vec::new() };
        for cap in scenario.caps() {
            let line = scenario.lines().iter().position(|line| Some(line.id()) == cap.line());
            let part =
                scenario.components().iter().position(|part| Some(part.id()) == cap.component());
            let mut come = 0.0;
            let month = |month: usize| {
                let (offered, there) = match (line, part) {
                    (Some(line), _) => (facts.capacity[line][month], facts.capacity[line][month]),
                    (_, Some(part)) => {
                        come += facts.arrivals(part, month);
                        (facts.arrivals(part, month), come)
                    }
                    _ => (0.0, 0.0),
                };
                if cap.holds_in(scenario.month(month)) { cap.monthly(offered) } else { there }
            };
            caps.most.push((0..facts.months).map(month).collect());
            caps.line.push(line);
            let need = |needs: &Vec<f64>| part.map_or(0.0, |part| needs[part]);
            caps.need.push(facts.need.iter().map(need).collect());
        }
        caps
    }

    /// What a unit of a product made on a line takes of a cap.
    pub(super) fn takes(&self, facts: &Facts<'_>, cap: usize, product: usize, line: usize) -> f64 {
        match self.line[cap] {
            Some(own) if own == line => facts.usage[product][line].unwrap_or(0.0),
            Some(_) => 0.0,
            None => self.need[cap][product],
        }
    }

    /// The caps in which a tranche counts.
    pub(super) fn of(&self, facts: &Facts<'_>, ranking: &Ranking, demand: &Demand) -> Vec<usize> {
        let scenario = facts.scenario;
        let tier = &ranking.tiers()[ranking.orders()[demand.order].tier];
        let counts = |cap: &Cap, index: usize| {
            let lines = 0..facts.usage[demand.product].len();
            let made = lines.filter(|&line| facts.usage[demand.product][line].is_some());
            // What is taken from a stock was made for nobody.
            facts.ahead(demand.product).is_none()
                && made.into_iter().any(|line| self.takes(facts, index, demand.product, line) > 0.0)
                && cap.partner().is_none_or(|id| scenario.partners()[demand.partner].id() == id)
                && cap.product().is_none_or(|id| scenario.products()[demand.product].id() == id)
                && cap.tier().is_none_or(|name| tier == name)
        };
        let caps = scenario.caps().iter().enumerate();
        caps.filter(|(index, cap)| counts(cap, *index)).map(|(index, _)| index).collect()
    }
}

/// Checks that every cap holds, and what the plan says of it.
pub(super) fn check(
    facts: &Facts<'_>,
    plan: &Plan,
    caps: &Caps,
    ranking: &Ranking,
    made: &[Vec<Cell>],
    report: &mut Report,
) {
    let known = facts.scenario.caps();
    let caps_of_plan = view::of(plan, ResourceKind::Cap);
    if caps_of_plan.len() != known.len() {
        report.add(Code::CapList, "caps", caps_of_plan.len(), known.len());
    }
    let mut used = vec![vec![0.0; facts.months]; known.len()];
    for (demand, cells) in facts.scenario.demands().iter().zip(made) {
        for cap in caps.of(facts, ranking, demand) {
            for cell in cells {
                used[cap][cell.month] +=
                    cell.units * caps.takes(facts, cap, demand.product, cell.line);
            }
        }
    }
    for (index, cap) in known.iter().enumerate() {
        let holds = |month: usize| cap.holds_in(facts.scenario.month(month));
        for month in (0..facts.months).filter(|&month| holds(month)) {
            let (used, most) = (used[index][month], caps.most[index][month]);
            if !tolerance::at_most(used, most, most) {
                let path = format!("caps[{index}].used[{month}]");
                let when = facts.scenario.month(month);
                report.note(Code::CapExceeded, path, used, format!("at most {most}"), when);
            }
        }
        let Some(found) = caps_of_plan.get(index) else { continue };
        let path = format!("caps[{index}]");
        if found.id() != cap.id() {
            report.add(Code::CapList, path, found.id(), cap.id());
            continue;
        }
        series(
            Code::CapUse,
            &format!("{path}.used"),
            &found.used,
            &used[index],
            largest(&used[index]),
            report,
        );
        if found.offered.len() != facts.months {
            report.add(
                Code::SeriesLength,
                format!("{path}.most"),
                found.offered.len(),
                facts.months,
            );
        }
        for (month, found) in found.offered.iter().enumerate().take(facts.months) {
            let expected = holds(month).then_some(caps.most[index][month]);
            let right = match (found, expected) {
                (Some(found), Some(expected)) => agree(*found, expected, expected),
                (None, None) => true,
                _ => false,
            };
            if !right {
                let path = format!("{path}.most[{month}]");
                report.add(Code::CapUse, path, format!("{found:?}"), format!("{expected:?}"));
            }
        }
    }
}
