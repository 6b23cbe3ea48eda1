//! Random valid scenarios: as a proptest strategy that shrinks, and by seed.
//!
//! Both fill in the same [`Sketch`]: small numbers without references that could be
//! broken, so that whatever shrinking removes, what is left is a valid scenario.

use apportion::scenario::{
    Component, Counting, Criterion, Edit, Inside, Line, Measure, Month, Order, Partner, Policy,
    Product, Ramp, Scenario, ScenarioBuilder, Score, Tier, Tiers, Tranche, WeightScale,
};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;

use crate::support::models::Random;

/// The first month of every scenario made here.
pub(crate) fn start() -> Month {
    "2026-01".parse().unwrap()
}

/// Every rule, every measure, every order inside a tier, both curves of weights.
///
/// They rank by the attributes `share` (0 to 6, every partner has it) and `front` (0 or
/// 1, some lack it) and by the ratings `DX` and `DO`.
pub(crate) fn policies() -> Vec<Policy> {
    let criteria = || {
        [
            Criterion::new("share", 2.0, 5.0).weighing(0.6),
            Criterion::new("front", 0.0, 1.0).weighing(0.4).or_else(0.0),
        ]
    };
    let tiers = || {
        [
            Tier::new("front").at_least("front", 1.0).at_least("share", 2.0),
            Tier::new("payers").at_least("share", 3.0),
            Tier::new("rest"),
        ]
    };
    vec![
        Policy::first_come_first_served("queue"),
        Policy::pro_rata("pro rata"),
        Policy::score("score", criteria()),
        Policy::new(
            "score by value",
            Score::new([Criterion::new("share", 6.0, 0.0)])
                .weights(WeightScale::geometric(1.0, 100.0)),
        )
        .measured_in(Measure::Value),
        Policy::score("score by order", criteria()).measured_in(Measure::Orders).tail_months(0.0),
        Policy::tiers("tiers by date", tiers()),
        Policy::new("tiers weighted", Tiers::new(tiers()).weighted_by(criteria()))
            .measured_in(Measure::Value),
        Policy::new("tiers split", Tiers::new(tiers()).inside(Inside::EqualSplit)).tail_months(3.0),
        Policy::dpas("dpas"),
        Policy::dpas("dpas by order").measured_in(Measure::Orders),
    ]
}

/// A scenario before ids and months are filled in. Numbers that stand for a product or
/// partner are taken modulo how many there are.
#[derive(Debug, Clone)]
struct Sketch {
    months: u32,
    products: Vec<ProductSketch>,
    lines: Vec<LineSketch>,
    components: Vec<ComponentSketch>,
    /// `share` and, if it has one, `front`.
    partners: Vec<(f64, Option<f64>)>,
    orders: Vec<OrderSketch>,
}

#[derive(Debug, Clone)]
struct ProductSketch {
    value: f64,
    lead: u32,
    measured: bool,
}

#[derive(Debug, Clone)]
struct LineSketch {
    ramp: RampSketch,
    /// Product and usage.
    usage: Vec<(usize, f64)>,
}

#[derive(Debug, Clone)]
struct ComponentSketch {
    stock: f64,
    supply: RampSketch,
    /// Product and need.
    need: Vec<(usize, f64)>,
}

#[derive(Debug, Clone)]
enum Form {
    Flat,
    Steps,
    Linear,
}

#[derive(Debug, Clone)]
struct RampSketch {
    form: Form,
    /// Months after the point before (the first: after three months before the start)
    /// and rate.
    points: Vec<(u32, f64)>,
    edits: Vec<EditSketch>,
}

#[derive(Debug, Clone)]
struct EditSketch {
    slip: bool,
    from: u32,
    months: u32,
    remaining: f64,
}

#[derive(Debug, Clone)]
struct OrderSketch {
    partner: usize,
    product: usize,
    /// Months after the start minus six.
    signed: u32,
    rating: Option<bool>,
    /// One is an order without tranches.
    tranches: Vec<TrancheSketch>,
}

#[derive(Debug, Clone)]
struct TrancheSketch {
    quantity: f64,
    /// Months after signed.
    due: u32,
    /// Months after signed.
    release: Option<u32>,
    urgency: Option<f64>,
}

