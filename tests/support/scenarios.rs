//! Random scenarios, always valid: several products, lines with their own usage, ramps
//! of every shape with outages and slips, components with stock, partners with
//! attributes, orders with tranches, and a policy of every kind.
//!
//! Every part grows from a seed of its own and from its position, so proptest can make a
//! failing scenario smaller by leaving parts out: what stays, stays as it is.

use apportion::scenario::{
    Component, Counting, Criterion, Edit, Inside, Line, Measure, Month, Order, Partner, Policy,
    Product, Ramp, Scenario, ScenarioBuilder, Score, Tier, Tiers, Tranche, WeightScale,
};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

/// How many of each there are at most. There is always at least one product, line,
/// partner and month.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) products: usize,
    pub(crate) lines: usize,
    pub(crate) components: usize,
    pub(crate) partners: usize,
    pub(crate) orders: usize,
    pub(crate) months: u32,
}

impl Default for Size {
    fn default() -> Self {
        Self { products: 3, lines: 3, components: 2, partners: 4, orders: 10, months: 24 }
    }
}

/// Valid scenarios of the usual size.
pub(crate) fn scenario() -> impl Strategy<Value = Scenario> {
    scenario_of(Size::default())
}

/// Valid scenarios of at most this size.
pub(crate) fn scenario_of(size: Size) -> impl Strategy<Value = Scenario> {
    recipe(size).prop_map(|recipe| recipe.build())
}

/// What scenarios of at most this size are made from.
pub(crate) fn recipe(size: Size) -> impl Strategy<Value = Recipe> {
    (
        any::<u64>(),
        1..=size.months,
        vec(any::<u64>(), 1..=size.products),
        vec(any::<u64>(), 1..=size.lines),
        vec(any::<u64>(), 0..=size.components),
        vec(any::<u64>(), 1..=size.partners),
        vec(any::<u64>(), 0..=size.orders),
    )
        .prop_map(|(seed, months, products, lines, components, partners, orders)| Recipe {
            seed,
            months,
            products,
            lines,
            components,
            partners,
            orders,
            rate: 12.0,
        })
}

/// A large scenario, without proptest: exactly so many orders, lines, months and
/// components. Demand is a little above what the lines and components can make.
pub(crate) fn random_scenario(
    seed: u64,
    orders: usize,
    lines: usize,
    months: u32,
    components: usize,
) -> Scenario {
    let mut random = Random::new(seed);
    let mut seeds = |count: usize| (0..count).map(|_| random.next()).collect::<Vec<_>>();
    let lines = lines.max(1);
    // An order has 20 units on average, and a unit takes 1.2 units of capacity.
    let load = orders as f64 * 24.0 / (lines as f64 * f64::from(months.max(1)));
    Recipe {
        seed,
        months: months.max(1),
        products: seeds(1 + lines.div_ceil(2)),
        lines: seeds(lines),
        components: seeds(components),
        partners: seeds((orders / 6).clamp(3, 40)),
        orders: seeds(orders),
        // A ramp is half its height on average.
        rate: (load * 1.8).max(2.0),
    }
    .build()
}

/// A seed for each part.
#[derive(Debug, Clone)]
pub(crate) struct Recipe {
    /// For what concerns the scenario as a whole.
    pub(crate) seed: u64,
    pub(crate) months: u32,
    pub(crate) products: Vec<u64>,
    pub(crate) lines: Vec<u64>,
    pub(crate) components: Vec<u64>,
    pub(crate) partners: Vec<u64>,
    pub(crate) orders: Vec<u64>,
    /// The highest usual capacity of a line in a month.
    pub(crate) rate: f64,
}

