//! Small scenarios of every kind.

use apportion::scenario::{
    Component, Counting, Edit, Line, Measure, Order, Partner, Policy, Product, Ramp, Scenario,
    Tiers, Tranche,
};
use proptest::prelude::*;

use crate::support::plans::month;

/// Whole, halved or awkward numbers.
fn amount(most: u32) -> impl Strategy<Value = f64> {
    prop_oneof![
        (1..=most).prop_map(f64::from),
        (1..=2 * most).prop_map(|twice| f64::from(twice) / 2.0),
        (1..=7 * most).prop_map(|parts| f64::from(parts) / 7.0),
    ]
}

/// Amounts; if `wide`, now and then large ones among small ones.
fn size(most: u32, wide: bool) -> impl Strategy<Value = f64> {
    let factor = if wide { 1e4 / 3.0 } else { 1.0 };
    prop_oneof![
        4 => amount(most),
        1 => (1..=most).prop_map(move |units| f64::from(units) * factor),
    ]
}

fn ramp(wide: bool) -> impl Strategy<Value = Ramp> {
    let flat = prop_oneof![Just(0.0), size(8, wide)].prop_map(Ramp::flat);
    let rising = (-2..4i32, 1..6i32, size(5, wide), size(9, wide), any::<bool>()).prop_map(
        |(first, span, low, high, linear)| {
            let points = [(month(first), low), (month(first + span), high)];
            if linear { Ramp::linear(points) } else { Ramp::steps(points) }
        },
    );
    (prop_oneof![flat, rising], proptest::option::of(0..=1i32)).prop_map(|(ramp, outage)| {
        match outage {
            Some(at) => ramp.edit(Edit::Outage { from: month(0), to: month(at), remaining: 0.25 }),
            None => ramp,
        }
    })
}

#[derive(Debug, Clone)]
struct Want {
    partner: usize,
    product: usize,
    signed: i32,
    release: i32,
    rated: usize,
    /// Quantity, months from contract to due, urgency, months from contract to release.
    tranches: Vec<(f64, i32, f64, i32)>,
}

fn want(wide: bool) -> impl Strategy<Value = Want> {
    let urgency = prop_oneof![Just(1.0), Just(1.0), Just(2.5)];
    let tranche = (size(12, wide), 0..9i32, urgency, 0..3i32);
    let tranches = proptest::collection::vec(tranche, 1..4);
    (0..3usize, 0..2usize, -3..7i32, 0..3i32, 0..3usize, tranches).prop_map(
        |(partner, product, signed, release, rated, tranches)| Want {
            partner,
            product,
            signed,
            release,
            rated,
            tranches,
        },
    )
}

/// A scenario with one policy of every kind: `queue` and `shares` are rules; `score`,
/// `tiers`, `equal` and `dpas` are optimised.
pub(crate) fn scenario() -> impl Strategy<Value = Scenario> {
    scenario_of(false)
}

/// The same with large quantities and capacities among small ones.
pub(crate) fn wide_scenario() -> impl Strategy<Value = Scenario> {
    scenario_of(true)
}

fn scenario_of(wide: bool) -> impl Strategy<Value = Scenario> {
    let makes = (any::<bool>(), any::<bool>(), amount(2), amount(2));
    let lines = proptest::collection::vec((ramp(wide), makes), 1..4);
    let components =
        proptest::collection::vec((ramp(wide), size(3, wide), any::<bool>(), amount(2)), 0..3);
    let shape = (1..9u32, any::<bool>(), 0..3usize, 0..3u32);
    (shape, lines, components, proptest::collection::vec(want(wide), 0..7)).prop_map(
        |((months, measured, measure, lead), lines, components, wants)| {
            build((months, measured, measure, lead), lines, components, &wants)
        },
    )
}

type LinePart = (Ramp, (bool, bool, f64, f64));
type ComponentPart = (Ramp, f64, bool, f64);

fn build(
    (months, measured, measure, lead): (u32, bool, usize, u32),
    lines: Vec<LinePart>,
    components: Vec<ComponentPart>,
    wants: &[Want],
) -> Scenario {
    let counting = if measured { Counting::Measured } else { Counting::Whole };
    let mut builder = Scenario::builder("generated", month(0), months)
        .product(Product::new("p0").worth(3.0).approval_lead(lead))
        .product(Product::new("p1").counted(counting));
    for (index, (ramp, (first, second, one, two))) in lines.into_iter().enumerate() {
        let mut line = Line::new(format!("line {index}"), flat_enough(ramp, months));
        // Some line must make each product.
        if first || index == 0 {
            line = line.makes_using("p0", one);
        }
        if second || index == 0 || !first {
            line = line.makes_using("p1", two);
        }
        builder = builder.line(line);
    }
    for (index, (ramp, stock, both, need)) in components.into_iter().enumerate() {
        let mut part = Component::new(format!("part {index}"), flat_enough(ramp, months))
            .stock(stock)
            .needed("p0", need);
        if both {
            part = part.needed("p1", 1.0);
        }
        builder = builder.component(part);
    }
    for (index, merit) in [1.0, 2.0, 2.0].into_iter().enumerate() {
        builder = builder.partner(Partner::new(format!("c{index}")).attribute("merit", merit));
    }
    for (index, want) in wants.iter().enumerate() {
        let signed = want.signed.min(months as i32 - 1);
        let mut order = Order::new(
            format!("o{index}"),
            format!("c{}", want.partner),
            format!("p{}", want.product),
            month(signed),
        );
        if want.release > 0 {
            order = order.release(month(signed + want.release - 1));
        }
        if let Some(rating) = ["DX", "DO"].get(want.rated) {
            order = order.rating(*rating);
        }
        for &(quantity, due, urgency, release) in &want.tranches {
            let mut tranche = Tranche::new(quantity).due(month(signed + due)).urgency(urgency);
            if release > 0 {
                tranche = tranche.release(month(signed + release));
            }
            order = order.tranche(tranche);
        }
        builder = builder.order(order);
    }
    let measure = [Measure::Units, Measure::Value, Measure::Orders][measure];
    for policy in policies() {
        builder = builder.policy(policy.measured_in(measure));
    }
    builder.build().unwrap()
}

/// Edits must lie inside the horizon.
fn flat_enough(ramp: Ramp, months: u32) -> Ramp {
    if months < 2 && !ramp.edits().is_empty() { Ramp::flat(1.5) } else { ramp }
}

fn policies() -> Vec<Policy> {
    use apportion::scenario::{Criterion, Inside, Tier};
    let tiers = || [Tier::new("high").at_least("merit", 2.0), Tier::new("low")];
    vec![
        Policy::first_come_first_served("queue"),
        Policy::pro_rata("shares"),
        Policy::score("score", [Criterion::new("merit", 1.0, 2.0)]),
        Policy::tiers("tiers", tiers()),
        Policy::new("equal", Tiers::new(tiers()).inside(Inside::EqualSplit)),
        Policy::dpas("dpas"),
    ]
}
