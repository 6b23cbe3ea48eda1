//! How far a plan uses the caps.

use super::split::Made;
use crate::formulation::Formulation;
use crate::plan::CapPlan;
use crate::scenario::Scenario;

/// Every cap of the scenario, by id.
pub(super) fn caps(
    scenario: &Scenario,
    formulation: &Formulation,
    made: &[Vec<Made>],
) -> Vec<CapPlan> {
    let months = scenario.months() as usize;
    let mut plans: Vec<CapPlan> = scenario
        .caps()
        .iter()
        .enumerate()
        .map(|(index, cap)| CapPlan {
            cap: cap.id().into(),
            most: (0..months)
                .map(|month| {
                    let most = formulation.model().rhs(formulation.cap_row(index, month));
                    cap.holds_in(scenario.month(month)).then_some(most)
                })
                .collect(),
            used: vec![0.0; months],
        })
        .collect();
    for (index, (demand, made)) in scenario.demands().iter().zip(made).enumerate() {
        let product = scenario.products()[demand.product].id();
        for &position in formulation.caps_of(index) {
            let cap = &scenario.caps()[position];
            let component =
                scenario.components().iter().find(|part| Some(part.id()) == cap.component());
            let need = component.and_then(|part| part.need().get(product)).copied();
            for &(month, line, units) in made {
                let line = &scenario.lines()[line];
                let usage = line.usage().get(product).copied();
                let usage = usage.filter(|_| cap.line() == Some(line.id()));
                plans[position].used[month] += usage.or(need).unwrap_or(0.0) * units;
            }
        }
    }
    plans
}