impl Recipe {
    /// The scenario.
    pub(crate) fn build(&self) -> Scenario {
        let parts = Scenario::builder("random", self.start(), self.months);
        let parts = each(&self.products).fold(parts, |p, (i, r)| p.product(product(i, r)));
        let parts = each(&self.lines).fold(parts, |p, (i, r)| p.line(self.line(i, r)));
        let parts = each(&self.components).fold(parts, |p, (i, r)| p.component(self.part(i, r)));
        let parts = each(&self.partners).fold(parts, |p, (i, r)| p.partner(partner(i, r)));
        let parts = parts.orders(each(&self.orders).map(|(i, r)| self.order(i, r)));
        let parts = policies().into_iter().fold(parts, ScenarioBuilder::policy);
        parts.build().expect("random scenarios are valid")
    }

    fn start(&self) -> Month {
        Month::new(2020 + (self.seed % 10) as u16, 1 + (self.seed / 10 % 12) as u8)
            .expect("a month")
    }

    fn month(&self, offset: i64) -> Month {
        self.start().saturating_add(offset as i32)
    }

    fn line(&self, index: usize, mut random: Random) -> Line {
        let count = self.products.len();
        let mut line = Line::new(line_id(index), self.ramp(self.rate, &mut random));
        for product in 0..count {
            // So that every product has a line, whatever chance says.
            let its_own = product % self.lines.len() == index;
            if its_own || random.chance(35) || count == 1 {
                line = line.makes_using(product_id(product), random.one_of(&USAGES));
            }
        }
        if line.usage().is_empty() { line.makes(product_id(index % count)) } else { line }
    }

    fn part(&self, index: usize, mut random: Random) -> Component {
        let count = self.products.len();
        let rate = self.rate * self.lines.len() as f64;
        let mut part = Component::new(format!("part {index}"), self.ramp(rate, &mut random));
        let first = random.below(count as u64) as usize;
        for product in 0..count {
            if product == first || random.chance(50) {
                part = part.needed(product_id(product), random.one_of(&[1.0, 1.0, 2.0, 0.5]));
            }
        }
        if random.chance(60) { part.stock(random.whole(rate * 3.0)) } else { part }
    }

    /// A ramp up to about `most`, from before the horizon to after it.
    fn ramp(&self, most: f64, random: &mut Random) -> Ramp {
        let months = i64::from(self.months);
        let mut at = random.between(-6, months / 2);
        let mut points = Vec::new();
        for _ in 0..=random.below(4) {
            points.push((self.month(at), random.whole(most)));
            at += random.between(1, months / 2 + 2);
        }
        let ramp = match random.below(4) {
            0 => Ramp::flat(random.whole(most)),
            1 => Ramp::steps(points),
            _ => Ramp::linear(points),
        };
        if !random.chance(30) {
            return ramp;
        }
        let from = random.between(0, months - 1);
        let edit = if random.chance(50) {
            let (from, to) = (self.month(from), self.month(from + random.between(0, 4)));
            Edit::Outage { from, to, remaining: random.one_of(&[0.0, 0.5, 0.25]) }
        } else {
            Edit::Slip { from: self.month(from), months: 1 + random.below(6) as u32 }
        };
        ramp.edit(edit)
    }

    fn order(&self, index: usize, mut random: Random) -> Order {
        let months = i64::from(self.months);
        let partner = random.below(self.partners.len() as u64) as usize;
        let product = random.below(self.products.len() as u64) as usize;
        let signed = self.month(random.between(-18, (months - 1).min(months * 2 / 3)));
        let due = signed.saturating_add(random.between(0, months / 2 + 12) as i32);
        let mut order =
            Order::new(format!("o{index}"), partner_id(partner), product_id(product), signed)
                .due(due);
        if random.chance(20) {
            order = order.release(signed.saturating_add(random.below(9) as i32));
        }
        match random.below(10) {
            0 => order = order.rating("DX"),
            1..=3 => order = order.rating("DO"),
            _ => {}
        }
        let quantity = 1.0 + random.whole(38.0);
        if random.chance(70) {
            let order = order.quantity(quantity);
            return if random.chance(10) { order.urgency(2.5) } else { order };
        }
        for number in 0..=random.below(3) {
            let share = 1.0 + (quantity / 2.0).floor() * random.one_of(&[1.0, 0.5, 0.25]);
            let mut tranche = Tranche::new(share.floor());
            if random.chance(60) {
                tranche = tranche.due(due.saturating_add(3 * number as i32));
            }
            if number == 0 && random.chance(50) {
                tranche = tranche.urgency(random.one_of(&[2.0, 3.0, 1.5]));
            }
            if random.chance(20) {
                tranche = tranche.release(signed.saturating_add(random.below(6) as i32));
            }
            order = order.tranche(tranche);
        }
        order
    }
}

