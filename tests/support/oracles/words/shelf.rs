//! What is in stock and was not made within the horizon.

use super::calendar::Calendar;
use super::number::{Fraction, whole};
use super::ranking::Ranking;
use super::scenario::Scenario;
use super::table::Table;

/// What is in stock before the first month, what arrives, and what was made for somebody.
pub(super) struct Shelf {
    /// Units by month in which they come; the first has those that are there.
    pub(super) comes: Vec<Fraction>,
    /// The caps that name whom units were made for, and how many there are.
    carried: Vec<(Vec<String>, Fraction)>,
}

impl Shelf {
    /// What is said of it in a table with `stock`, `receipts` and `carried`.
    pub(super) fn read(table: &Table<'_>, calendar: &Calendar) -> Result<Self, String> {
        let mut comes = vec![Fraction::ZERO; calendar.months as usize];
        comes[0] = table.number("stock")?.unwrap_or(Fraction::ZERO);
        received(table, calendar, &mut comes)?;
        let mut carried = Vec::new();
        for entry in table.tables("carried", &["caps", "quantity"])? {
            let mut caps = Vec::new();
            for cap in entry.entries("caps")? {
                caps.push(cap.as_str().ok_or("a cap is no id")?.to_owned());
            }
            caps.sort();
            carried.push((caps, entry.amount("quantity")?));
        }
        Ok(Self { comes, carried })
    }

    /// Units and months for which all of it is in stock if nobody takes any.
    pub(super) fn held(&self, months: usize) -> Fraction {
        let mut held = Fraction::ZERO;
        for (month, units) in self.comes.iter().enumerate() {
            held += units * whole((months - month) as i64);
        }
        self.carried.iter().for_each(|part| held += &part.1 * whole(months as i64));
        held
    }

    /// All that is there before the first month or ever arrives.
    pub(super) fn all(&self) -> Fraction {
        let mut all = Fraction::ZERO;
        self.comes.iter().for_each(|units| all += units);
        self.carried.iter().for_each(|part| all += &part.1);
        all
    }
}

/// What arrives beside what is made or supplied; what came before is in stock.
pub(super) fn received(
    table: &Table<'_>,
    calendar: &Calendar,
    comes: &mut [Fraction],
) -> Result<(), String> {
    for entry in table.tables("receipts", &["month", "quantity"])? {
        let month = calendar.month(entry.said("month")?)?;
        if (0..calendar.months).contains(&month) {
            comes[month as usize] += &entry.amount("quantity")?;
        }
    }
    Ok(())
}

/// Units in stock that some tranches, and nobody else, may take.
pub(super) struct Pool {
    /// The product.
    pub(super) product: usize,
    /// Units by month in which they come.
    pub(super) comes: Vec<Fraction>,
    /// The tranches.
    pub(super) takers: Vec<usize>,
}

/// Of every product that is kept in stock what is there for everybody, and what was made for
/// those whom the same caps name. What was made for whom nobody is any more is everybody's.
pub(super) fn pools(scenario: &Scenario, ranking: &Ranking) -> Result<Vec<Pool>, String> {
    let mut pools = Vec::new();
    for (product, part) in scenario.products.iter().enumerate() {
        let Some(stockpile) = &part.stockpile else { continue };
        let of_product = |one: &usize| scenario.tranches[*one].product == product;
        let takers: Vec<usize> = (0..scenario.tranches.len()).filter(of_product).collect();
        let mut named = vec![Vec::new(); scenario.tranches.len()];
        for cap in scenario.caps.iter().filter(|cap| cap.bears_on(scenario, &part.id)) {
            for one in cap.named(scenario, ranking)? {
                named[one].push(cap.id.clone());
            }
        }
        for caps in &mut named {
            caps.sort();
        }
        let mut comes = stockpile.shelf.comes.clone();
        for (caps, units) in &stockpile.shelf.carried {
            let theirs: Vec<usize> =
                takers.iter().copied().filter(|one| named[*one] == *caps).collect();
            if theirs.is_empty() {
                comes[0] += units;
                continue;
            }
            let mut there = vec![whole(0); comes.len()];
            there[0] += units;
            pools.push(Pool { product, comes: there, takers: theirs });
        }
        pools.push(Pool { product, comes, takers });
    }
    Ok(pools)
}
