//! A linear program in equality rows and bounded columns.

use super::number::Rational;

/// Minimise, one after another, the costs over `A x = rhs`, `lower ≤ x ≤ upper`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Program {
    pub(crate) rhs: Vec<Rational>,
    pub(crate) variables: Vec<Variable>,
    /// For each level the cost of each variable.
    pub(crate) costs: Vec<Vec<Rational>>,
}

/// A column of the matrix and its bounds.
#[derive(Debug, Clone)]
pub(crate) struct Variable {
    pub(crate) lower: Rational,
    /// None if it is infinite.
    pub(crate) upper: Option<Rational>,
    /// Row and coefficient.
    pub(crate) entries: Vec<(usize, Rational)>,
}
