//! One line, one product: a transportation problem in whole numbers.

use apportion::scenario::{Line, Product, Ramp, Scenario};

use super::case::Case;
use super::chance::Chance;
use super::{InstanceError, orders, policies, start};

pub(super) fn scenario(case: &Case, seed: u64) -> Result<Scenario, InstanceError> {
    let mut chance = Chance::new(seed);
    let start = start()?;
    let partners = policies::partners(case.shape, &mut chance);
    let book = orders::book(case, partners.len(), start, &mut chance);
    let usual = book.totals[0] / 1.1 / f64::from(case.months);
    let rates: Vec<_> = (0..case.months)
        .map(|month| {
            let rate = (usual * chance.hundredths(80, 120)).round();
            (start + month, rate)
        })
        .collect();
    let product = orders::product(0);
    let mut builder = Scenario::builder(format!("{case} #{seed}"), start, case.months)
        .product(Product::new(product.as_str()))
        .line(Line::new("line", Ramp::steps(rates)).makes(product.as_str()))
        .orders(book.orders);
    for partner in partners {
        builder = builder.partner(partner);
    }
    for policy in policies::policies() {
        builder = builder.policy(policy);
    }
    Ok(builder.build()?)
}
