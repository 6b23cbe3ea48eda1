//! Whether a plan holds: recomputed from its production, the scenario and nothing else.
//!
//! [`check`] shares no code with what makes plans: it does not know the linear program,
//! the engines, or how plans are derived from their answers. From production alone it
//! works out deliveries, dates, backlog, use and stock again, and from the policy what
//! every level costs. Where the plan has prices, it computes the bound that they prove
//! (weak duality, level after level): a plan is optimal because of that, not because an
//! engine says so.
//!
//! It works from what is *written* in the scenario: points of ramps, holidays, attributes and
//! their changes, thresholds, criteria. What these amount to (capacities, release months,
//! weights, tiers) it works out itself. A plan of a rule that is carried out must be what comes
//! of carrying it out again.
//!
//! # Codes
//!
//! | code | meaning |
//! | --- | --- |
//! | `C101` | the format version is not one that this release knows |
//! | `C102` | the plan is of another scenario |
//! | `C103` | the plan has another first month or number of months |
//! | `C104` | the plan's policy is not valid for the scenario |
//! | `C105` | the scenario has another policy under this id |
//! | `C106` | the status does not fit the policy's rule |
//! | `C107` | the plan says that it is the only one, and its optimum is not proven |
//! | `C108` | the number of orders that only their id tells apart is wrong |
//! | `C109` | the list of what is passed over is not one of tranches with lots or shipments, in their order |
//! | `C201` | an order of the scenario is not in the plan |
//! | `C202` | an order of the plan is not in the scenario |
//! | `C203` | an order is in the plan twice |
//! | `C204` | the orders are not in the order of their ids |
//! | `C205` | partner, product, contract month or quantity of an order is wrong |
//! | `C206` | an order has more or fewer tranches than in the scenario |
//! | `C207` | quantity, release or due month of a tranche is wrong |
//! | `C208` | the eligibility of an order is not what the gates of the policy say |
//! | `C301` | a quantity produced is not a finite number above zero |
//! | `C302` | production lies outside the horizon |
//! | `C303` | production lies before the release month |
//! | `C304` | production is on a line that the scenario does not have |
//! | `C305` | production is on a line that does not make the product |
//! | `C306` | production is not in the order of month and line, each once |
//! | `C307` | more is produced than the tranche asks for |
//! | `C308` | more is taken of a line or of labour than there is in a month |
//! | `C309` | more is taken of a component than has arrived |
//! | `C310` | tranches that are alike do not share as the policy says |
//! | `C311` | production lies after the month in which the customer leaves |
//! | `C312` | more is made of an order in a month than its limit allows |
//! | `C313` | units are taken from stock, or not, against the way their product is made |
//! | `C314` | more of a product is taken from stock than was made, or more is left than it may hold |
//! | `C315` | production of an order that is not eligible in that month |
//! | `C316` | production is not what the rule gives when it is carried out |
//! | `C317` | units are made that are passed over |
//! | `C318` | a unit or more is made for lots or shipments that are never complete |
//! | `C401` | the deliveries are not the units complete |
//! | `C402` | the units delivered are not the sum of what is complete |
//! | `C403` | the units on time are not what is complete by the due months |
//! | `C404` | the month of the first delivery is wrong |
//! | `C405` | the month by which half is delivered is wrong |
//! | `C406` | the completion month is wrong |
//! | `C407` | the lateness is not completion − due month |
//! | `C408` | the wait is not completion − contract month |
//! | `C409` | the units lost are not what is missing when the customer leaves |
//! | `C501` | the backlog of an order is not what is due and not delivered |
//! | `C502` | a backlog by month is not the sum over its orders |
//! | `C503` | the backlog lacks a partner or product, or has one too many |
//! | `C504` | a series by month has not one number for each month |
//! | `C601` | the resources of the plan are not those of the scenario, in their order |
//! | `C602` | what there is of a resource is not what the scenario says |
//! | `C603` | what is used of a resource is not what production takes |
//! | `C607` | what is left of a resource is not what came in less what was used |
//! | `C701` | the levels are not those of the policy |
//! | `C702` | the objective is not what production costs |
//! | `C703` | a rule has a bound or prices, though it proves nothing |
//! | `C704` | a proven plan has a level without bound |
//! | `C705` | a proven plan has a level without prices to prove its bound by |
//! | `C706` | a proven plan has a level whose objective and bound differ |
//! | `C707` | the bound is above the objective |
//! | `C708` | the prices have not one number for each resource and month |
//! | `C709` | a price is not finite, below zero where capacity may be left, or rising where stock may be left |
//! | `C710` | the bound is higher than the prices prove |
//! | `C711` | the late tranches are not those of the sequence, each once and in its place |
//! | `C712` | a tranche is late by more or less than its production says |
//! | `C713` | the prices of a level are not the sum of those of its late tranches |
//! | `C714` | the value of a level as delivered is not what deliveries cost |
//! | `C715` | the levels without anything passed over do not fit those of the plan |
//! | `C716` | a bound without anything passed over is higher than its prices prove |
//! | `C801` | the commitments are not those of the scenario |
//! | `C802` | what is kept of a commitment, or short, is not what is delivered by its month |
//! | `C803` | the losses by partner and product are not the sums over the orders |
//! | `C901` | the reservations are not those of the scenario, by id |
//! | `C902` | what a reservation entitles to, or is short of, is wrong |
//! | `C911` | the expansions are not those of the scenario, by id |
//! | `C912` | what an expansion adds is wrong |
//! | `C921` | somebody gets more than a cap allows |

