//! Gates: who may have what, and from when on.

use super::partner::{Partner, Threshold};
use super::table::Table;

/// A condition on the partners of some products.
pub(super) struct Gate {
    products: Vec<String>,
    thresholds: Vec<Threshold>,
}

impl Gate {
    /// The gates of a policy.
    pub(super) fn list(policy: &Table<'_>) -> Result<Vec<Self>, String> {
        let mut gates = Vec::new();
        for gate in policy.tables("gates", &["products", "thresholds"])? {
            let products = gate
                .entries("products")?
                .into_iter()
                .map(|id| id.as_str().map(str::to_owned).ok_or("a product id is no text"))
                .collect::<Result<_, _>>()?;
            gates.push(Self { products, thresholds: Threshold::list(&gate)? });
        }
        Ok(gates)
    }

    /// From which month of the horizon on it lets a product go to a partner; nothing where it
    /// never does.
    ///
    /// Once met, it stays open.
    ///
    /// OPEN: what a partner was before the first month. Read so: it counts for nothing.
    pub(super) fn opens(&self, product: &str, partner: &Partner, months: i64) -> Option<i64> {
        if !self.products.iter().any(|id| id == product) {
            return Some(0);
        }
        let met = |month: &i64| self.thresholds.iter().all(|one| one.met(partner, *month));
        (0..months).find(met)
    }
}
