//! Why orders are late, and who got what they waited for.
//!
//! # The rule
//!
//! A unit that is due and not delivered at the end of a month is one *unit-month*: the
//! backlog of all months is their number. Every one of them has one cause, found tranche
//! by tranche and month by month like this.
//!
//! 1. What is made but not delivered (a part of a unit, lot or shipment) is
//!    [`NotCounted`](Cause::NotCounted).
//! 2. The rest is not made. How much of the tranche could at most have been delivered by
//!    the end of the month, if nothing were in the way: all of it. Now put in the way, one
//!    after the other and each together with those before it: its release month (the
//!    contract and the approval), a gate of the policy, the order's monthly limit less
//!    what its other tranches take of it, caps less what others under the same cap take,
//!    each component as if nobody else took any, all lines as if nobody else used them,
//!    the room in store. By how much each lowers what could have been delivered is what it
//!    is the cause of, up to what is missing.
//! 3. Then put in the way what others take of each component, then of the lines. What each
//!    lowers is shared out among those who took it, in proportion to what they took: of a
//!    component all who took it until the month, from then on, in which least of it is
//!    left; of lines, in capacity counted in units of the tranche, all who used them from
//!    the month in which it could first be made. A taker of a higher tier in the month of
//!    the taking is the cause as such; otherwise what it took for a commitment, then what
//!    it took within a reserved share that is not for the tranche as well and holds
//!    against it, and the rest as one of the same or a lower tier. What was taken as one of
//!    a lower tier is the cause only of what all else that was taken is too little for.
//! 4. What is still missing was [`NotUsed`](Cause::NotUsed): an optimal plan may leave
//!    room only where a level above forbids its use.
//!
//! Lines and components are in order of their ids, so that there is one answer. Since each
//! step lowers one bound to the next, from all of the tranche to what the plan made, the
//! parts add up to what is late; what the sums of floating-point numbers lose is less than
//! [`GAP`](crate::tolerance::GAP) of the total.
//!
//! A unit late when the horizon ends is late for longer than can be seen. What the policy
//! counts for that on top, its tail, is told apart as
//! [`EndOfHorizon`](Cause::EndOfHorizon).

mod blame;
mod cause;
mod displacement;
mod error;
mod ground;
mod potential;
mod why_late;

pub use cause::{Cause, Delay, Taker};
pub use displacement::{Baseline, Displacement, displaced, displaced_against, displaced_without};
pub use error::ExplainError;
pub(crate) use why_late::late_orders;
pub use why_late::{DelaySum, OrderDelay, PartnerDelay, WhyLate, why_late, why_late_of};
