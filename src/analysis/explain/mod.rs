//! Why orders are late, and who got what they waited for.
//!
//! # The rule
//!
//! A unit that is due but not delivered at the end of a month is one *unit-month* of backlog.
//! Every unit-month has exactly one cause. Causes are found tranche by tranche and month by
//! month, in four steps.
//!
//! 1. What is made but not delivered, because it is only part of a unit, lot or shipment, is
//!    [`NotCounted`](Cause::NotCounted).
//! 2. The rest is not made. Without any obstacle the whole tranche could have been delivered by
//!    the end of the month. Obstacles are now added one at a time, each on top of those before
//!    it: the release month (contract and approval); a gate of the policy; the order's monthly
//!    limit, less what its other tranches take of it; caps, less what others under the same
//!    cap take; each component, as if nobody else took any; all lines, as if nobody else used
//!    them; the room in store. Each obstacle is the cause of the amount by which it lowers
//!    what could have been delivered, up to what is missing.
//! 3. Then what others take is added in the same way, first of each component, then of the
//!    lines. The amount is shared out among those who took it, in proportion to what they
//!    took. For a component these are all who took it up to the month, counted from the one
//!    in question, in which least of it is left; for lines all who used them, in units of the
//!    tranche, from the month in which it could first be made. If the taker was in a higher
//!    tier in the month of taking, that is the cause. Otherwise it is, in this order, what it
//!    took for a commitment, what it took within a reserved share (one that is not for this
//!    tranche too, and holds against it), and the rest, as of the same or a lower tier. Takers
//!    of a lower tier are the cause only of what all other takers do not account for; of what is
//!    passed over they are none: it is [`NotCounted`](Cause::NotCounted), since it would not ship.
//! 4. What is still missing was [`NotUsed`](Cause::NotUsed): an optimal plan may leave
//!    capacity unused only where a higher level forbids its use. Of what goes out in lots or
//!    shipments it is [`NotCounted`](Cause::NotCounted) again: what could be made would not ship.
//!
//! Lines and components are taken in order of their ids, so there is only one answer. Each
//! step lowers one bound to the next, from the whole tranche to what the plan made, so the
//! parts add up to how late it is; rounding loses less than [`GAP`](crate::tolerance::GAP) of
//! the total.
//!
//! What was due before the first month was late already when the plan began. Those months
//! count among the months that an order is late, as they do in the plan, and have a cause of
//! their own: [`BeforeStart`](Cause::BeforeStart). They are no unit-months: those count from
//! the first month on, as the backlog of the plan does.
//!
//! A unit that is late when the horizon ends is late for longer than can be seen. What the
//! policy counts for that on top, its tail, has a cause of its own:
//! [`EndOfHorizon`](Cause::EndOfHorizon).

mod blame;
mod cause;
mod displacement;
mod error;
mod ground;
mod kept;
mod packing;
mod potential;
mod why_late;

pub use cause::{Cause, Delay, Taker};
pub use displacement::{Baseline, Displacement, displaced, displaced_against, displaced_without};
pub use error::ExplainError;
pub(crate) use why_late::late_orders;
pub use why_late::{DelaySum, OrderDelay, PartnerDelay, WhyLate, why_late, why_late_of};