impl Sketch {
    fn builder(&self) -> ScenarioBuilder {
        let mut builder = Scenario::builder("random", start(), self.months);
        for (index, product) in self.products.iter().enumerate() {
            let counting = if product.measured { Counting::Measured } else { Counting::Whole };
            builder = builder.product(
                Product::new(product_id(index))
                    .worth(product.value)
                    .approval_lead(product.lead)
                    .counted(counting),
            );
        }
        let count = self.products.len();
        let made = |product: usize| {
            self.lines.iter().flat_map(|line| &line.usage).any(|(made, _)| made % count == product)
        };
        for (index, line) in self.lines.iter().enumerate() {
            let mut part = Line::new(format!("l{index:03}"), self.ramp(&line.ramp));
            for &(product, usage) in &line.usage {
                part = part.makes_using(product_id(product % count), usage);
            }
            // Every product is made somewhere, every line makes something.
            if line.usage.is_empty() {
                part = part.makes(product_id(index % count));
            }
            if index == 0 {
                for product in (0..count).filter(|&product| !made(product)) {
                    part = part.makes(product_id(product));
                }
            }
            builder = builder.line(part);
        }
        for (index, component) in self.components.iter().enumerate() {
            let mut part = Component::new(format!("c{index:03}"), self.ramp(&component.supply))
                .stock(component.stock)
                .needed(product_id(index % count), 1.0);
            for &(product, need) in &component.need {
                part = part.needed(product_id(product % count), need);
            }
            builder = builder.component(part);
        }
        for (index, &(share, front)) in self.partners.iter().enumerate() {
            let mut part = Partner::new(partner_id(index)).attribute("share", share);
            // An attribute that nobody has would be a finding.
            if let Some(front) = front.or((index == 0).then_some(0.0)) {
                part = part.attribute("front", front);
            }
            builder = builder.partner(part);
        }
        let orders = self.orders.iter().enumerate().map(|(index, order)| self.order(index, order));
        builder = builder.orders(orders);
        policies().into_iter().fold(builder, ScenarioBuilder::policy)
    }

    fn order(&self, index: usize, sketch: &OrderSketch) -> Order {
        // The last month is the latest in which an order may be signed.
        let signed = (sketch.signed % (self.months + 6)) as i32 - 6;
        let after = |months: u32| start().saturating_add(signed + months as i32);
        let mut order = Order::new(
            format!("o{index:05}"),
            partner_id(sketch.partner % self.partners.len()),
            product_id(sketch.product % self.products.len()),
            after(0),
        );
        if let Some(high) = sketch.rating {
            order = order.rating(if high { "DX" } else { "DO" });
        }
        if let [only] = &sketch.tranches[..] {
            order = order.quantity(only.quantity).due(after(only.due));
            if let Some(release) = only.release {
                order = order.release(after(release));
            }
            if let Some(urgency) = only.urgency {
                order = order.urgency(urgency);
            }
            return order;
        }
        for part in &sketch.tranches {
            let mut tranche = Tranche::new(part.quantity).due(after(part.due));
            if let Some(release) = part.release {
                tranche = tranche.release(after(release));
            }
            if let Some(urgency) = part.urgency {
                tranche = tranche.urgency(urgency);
            }
            order = order.tranche(tranche);
        }
        order
    }

    fn ramp(&self, sketch: &RampSketch) -> Ramp {
        let mut month = -3;
        let points = sketch.points.iter().enumerate().map(|(index, &(gap, rate))| {
            month += if index == 0 { gap as i32 } else { gap.max(1) as i32 };
            (start().saturating_add(month), rate)
        });
        let ramp = match sketch.form {
            Form::Flat => Ramp::flat(sketch.points.first().map_or(0.0, |point| point.1)),
            Form::Steps => Ramp::steps(points),
            Form::Linear => Ramp::linear(points),
        };
        sketch.edits.iter().fold(ramp, |ramp, edit| {
            let from = start().saturating_add((edit.from % self.months) as i32);
            ramp.edit(if edit.slip {
                Edit::Slip { from, months: edit.months.max(1) }
            } else {
                let to = from.saturating_add(edit.months as i32);
                Edit::Outage { from, to, remaining: edit.remaining }
            })
        })
    }
}

