//! What is reserved is held under rules too.
//!
//! Written from the words: a share of one line entitles its partner to so many units a month, and
//! no rule keeps them from it; but no place stays idle for which somebody who is late is waiting.

use super::solve;
use crate::support::cases;
use crate::support::months::month;
use apportion::check::check;
use apportion::plan::Plan;
use apportion::scenario::{
    Counting, Line, Lottery, Order, Partner, Placement, Policy, Product, Queue, Ramp, Reservation,
    Scenario, Stockpile,
};
use proptest::prelude::*;

/// What may be rounding.
const LITTLE: f64 = 1e-6;

/// An order.
#[derive(Debug, Clone)]
struct Asked {
    favoured: bool,
    units: u32,
    signed: i32,
    due: i32,
    release: u32,
}

#[derive(Debug, Clone)]
struct Book {
    capacity: Vec<u32>,
    share: f64,
    stocked: bool,
    asked: Vec<Asked>,
}

fn book() -> impl Strategy<Value = Book> {
    (2_usize..9).prop_flat_map(|months| {
        let asked = (any::<bool>(), 1_u32..9, -9_i32..=0, 0_i32..12, 0..months as u32).prop_map(
            |(favoured, units, signed, due, release)| Asked {
                favoured,
                units,
                signed,
                due: due.max(release as i32),
                release,
            },
        );
        let share = prop_oneof![Just(0.25), Just(0.5), Just(0.75), Just(1.0)];
        let capacity = prop::collection::vec(0_u32..5, months);
        (capacity, share, any::<bool>(), prop::collection::vec(asked, 1..8))
            .prop_map(|(capacity, share, stocked, asked)| Book { capacity, share, stocked, asked })
    })
}

impl Book {
    fn scenario(&self, policy: Policy) -> Scenario {
        let points = (0..).zip(&self.capacity);
        let points = points.map(|(index, rate)| (month(index), f64::from(*rate)));
        let mut product = Product::new("oil").counted(Counting::Measured);
        if self.stocked {
            product = product.stockpile(Stockpile::new());
        }
        let mut builder = Scenario::builder("book", month(0), self.capacity.len() as u32)
            .product(product)
            .line(Line::new("line", Ramp::steps(points)).makes("oil"))
            .partner(Partner::new("favoured"))
            .partner(Partner::new("other"))
            .reservation(
                Reservation::of_line("own", "line").for_partner("favoured").share(self.share),
            )
            .policy(policy);
        for (index, asked) in self.asked.iter().enumerate() {
            let partner = if asked.favoured { "favoured" } else { "other" };
            builder = builder.order(
                Order::new(format!("O{index}"), partner, "oil", month(asked.signed))
                    .quantity(f64::from(asked.units))
                    .due(month(asked.due))
                    .release(month(asked.release as i32)),
            );
        }
        builder.build().unwrap()
    }

    /// What of each order the share alone has made by the end of each month: order → month.
    fn entitled(&self) -> Vec<Vec<f64>> {
        let mut sequence: Vec<usize> = (0..self.asked.len()).collect();
        sequence.retain(|&index| self.asked[index].favoured);
        sequence.sort_by_key(|&index| (self.asked[index].due, self.asked[index].release, index));
        let mut made = vec![0.0; self.asked.len()];
        let mut by_month = vec![Vec::new(); self.asked.len()];
        for (month, capacity) in self.capacity.iter().enumerate() {
            let mut room = self.share * f64::from(*capacity);
            for &index in &sequence {
                let asked = &self.asked[index];
                if asked.release as usize <= month {
                    let units = room.min(f64::from(asked.units) - made[index]);
                    made[index] += units;
                    room -= units;
                }
            }
            (0..made.len()).for_each(|index| by_month[index].push(made[index]));
        }
        by_month
    }
}

/// What each order has by the end of each month.
fn has(scenario: &Scenario, plan: &Plan) -> Vec<Vec<f64>> {
    let of = |order: &apportion::plan::OrderPlan| {
        let mut has = vec![0.0; scenario.months() as usize];
        for part in order.tranches.iter().flat_map(|tranche| &tranche.deliveries) {
            for sum in &mut has[scenario.index_of(part.month)..] {
                *sum += part.quantity;
            }
        }
        has
    };
    plan.orders.iter().map(of).collect()
}

fn policies() -> [Policy; 4] {
    [
        Policy::first_come_first_served("queue"),
        Policy::new("by due", Queue::new().placed(Placement::ByDue)),
        Policy::new("lottery", Lottery::new(7)),
        Policy::pro_rata("shares"),
    ]
}

proptest! {
    #![proptest_config(cases(400))]

    /// Nobody is short of what it is entitled to, month by month, or once it is due where all is
    /// placed by due months.
    #[test]
    fn nobody_is_short(book in book()) {
        for policy in policies() {
            let scenario = book.scenario(policy.clone());
            let plan = solve(&scenario, &policy);
            let report = check(&scenario, &plan);
            prop_assert!(report.is_clean(), "{}: {report}", policy.id());
            prop_assert!(plan.reservations[0].unit_months() <= LITTLE, "{}", policy.id());
            let has = has(&scenario, &plan);
            let by_due = policy.id().as_str() == "by due";
            for (index, entitled) in book.entitled().iter().enumerate() {
                for (month, entitled) in entitled.iter().enumerate() {
                    let due = book.asked[index].due as usize;
                    if by_due && month < due {
                        continue;
                    }
                    prop_assert!(
                        has[index][month] >= entitled - LITTLE,
                        "{}: O{index} has {} of {entitled} in {month}",
                        policy.id(),
                        has[index][month],
                    );
                }
            }
        }
    }

    /// No place is left empty for which somebody waits.
    #[test]
    fn no_place_is_held_in_vain(book in book()) {
        for policy in policies() {
            let scenario = book.scenario(policy.clone());
            let plan = solve(&scenario, &policy);
            let has = has(&scenario, &plan);
            let mut made = vec![0.0; book.capacity.len()];
            for tranche in plan.orders.iter().flat_map(|order| &order.tranches) {
                for part in &tranche.production {
                    made[scenario.index_of(part.month)] += part.quantity;
                }
            }
            for (month, (made, capacity)) in made.iter().zip(&book.capacity).enumerate() {
                if *made >= f64::from(*capacity) - LITTLE {
                    continue;
                }
                for (index, asked) in book.asked.iter().enumerate() {
                    let by_due = policy.id().as_str() == "by due";
                    let wanted = if by_due { asked.due as u32 } else { asked.release };
                    let open = f64::from(asked.units) - has[index][month];
                    prop_assert!(
                        wanted as usize > month || open <= LITTLE,
                        "{}: {made} of {capacity} in {month}, and O{index} waits for {open}",
                        policy.id(),
                    );
                }
            }
        }
    }
}
