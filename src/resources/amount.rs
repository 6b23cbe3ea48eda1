//! How much a unit takes of something, which may change from month to month.

use crate::scenario::NeedPer;

/// How much a unit takes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Amount {
    /// The same in every month.
    Always(f64),
    /// So much in each month; 0 in one in which it takes nothing.
    ByMonth(Vec<f64>),
}

impl Amount {
    /// What it is in a month.
    pub(crate) fn in_month(&self, month: usize) -> f64 {
        match self {
            Self::Always(amount) => *amount,
            Self::ByMonth(amounts) => amounts.get(month).copied().unwrap_or(0.0),
        }
    }

    /// The most that it is in any month.
    pub(crate) fn most(&self) -> f64 {
        match self {
            Self::Always(amount) => *amount,
            Self::ByMonth(amounts) => amounts.iter().copied().fold(0.0, f64::max),
        }
    }

    /// The least that it is in any month in which it is something; none if it never is.
    pub(crate) fn least(&self) -> Option<f64> {
        let above = |amounts: &[f64]| {
            amounts.iter().copied().filter(|amount| *amount > 0.0).reduce(f64::min)
        };
        match self {
            Self::Always(amount) => above(&[*amount]),
            Self::ByMonth(amounts) => above(amounts),
        }
    }

    /// What it is in each month; one number if that is always the same.
    fn by_month(amounts: Vec<f64>) -> Self {
        match amounts.split_first() {
            Some((first, rest)) if rest.iter().all(|one| one.to_bits() == first.to_bits()) => {
                Self::Always(*first)
            }
            _ => Self::ByMonth(amounts),
        }
    }

    /// What a good unit takes of something of which so much is needed, on a line of which this
    /// share is good: none at all in a month of which nothing is. None if it never takes any.
    pub(super) fn of_good(self, per: NeedPer, good: Option<&[f64]>) -> Option<Self> {
        let amount = match good {
            None => self,
            Some(good) => {
                let taken = |(month, &good): (usize, &f64)| match per {
                    _ if good <= 0.0 => 0.0,
                    NeedPer::Start => self.in_month(month) / good,
                    NeedPer::GoodUnit => self.in_month(month),
                };
                Self::by_month(good.iter().enumerate().map(taken).collect())
            }
        };
        (amount.most() > 0.0).then_some(amount)
    }

    /// The lesser of the two in each month, where each is something.
    pub(super) fn lesser(&self, other: &Self) -> Self {
        let less = |a: f64, b: f64| match (a > 0.0, b > 0.0) {
            (true, true) => a.min(b),
            (true, false) => a,
            (false, _) => b,
        };
        match (self, other) {
            (Self::Always(a), Self::Always(b)) => Self::Always(less(*a, *b)),
            (Self::ByMonth(amounts), other) | (other, Self::ByMonth(amounts)) => {
                let months = amounts.iter().enumerate();
                Self::ByMonth(months.map(|(month, a)| less(*a, other.in_month(month))).collect())
            }
        }
    }
}

impl From<Vec<f64>> for Amount {
    fn from(amounts: Vec<f64>) -> Self {
        Self::by_month(amounts)
    }
}
