//! Carried out by hand: a dispatch that is known to be optimal.

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
