//! Seconds that can be relied on: of the processor, all threads together, so that what
//! else runs on the machine counts as little as possible.

use anyhow::Result;
use cpu_time::ProcessTime;

/// What takes less than this is run again.
const SHORT: f64 = 0.1;

/// Runs at most.
const RUNS: usize = 5;

/// Runs once, or if that is short five times, and takes the median of the seconds.
/// Hands over the result of the last run.
pub fn time<T>(mut run: impl FnMut() -> Result<T>) -> Result<(T, f64)> {
    let mut seconds = Vec::new();
    loop {
        let start = ProcessTime::try_now()?;
        let result = run()?;
        seconds.push(start.try_elapsed()?.as_secs_f64());
        if seconds[0] >= SHORT || seconds.len() == RUNS {
            return Ok((result, median(&seconds)));
        }
    }
}

/// The middle of a list, of two the mean; NaN of an empty one.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => sorted[odd / 2],
        even => f64::midpoint(sorted[even / 2 - 1], sorted[even / 2]),
    }
}
