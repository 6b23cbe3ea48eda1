//! Lines of unequal usage and components with stock.

use apportion::scenario::{Component, Line, Month, Product, Ramp, Scenario};

use super::case::Case;
use super::chance::Chance;
use super::{InstanceError, orders, policies, start};

pub(super) fn scenario(case: &Case, seed: u64) -> Result<Scenario, InstanceError> {
    let mut chance = Chance::new(seed);
    let start = start()?;
    let partners = policies::partners(case.shape, &mut chance);
    let book = orders::book(case, partners.len(), start, &mut chance);
    let mut builder = Scenario::builder(format!("{case} #{seed}"), start, case.months);
    for index in 0..book.totals.len() {
        builder = builder.product(Product::new(orders::product(index)));
    }
    for line in lines(case, &book.totals, start, &mut chance) {
        builder = builder.line(line);
    }
    for component in components(case, &book.totals, start, &mut chance) {
        builder = builder.component(component);
    }
    for partner in partners {
        builder = builder.partner(partner);
    }
    for policy in policies::policies() {
        builder = builder.policy(policy);
    }
    Ok(builder.orders(book.orders).build()?)
}

/// Which line uses how much for which product: every line makes one product, every
/// product is made by one line more than its share.
fn usage(case: &Case, products: usize, chance: &mut Chance) -> Vec<Vec<Option<f64>>> {
    let lines = case.lines as usize;
    let mut usage = vec![vec![None; products]; lines];
    for index in 0..lines.max(products) {
        usage[index % lines][index % products] = Some(chance.hundredths(50, 200));
    }
    let more: Vec<usize> = (0..products).map(|_| chance.position(lines)).collect();
    for (product, line) in more.into_iter().enumerate() {
        usage[line][product] = Some(chance.hundredths(50, 200));
    }
    usage
}

/// Lines that can make all but a tenth of what is ordered, if every product is spread
/// evenly over its lines; they start at 70 % of their usual rate and end at 130 %.
fn lines(case: &Case, totals: &[f64], start: Month, chance: &mut Chance) -> Vec<Line> {
    let usage = usage(case, totals.len(), chance);
    let makers = |product: usize| usage.iter().filter(|row| row[product].is_some()).count() as f64;
    let shares: Vec<f64> =
        totals.iter().enumerate().map(|(product, total)| total / makers(product)).collect();
    let line = |(index, row): (usize, &Vec<Option<f64>>)| {
        let load: f64 =
            row.iter().zip(&shares).map(|(usage, share)| usage.unwrap_or(0.0) * share).sum();
        let usual = load / 1.1 / f64::from(case.months);
        let rate = |month: u32| {
            let growth = 0.7 + 0.6 * f64::from(month) / f64::from(case.months);
            (usual * growth * chance.hundredths(90, 110) * 100.0).round() / 100.0
        };
        let ramp = ramp(case, start, rate);
        let made = row.iter().enumerate();
        made.filter_map(|(product, usage)| usage.map(|usage| (product, usage)))
            .fold(Line::new(format!("line {index:02}"), ramp), |line, (product, usage)| {
                line.makes_using(orders::product(product), usage)
            })
    };
    usage.iter().enumerate().map(line).collect()
}

/// Components, each needed by about half the products, with two months' supply in stock;
/// their supply covers 9 tenths of what the whole order book needs.
fn components(case: &Case, totals: &[f64], start: Month, chance: &mut Chance) -> Vec<Component> {
    let component = |index: usize| {
        let always = chance.position(totals.len());
        let mut needs = Vec::new();
        for product in 0..totals.len() {
            if chance.whole(0, 1) == 1 || product == always {
                needs.push((product, f64::from(chance.whole(4, 12)) / 4.0));
            }
        }
        let total: f64 = needs.iter().map(|&(product, need)| need * totals[product]).sum();
        let usual = 0.9 * total / f64::from(case.months + 2);
        let rate = |_| (usual * chance.hundredths(60, 140)).round();
        let supply = ramp(case, start, rate);
        let name = format!("component {index}");
        let component = Component::new(name, supply).stock((2.0 * usual).round());
        needs.into_iter().fold(component, |component, (product, need)| {
            component.needed(orders::product(product), need)
        })
    };
    (0..case.shape.components()).map(component).collect()
}

fn ramp(case: &Case, start: Month, mut rate: impl FnMut(u32) -> f64) -> Ramp {
    Ramp::steps((0..case.months).map(|month| (start + month, rate(month))))
}