mod attribute;
mod backlog;
mod book;
mod bound;
mod claim;
mod code;
mod commitments;
mod cut;
mod dates;
mod delivered;
mod division;
mod draw;
mod eligible;
mod expansions;
mod facts;
mod gate;
mod goals;
mod header;
mod horizon;
mod kept;
mod late;
mod levels;
mod losses;
mod merit;
mod number;
mod objective;
mod passed;
mod place;
mod plant;
mod portion;
mod priced;
mod production;
mod remainder;
mod replay;
mod report;
mod reserved;
mod resources;
mod root;
mod rules;
mod share;
mod standing;
mod tranche;
mod usage;
mod violation;
mod ways;
mod whole;

pub use code::Code;
pub use report::Report;
pub use violation::Violation;

use crate::plan::Plan;
use crate::scenario::Scenario;
use facts::Facts;
use objective::{Field, Output};
use resources::Resources;

/// Checks a plan against its scenario and reports everything that does not hold.
///
/// Any plan may be given, however broken: what cannot be understood is reported, and
/// the rest is checked without it.
///
/// Complexity: O(n log n + cells + orders × months + levels × groups × lines × months ×
/// components) for n tranches in groups that are alike.
///
/// ```
/// use apportion::check::{Code, check};
/// use apportion::scenario::{Line, Month, Order, Partner, Policy, Product, Ramp, Scenario};
///
/// let month = |text: &str| text.parse::<Month>();
/// let scenario = Scenario::builder("one line", month("2026-01")?, 12)
///     .product(Product::new("pump"))
///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
///     .partner(Partner::new("north"))
///     .order(Order::new("N-1", "north", "pump", month("2026-01")?)
///         .quantity(25.0)
///         .due(month("2026-02")?))
///     .policy(Policy::first_come_first_served("queue"))
///     .build()?;
/// let mut plan = apportion::planner::plan(&scenario, "queue")?;
/// assert!(check(&scenario, &plan).is_clean());
///
/// // A promise a month too early does not pass.
/// plan.orders[0].completion = Some(month("2026-02")?);
/// let report = check(&scenario, &plan);
/// assert_eq!(report.violations()[0].code, Code::Completion);
/// assert_eq!(report.violations()[0].path, r#"orders["N-1"].completion"#);
/// assert_eq!(report.violations()[0].expected, "2026-03");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "the report says whether the plan holds"]
pub fn check(scenario: &Scenario, plan: &Plan) -> Report {
    let mut report = Report::default();
    let facts = Facts::new(scenario, &plan.policy);
    let resources = Resources::new(&facts);
    let valid = header::check(&facts, plan, &mut report);
    let orders = book::check(&facts, plan, &mut report);
    let ledger = production::check(&facts, &resources, &orders, &mut report);
    let served = ledger.served(&facts);
    let complete = delivered::complete(&facts, &served);
    dates::check(&facts, &orders, &complete, &mut report);
    if valid {
        eligible::check(&facts, &orders, &mut report);
    }
    backlog::check(&facts, plan, &orders, &complete, &mut report);
    let flows = resources.flows(&facts, &ledger.made, &ledger.taken);
    usage::check(&facts, &resources, plan, &flows, &mut report);
    commitments::check(&facts, plan, &complete, &mut report);
    losses::check(&facts, plan, &complete, &mut report);
    expansions::check(&facts, plan, &mut report);
    if valid {
        by_policy(&facts, &resources, plan, (&ledger, &complete, &flows), &mut report);
    }
    report
}

