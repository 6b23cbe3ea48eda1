//! What every policy can have beside its rule: multipliers, gates, overrides, ageing and
//! changes.

use std::collections::BTreeMap;

use super::change::PolicyChange;
use super::gate::Gate;
use super::overruling::Override;
use super::policy::Policy;
use crate::scenario::id::ProductId;

impl Policy {
    /// Multiplies the weight of all orders of a product, > 0.
    #[must_use]
    pub fn multiplier(mut self, product: impl Into<ProductId>, factor: f64) -> Self {
        self.multipliers.insert(product.into(), factor);
        self
    }

    /// Lets only some partners have some products.
    #[must_use]
    pub fn gate(mut self, gate: Gate) -> Self {
        self.gates.push(gate);
        self
    }

    /// Treats one order otherwise than the rule says.
    #[must_use]
    pub fn overruled(mut self, overruling: Override) -> Self {
        self.overrides.push(overruling);
        self
    }

    /// Lets weights grow with waiting, ≥ 0: in a month n months after its due month an
    /// order weighs `1 + rate · n` times as much, so that nobody waits for ever behind
    /// orders that come later. Between tiers it changes nothing.
    #[must_use]
    pub fn ageing(mut self, rate: f64) -> Self {
        self.ageing = Some(rate);
        self
    }

    /// Changes criteria, weights or thresholds from a month on; changes are given in
    /// ascending months.
    #[must_use]
    pub fn change(mut self, change: PolicyChange) -> Self {
        self.changes.push(change);
        self
    }

    /// The factors of the product catalogue; products without one count once.
    pub fn multipliers(&self) -> &BTreeMap<ProductId, f64> {
        &self.multipliers
    }

    /// The gates; a partner needs to meet all those of a product.
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// The orders that are treated otherwise.
    pub fn overrides(&self) -> &[Override] {
        &self.overrides
    }

    /// By how much, as a share, weights grow in a month of waiting.
    pub fn ageing_rate(&self) -> f64 {
        self.ageing.unwrap_or(0.0)
    }

    /// Its changes, the earliest first.
    pub fn changes(&self) -> &[PolicyChange] {
        &self.changes
    }
}