pub(crate) fn product_id(index: usize) -> String {
    format!("p{index:02}")
}

pub(crate) fn partner_id(index: usize) -> String {
    format!("n{index:02}")
}

/// Tiny to small scenarios with all [`policies`]: up to 8 months, 3 products, 3 lines, 2
/// components, 3 partners and 7 orders.
pub(crate) fn scenario() -> impl Strategy<Value = Scenario> {
    builder().prop_map(|builder| builder.build().expect("sketches are valid"))
}

/// The parts of such a scenario.
pub(crate) fn builder() -> impl Strategy<Value = ScenarioBuilder> {
    let sketch = (
        1_u32..=8,
        vec(product(), 1..=3),
        vec(line(), 1..=3),
        vec(component(), 0..=2),
        vec((whole(0, 6), weighted(0.7, whole(0, 1))), 1..=3),
        vec(order(), 0..=7),
    );
    sketch.prop_map(|(months, products, lines, components, partners, orders)| {
        Sketch { months, products, lines, components, partners, orders }.builder()
    })
}

/// Whole numbers as `f64`.
fn whole(low: u32, high: u32) -> impl Strategy<Value = f64> + Clone {
    (low..=high).prop_map(f64::from)
}

fn product() -> impl Strategy<Value = ProductSketch> {
    let value = prop_oneof![Just(1.0), Just(2.5), Just(40.0)];
    (value, 0_u32..=3, any::<bool>()).prop_map(|(value, lead, measured)| ProductSketch {
        value,
        lead,
        measured,
    })
}

fn line() -> impl Strategy<Value = LineSketch> {
    let usage = prop_oneof![Just(1.0), Just(0.5), Just(2.0)];
    (ramp(6), vec((0_usize..3, usage), 0..=3)).prop_map(|(ramp, usage)| LineSketch { ramp, usage })
}

fn component() -> impl Strategy<Value = ComponentSketch> {
    let need = prop_oneof![Just(1.0), Just(2.0), Just(0.25)];
    (whole(0, 6), ramp(8), vec((0_usize..3, need), 0..=2))
        .prop_map(|(stock, supply, need)| ComponentSketch { stock, supply, need })
}

fn ramp(most: u32) -> impl Strategy<Value = RampSketch> {
    let form = prop_oneof![Just(Form::Flat), Just(Form::Steps), Just(Form::Linear)];
    let edit = (any::<bool>(), 0_u32..8, 0_u32..4, prop_oneof![Just(0.0), Just(0.5), Just(1.0)])
        .prop_map(|(slip, from, months, remaining)| EditSketch { slip, from, months, remaining });
    (form, vec((0_u32..5, whole(0, most)), 1..=3), vec(edit, 0..=2))
        .prop_map(|(form, points, edits)| RampSketch { form, points, edits })
}

fn order() -> impl Strategy<Value = OrderSketch> {
    let urgency = prop_oneof![Just(3.0), Just(0.5)];
    let quantity = prop_oneof![4 => whole(1, 8), 1 => Just(2.5)];
    let tranche = (quantity, 0_u32..14, weighted(0.3, 0_u32..14), weighted(0.2, urgency)).prop_map(
        |(quantity, due, release, urgency)| TrancheSketch { quantity, due, release, urgency },
    );
    let tranches = prop_oneof![3 => vec(tranche.clone(), 1), 1 => vec(tranche, 2..=3)];
    (0_usize..3, 0_usize..3, 0_u32..14, weighted(0.5, any::<bool>()), tranches).prop_map(
        |(partner, product, signed, rating, tranches)| OrderSketch {
            partner,
            product,
            signed,
            rating,
            tranches,
        },
    )
}

