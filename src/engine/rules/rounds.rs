//! Shares out what a period has.

use super::remaining::{Of, Remaining};
use crate::tolerance::NEGLIGIBLE;

/// Somebody who wants units, and the ways to have one.
#[derive(Debug)]
pub(super) struct Wish {
    pub(super) wanted: f64,
    /// What a unit takes in each of them.
    pub(super) ways: Vec<Vec<(Of, f64)>>,
}

/// What somebody requests of one of the ways.
struct Request {
    wish: usize,
    way: usize,
    units: f64,
}

/// What everybody gets in each of the ways.
///
/// In a round everybody requests all that is open, spread over the ways in proportion to the units
/// that fit; whatever is scarce scales the requests for it down by one factor, and a way gets the
/// smallest factor of what it takes. A round serves all requests or uses something up.
pub(super) fn share_out(
    remaining: &mut Remaining,
    wishes: &[Wish],
    period: usize,
    rounds: usize,
) -> Vec<Vec<f64>> {
    let mut rest: Vec<f64> = wishes.iter().map(|wish| wish.wanted).collect();
    let mut got: Vec<Vec<f64>> = wishes.iter().map(|wish| vec![0.0; wish.ways.len()]).collect();
    for _ in 0..=rounds {
        let requests = requests(remaining, wishes, &rest, period);
        if requests.is_empty() {
            break;
        }
        let mut load: Vec<(Of, f64)> = Vec::new();
        for request in &requests {
            let takes = &wishes[request.wish].ways[request.way];
            load.extend(takes.iter().map(|&(of, amount)| (of, amount * request.units)));
        }
        load.sort_by_key(|part| part.0);
        let factors = load.chunk_by(|a, b| a.0 == b.0).map(|own| {
            let load: f64 = own.iter().map(|part| part.1).sum();
            let free = remaining.most(own[0].0, period);
            (own[0].0, if load > free { free / load } else { 1.0 })
        });
        let factors: Vec<(Of, f64)> = factors.collect();
        let factor = |of: Of| {
            let found = factors.binary_search_by_key(&of, |known| known.0);
            found.map_or(1.0, |index| factors[index].1)
        };
        for Request { wish, way, units } in requests {
            let takes = &wishes[wish].ways[way];
            let granted = takes.iter().map(|part| factor(part.0)).fold(1.0, f64::min) * units;
            for &(of, amount) in takes {
                remaining.take_of(of, period, amount * granted);
            }
            rest[wish] -= granted;
            got[wish][way] += granted;
        }
    }
    got
}

fn requests(remaining: &Remaining, wishes: &[Wish], rest: &[f64], period: usize) -> Vec<Request> {
    let mut requests = Vec::new();
    for (index, wish) in wishes.iter().enumerate() {
        let (rest, least) = (rest[index], NEGLIGIBLE * wish.wanted);
        if rest <= least {
            continue;
        }
        // A way that takes nothing is limited only by the request.
        let fits = |takes: &Vec<(Of, f64)>| {
            let most = takes.iter().map(|&(of, amount)| remaining.most(of, period) / amount);
            most.fold(rest, f64::min)
        };
        let fitting: Vec<f64> = wish.ways.iter().map(fits).collect();
        let total: f64 = fitting.iter().sum();
        if total <= least {
            continue;
        }
        for (way, units) in fitting.into_iter().enumerate().filter(|(_, units)| *units > 0.0) {
            requests.push(Request { wish: index, way, units: rest * (units / total) });
        }
    }
    requests
}
