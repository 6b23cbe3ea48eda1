//! The months in which a tranche may be served.

use std::ops::RangeInclusive;

use crate::ranking::{Eligibility, Ranking};
use crate::scenario::{Demand, Month, Scenario};

/// Months by their index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Window {
    /// The first, or the number of months if the horizon ends before.
    pub(super) release: u32,
    /// The one after the last, in which the customer is gone or the horizon has ended: 0 if it
    /// left before the scenario begins.
    pub(super) end: u32,
}

impl Window {
    /// The month from which on it can be taken, as far as gates are known to keep it.
    pub(super) fn opens(ranking: &Ranking, demand: &Demand) -> Month {
        match ranking.orders()[demand.order].eligibility {
            Eligibility::From(month) => demand.release.max(month),
            Eligibility::Always | Eligibility::Never => demand.release,
        }
    }

    /// None if gates never open.
    pub(super) fn of(scenario: &Scenario, ranking: &Ranking, demand: &Demand) -> Option<Self> {
        if ranking.orders()[demand.order].eligibility.is_never() {
            return None;
        }
        let opens = Self::opens(ranking, demand);
        let end = demand.until.map_or(scenario.months(), |last| scenario.index_of(last + 1) as u32);
        Some(Self { release: scenario.index_of(opens) as u32, end })
    }

    /// Whether the month of an index is in it.
    pub(super) fn has(self, month: usize) -> bool {
        (self.release as usize..self.end as usize).contains(&month)
    }

    /// Whether there is no month in which anything can be delivered.
    pub(super) fn is_empty(self) -> bool {
        self.release >= self.end
    }

    /// From the first to the last.
    pub(super) fn span(self) -> RangeInclusive<u32> {
        match self.end.checked_sub(1) {
            Some(last) => self.release..=last,
            None => RangeInclusive::new(1, 0),
        }
    }
}
