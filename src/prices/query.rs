//! Which prices are asked for.

use crate::scenario::Month;

/// Which prices are asked for: the level, and the lines, components and months. The
/// default is every one of them on the level that counts.
///
/// ```
/// use apportion::prices::PriceQuery;
///
/// let from = "2026-01".parse()?;
/// let query = PriceQuery::new().part("hall 1").months(from, from).level(2);
/// assert_eq!(query, PriceQuery::default().level(2).months(from, from).part("hall 1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceQuery {
    /// From 0; none for the one that counts.
    pub(super) level: Option<usize>,
    pub(super) parts: Vec<String>,
    pub(super) months: Option<(Month, Month)>,
    /// Whether to find out how far each price holds.
    pub(super) ranges: bool,
}

impl Default for PriceQuery {
    fn default() -> Self {
        Self { level: None, parts: Vec::new(), months: None, ranges: true }
    }
}

impl PriceQuery {
    /// Every line and component in every month, on the level that counts: that of
    /// [`Plan::first_that_counts`](crate::plan::Plan::first_that_counts), which takes a plan to
    /// know. A promise that is kept or a tier that is on time has no prices.
    pub fn new() -> Self {
        Self::default()
    }

    /// Prices on a level, counted from 1 in the order of
    /// [`Plan::levels`](crate::plan::Plan::levels): with strict tiers, level 2 is the
    /// backlog of the second tier that has orders. Where nothing is short on a level, nothing
    /// has a price on it.
    #[must_use]
    pub fn level(mut self, number: usize) -> Self {
        self.level = Some(number.saturating_sub(1));
        self
    }

    /// Only this line or component; called again, that one as well.
    #[must_use]
    pub fn part(mut self, id: impl Into<String>) -> Self {
        self.parts.push(id.into());
        self
    }

    /// Only the months from `first` to `last`, both included.
    #[must_use]
    pub fn months(mut self, first: Month, last: Month) -> Self {
        self.months = Some((first, last));
        self
    }

    /// Without finding out how far each price holds, which takes most of the time.
    #[must_use]
    pub fn without_ranges(mut self) -> Self {
        self.ranges = false;
        self
    }
}
