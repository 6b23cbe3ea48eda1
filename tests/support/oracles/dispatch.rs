//! Carried out by hand: a dispatch that is known to be optimal, and a queue unit by unit.

use apportion::scenario::Scenario;

/// Weighted backlog of earliest due first on one line: every month goes to whoever is
/// released and due first. Where all weigh alike, no plan has less.
pub(crate) fn earliest_due(scenario: &Scenario, capacity: &[f64], tail: f64) -> f64 {
    let demands = scenario.demands();
    let mut open: Vec<f64> = demands.iter().map(|demand| demand.quantity).collect();
    let mut queue: Vec<usize> = (0..demands.len()).collect();
    queue.sort_by_key(|&index| demands[index].due);
    let mut backlog = 0.0;
    for (month, &capacity) in capacity.iter().enumerate() {
        let mut room = capacity;
        for &index in &queue {
            if scenario.index_of(demands[index].release) <= month {
                let given = room.min(open[index]);
                open[index] -= given;
                room -= given;
            }
            if scenario.index_of(demands[index].due) <= month {
                backlog += open[index];
            }
        }
    }
    let end = scenario.start() + scenario.months();
    let left = queue.iter().map(|&index| {
        let waits_for = f64::from(demands[index].due.since(end));
        open[index] * (tail - waits_for).max(0.0)
    });
    backlog + left.sum::<f64>()
}

/// What a queue makes of each tranche in each month, in whole units on one line, the tranches in the
/// order of the scenario. Each unit goes to the month that is best for its tranche of all those in
/// which it can still be made: by due month the latest that is on time, else the earliest. What
/// there will be of a component at the end of a month, of which every unit needs one, must do for
/// that month and all after it.
pub(crate) fn queue(
    scenario: &Scenario,
    capacity: &[u8],
    supply: Option<&[u8]>,
    by_due: bool,
) -> Vec<Vec<f64>> {
    let mut room: Vec<i32> = capacity.iter().map(|room| i32::from(*room)).collect();
    let mut stock: Option<Vec<i32>> = supply.map(|supply| {
        (1..=supply.len())
            .map(|end| supply[..end].iter().map(|part| i32::from(*part)).sum())
            .collect()
    });
    let mut made = Vec::new();
    for demand in scenario.demands() {
        let mut own = vec![0.0; room.len()];
        for _ in 0..demand.quantity as usize {
            let open = (0..room.len()).filter(|&month| {
                let left = |stock: &Vec<i32>| stock[month..].iter().all(|left| *left > 0);
                scenario.month(month) >= demand.release
                    && room[month] > 0
                    && stock.as_ref().is_none_or(left)
            });
            let best = open.min_by_key(|&month| {
                let on_time = by_due && scenario.month(month) <= demand.due;
                if on_time { (0, room.len() - month) } else { (1, month) }
            });
            let Some(month) = best else { break };
            own[month] += 1.0;
            room[month] -= 1;
            for left in stock.iter_mut().flat_map(|stock| &mut stock[month..]) {
                *left -= 1;
            }
        }
        made.push(own);
    }
    made
}
