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
    /// OPEN: whether a gate counts as open that was met before the first month but is not in
    /// it ("once met, a gate stays open"). Not covered.
    pub(super) fn opens(
        &self,
        product: &str,
        partner: &Partner,
        months: i64,
    ) -> Result<Option<i64>, String> {
        if !self.products.iter().any(|id| id == product) {
            return Ok(Some(0));
        }
        let met = |month: &i64| self.thresholds.iter().all(|one| one.met(partner, *month));
        let opens = (0..months).find(met);
        let before = partner.first_change().map_or(0, |first| first - 1);
        if opens != Some(0) && (before..0).any(|month| met(&month)) {
            return Err("not covered: a gate that was met before the first month alone".into());
        }
        Ok(opens)
    }
}
