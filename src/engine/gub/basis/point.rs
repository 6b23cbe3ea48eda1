//! The primal point of the present basis.

use super::simplex::Simplex;
use super::variable::{Service, Variable};
use crate::double_double::DoubleDouble;
use crate::model::{BlockId, Cell, Column, Point, RecipeId};
use crate::tolerance::{REFINED, ROUNDING, WHOLE};

impl Simplex<'_> {
    /// The point of the present basis, with rounding removed.
    pub(crate) fn point(&self) -> Point {
        self.point_of(&self.values(), ROUNDING, self.is_whole())
    }

    /// The point of the present basis, of refined values.
    pub(crate) fn fine_point(&mut self) -> Point {
        let whole = self.is_whole();
        // Whole numbers are rounded to such.
        let values = if whole { self.values() } else { self.refined_values() };
        let rounding = if self.to_the_last_digit && !whole { REFINED } else { ROUNDING };
        self.point_of(&values, rounding, whole)
    }

    /// The point of values of the working basis. What is less than a share of its block is
    /// nothing.
    fn point_of(&self, values: &[DoubleDouble], rounding: f64, whole: bool) -> Point {
        let tidy = |value: f64, lower: f64| {
            let nearest = value.round();
            let close = WHOLE * nearest.abs().max(1.0);
            let value = if whole && (value - nearest).abs() <= close { nearest } else { value };
            // `+ 0.0` turns a negative zero into zero.
            value.max(lower) + 0.0
        };
        let mut nonkeys: Vec<(u32, Service, DoubleDouble)> =
            Vec::with_capacity(self.basis.members.len());
        let mut extras: Vec<f64> = (0..self.basis.extras.len() as u32)
            .map(|extra| self.resting_value(Variable::Extra(extra)))
            .collect();
        for (&member, &fine) in self.basis.members.iter().zip(values) {
            let value = fine.high();
            match member {
                Variable::Service { lot, service } => {
                    let nothing = rounding * self.lots[lot as usize].quantity;
                    let amount = if value <= nothing { 0.0 } else { tidy(value, 0.0) };
                    // What was not rounded keeps its rest, for what is left for the key.
                    #[allow(clippy::float_cmp, reason = "it is the same number or another")]
                    let amount = if amount == value { fine } else { amount.into() };
                    nonkeys.push((self.lots[lot as usize].block, service, amount));
                }
                Variable::Extra(extra) => {
                    let bounds = self.columns.extra_bounds[extra as usize];
                    extras[extra as usize] = tidy(value, bounds.lower).min(bounds.upper);
                }
                Variable::Logical(_) => {}
            }
        }
        nonkeys.sort_unstable_by_key(|&(block, service, _)| (block, service));
        let mut lot_of = vec![0_u32; self.lots.len()];
        for (index, lot) in self.lots.iter().enumerate() {
            lot_of[lot.block as usize] = index as u32;
        }
        let mut point = Point {
            cells: Vec::with_capacity(self.lots.len() + nonkeys.len()),
            unserved: vec![0.0; self.lots.len()],
            extras,
        };
        let mut nonkeys = nonkeys.into_iter().peekable();
        let mut parts: Vec<(Service, f64)> = Vec::new();
        for (block, &lot) in lot_of.iter().enumerate() {
            let state = &self.lots[lot as usize];
            parts.clear();
            let mut rest = DoubleDouble::from(state.quantity);
            for &service in self.basis.full.get(lot as usize).into_iter().flatten() {
                parts.push((service, state.limit));
                rest += (-state.limit).into();
            }
            while let Some((_, service, value)) = nonkeys.next_if(|part| part.0 as usize == block) {
                parts.push((service, value.high()));
                rest += -value;
            }
            // A remainder of rounding alone is zero.
            let rest = rest.high();
            let key = if rest <= rounding * state.quantity { 0.0 } else { tidy(rest, 0.0) };
            parts.push((state.key, key));
            parts.sort_unstable_by_key(|part| part.0);
            for &(service, amount) in &parts {
                if !service.is_served() {
                    point.unserved[block] = amount;
                } else if amount > 0.0 {
                    let (block, recipe) = (BlockId(block as u32), RecipeId(service.recipe));
                    let column = Column { block, recipe, period: service.period };
                    point.cells.push(Cell { column, amount });
                }
            }
        }
        point
    }

    /// Whether every number of the model is whole.
    fn is_whole(&self) -> bool {
        let whole = |value: f64| value.fract() == 0.0 || value.is_infinite();
        self.columns.rhs.iter().copied().all(whole)
            && self.columns.upper.iter().copied().all(whole)
            && self.lots.iter().all(|lot| whole(lot.quantity) && whole(lot.limit))
            && self.columns.extra_bounds.iter().all(|b| whole(b.lower) && whole(b.upper))
            && self.columns.all_uses().flatten().all(|entry| whole(entry.1))
            && (0..self.basis.extras.len() as u32)
                .all(|extra| self.columns.extra(extra).all(|entry| whole(entry.1)))
    }
}
