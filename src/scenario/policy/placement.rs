//! Where a queue places what it serves.

use serde::{Deserialize, Serialize};

/// Which of the months that are left a tranche takes when it is its turn.
///
/// Neither moves anybody who was served before, and what is promised is made as early as
/// possible under both, so that they keep the same promises.
///
/// ```
/// use apportion::scenario::{Line, Month, Order, Partner, Placement, Policy, Product, Queue};
/// use apportion::scenario::{Ramp, Scenario};
///
/// let month = |text: &str| text.parse::<Month>();
/// let scenario = Scenario::builder("two pumps", month("2026-01")?, 6)
///     .product(Product::new("pump"))
///     .line(Line::new("hall", Ramp::flat(1.0)).makes("pump"))
///     .partner(Partner::new("north"))
///     .order(Order::new("calm", "north", "pump", month("2025-01")?)
///         .quantity(1.0).due(month("2026-04")?))
///     .order(Order::new("pressed", "north", "pump", month("2025-02")?)
///         .quantity(1.0).due(month("2026-01")?))
///     .policy(Policy::new("early", Queue::new()))
///     .policy(Policy::new("by due", Queue::new().placed(Placement::ByDue)))
///     .build()?;
/// // Whoever was signed first takes January, which it does not need, or April.
/// let early = apportion::planner::plan(&scenario, "early")?;
/// assert_eq!(early.orders[1].completion, Some(month("2026-02")?));
/// let by_due = apportion::planner::plan(&scenario, "by due")?;
/// assert_eq!(by_due.orders[0].completion, Some(month("2026-04")?));
/// assert_eq!(by_due.orders[1].completion, Some(month("2026-01")?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Placement {
    /// The earliest.
    #[default]
    Earliest,
    /// The latest up to the due month; for what does not fit into these, the earliest after it.
    ByDue,
}

impl Placement {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub(super) fn is_earliest(&self) -> bool {
        *self == Self::Earliest
    }
}
