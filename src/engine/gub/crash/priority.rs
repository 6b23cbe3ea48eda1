//! The priority of a block on one level.

use crate::model::CostPath;

/// The weight (as a logarithm) and the due period of a block on a level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Priority {
    pub(crate) weight: f64,
    pub(crate) due: u32,
}

impl Priority {
    /// Of a block that costs nothing on the level.
    pub(crate) const NONE: Self = Self { weight: f64::NEG_INFINITY, due: 0 };

    pub(crate) fn of(path: CostPath, tables: &[Vec<f64>], periods: usize) -> Self {
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
                    Self::NONE
                }
            }
            _ => Self::NONE,
        }
    }

    /// The same with a perturbation, which decides among equals.
    pub(crate) fn perturbed(self, perturbation: f64) -> Self {
        if perturbation > 0.0 && self.is_some() {
            Self { weight: (self.weight.exp() + perturbation).ln(), ..self }
        } else {
            self
        }
    }

    /// Whether the block costs something on the level.
    pub(crate) fn is_some(self) -> bool {
        self.weight > f64::NEG_INFINITY
    }
}
