//! What resources are read from.

use crate::ranking::Ranking;
use crate::scenario::Scenario;

/// A scenario, and what of its ranking matters for who takes what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Book<'a> {
    pub(super) scenario: &'a Scenario,
    /// Says who is in which tier.
    pub(super) ranking: Option<&'a Ranking>,
    /// Whether it tells those apart who take of a stock even if caps name nobody in the book: an
    /// order that is asked for may be one whom they name.
    pub(super) asked: bool,
}

impl<'a> Book<'a> {
    /// The share of good output of every line by month; none of one that scraps nothing.
    pub(super) fn good_shares(&self) -> Vec<Option<Vec<f64>>> {
        (0..self.scenario.lines().len()).map(|line| self.scenario.good_shares_at(line)).collect()
    }

    /// Every product with every line that makes it, by position, ascending.
    pub(super) fn made(&self) -> impl Iterator<Item = (usize, usize)> + use<'a> {
        let scenario = self.scenario;
        scenario.products().iter().enumerate().flat_map(move |(product, part)| {
            let lines = scenario.lines().iter().enumerate();
            let makers = lines.filter(move |(_, line)| line.usage().contains_key(part.id()));
            makers.map(move |(line, _)| (product, line))
        })
    }
}
