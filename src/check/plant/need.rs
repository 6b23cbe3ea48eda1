//! What a good unit takes of components and labour, where a line scraps a part of what it starts.

use std::rc::Rc;

use super::capacity::good;
use crate::check::horizon::{Horizon, number};
use crate::scenario::{Component, Labour, Line, NeedPer, NeedStep, Product};

/// What a unit takes: one number, or one for each month.
#[derive(Debug, Clone)]
pub(in crate::check) enum Each {
    Unit(f64),
    Month(Rc<[f64]>),
}

impl Each {
    /// What it is in a month.
    pub(in crate::check) fn at(&self, month: usize) -> f64 {
        match self {
            Self::Unit(amount) => *amount,
            Self::Month(amounts) => amounts[month],
        }
    }

    /// The least and the most that it ever is.
    pub(in crate::check) fn span(&self) -> (f64, f64) {
        match self {
            Self::Unit(amount) => (*amount, *amount),
            Self::Month(amounts) => {
                let ends = (f64::INFINITY, f64::NEG_INFINITY);
                amounts.iter().fold(ends, |(least, most), &one| (least.min(one), most.max(one)))
            }
        }
    }

    /// For good units what is said of those that are meant: of each that is started, if so many
    /// go to waste; in a month in which all do there are none, and nothing is taken.
    fn of(said: impl Fn(i64) -> f64, per: NeedPer, line: &Line, horizon: &Horizon) -> Self {
        Self::months(horizon.months, |index| {
            let month = horizon.number(index);
            let (said, good) = (said(month), good(line, month));
            match per {
                NeedPer::Start if good > 0.0 => said / good,
                NeedPer::GoodUnit if good > 0.0 => said,
                _ => 0.0,
            }
        })
    }

    /// So much in each of some months.
    pub(in crate::check) fn months(months: usize, amount: impl Fn(usize) -> f64) -> Self {
        let amounts: Vec<f64> = (0..months).map(amount).collect();
        let first = amounts.first().copied().unwrap_or(0.0);
        let same = amounts.iter().all(|amount| amount.to_bits() == first.to_bits());
        if same { Self::Unit(first) } else { Self::Month(amounts.into()) }
    }

    fn some(self) -> Option<Self> {
        (self.span().1 > 0.0).then_some(self)
    }
}

/// The pieces of a component in a good unit of a product made on a line; none if it has none.
pub(in crate::check) fn pieces(
    component: &Component,
    product: &Product,
    line: &Line,
    horizon: &Horizon,
) -> Option<Each> {
    let steps = component.need().get(product.id())?.steps();
    // Mostly nothing is scrapped, and what is needed has no dates.
    if let ([NeedStep { from: None, pieces }], []) = (steps, line.yield_steps()) {
        return Each::Unit(*pieces).some();
    }
    let said = |month| {
        let begun = steps.iter().rfind(|step| step.from.is_none_or(|from| number(from) <= month));
        begun.map_or(0.0, |step| step.pieces)
    };
    Each::of(said, component.need_per(), line, horizon).some()
}

/// The hours of labour in a good unit of a product made on a line; none if it takes none.
pub(in crate::check) fn hours(
    labour: &Labour,
    product: &Product,
    line: &Line,
    horizon: &Horizon,
) -> Option<Each> {
    // What is said of a product goes before what is said of all.
    let here = || labour.need().iter().filter(|need| need.line == *line.id());
    let own = here().find(|need| need.product.as_ref() == Some(product.id()));
    let need = own.or_else(|| here().find(|need| need.product.is_none()))?;
    Each::of(|_| need.hours, labour.need_per(), line, horizon).some()
}
