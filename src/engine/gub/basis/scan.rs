//! The minimum of `charge + cost` over a range of periods, for every cost path that does not
//! depend on the recipe. This is the innermost loop of the engine.

use crate::model::CostPath;

/// Four minima side by side: the compiler turns them into vector instructions, which it
/// may not do with a single one (the order of comparisons could matter for a NaN).
fn least_of(values: impl Iterator<Item = [f64; 4]>, rest: impl Iterator<Item = f64>) -> f64 {
    let mut least = [f64::INFINITY; 4];
    for chunk in values {
        for lane in 0..4 {
            least[lane] = if chunk[lane] < least[lane] { chunk[lane] } else { least[lane] };
        }
    }
    let pairs = [least[0].min(least[2]), least[1].min(least[3])];
    rest.fold(pairs[0].min(pairs[1]), f64::min)
}

fn four(chunk: &[f64]) -> [f64; 4] {
    [chunk[0], chunk[1], chunk[2], chunk[3]]
}

fn plain(y: &[f64]) -> f64 {
    let chunks = y.chunks_exact(4);
    let rest = chunks.remainder();
    least_of(chunks.map(four), rest.iter().copied())
}

/// The least of `y + rate · steps`.
fn sloped(y: &[f64], steps: &[f64], rate: f64) -> f64 {
    let steps = &steps[..y.len()];
    let (a, b) = (y.chunks_exact(4), steps.chunks_exact(4));
    let rest = a.remainder().iter().zip(b.remainder()).map(|(y, step)| y + rate * step);
    let chunks = a.zip(b).map(|(y, step)| {
        let (y, step) = (four(y), four(step));
        std::array::from_fn(|lane| y[lane] + rate * step[lane])
    });
    least_of(chunks, rest)
}

/// The cost of a lot by period: a path plus a perturbation per period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LotCost {
    pub(crate) path: CostPath,
    pub(crate) perturbation: f64,
}

/// The least of `y[t] + cost(t)` for `first ≤ t < end`; infinity if that is empty.
/// `steps[i]` is `i`.
pub(crate) fn least(
    lot_cost: LotCost,
    tables: &[Vec<f64>],
    steps: &[f64],
    y: &[f64],
    (first, end): (usize, usize),
) -> f64 {
    let LotCost { path, perturbation } = lot_cost;
    let flat = |first: usize, end: usize| {
        if perturbation == 0.0 {
            plain(&y[first..end])
        } else {
            sloped(&y[first..end], &steps[first..], perturbation)
        }
    };
    match path {
        CostPath::Zero | CostPath::Draw => flat(first, end),
        CostPath::Slope { from, rate, .. } => {
            let from = from as usize;
            let bend = (from + 1).clamp(first, end.max(first));
            let free = flat(first, bend);
            if bend < end {
                let late = sloped(&y[bend..end], &steps[bend - from..], rate + perturbation);
                free.min(late + perturbation * from as f64)
            } else {
                free
            }
        }
        CostPath::Table { table, scale } if perturbation == 0.0 => {
            sloped(&y[first..end], &tables[table as usize][first..end], scale)
        }
        CostPath::Table { .. } => {
            let costs = (first..end).map(|period| y[period] + cost(lot_cost, tables, period));
            costs.fold(f64::INFINITY, f64::min)
        }
    }
}

/// The cost in a period, for paths that do not depend on the recipe.
pub(crate) fn cost(
    LotCost { path, perturbation }: LotCost,
    tables: &[Vec<f64>],
    period: usize,
) -> f64 {
    let own = match path {
        CostPath::Zero | CostPath::Draw => 0.0,
        CostPath::Slope { from, rate, .. } => rate * period.saturating_sub(from as usize) as f64,
        CostPath::Table { table, scale } => scale * tables[table as usize][period],
    };
    own + perturbation * period as f64
}

/// Appends the periods where `y[t] + cost(t)` is at most `bar`.
pub(crate) fn below(
    lot_cost: LotCost,
    tables: &[Vec<f64>],
    y: &[f64],
    (first, end): (usize, usize),
    bar: f64,
    found: &mut Vec<u32>,
) {
    let free = match lot_cost {
        LotCost { path: CostPath::Zero, perturbation: 0.0 } => end,
        LotCost { path: CostPath::Slope { from, .. }, perturbation: 0.0 } => {
            (from as usize + 1).clamp(first, end.max(first))
        }
        _ => first,
    };
    found.extend((first..free).filter(|&t| y[t] <= bar).map(|t| t as u32));
    let rest = (free..end).filter(|&t| y[t] + cost(lot_cost, tables, t) <= bar);
    found.extend(rest.map(|t| t as u32));
}

/// The first period where `y[t] + cost(t)` is at most `value`.
pub(crate) fn locate(
    lot_cost: LotCost,
    tables: &[Vec<f64>],
    y: &[f64],
    (first, end): (usize, usize),
    value: f64,
) -> Option<usize> {
    (first..end).find(|&period| y[period] + cost(lot_cost, tables, period) <= value)
}
