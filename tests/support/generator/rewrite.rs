//! A draft written otherwise: in another order, under other names, in another unit, with
//! fewer orders.

use std::collections::BTreeMap;

use super::draft::{ByProduct, Draft, Portion, Tranche};
use super::ramp::Ramp;
use super::random::Random;

impl Draft {
    /// The same parts in another order; policies keep theirs.
    pub(crate) fn shuffle(&mut self, random: &mut Random) {
        random.shuffle(&mut self.products);
        for pile in self.products.iter_mut().filter_map(|part| part.stockpile.as_mut()) {
            random.shuffle(&mut pile.carried);
        }
        random.shuffle(&mut self.components);
        random.shuffle(&mut self.lines);
        random.shuffle(&mut self.labour);
        self.labour.iter_mut().for_each(|pool| random.shuffle(&mut pool.need));
        random.shuffle(&mut self.partners);
        random.shuffle(&mut self.orders);
        random.shuffle(&mut self.commitments);
        random.shuffle(&mut self.reservations);
        random.shuffle(&mut self.caps);
        random.shuffle(&mut self.expansions);
    }

    /// Every name of a part changed by a function; tiers and policies keep theirs.
    pub(crate) fn rename(&mut self, name: fn(&str) -> String) {
        let change = |id: &mut String| *id = name(id);
        let keys = |list: &mut ByProduct| {
            *list = list.iter().map(|(id, value)| (name(id), *value)).collect();
        };
        for part in &mut self.products {
            change(&mut part.id);
            part.approval_leads
                .iter_mut()
                .filter_map(|lead| lead.partner.as_mut())
                .for_each(change);
            let carried = part.stockpile.iter_mut().flat_map(|pile| &mut pile.carried);
            carried.flat_map(|part| &mut part.caps).for_each(change);
        }
        for part in &mut self.components {
            change(&mut part.id);
            let need = std::mem::take(&mut part.need);
            part.need = need.into_iter().map(|(id, need)| (name(&id), need)).collect();
        }
        for part in &mut self.lines {
            change(&mut part.id);
            keys(&mut part.usage);
        }
        for pool in &mut self.labour {
            change(&mut pool.id);
            for need in &mut pool.need {
                change(&mut need.line);
                need.product.iter_mut().for_each(change);
            }
        }
        self.partners.iter_mut().for_each(|part| change(&mut part.id));
        for part in &mut self.orders {
            [&mut part.id, &mut part.partner, &mut part.product].into_iter().for_each(change);
        }
        self.commitments.iter_mut().for_each(|part| change(&mut part.order));
        for part in self.reservations.iter_mut().chain(&mut self.caps) {
            change(&mut part.id);
            let Portion { line, component, partner, product, .. } = part;
            [line, component, partner, product].into_iter().flatten().for_each(change);
        }
        for part in &mut self.expansions {
            change(&mut part.id);
            [&mut part.line, &mut part.component, &mut part.payer]
                .into_iter()
                .flatten()
                .for_each(change);
        }
        for policy in &mut self.policies {
            let multipliers: BTreeMap<String, f64> = std::mem::take(&mut policy.multipliers);
            policy.multipliers =
                multipliers.into_iter().map(|(id, value)| (name(&id), value)).collect();
            policy.overrides.iter_mut().for_each(|part| change(&mut part.order));
            policy.gates.iter_mut().flat_map(|gate| &mut gate.products).for_each(change);
        }
    }

    /// So many times as much of everything that is counted in units or pieces.
    pub(crate) fn multiply(&mut self, factor: f64) {
        let times = |amount: &mut f64| *amount *= factor;
        let ramp = |ramp: &mut Ramp| {
            ramp.rate.iter_mut().for_each(times);
            ramp.points.iter_mut().for_each(|point| point.rate *= factor);
        };
        for pile in self.products.iter_mut().filter_map(|part| part.stockpile.as_mut()) {
            pile.limit.iter_mut().chain(&mut pile.stock).for_each(times);
            pile.receipts.iter_mut().for_each(|part| times(&mut part.quantity));
            pile.carried.iter_mut().for_each(|part| times(&mut part.quantity));
        }
        for part in &mut self.components {
            times(&mut part.stock);
            part.carried.iter_mut().for_each(times);
            part.receipts.iter_mut().for_each(|part| times(&mut part.quantity));
            ramp(&mut part.supply);
        }
        self.lines.iter_mut().for_each(|part| ramp(&mut part.ramp));
        self.labour.iter_mut().for_each(|part| ramp(&mut part.hours));
        for part in &mut self.orders {
            let own = [
                &mut part.quantity,
                &mut part.most_per_month,
                &mut part.lot,
                &mut part.least_shipment,
            ];
            own.into_iter().flatten().for_each(times);
            part.tranches.iter_mut().for_each(|part| times(&mut part.quantity));
        }
        self.commitments.iter_mut().for_each(|part| times(&mut part.quantity));
        for part in self.reservations.iter_mut().chain(&mut self.caps) {
            [&mut part.amount, &mut part.owed].into_iter().flatten().for_each(times);
        }
        self.expansions.iter_mut().for_each(|part| ramp(&mut part.adds));
    }

    /// So many times as much of each tranche, in so many equal pieces.
    pub(crate) fn cut_orders(&mut self, pieces: u32, times: f64) {
        for order in &mut self.orders {
            if let Some(quantity) = order.quantity.take() {
                order.tranches.push(Tranche { quantity, ..Tranche::default() });
            }
            let cut = std::mem::take(&mut order.tranches).into_iter().flat_map(|tranche| {
                let quantity = tranche.quantity * times / f64::from(pieces);
                (0..pieces).map(move |_| Tranche { quantity, ..tranche.clone() })
            });
            order.tranches = cut.collect();
        }
    }

    /// Takes an order away, and what refers to it.
    pub(crate) fn remove_order(&mut self, id: &str) {
        self.keep_orders(|order| order != id);
    }

    /// Takes away all orders but those that are to stay, and what refers to them.
    pub(crate) fn keep_orders(&mut self, stays: impl Fn(&str) -> bool) {
        self.orders.retain(|order| stays(&order.id));
        self.commitments.retain(|part| stays(&part.order));
        for policy in &mut self.policies {
            policy.overrides.retain(|part| stays(&part.order));
        }
    }
}
