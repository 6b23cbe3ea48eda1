//! Results whose orders are told in the order of their list.

/// A result whose orders are told in the order of its list, as somebody has put them; without it,
/// by their ids.
#[derive(Debug, Clone, Copy)]
pub struct AsListed<'r, T>(pub &'r T);
