//! Commitments: what was promised of an order by the end of a month.

use super::calendar::Calendar;
use super::number::{Fraction, larger, smaller};
use super::order::Tranche;
use super::sequence::of_an_order;
use super::table::Table;

/// A promise.
pub(super) struct Commitment {
    order: String,
    /// How many units, counted from the beginning of the order.
    pub(super) quantity: Fraction,
    /// The month by whose end.
    pub(super) by: i64,
}

/// What a promise asks of one tranche, or of all of an order together.
pub(super) struct Part {
    /// The positions of the tranches.
    pub(super) tranches: Vec<usize>,
    /// How many units of them.
    pub(super) quantity: Fraction,
    /// The month by whose end.
    pub(super) by: i64,
}

impl Commitment {
    /// A commitment of the file.
    pub(super) fn read(table: &Table<'_>, calendar: &Calendar) -> Result<Self, String> {
        Ok(Self {
            order: table.said("order")?.to_owned(),
            quantity: table.amount("quantity")?,
            by: calendar.month(table.said("by")?)?,
        })
    }

    /// Whether it is of an order.
    pub(super) fn of(&self, tranche: &Tranche) -> bool {
        self.order == tranche.order
    }

    /// What it asks of which tranches.
    ///
    /// OPEN: the design bounds each block ("at least q by month t"), the format says that an
    /// order's tranches are counted by due month, release month and number. Read so: the
    /// first units promised are those of the first tranche in that order, each tranche has a
    /// bound of its own. Otherwise (`by_tranche` false) any units of the order keep it.
    ///
    /// What was made before the first month keeps the first of it, and what is promised is
    /// delivered: whole units, lots and shipments.
    pub(super) fn parts(
        &self,
        tranches: &[Tranche],
        counted: bool,
        by_tranche: bool,
    ) -> Result<Vec<Part>, String> {
        let mine: Vec<usize> = (0..tranches.len()).filter(|&one| self.of(&tranches[one])).collect();
        if mine.is_empty() {
            return Err("a promise of an unknown order".into());
        }
        if !by_tranche {
            return Ok(vec![Part { tranches: mine, quantity: self.quantity.clone(), by: self.by }]);
        }
        let places = of_an_order(tranches, &mine)?;
        let mut rest = self.quantity.clone();
        let mut parts = Vec::new();
        for one in places {
            let quantity = smaller(rest.clone(), tranches[one].quantity.clone());
            rest = larger(Fraction::ZERO, rest - &quantity);
            let tranche = &tranches[one];
            let missing = tranche.deliverable(&quantity, counted) - &tranche.made;
            let quantity = larger(Fraction::ZERO, missing);
            parts.push(Part { tranches: vec![one], quantity, by: self.by });
        }
        Ok(parts)
    }
}
