//! Carried out by hand: a dispatch that is known to be optimal, and queues unit by unit.

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

/// What there is on one line for a queue that delivers from a store, month by month.
struct Ahead {
    capacity: Vec<i32>,
    /// What has arrived of a component by the end of a month, less what was made of it so far.
    arrived: Option<Vec<i32>>,
    /// How much more the store may hold at the end of a month.
    store: Vec<i32>,
}

impl Ahead {
    /// What is made in each month if all of these deliveries come as late from the line as can be;
    /// none if it cannot be.
    fn made(&self, delivered: &[i32]) -> Option<Vec<i32>> {
        let mut made = vec![0; delivered.len()];
        let mut held = 0;
        for month in (0..delivered.len()).rev() {
            if held > self.store[month] {
                return None;
            }
            let wanted = delivered[month] + held;
            made[month] = wanted.min(self.capacity[month]);
            held = wanted - made[month];
        }
        let enough = self
            .arrived
            .iter()
            .flatten()
            .enumerate()
            .all(|(month, arrived)| made[..=month].iter().sum::<i32>() <= *arrived);
        (held == 0 && enough).then_some(made)
    }
}

/// What a queue delivers of each tranche in each month, and what it makes for it, in whole units on
/// one line, with a store that holds so many units at most. One more unit is delivered in the best
/// month for its tranche, as long as all can be made: with that, all of the tranche is made as
/// late as the line and the store permit. What was placed for those before stays.
pub(crate) fn queue_from_store(
    scenario: &Scenario,
    capacity: &[u8],
    supply: Option<&[u8]>,
    (limit, by_due): (Option<u8>, bool),
) -> Vec<(Vec<f64>, Vec<f64>)> {
    let months = capacity.len();
    let arrived = |supply: &[u8]| {
        let by = |end: usize| supply[..=end].iter().map(|part| i32::from(*part)).sum();
        (0..months).map(by).collect()
    };
    let mut there = Ahead {
        capacity: capacity.iter().map(|room| i32::from(*room)).collect(),
        arrived: supply.map(arrived),
        store: vec![limit.map_or(i32::MAX / 2, i32::from); months],
    };
    let mut all = Vec::new();
    for demand in scenario.demands() {
        let mut delivered = vec![0; months];
        let mut best: Vec<usize> =
            (0..months).filter(|&month| scenario.month(month) >= demand.release).collect();
        best.sort_by_key(|&month| {
            let on_time = by_due && scenario.month(month) <= demand.due;
            if on_time { (0, months - month) } else { (1, month) }
        });
        let mut open = demand.quantity as i32;
        for month in best {
            while open > 0 {
                delivered[month] += 1;
                if there.made(&delivered).is_none() {
                    delivered[month] -= 1;
                    break;
                }
                open -= 1;
            }
        }
        let made = there.made(&delivered).unwrap();
        let mut held = 0;
        let mut so_far = 0;
        for month in 0..months {
            there.capacity[month] -= made[month];
            held += made[month] - delivered[month];
            there.store[month] -= held;
            so_far += made[month];
            for arrived in there.arrived.iter_mut().map(|arrived| &mut arrived[month]) {
                *arrived -= so_far;
            }
        }
        let numbers = |list: Vec<i32>| list.into_iter().map(f64::from).collect::<Vec<f64>>();
        all.push((numbers(delivered), numbers(made)));
    }
    all
}