/// A scenario of a given size with all [`policies`], the same for the same seed on every
/// machine. Capacity comes to about what is ordered, so that some of it is late.
pub(crate) fn random_scenario(
    seed: u64,
    orders: usize,
    lines: usize,
    components: usize,
    products: usize,
    months: u32,
) -> Scenario {
    let mut random = Random::new(seed);
    let (lines, products, months) = (lines.max(1), products.max(1), months.max(1));
    let products_made: Vec<ProductSketch> = (0..products)
        .map(|_| ProductSketch {
            value: random.one_of(&[1.0, 2.5, 40.0, 1000.0]),
            lead: random.whole(0, 4) as u32,
            measured: random.chance(20),
        })
        .collect();
    let book: Vec<OrderSketch> =
        (0..orders).map(|_| random_order(&mut random, products, months)).collect();
    let wanted: f64 = book.iter().flat_map(|order| &order.tranches).map(|part| part.quantity).sum();
    let monthly = wanted / f64::from(months);
    let lines_made = (0..lines)
        .map(|index| {
            let ramp = random_ramp(&mut random, 2.0 * monthly / lines as f64, months);
            // Every second line is dedicated.
            let count = if index % 2 == 0 { random.whole(1, 3) } else { 1 };
            let usage = (0..count).map(|part| {
                let product = if part == 0 { index } else { random.bits() as usize };
                (product % products, random.one_of(&[1.0, 1.0, 0.5, 2.0, 1.25]))
            });
            LineSketch { usage: usage.collect(), ramp }
        })
        .collect();
    let components_made = (0..components)
        .map(|_| {
            let share = monthly / products as f64;
            let supply = random_ramp(&mut random, 3.0 * share, months);
            let need = (0..random.whole(0, 2))
                .map(|_| (random.bits() as usize % products, random.one_of(&[1.0, 2.0, 0.25])));
            let need = need.collect();
            ComponentSketch { stock: (random.real(0.0, 4.0) * share).round(), supply, need }
        })
        .collect();
    let partners = (0..(orders / 5).clamp(1, 40))
        .map(|_| {
            let share = random.whole(0, 24) as f64 / 4.0;
            let front = random.chance(70).then(|| random.whole(0, 1) as f64);
            (share, front)
        })
        .collect();
    let sketch = Sketch {
        months,
        products: products_made,
        lines: lines_made,
        components: components_made,
        partners,
        orders: book,
    };
    sketch.builder().build().expect("sketches are valid")
}

fn random_order(random: &mut Random, products: usize, months: u32) -> OrderSketch {
    let span = u64::from(months / 2);
    let mut tranche = || TrancheSketch {
        quantity: random.whole(1, 200) as f64,
        due: random.whole(0, span + 6) as u32,
        release: random.chance(15).then(|| random.whole(0, span + 6) as u32),
        urgency: random.chance(15).then(|| random.one_of(&[3.0, 0.5, 1.5])),
    };
    let first = tranche();
    let more: Vec<TrancheSketch> = (0..2).map(|_| tranche()).collect();
    let mut tranches = vec![first];
    if random.chance(15) {
        tranches.extend(more);
    }
    OrderSketch {
        partner: random.whole(0, 999) as usize,
        product: random.bits() as usize % products,
        signed: random.whole(0, u64::from(months) * 2 / 3 + 5) as u32,
        rating: random.chance(40).then(|| random.chance(30)),
        tranches,
    }
}

fn random_ramp(random: &mut Random, most: f64, months: u32) -> RampSketch {
    let count = random.whole(1, 4);
    let span = u64::from(months) / count + 1;
    let points = (0..count).map(|index| {
        let gap = if index == 0 { random.whole(0, 4) } else { random.whole(1, span) };
        (gap as u32, random.real(0.0, most).round())
    });
    let points = points.collect();
    let edits = (0..random.whole(0, 2)).map(|_| EditSketch {
        slip: random.chance(50),
        from: random.whole(0, 999) as u32,
        months: random.whole(1, 6) as u32,
        remaining: random.one_of(&[0.0, 0.5, 1.0]),
    });
    let edits = edits.collect();
    RampSketch { form: random.one_of(&[0, 1, 2]).into(), points, edits }
}

impl From<u32> for Form {
    fn from(number: u32) -> Self {
        match number {
            0 => Self::Flat,
            1 => Self::Steps,
            _ => Self::Linear,
        }
    }
}
