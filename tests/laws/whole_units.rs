//! Whole units of shares: every month each tranche has what its exact share is, rounded down or up.
//!
//! Written from the words of the rule. The shares are worked out here month by month; where nobody
//! is released later or leaves, so are the dates, unit by unit.

use super::solve;
use crate::support::cases;
use crate::support::months::month;
use apportion::check::check;
use apportion::plan::Plan;
use apportion::scenario::{
    Inside, Line, Order, Partner, Policy, Product, Ramp, Scenario, Tier, Tiers,
};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;

/// What may be missing of a unit that counts as whole: rounding, as the documentation has it.
fn little(units: u32) -> f64 {
    1e-6 + 1e-9 * f64::from(units)
}

/// An order of whole units.
#[derive(Debug, Clone)]
struct Asked {
    product: usize,
    units: u32,
    signed: i32,
    due: i32,
    release: u32,
    /// The first month in which its customer is gone.
    gone: Option<u32>,
}

#[derive(Debug, Clone)]
struct Book {
    months: u32,
    products: usize,
    /// One line makes all products; otherwise each has two of its own.
    shared: bool,
    /// Line → month.
    capacity: Vec<Vec<f64>>,
    asked: Vec<Asked>,
}

fn book(releases: bool, leavers: bool) -> impl Strategy<Value = Book> {
    let rate = prop_oneof![
        (0_u32..60).prop_map(|tenths| f64::from(tenths) / 10.0),
        (0_u32..16).prop_map(|eighths| f64::from(eighths) / 8.0),
        0.0_f64..4.0,
    ];
    (2_u32..12, 1_usize..=3, any::<bool>()).prop_flat_map(move |(months, products, shared)| {
        let lines = if shared { 1 } else { 2 * products };
        let monthly = prop::collection::vec(rate.clone(), months as usize);
        // Half of the lines are as good in every month.
        let line = (any::<bool>(), monthly)
            .prop_map(|(flat, rates)| if flat { vec![rates[0]; rates.len()] } else { rates });
        let units = prop_oneof![3 => 1_u32..7, 1 => 7_u32..60];
        let gone = prop::option::weighted(0.4, 0_u32..months + 2);
        let asked = (0..products, units, -3_i32..=0, -2_i32..8, 0..months, any::<bool>(), gone)
            .prop_map(move |(product, units, signed, due, release, later, gone)| Asked {
                product,
                units,
                signed,
                due: gone.filter(|_| leavers).map_or(due, |gone| due.min(gone as i32 - 1)),
                release: if releases && later { release } else { 0 },
                gone: gone.filter(|_| leavers),
            });
        (prop::collection::vec(line, lines), prop::collection::vec(asked, 1..9))
            .prop_map(move |(capacity, asked)| Book { months, products, shared, capacity, asked })
    })
}

fn id(index: usize) -> String {
    format!("O{index}")
}

impl Book {
    fn makes(&self, line: usize, product: usize) -> bool {
        self.shared || line / 2 == product
    }

    fn scenario(&self, policy: Policy) -> Option<Scenario> {
        let product = |index: usize| format!("product {index}");
        let mut builder = Scenario::builder("book", month(0), self.months)
            .partner(Partner::new("all"))
            .policy(policy);
        for index in 0..self.products {
            builder = builder.product(Product::new(product(index)));
        }
        for (line, rates) in self.capacity.iter().enumerate() {
            let points = (0..).zip(rates).map(|(index, rate)| (month(index), *rate));
            let mut line_made = Line::new(format!("line {line}"), Ramp::steps(points));
            for made in (0..self.products).filter(|&made| self.makes(line, made)) {
                line_made = line_made.makes(product(made));
            }
            builder = builder.line(line_made);
        }
        for (index, asked) in self.asked.iter().enumerate() {
            let mut order =
                Order::new(id(index), "all", product(asked.product), month(asked.signed))
                    .quantity(f64::from(asked.units))
                    .due(month(asked.due))
                    .release(month(asked.release as i32));
            if let Some(gone) = asked.gone {
                order = order.cancel_after((gone as i32 - 1 - asked.due) as u32);
            }
            builder = builder.order(order);
        }
        builder.build().ok()
    }