/// Checks what follows from the policy.
fn by_policy(
    facts: &Facts<'_>,
    resources: &Resources,
    plan: &Plan,
    (ledger, complete, flows): (&production::Ledger, &[delivered::Complete], &[resources::Flow]),
    report: &mut Report,
) {
    let served = &*ledger.served(facts);
    let shares = share::reservations(facts);
    let (turns, kept) = claim::turns(facts, &shares);
    reserved::rights(facts, plan, (&shares, &turns), &kept, report);
    let claims = claim::claims(facts, &shares, &turns);
    reserved::check(facts, plan, &shares, &claims, served, report);
    let passed = passed::passed(facts, plan, report);
    passed::check(facts, plan, (served, complete), &passed, report);
    let mut whole = portion::portions(facts);
    match facts.reading.plan {
        rules::PlanIs::Best(_) => whole = cut::cut(facts, whole, &claims, &shares),
        rules::PlanIs::InTurn { .. } | rules::PlanIs::Shared => {
            cut::set_apart(&mut whole, &turns);
            let field =
                replay::Field { portions: &whole, turns: &turns, shares: &shares, passed: &passed };
            replay::check(facts, resources, &field, ledger, report);
        }
    }
    let portions = passed::apart(facts, &whole, &passed);
    let apart = place::told_apart_by_id(facts);
    if plan.told_apart_by_id != apart {
        report.add(Code::ToldApart, "told_apart_by_id", plan.told_apart_by_id, apart);
    }
    let ways = ways::Ways::new(facts, resources);
    let places = place::places(facts, resources, &portions);
    let field = Field { portions: &portions, places: &places, ways: &ways };
    let gets = portion::divided(facts, &portions, served);
    division::check(facts, field, &gets, report);
    let output = Output { served: &gets, made: &ledger.made };
    let waiting = portion::waiting(facts, &portions);
    let sent = portion::divided(facts, &waiting, &delivered::as_made(facts, complete)).into_owned();
    let sent = (Field { portions: &waiting, ..field }, Output { served: &sent, made: &[] });
    levels::check(facts, resources, plan, field, (output, sent, flows), report);
    let bare = plan.passed_over.is_empty() && plan.root.is_empty();
    if !bare && facts.reading.plan.goals().is_some() {
        let places = place::places(facts, resources, &whole);
        let field = Field { portions: &whole, places: &places, ways: &ways };
        let gets = portion::divided(facts, &whole, served);
        let output = Output { served: &gets, made: &ledger.made };
        root::check(facts, resources, plan, field, (output, flows), report);
    }
}
