//! The crate inside another program: a scenario built in code, and its plan used to write
//! to customers, the second time only to those whose date has moved.
//!
//! The field is a vaccine maker: two filling lines, vials that are short, regions ranked
//! by how many old people live there. All numbers are invented.
//!
//! ```text
//! cargo run --release --example embed [SCENARIO]
//! ```
//!
//! With a scenario file, the letters confirm its orders by its first policy.

mod shared;

use std::error::Error;
use std::fmt::{self, Write};
use std::process::ExitCode;

use apportion::plan::{OrderPlan, Plan};
use apportion::planner::Planner;
use apportion::scenario::{
    Component, Criterion, Edit, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario,
    Tranche,
};

fn main() -> ExitCode {
    shared::print(letters())
}

fn letters() -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    if let Some(path) = std::env::args().nth(1) {
        confirm(&plan(&Scenario::from_path(path)?)?, &mut out)?;
        return Ok(out);
    }
    let filling = Ramp::linear([(month("2026-07")?, 60.0), (month("2026-12")?, 110.0)]);
    let promised = plan(&vaccines(filling.clone())?)?;
    confirm(&promised, &mut out)?;

    let stopped = month("2026-09")?;
    let outage = Edit::Outage { from: stopped, to: stopped, remaining: 0.0 };
    let replanned = plan(&vaccines(filling.edit(outage))?)?;
    writeln!(out, "\nLine filling 1 stands still in {stopped}")?;
    tell_changes(&promised, &replanned, &mut out)?;
    Ok(out)
}

fn month(text: &str) -> Result<Month, Box<dyn Error>> {
    Ok(text.parse()?)
}

/// What a host program would read from its own database.
fn vaccines(filling: Ramp) -> Result<Scenario, Box<dyn Error>> {
    let regions = [("alpine", 0.27), ("coast", 0.24), ("harbour", 0.19), ("lakes", 0.22)];
    let mut builder = Scenario::builder("influenza season", month("2026-07")?, 12)
        .product(Product::new("standard").unit("carton"))
        .product(Product::new("high dose").unit("carton"))
        .line(Line::new("filling 1", filling).makes("standard").makes_using("high dose", 1.5))
        .line(Line::new("filling 2", Ramp::flat(50.0)).makes("standard"))
        .component(
            Component::new("vials", Ramp::flat(110.0))
                .stock(120.0)
                .needed("standard", 1.0)
                .needed("high dose", 1.0),
        )
        .policy(Policy::score("over 65", [Criterion::new("over_65", 0.15, 0.30)]));
    for (region, over_65) in regions {
        builder = builder.partner(Partner::new(region).attribute("over_65", over_65)).orders([
            Order::new(format!("{region}-S"), region, "standard", month("2026-05")?)
                .tranche(Tranche::new(70.0).due(month("2026-09")?).urgency(2.0))
                .tranche(Tranche::new(60.0).due(month("2026-11")?)),
            Order::new(format!("{region}-H"), region, "high dose", month("2026-06")?)
                .quantity(50.0)
                .due(month("2026-10")?),
        ]);
    }
    Ok(builder.build()?)
}

fn plan(scenario: &Scenario) -> Result<Plan, Box<dyn Error>> {
    let policy = scenario.policies().first().ok_or("the scenario has no policy")?;
    Ok(Planner::new().plan(scenario, policy)?.finished()?)
}

fn confirm(plan: &Plan, out: &mut String) -> fmt::Result {
    writeln!(out, "Orders confirmed by policy {}", plan.policy.id())?;
    for order in &plan.orders {
        writeln!(out, "  To {}: {}", order.partner, confirmation(order))?;
    }
    Ok(())
}

fn tell_changes(promised: &Plan, replanned: &Plan, out: &mut String) -> fmt::Result {
    let pairs = || promised.orders.iter().zip(&replanned.orders);
    let moved = || pairs().filter(|(before, now)| before.completion != now.completion);
    for (before, now) in moved() {
        writeln!(out, "  To {}: {}", now.partner, change(before, now))?;
    }
    let letters = moved().count();
    writeln!(out, "  {letters} letters; the dates of {} orders hold.", pairs().count() - letters)
}

fn confirmation(order: &OrderPlan) -> String {
    let what = format!("{} × {} ({})", order.quantity, order.product, order.order);
    match (order.first, order.completion, order.lateness) {
        (Some(first), Some(last), Some(0)) => format!("{what}, {first} to {last}, on time."),
        (Some(first), Some(last), Some(late)) => {
            let months = if late == 1 { "1 month".to_owned() } else { format!("{late} months") };
            format!("{what}, {first} to {last}. We are sorry: {months} late.")
        }
        _ => format!("{what}: {} of them cannot be dated yet.", order.undelivered()),
    }
}

fn change(before: &OrderPlan, now: &OrderPlan) -> String {
    let date = |month: Option<Month>| {
        month.map_or_else(|| "a date to be told".to_owned(), |month| month.to_string())
    };
    format!("{} moves from {} to {}.", now.order, date(before.completion), date(now.completion))
}