    /// What each order has by the end of each month, if every month all that is open and released
    /// shares in proportion: order → month.
    fn shares(&self) -> Vec<Vec<f64>> {
        let mut open: Vec<f64> = self.asked.iter().map(|asked| f64::from(asked.units)).collect();
        let mut shares = vec![Vec::new(); self.asked.len()];
        for month in 0..self.months {
            let here = |asked: &Asked| {
                asked.release <= month && asked.gone.is_none_or(|gone| month < gone)
            };
            let wanted = |product: usize, open: &[f64]| {
                let all = self.asked.iter().zip(open);
                let own = all.filter(|(asked, _)| asked.product == product && here(asked));
                own.map(|(_, open)| *open).sum::<f64>()
            };
            let total: f64 = (0..self.products).map(|product| wanted(product, &open)).sum();
            let parts: Vec<f64> = (0..self.products)
                .map(|product| {
                    let lines = (0..self.capacity.len()).filter(|&l| self.makes(l, product));
                    let there: f64 = lines.map(|line| self.capacity[line][month as usize]).sum();
                    let wanted = if self.shared { total } else { wanted(product, &open) };
                    if there < wanted { there / wanted } else { 1.0 }
                })
                .collect();
            for (index, asked) in self.asked.iter().enumerate() {
                if here(asked) {
                    open[index] -= open[index] * parts[asked.product];
                }
                shares[index].push(f64::from(asked.units) - open[index]);
            }
        }
        shares
    }

    /// In the documented order: by due month, contract month, and name.
    fn in_order(&self, index: usize) -> (i32, i32, usize) {
        (self.asked[index].due, self.asked[index].signed, index)
    }

    /// The units that each order has by the end of each month, unit by unit: one whenever what is
    /// made of its product makes another one whole, for the earliest deadline among those whose
    /// window is open.
    fn unit_by_unit(&self, shares: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let months = self.months as usize;
        let mut has = vec![0.0; self.asked.len()];
        let mut by_month = vec![Vec::new(); self.asked.len()];
        for month in 0..months {
            for product in 0..self.products {
                let own: Vec<usize> =
                    (0..has.len()).filter(|&i| self.asked[i].product == product).collect();
                let made: f64 = own.iter().map(|&index| shares[index][month]).sum();
                while own.iter().map(|&index| has[index]).sum::<f64>() + 1.0 <= made + 0.5e-6 {
                    let slack = |index: usize| little(self.asked[index].units);
                    let open = own.iter().filter(|&&i| shares[i][month] > has[i] + slack(i));
                    let deadline = |index: usize| {
                        let full =
                            |&at: &usize| shares[index][at] + slack(index) >= has[index] + 1.0;
                        (0..months).find(full).unwrap_or(months)
                    };
                    let next = open.min_by_key(|&&i| (deadline(i), self.in_order(i)));
                    has[*next.unwrap()] += 1.0;
                }
            }
            for (list, has) in by_month.iter_mut().zip(&has) {
                list.push(*has);
            }
        }
        by_month
    }

    /// How many others there are in the making at most: one for each later release and for each
    /// customer who leaves.
    fn apart(&self, product: usize, until: u32) -> f64 {
        let own = || self.asked.iter().filter(move |asked| asked.product == product);
        let mut releases: Vec<u32> = own().map(|asked| asked.release).collect();
        releases.sort_unstable();
        releases.dedup();
        let later = releases.iter().skip(1).filter(|&&release| release <= until).count();
        let leave = own().filter(|asked| asked.gone.is_some_and(|gone| gone < self.months));
        (later + leave.count()) as f64
    }
}

/// What each order has by the end of each month by the plan.
fn delivered(plan: &Plan) -> Vec<Vec<f64>> {
    let of = |index: usize| {
        let mut by_month = vec![0.0; plan.months as usize];
        for part in &plan.order(&id(index)).unwrap().tranches[0].deliveries {
            by_month[part.month.since(plan.start) as usize] += part.quantity;
        }
        for month in 1..by_month.len() {
            by_month[month] += by_month[month - 1];
        }
        by_month
    };
    (0..plan.orders.len()).map(of).collect()
}

