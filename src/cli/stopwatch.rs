//! How long something takes.

use crate::clock::Instant;
use std::time::Duration;

/// How long the stations of a command took, in their order.
#[derive(Debug)]
pub(super) struct Stopwatch {
    last: Instant,
    stations: Vec<(&'static str, Duration)>,
}

impl Stopwatch {
    pub(super) fn new() -> Self {
        Self { last: Instant::now(), stations: Vec::new() }
    }

    /// Ends a station; the next one begins.
    pub(super) fn end(&mut self, station: &'static str) {
        self.stations.push((station, self.last.elapsed()));
        self.last = Instant::now();
    }

    /// A line for each station, and one for all of them.
    pub(super) fn lines(&self) -> Vec<String> {
        let line = |(station, time): (&str, Duration)| {
            format!("{station:<16} {:>12}", format!("{:.3} s", time.as_secs_f64()))
        };
        let all = ("in all", self.stations.iter().map(|(_, time)| *time).sum());
        self.stations.iter().copied().chain([all]).map(line).collect()
    }
}
