//! How much a lot wants to be served, and when, on one level.

use crate::model::CostPath;

/// Weight (as a logarithm) and due period of a lot on a level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Claim {
    pub(super) weight: f64,
    pub(super) due: u32,
}

impl Claim {
    /// Of a lot that the level does not care for.
    pub(super) const NOTHING: Self = Self { weight: f64::NEG_INFINITY, due: 0 };

    pub(super) fn of(path: CostPath, tables: &[Vec<f64>], periods: usize) -> Self {
        match path {
            CostPath::Slope { from, rate, unserved } if rate > 0.0 || unserved > 0.0 => {
                let spread = unserved / periods as f64;
                Self { weight: if rate > 0.0 { rate } else { spread }.ln(), due: from }
            }
            CostPath::Table { table, scale } => {
                let table = &tables[table as usize];
                let due = table.partition_point(|&cost| cost <= table[0]).saturating_sub(1);
                let climb = scale * (table[table.len() - 1] - table[0]);
                if climb > 0.0 {
                    let periods = (table.len() - 1 - due).max(1) as f64;
                    Self { weight: (climb / periods).ln(), due: due as u32 }
                } else {
                    Self::NOTHING
                }
            }
            _ => Self::NOTHING,
        }
    }

    /// The same with so much a period on top: who leans more comes first among equals.
    pub(super) fn leaning(self, lean: f64) -> Self {
        if lean > 0.0 && self.is_something() {
            Self { weight: (self.weight.exp() + lean).ln(), ..self }
        } else {
            self
        }
    }

    /// Whether the level cares for the lot.
    pub(super) fn is_something(self) -> bool {
        self.weight > f64::NEG_INFINITY
    }
}
