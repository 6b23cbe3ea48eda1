//! A plain sparse linear program, as every back end takes it.

/// `minimise Σ cost · x` over `lower ≤ x ≤ upper` and the rows.
#[derive(Debug, Default)]
pub(super) struct Linear {
    pub(super) variables: Vec<Variable>,
    pub(super) rows: Vec<Row>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Variable {
    pub(super) cost: f64,
    pub(super) lower: f64,
    pub(super) upper: f64,
}

/// `Σ value · x ≤ rhs`, or `=`.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) terms: Vec<(usize, f64)>,
    pub(super) equal: bool,
    pub(super) rhs: f64,
}

/// What a back end hands over. Nothing of it is believed before it is proven.
#[derive(Debug)]
pub(super) struct Answer {
    /// The value of each variable.
    pub(super) values: Vec<f64>,
    /// For each row what one more unit of its right-hand side would save, from the
    /// back ends that know.
    pub(super) prices: Option<Vec<f64>>,
}

/// The power of two nearest to `1 / value`: multiplying by it rounds nothing.
pub(super) fn power_of_two_scale(value: f64) -> f64 {
    if value.is_finite() && value > 0.0 {
        2.0_f64.powi(-(value.log2().round().clamp(-900.0, 900.0) as i32))
    } else {
        1.0
    }
}
