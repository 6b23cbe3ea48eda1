//! Everything a scenario can say in one: 400 orders of 12 partners for 6 products, 8 lines,
//! 5 components, 10 years; commitments, a reservation, a cap, an expansion, stock, monthly
//! limits, lots, customers who leave, working days, yield, an outage, gates, overrides,
//! ageing, and attributes that change. Planned, checked, exported, and timed by phase.
//!
//! ```text
//! cargo run --release --example all_at_once [FILE.toml]
//! ```
//!
//! With a file name the scenario is written there, for the command:
//! `apportion solve FILE.toml`.

mod shared;

use std::error::Error;
use std::fmt::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use apportion::check::check;
use apportion::engine::{Engine, Exact, Outcome, SolveOptions};
use apportion::export::Format;
use apportion::formulation::Formulation;
use apportion::planner::Planner;
use apportion::ranking::rank;
use apportion::scenario::{
    ApprovalLead, Calendar, Cap, Commitment, Component, Criterion, Date, Expansion, Gate, Line,
    Month, Order, Override, Partner, Policy, PolicyChange, Product, Ramp, Reservation, Scenario,
    ScenarioBuilder, Stockpile, Tier, Tiers, Tranche,
};
use oorandom::Rand32;

const MONTHS: u32 = 120;
const ORDERS: u32 = 400;
const PRODUCTS: [&str; 6] = ["shell", "charge set", "rocket", "launcher", "sensor", "spare"];
const PARTNERS: u32 = 12;

fn main() -> ExitCode {
    shared::print(text())
}

fn text() -> Result<String, Box<dyn Error>> {
    let mut clock = Clock::default();
    let scenario = clock.time("build and validate", scenario)?;
    if let Some(path) = std::env::args().nth(1) {
        std::fs::write(path, scenario.to_toml()?)?;
    }
    let policy = scenario.policy("tiers").ok_or("the policy is there")?;
    let ranking = clock.time("rank", || rank(&scenario, policy))?;
    let formulation = clock.time("formulate", || Formulation::new(&scenario, &ranking))?;
    let model = formulation.model();
    let outcome = clock.time("solve", || Exact::new().solve(model, &SolveOptions::default()))?;
    let Outcome::Finished(solution) = outcome else { return Err("no limit was set".into()) };
    let timings = *solution.timings();
    clock.part("  of it: start", timings.start);
    clock.part("  of it: simplex", timings.simplex);
    clock.part("  of it: proof", timings.proof);
    let planner = Planner::new();
    let plan = clock.time("the whole way to a plan", || planner.plan(&scenario, policy))?;
    let plan = plan.finished()?;
    let report = clock.time("check", || check(&scenario, &plan));
    let export = clock.time("export, last level", || {
        let mut file = Vec::new();
        planner.export(&scenario, policy, plan.levels.len(), Format::Lp, &mut file)?;
        Ok::<_, Box<dyn Error>>(file)
    })?;

    let mut out = String::new();
    writeln!(
        out,
        "{} orders, {} lines, {} components, {} months: {} blocks, {} rows, {} levels",
        scenario.orders().len(),
        scenario.lines().len(),
        scenario.components().len(),
        scenario.months(),
        model.blocks().len(),
        model.rows(),
        model.levels().len(),
    )?;
    writeln!(out, "{} pivots; check: {}\n", solution.statistics().pivots, report)?;
    writeln!(out, "{:<28}{:>12}", "phase", "ms")?;
    for (phase, time) in &clock.phases {
        writeln!(out, "{phase:<28}{:>12.2}", time.as_secs_f64() * 1e3)?;
    }
    writeln!(out, "\nthe export has {} lines\n", export.split(|&byte| byte == b'\n').count())?;
    for level in &plan.levels {
        writeln!(out, "{:<40}{:>16.1}", level.name, level.objective)?;
    }
    Ok(out)
}

/// How long each phase took.
#[derive(Default)]
struct Clock {
    phases: Vec<(&'static str, Duration)>,
}

impl Clock {
    fn time<T>(&mut self, phase: &'static str, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let done = work();
        self.part(phase, began.elapsed());
        done
    }