/// What was looked at.
#[derive(Debug, Default)]
struct Count {
    books: usize,
    month_ends: usize,
    ahead: usize,
    /// Month ends at which more than a fraction of one unit of a product is in the making.
    apart: usize,
}

/// Every order has its share, rounded down or up.
fn rounded(
    shares: &[Vec<f64>],
    has: &[Vec<f64>],
    count: &RefCell<Count>,
) -> Result<(), TestCaseError> {
    let mut count = count.borrow_mut();
    count.books += 1;
    for (index, (shares, has)) in shares.iter().zip(has).enumerate() {
        for (month, (share, has)) in shares.iter().zip(has).enumerate() {
            count.month_ends += 1;
            count.ahead += usize::from(*has > share + 1e-6);
            // A share that misses a unit by more than the last digits of a sum need not fill it.
            let (least, most) = ((share + 1e-9).floor(), (share - 1e-9).ceil().max(0.0));
            prop_assert!(
                least <= *has && *has <= most,
                "{} in month {month}: has {has}, its share is {share}",
                id(index)
            );
        }
    }
    Ok(())
}

fn run(
    number: u32,
    books: impl Strategy<Value = Book>,
    test: impl Fn(&Book, &RefCell<Count>) -> Result<(), TestCaseError>,
) -> Count {
    let count = RefCell::default();
    let result = TestRunner::new(cases(number)).run(&books, |book| test(&book, &count));
    result.unwrap_or_else(|error| panic!("{error}"));
    count.into_inner()
}

/// Plans that the check refuses are wrong too.
fn planned(book: &Book, policy: Policy) -> Result<Option<Plan>, TestCaseError> {
    let Some(scenario) = book.scenario(policy) else { return Ok(None) };
    let plan = solve(&scenario, &scenario.policies()[0]);
    let report = check(&scenario, &plan);
    prop_assert!(report.is_clean(), "{report}");
    Ok(Some(plan))
}

#[test]
fn a_share_is_rounded_down_or_up() {
    let test = |book: &Book, count: &RefCell<Count>| {
        let Some(plan) = planned(book, Policy::pro_rata("shares"))? else { return Ok(()) };
        let (shares, has) = (book.shares(), delivered(&plan));
        rounded(&shares, &has, count)?;
        for product in 0..book.products {
            let own = || (0..has.len()).filter(|&index| book.asked[index].product == product);
            for month in 0..book.months {
                let at = month as usize;
                let made: f64 = own().map(|index| shares[index][at]).sum();
                let has: f64 = own().map(|index| has[index][at]).sum();
                count.borrow_mut().apart += usize::from(made - has >= 1.0);
                // No more than a fraction of one unit is in the making.
                let open = made - has - book.apart(product, month);
                prop_assert!(open < 1.0, "product {product}, month {month}: {made}, {has}");
            }
        }
        Ok(())
    };
    for leavers in [false, true] {
        let count = run(8_000, book(true, leavers), test);
        println!("{count:?}");
        assert!(count.books * 8 > cases(8_000).cases as usize * 7 && count.ahead > count.books);
    }
}

#[test]
fn units_go_to_the_earliest_deadline_one_by_one() {
    let test = |book: &Book, count: &RefCell<Count>| {
        let Some(plan) = planned(book, Policy::pro_rata("shares"))? else { return Ok(()) };
        let (shares, has) = (book.shares(), delivered(&plan));
        rounded(&shares, &has, count)?;
        prop_assert_eq!(has, book.unit_by_unit(&shares));
        Ok(())
    };
    println!("{:?}", run(6_000, book(false, false), test));
}