const USAGES: [f64; 6] = [1.0, 1.0, 1.0, 2.0, 0.5, 1.25];

// Ids whose order is not that of the numbers: nothing may depend on the order given.

fn product_id(index: usize) -> String {
    format!("{}-product", ["m", "a", "z", "k"][index % 4]) + &"x".repeat(index / 4)
}

fn line_id(index: usize) -> String {
    format!("hall {}", 97 * index % 10_007)
}

fn partner_id(index: usize) -> String {
    format!("Länder {}", 31 * index % 1_009)
}

fn product(index: usize, mut random: Random) -> Product {
    let product = Product::new(product_id(index)).worth(random.one_of(&[1.0, 4.5, 20.0, 0.25]));
    let product =
        if random.chance(20) { product.counted(Counting::Measured).unit("tonne") } else { product };
    if random.chance(20) { product.approval_lead(random.below(5) as u32) } else { product }
}

fn partner(index: usize, mut random: Random) -> Partner {
    let partner = Partner::new(partner_id(index))
        .attribute("spending", random.whole(50.0) / 10.0)
        .attribute("frontline", random.below(2) as f64);
    // Some lack it, so that `missing` is put to use; the first one never does, since an
    // attribute that nobody has is an error.
    if index == 0 || random.chance(60) {
        partner.attribute("share", random.whole(100.0))
    } else {
        partner
    }
}

/// One policy of every kind that the crate knows.
pub(crate) fn policies() -> Vec<Policy> {
    let criteria = || {
        [
            Criterion::new("spending", 1.0, 5.0).weighing(0.6),
            Criterion::new("frontline", 0.0, 1.0).weighing(0.3),
            Criterion::new("share", 100.0, 0.0).weighing(0.1).or_else(50.0),
        ]
    };
    let tiers = || {
        [
            Tier::new("first").at_least("spending", 3.0).at_least("frontline", 1.0),
            Tier::new("second").at_least("spending", 2.0).at_most("share", 80.0),
            Tier::new("others"),
        ]
    };
    vec![
        Policy::first_come_first_served("queue"),
        Policy::pro_rata("shares"),
        Policy::score("score", criteria()),
        Policy::new("steep", Score::new(criteria()).weights(WeightScale::geometric(1.0, 100.0)))
            .measured_in(Measure::Value)
            .tail_months(6.0),
        Policy::tiers("tiers by date", tiers()),
        Policy::new(
            "tiers by weight",
            Tiers::new(tiers()).weighted_by(criteria()).weights(WeightScale::linear(1.0, 4.0)),
        )
        .measured_in(Measure::Orders),
        Policy::new("tiers split", Tiers::new(tiers()).inside(Inside::EqualSplit)),
        Policy::dpas("ratings"),
    ]
}

/// Each position with a source of chance of its own.
fn each(seeds: &[u64]) -> impl Iterator<Item = (usize, Random)> {
    seeds.iter().map(|seed| Random::new(*seed)).enumerate()
}

/// `SplitMix64`: small, and the same on every platform.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is above zero.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// From `low` to `high`, both included; `low` if there is nothing between.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low).max(0) as u64 + 1) as i64
    }

    /// True in so many of a hundred cases.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A whole number from 0 to `most`.
    pub(crate) fn whole(&mut self, most: f64) -> f64 {
        self.below(most as u64 + 1) as f64
    }

    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u64) as usize]
    }

    /// Puts a list in random order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end as u64 + 1) as usize);
        }
    }
}