    fn part(&mut self, phase: &'static str, time: Duration) {
        self.phases.push((phase, time));
    }
}

fn month(index: u32) -> Result<Month, Box<dyn Error>> {
    Ok(Month::try_from("2026-01")? + index)
}

fn scenario() -> Result<Scenario, Box<dyn Error>> {
    let mut random = Rand32::new(155);
    let mut builder = Scenario::builder("all at once", month(0)?, MONTHS);
    builder = products(builder);
    builder = capacity(builder)?;
    for index in 0..PARTNERS {
        let partner = Partner::new(format!("p{index:02}"))
            .attribute("share", f64::from(random.rand_range(8..50)) / 10.0)
            .attribute("frontline", f64::from(index % 2))
            .attribute("cleared", f64::from(u32::from(index != 7)));
        // One of them doubles its effort in the third year.
        let rises = partner.clone().attribute_from(month(24)?, "share", 4.9);
        builder = builder.partner(if index == 3 { rises } else { partner });
    }
    for index in 0..ORDERS {
        let (order, due) = order(index, &mut random)?;
        if index.is_multiple_of(40) {
            // Promised when it was signed: a few units half a year after the due month.
            let promise = Commitment::new(order.id().clone(), 5.0, due + 6);
            builder = builder.commitment(promise);
        }
        builder = builder.order(order);
    }
    builder = builder
        .reservation(
            Reservation::of_line("training", "l0")
                .for_partner("p01")
                .share(0.15)
                .from(month(12)?)
                .to(month(35)?),
        )
        .cap(Cap::of_line("no more than half", "l1").for_partner("p02").share(0.5))
        .expansion(
            Expansion::of_line("hall 9", "l2", month(12)?, Ramp::flat(25.0))
                .lead(18)
                .cost(40e6)
                .paid_by("p04")
                .claim(0.5)
                .on(),
        );
    Ok(policies(builder)?.build()?)
}

fn products(mut builder: ScenarioBuilder) -> ScenarioBuilder {
    for (name, worth) in PRODUCTS.into_iter().zip([4e3, 6e3, 150e3, 5e6, 90e3, 1e3]) {
        let product = Product::new(name).worth(worth);
        builder = builder.product(match name {
            "sensor" => {
                product.approval_lead(3).approval_for(ApprovalLead::new(1).at_least("cleared", 1.0))
            }
            "spare" => product.stockpile(Stockpile::new().limit(60.0).holding(0.1)),
            _ => product,
        });
    }
    builder
}

/// Eight lines of unequal usage, five components.
fn capacity(mut builder: ScenarioBuilder) -> Result<ScenarioBuilder, Box<dyn Error>> {
    builder = builder
        .calendar(Calendar::new().holiday(Date::new(month(11)?, 25).ok_or("a day of that month")?));
    for index in 0..8_u32 {
        let low = f64::from(18 + 3 * index);
        let ramp = Ramp::linear([(month(0)?, low), (month(60)?, 2.5 * low)]);
        let ramp = if index == 4 { Ramp::flat(1.6).per_working_day() } else { ramp };
        let mut line = Line::new(format!("l{index}"), ramp);
        for (number, product) in PRODUCTS.into_iter().enumerate() {
            if (number + index as usize).is_multiple_of(3) {
                line = line.makes_using(product, 1.0 + 0.25 * (number % 4) as f64);
            }
        }
        line = match index {
            5 => line.outage(month(20)?, month(23)?, 0.6),
            6 => line.yields(0.93),
            _ => line,
        };
        builder = builder.line(line);
    }
    for index in 0..5_u32 {
        let supply = Ramp::steps([(month(0)?, 26.0), (month(36)?, 60.0 + 6.0 * f64::from(index))]);
        let mut component = Component::new(format!("c{index}"), supply).stock(80.0);
        for (number, product) in PRODUCTS.into_iter().enumerate() {
            if number as u32 % 5 == index {
                component = component.needed(product, 1.0);
            }
        }
        builder = builder.component(component);
    }
    Ok(builder)
}

/// An order, and its due month.
fn order(index: u32, random: &mut Rand32) -> Result<(Order, Month), Box<dyn Error>> {
    let signed = random.rand_range(0..90);
    let due = signed + random.rand_range(4..26);
    let partner = format!("p{:02}", index % PARTNERS);
    let product = PRODUCTS[random.rand_range(0..PRODUCTS.len() as u32) as usize];
    let quantity = f64::from(random.rand_range(10..90));
    let order = Order::new(format!("o{index:03}"), partner, product, month(signed)?);
    let due_month = month(due)?;
    let order = if index.is_multiple_of(4) {
        // A first part that is urgent.
        order
            .tranche(Tranche::new(quantity.min(12.0)).due(due_month).urgency(3.0))
            .tranche(Tranche::new(quantity).due(month(due + 6)?))
    } else {
        order.quantity(quantity).due(due_month)
    };
    let order = match index % 25 {
        7 => order.cancel_after(18),
        9 => order.lot(5.0),
        11 => order.most_per_month(8.0),
        13 => order.least_shipment(6.0),
        _ => order,
    };
    Ok((order, due_month))
}

fn policies(builder: ScenarioBuilder) -> Result<ScenarioBuilder, Box<dyn Error>> {
    let criteria = || [Criterion::new("share", 1.0, 5.0), Criterion::new("frontline", 0.0, 1.0)];
    let tiers = Policy::new(
        "tiers",
        Tiers::new([
            Tier::new("first").at_least("share", 3.5),
            Tier::new("second").at_least("share", 2.0),
            Tier::new("others"),
        ])
        .weighted_by(criteria()),
    )
    .multiplier("sensor", 1.5)
    .ageing(0.02)
    .gate(Gate::new(["launcher"]).at_least("cleared", 1.0))
    .overruled(Override::new("o017", "a flood took the last of the stock").tier("first"))
    .change(PolicyChange::from_month(month(60)?).tiers([
        Tier::new("first").at_least("share", 4.0),
        Tier::new("second").at_least("share", 2.5),
        Tier::new("others"),
    ]));
    let score = Policy::score("score", criteria());
    Ok(builder.policy(tiers).policy(score).policy(Policy::first_come_first_served("queue")))
}