/// Two are served in April who were not in March, from two units in the making: of what was made
/// before June the fourth order gets less than a unit, though two of its units come in June.
#[test]
fn what_was_made_before_makes_no_unit_before_its_share() {
    let asked =
        |units, signed, due, release| Asked { product: 0, units, signed, due, release, gone: None };
    let book = Book {
        months: 6,
        products: 1,
        shared: true,
        capacity: vec![vec![1.4, 0.75, 1.97, 0.75, 0.2, 4.7]],
        asked: vec![
            asked(2, -1, 0, 0),
            asked(5, 0, 0, 0),
            asked(4, -1, 0, 0),
            asked(23, -1, 1, 3),
            asked(37, 0, 0, 0),
        ],
    };
    let plan = planned(&book, Policy::pro_rata("shares")).unwrap().unwrap();
    rounded(&book.shares(), &delivered(&plan), &RefCell::default()).unwrap();
}

/// Those alike share what is made for all of them.
#[test]
fn an_equal_split_is_rounded_down_or_up() {
    let tiers = Tiers::new([Tier::new("all")]).inside(Inside::EqualSplit);
    let test = |book: &Book, count: &RefCell<Count>| {
        let policy = Policy::new("split", tiers.clone());
        let Some(plan) = planned(book, policy)? else { return Ok(()) };
        let like = |a: &Asked, b: &Asked| {
            let gone = |asked: &Asked| asked.gone.filter(|gone| *gone <= book.months);
            let one = |asked: &Asked| (asked.product, asked.due, asked.release, gone(asked));
            one(a) == one(b)
        };
        let of = |asked: &Asked| {
            let alike = (0..book.asked.len()).filter(|&i| like(&book.asked[i], asked));
            let mut made = vec![0.0; book.months as usize];
            let mut units = 0.0;
            for index in alike {
                units += f64::from(book.asked[index].units);
                for part in &plan.order(&id(index)).unwrap().tranches[0].production {
                    made[part.month.since(plan.start) as usize] += part.quantity;
                }
            }
            let mut sum = 0.0;
            let sums = made.into_iter().map(|made| {
                sum += made;
                sum * f64::from(asked.units) / units
            });
            sums.collect::<Vec<f64>>()
        };
        let shares: Vec<Vec<f64>> = book.asked.iter().map(of).collect();
        let has = delivered(&plan);
        rounded(&shares, &has, count)?;
        // Of each group no more than a fraction of one unit is in the making.
        for asked in &book.asked {
            let alike = || (0..has.len()).filter(|&i| like(&book.asked[i], asked));
            for month in 0..book.months as usize {
                let made: f64 = alike().map(|index| shares[index][month]).sum();
                let has: f64 = alike().map(|index| has[index][month]).sum();
                prop_assert!(made - has < 1.0, "month {month}: {made}, {has}");
            }
        }
        Ok(())
    };
    println!("{:?}", run(4_000, alike(), test));
}

/// Books in which many are alike.
fn alike() -> impl Strategy<Value = Book> {
    (book(false, true), 0_u32..4).prop_map(|(mut book, spread)| {
        for (index, asked) in book.asked.iter_mut().enumerate() {
            asked.product = asked.product.min(1).min(book.products - 1);
            asked.due = index as i32 % (spread as i32 + 1);
            asked.release = 0;
            asked.gone = asked.gone.filter(|_| spread == 3).map(|_| asked.due as u32 + 2);
        }
        book
    })
}

/// Nothing goes unit by unit: of a share of thousands of millions all is given at once.
#[test]
fn thousands_of_millions_of_units_are_given_at_once() {
    let asked = |units: u32| Asked { product: 0, units, signed: 0, due: 0, release: 0, gone: None };
    let capacity = vec![vec![1e9 / 3.0; 12], vec![0.5; 12]];
    let asked = [2_000_000_000, 1_000_000_001, 7, 999_999_999].map(asked).to_vec();
    let book = Book { months: 12, products: 1, shared: false, capacity, asked };
    let plan = planned(&book, Policy::pro_rata("shares")).unwrap().unwrap();
    let made: f64 = book.shares().iter().map(|shares| shares[11]).sum();
    for (share, has) in book.shares().iter().flatten().zip(delivered(&plan).iter().flatten()) {
        assert!((share - has).abs() < 1.001, "{share} {has}");
    }
    let has: f64 = delivered(&plan).iter().map(|has| has[11]).sum();
    assert!((0.0..1.001).contains(&(made - has)), "{made} {has}");
}
