//! Scarce output, many customers: the best plan there is, proven.
//!
//! `apportion` models production lines whose monthly capacity ramps, components that
//! limit them, and a book of orders from partners that some *policy* ranks. It turns
//! scenario and policy into a linear program, solves it to a proven optimum, and says
//! when each order is delivered and what is in backlog every month. Several policies on
//! one scenario can be compared in one call.
//!
//! Nothing about a field is built in: partners, criteria and products are data. What
//! was written for shells serves transformers, chips and vaccines.
//!
//! # Example
//!
//! ```
//! use apportion::{Criterion, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario};
//!
//! let month = |text: &str| text.parse::<Month>();
//! let scenario = Scenario::builder("transformers", month("2026-01")?, 24)
//!     .product(Product::new("transformer"))
//!     .line(Line::new("hall 1", Ramp::linear([
//!         (month("2026-01")?, 4.0),
//!         (month("2027-12")?, 12.0),
//!     ])).makes("transformer"))
//!     .partner(Partner::new("grid north").attribute("outage_risk", 0.9))
//!     .partner(Partner::new("grid south").attribute("outage_risk", 0.2))
//!     .order(Order::new("S-1", "grid south", "transformer", month("2025-06")?)
//!         .quantity(40.0).due(month("2026-06")?))
//!     .order(Order::new("N-1", "grid north", "transformer", month("2025-09")?)
//!         .quantity(20.0).due(month("2026-06")?))
//!     .policy(Policy::score("risk", [Criterion::new("outage_risk", 0.0, 1.0)]))
//!     .build()?;
//!
//! let plan = apportion::plan(&scenario, "risk")?;
//! let north = plan.order("N-1").ok_or("no such order")?;
//! assert_eq!(north.completion, Some(month("2026-05")?));
//! assert_eq!(north.lateness, Some(0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Scenario files are described in [`guide::format`], beside a [tutorial](guide::tutorial), a
//! [cookbook](guide::cookbook) and [the mathematics](guide::mathematics);
//! [`Scenario::from_path`] reads them.
//!
//! # Where to begin
//!
//! | | |
//! | --- | --- |
//! | [`Scenario`] | lines, orders, partners, policies; [`Scenario::builder`], [`Scenario::from_path`], and variants: [`with_ramp`](Scenario::with_ramp), [`with_orders`](Scenario::with_orders), [`advanced`](Scenario::advanced) |
//! | [`plan`](fn@plan), [`Planner`] | a plan under a policy, with limits, cancellation, progress, warm starts |
//! | [`Plan`] | dates, deliveries, backlog, use of what is scarce, levels with their bounds |
//! | [`compare`](fn@compare) | who gains and who loses under other policies |
//! | [`Quoter`] | when a new order can be had, and who would pay |
//! | [`check`](fn@check::check) | whether a plan holds, worked out anew |
//! | [`analysis`] | why orders are late, ways out, at which numbers a policy would decide otherwise |
//!
//! # What holds
//!
//! - **Proof.** Each level of an optimised plan carries a lower bound that a certificate found, which
//!   shares no code with the engine; a plan without it is refused ([`PlanError`]).
//! - **Determinism.** The exact engine gives the same plan to the last digit on every machine, with any
//!   number of threads, whatever the order of lists in a file.
//! - **No panics.** What comes from outside is an error with its place, what to do, and a stable code.
//!   The few functions of [`model`] that take ids or rows of a model panic on those of another one, and
//!   say so. There is no `unsafe` code.
//! - **Threads.** Scenarios, plans, planners and errors are `Send` and `Sync`.
//! - **Rust** 1.88 and later; a newer one is needed only with a new minor version.
//!
//! Setters are named after what they set, and take `self`: `Order::due(…)`. What was set is read under
//! the same name with `_given`, where it may be left out: [`Order::due_given`]. What holds after all
//! defaults is in [`Scenario::demands`].
//!
//! # The stations
//!
//! Data goes one way, and each station is a module:
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`scenario`] | what is known: months, products, lines, components, labour, partners, orders, policies; files and their validation |
//! | [`ranking`] | who comes first: a policy applied, with score, weight and tier of each partner |
//! | [`formulation`] | from a scenario to the linear program, and the way back |
//! | [`model`] | the linear program, without a word of the domain |
//! | [`export`] | the linear program as MPS and LP text for other solvers, and their answers |
//! | [`engine`] | what solves it, and the certificate that every answer must pass |
//! | [`planner`] | all the way from scenario and policy to plan |
//! | [`plan`](mod@plan) | the answer: production, deliveries, dates, backlog, use of what is scarce, prices |
//! | [`prices`] | what more of something scarce would be worth |
//! | [`check`] | whether a plan holds, worked out anew from scenario and plan |
//! | [`analysis`] | plans side by side: who waits how long, who gains and who loses |
//! | [`report`] | all of it as text, CSV and JSON tables |
//!
//! # The linear program
//!
//! For a tranche of Q units with release month r, due month d and weight w, and x the
//! units produced on line ℓ in month t:
//!
//! ```text
//! minimise    Σ w · max(0, t − d) · x[ℓ, t]  +  w · max(0, T + tail − d) · u       (unit-months)
//! subject to  Σ x[ℓ, t] + u = Q,   t ≥ r                                           (every tranche)
//!             Σ usage · x ≤ capacity[ℓ, t]                                         (every line and month)
//!             Σ hours · x ≤ hours[g, t]                                            (all labour, every month)
//!             stock[t] = stock[t−1] + supply[t] − Σ need · x,   stock ≥ 0          (every component and month)
//! ```
//!
//! and for caps, a row like that of a line over those that they are for; so that the
//! objective is the weighted backlog: the units due and not produced, added
//! up over the months. What the horizon leaves unproduced (u) counts up to `tail` more months.
//! Where tiers or weights change with time, each month of backlog counts with the weight,
//! and on the level of the tier, of that month.
//! Products that are made ahead are made at any time and taken from a stock; orders may have
//! a monthly limit of their own, and customers may leave.
//! Objectives are *levels*: what was promised ([`Commitment`](scenario::Commitment)), what is
//! reserved ([`Reservation`](scenario::Reservation)), the tiers one after the other, then their
//! earliest delivery, tier by tier,
//! then a documented order among equals, each optimised among the plans that are
//! optimal for all before it. Nothing is weighed against something on a higher level.
//!
//! # What it does not do
//!
//! It plans by the month, not by the day, and does not schedule a shop floor. It is no
//! general library for linear programs. It says nothing of integer decisions, such as
//! whether to build a line.
//!
//! # Features
//!
//! The default build is pure Rust.
//!
//! * `clarabel`: the Clarabel interior-point back end, as one more second opinion.
//! * `highs`: the `HiGHS` back end; needs a C++ compiler, cmake and libclang.
//! * `parallel`: several threads for independent work. Never changes an answer.
//! * `cli`: the `apportion` command.

pub mod analysis;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
mod clock;
mod double_double;
mod each;
pub mod engine;
pub mod export;
pub mod formulation;
#[cfg(any(doc, doctest))]
pub mod guide;
mod hash;
pub mod model;
mod number;
pub mod plan;
pub mod planner;
pub mod prices;
pub mod ranking;
pub mod report;
mod resources;
pub mod scenario;

pub mod tolerance;

#[doc(inline)]
pub use analysis::{Quoter, compare};
#[doc(inline)]
pub use plan::Plan;
#[doc(inline)]
pub use planner::{PlanError, Planner, plan};
#[doc(inline)]
pub use scenario::{
    Component, Criterion, Expansion, Inquiry, Line, Month, Order, Partner, Policy, Product, Ramp,
    Scenario, ScenarioError, Tier, Tranche,
};

// Unit tests share generators with the tests outside, which know the crate by its name.
#[cfg(test)]
extern crate self as apportion;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeDoctests;
