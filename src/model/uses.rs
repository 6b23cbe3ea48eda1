//! What a unit takes, where that changes from period to period.

use super::ids::ResourceId;

/// How much a unit uses of a resource.
#[derive(Debug, Clone, PartialEq)]
pub enum Use {
    /// The same in every period.
    Always(f64),
    /// A number for each period; none where it is zero.
    ByPeriod(Vec<f64>),
}

impl From<f64> for Use {
    fn from(amount: f64) -> Self {
        Self::Always(amount)
    }
}

/// What a unit takes of each resource: one list for all periods, or the few lists that there
/// are and which of them holds in each period. Where nothing changes there is one list, so that
/// what is common costs what it always did.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Uses {
    /// By ascending resource.
    lists: Vec<Vec<(ResourceId, f64)>>,
    /// The list of each period; empty if there is but one.
    of_period: Vec<u32>,
}

impl Uses {
    /// Uses of some resources, each once.
    pub(super) fn new(periods: u32, uses: &[(ResourceId, Use)]) -> Self {
        Self { lists: vec![Vec::new()], of_period: Vec::new() }.and(periods, uses)
    }

    /// The same, and more.
    pub(super) fn and(&self, periods: u32, more: &[(ResourceId, Use)]) -> Self {
        let changes = |part: &(ResourceId, Use)| matches!(part.1, Use::ByPeriod(_));
        if !more.iter().any(changes) {
            let add = |list: &Vec<(ResourceId, f64)>| joined(list, more, 0);
            let lists = self.lists.iter().map(add).collect();
            return Self { lists, of_period: self.of_period.clone() };
        }
        let mut lists: Vec<Vec<(ResourceId, f64)>> = Vec::new();
        let mut of_period = Vec::with_capacity(periods as usize);
        for period in 0..periods as usize {
            let list = joined(self.of(period), more, period);
            // Changes are dates: mostly a period has the list of the one before.
            if lists.last() != Some(&list) {
                lists.push(list);
            }
            of_period.push(lists.len() as u32 - 1);
        }
        if lists.len() <= 1 {
            of_period.clear();
            lists.resize(1, Vec::new());
        }
        Self { lists, of_period }
    }

    /// What a unit takes in a period.
    pub(super) fn of(&self, period: usize) -> &[(ResourceId, f64)] {
        let list = self.of_period.get(period).map_or(0, |&list| list as usize);
        &self.lists[list]
    }

    /// Every list that holds in some period.
    pub(super) fn lists(&self) -> &[Vec<(ResourceId, f64)>] {
        &self.lists
    }

    /// For each period the place of its list among [`lists`](Self::lists); empty if there is
    /// but one.
    pub(super) fn of_period(&self) -> &[u32] {
        &self.of_period
    }

    /// The same uses of resources with other numbers.
    pub(super) fn renumbered(&self, number: impl Fn(ResourceId) -> ResourceId) -> Self {
        let moved = |list: &Vec<(ResourceId, f64)>| {
            list.iter().map(|&(resource, amount)| (number(resource), amount)).collect()
        };
        Self { lists: self.lists.iter().map(moved).collect(), of_period: self.of_period.clone() }
    }
}

/// A list with what is used besides in a period, by ascending resource.
fn joined(
    list: &[(ResourceId, f64)],
    more: &[(ResourceId, Use)],
    period: usize,
) -> Vec<(ResourceId, f64)> {
    let more = more.iter().filter_map(|(resource, amount)| match amount {
        Use::Always(amount) => Some((*resource, *amount)),
        Use::ByPeriod(amounts) => {
            // Too short a list is refused when the model is built: it uses what is no number.
            let amount = amounts.get(period).copied().unwrap_or(f64::NAN);
            (amount != 0.0).then_some((*resource, amount))
        }
    });
    let mut joined: Vec<(ResourceId, f64)> = list.iter().copied().chain(more).collect();
    joined.sort_by_key(|&(resource, _)| resource);
    joined
}

#[cfg(test)]
mod tests {
    use super::{Use, Uses};
    use crate::model::ResourceId;

    const LINE: ResourceId = ResourceId(0);
    const PART: ResourceId = ResourceId(1);
    const CAP: ResourceId = ResourceId(2);

    #[test]
    fn what_never_changes_is_one_list() {
        let uses = [(PART, Use::ByPeriod(vec![2.0; 3])), (LINE, Use::Always(1.0))];
        let uses = Uses::new(3, &uses);
        assert_eq!(uses.lists(), [[(LINE, 1.0), (PART, 2.0)]]);
        assert!(uses.of_period().is_empty());
    }

    #[test]
    fn what_is_added_changes_where_either_does() {
        let uses = [(LINE, Use::Always(1.0)), (PART, Use::ByPeriod(vec![0.0, 2.0, 2.0, 1.0]))];
        let uses = Uses::new(4, &uses);
        assert_eq!(uses.of_period(), [0, 1, 1, 2]);
        assert_eq!(uses.of(0), [(LINE, 1.0)]);
        assert_eq!(uses.and(4, &[(CAP, Use::Always(5.0))]).of(0), [(LINE, 1.0), (CAP, 5.0)]);
        let capped = uses.and(4, &[(CAP, Use::ByPeriod(vec![5.0, 5.0, 4.0, 4.0]))]);
        assert_eq!(capped.of(1), [(LINE, 1.0), (PART, 2.0), (CAP, 5.0)]);
        assert_eq!(capped.of(2), [(LINE, 1.0), (PART, 2.0), (CAP, 4.0)]);
    }

    #[test]
    fn a_list_that_is_too_short_uses_what_is_no_number() {
        let uses = Uses::new(2, &[(LINE, Use::ByPeriod(vec![1.0]))]);
        assert!(uses.of(1)[0].1.is_nan());
    }
}
