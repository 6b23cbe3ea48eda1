//! The linear program: columns and rows.

use super::Readings;
use super::commitment::Part;
use super::component::Component;
use super::number::{Fraction, whole};
use super::ranking::Ranking;
use super::reservation::{Reserved, entitled};
use super::scenario::Scenario;
use super::shelf::{Pool, pools};
use super::tableau::Sum;

/// A variable.
#[derive(Default)]
pub(super) struct Column {
    /// The tranche; of a promise kept, nothing.
    pub(super) tranche: Option<usize>,
    /// Where and when it is made, if it is made.
    pub(super) made: Option<(usize, usize)>,
    /// When it is delivered, if it is. What is made ahead is delivered by another column.
    pub(super) delivered: Option<usize>,
    /// What it takes of that nobody made for it: one of the pools, by position.
    pub(super) pool: Option<usize>,
    /// The promise that it keeps.
    pub(super) keeps: Option<usize>,
    /// The reserved units that it says are made.
    pub(super) meets: Option<usize>,
}

/// Columns and rows of a scenario under a ranking.
pub(super) struct Model {
    /// The variables.
    pub(super) columns: Vec<Column>,
    /// What they must keep: sums that are at most something.
    pub(super) rows: Vec<(Sum, Fraction)>,
    /// The promises by tranche.
    pub(super) parts: Vec<Part>,
    /// The reserved units by level, tranche and month.
    pub(super) reserved: Vec<Reserved>,
    /// The tranches that gates let be served.
    pub(super) eligible: Vec<usize>,
}

impl Model {
    /// The model of a scenario.
    pub(super) fn new(
        scenario: &Scenario,
        ranking: &Ranking,
        readings: Readings,
    ) -> Result<Self, String> {
        let mut model = Self {
            columns: Vec::new(),
            rows: Vec::new(),
            parts: Vec::new(),
            reserved: entitled(scenario, ranking)?,
            eligible: Vec::new(),
        };
        let pools = pools(scenario, ranking)?;
        for (one, places) in ranking.places.iter().enumerate() {
            if let Some(opens) = places.opens {
                model.eligible.push(one);
                model.tranche(scenario, (one, opens), &pools);
            }
        }
        model.orders(scenario);
        model.stocks(scenario, &pools);
        model.resources(scenario, readings);
        model.caps(scenario, ranking)?;
        model.promises(scenario, readings)?;
        model.entitlements();
        Ok(model)
    }

    /// The columns of a tranche. Made to order, it is delivered as it is made, from its
    /// release on; kept in stock, it is made in any month and taken from its release on.
    ///
    /// A stock is that of one tranche: any plan with a common stock can be told apart so
    /// (what is made first is taken first), and whom a cap names must have its own anyway.
    ///
    /// What is there or arrives is taken by whoever may, and is no production.
    fn tranche(&mut self, scenario: &Scenario, (one, opens): (usize, i64), pools: &[Pool]) {
        let tranche = &scenario.tranches[one];
        let product = &scenario.products[tranche.product];
        let end = tranche.end(scenario.calendar.months);
        let first = tranche.release.max(opens).max(0);
        let ahead = product.stockpile.is_some();
        if ahead {
            for month in first..end {
                let delivered = Some(month as usize);
                self.columns.push(Column { tranche: Some(one), delivered, ..Column::default() });
                let open = pools.iter().enumerate().filter(|(_, pool)| pool.takers.contains(&one));
                for (position, _) in open {
                    let (tranche, pool) = (Some(one), Some(position));
                    self.columns.push(Column { tranche, delivered, pool, ..Column::default() });
                }
            }
        }
        // Nothing is made ahead for what nobody can take within the horizon.
        let from = if ahead && first < end { 0 } else { first };
        for (place, line) in scenario.lines.iter().enumerate() {
            for month in from..end {
                let month = month as usize;
                if line.starts(&product.id, month).is_some() {
                    let delivered = (!ahead).then_some(month);
                    let made = Some((place, month));
                    let tranche = Some(one);
                    self.columns.push(Column { tranche, made, delivered, ..Column::default() });
                }
            }
        }
    }

    /// The columns that something is said of.
    fn some(&self, which: impl Fn(&Column) -> Option<Fraction>) -> Sum {
        let said = self.columns.iter().enumerate();
        said.filter_map(|(position, column)| Some((position, which(column)?))).collect()
    }

    /// A row, unless it says nothing.
    fn row(&mut self, sum: Sum, right: Fraction) {
        if !sum.is_empty() {
            self.rows.push((sum, right));
        }
    }

    /// No more than is ordered, and no more of an order in a month than it may take.
    ///
    /// OPEN: of what is kept in stock the limit is on what is taken, not on what is made
    /// ahead: the format says "limits what an order takes". What the limit holds up is then
    /// delivered after max(t, r).
    fn orders(&mut self, scenario: &Scenario) {
        for (one, tranche) in scenario.tranches.iter().enumerate() {
            let mine = self.some(|column| {
                (column.tranche == Some(one) && column.delivered.is_some()).then(|| whole(1))
            });
            self.row(mine, tranche.open());
            let Some(most) = tranche.most.as_ref().filter(|_| tranche.number == 0) else {
                continue;
            };
            for month in 0..scenario.calendar.months as usize {
                let taken = self.some(|column| {
                    let order = &scenario.tranches[column.tranche?].order;
                    (*order == tranche.order && column.delivered == Some(month)).then(|| whole(1))
                });
                self.row(taken, most.clone());
            }
        }
    }

    /// Of what is kept in stock no more is taken than was made or came, and no more lies there at
    /// the end of a month than the limit. There is room for what is there and arrives, whatever
    /// the limit.
    fn stocks(&mut self, scenario: &Scenario, pools: &[Pool]) {
        let months = scenario.calendar.months as usize;
        for month in 0..months {
            let in_stock = |column: &Column, product: usize| {
                let one = column.tranche?;
                let tranche = &scenario.tranches[one];
                scenario.products[tranche.product].stockpile.as_ref()?;
                if tranche.product != product {
                    return None;
                }
                match (column.made, column.delivered) {
                    (Some((_, made)), None) if made <= month => Some((one, whole(-1))),
                    (None, Some(taken)) if taken <= month => Some((one, whole(1))),
                    _ => None,
                }
            };
            for (product, kept) in scenario.products.iter().enumerate() {
                let Some(stockpile) = &kept.stockpile else { continue };
                for one in 0..scenario.tranches.len() {
                    let taken = self.some(|column| {
                        let own = in_stock(column, product).filter(|(of, _)| *of == one);
                        own.filter(|_| column.pool.is_none()).map(|(_, sign)| sign)
                    });
                    self.row(taken, Fraction::ZERO);
                }
                let mut come = Fraction::ZERO;
                for (position, pool) in pools.iter().enumerate() {
                    if pool.product != product {
                        continue;
                    }
                    let mut there = Fraction::ZERO;
                    pool.comes[..=month].iter().for_each(|units| there += units);
                    let taken = self.some(|column| {
                        let own = in_stock(column, product);
                        own.filter(|_| column.pool == Some(position)).map(|(_, sign)| sign)
                    });
                    come += &there;
                    self.row(taken, there);
                }
                if let Some(limit) = &stockpile.limit {
                    let held = self.some(|column| in_stock(column, product).map(|(_, sign)| -sign));
                    let all = stockpile.shelf.all();
                    let room = if all > *limit { all } else { limit.clone() };
                    self.row(held, room - come);
                }
            }
        }
    }

    /// Lines, components and labour.
    ///
    /// Capacity and components go by starts: a good unit takes one over the yield of them.
    fn resources(&mut self, scenario: &Scenario, readings: Readings) {
        let months = scenario.calendar.months as usize;
        for place in 0..scenario.lines.len() {
            for month in 0..months {
                let used = self.some(|column| {
                    (column.made == Some((place, month))).then(|| capacity(scenario, column))?
                });
                self.row(used, scenario.lines[place].capacity[month].clone());
            }
        }
        for component in &scenario.components {
            let mut arrived = component.carried.clone();
            for month in 0..months {
                arrived += &component.arrives[month];
                let used = self.some(|column| {
                    let (_, made) = column.made?;
                    (made <= month).then(|| pieces(scenario, column, component))?
                });
                self.row(used, arrived.clone());
            }
        }
        for labour in &scenario.labour {
            for month in 0..months {
                let used = self.some(|column| {
                    let (place, made) = column.made.filter(|(_, made)| *made == month)?;
                    let product = &scenario.products[scenario.tranches[column.tranche?].product].id;
                    let line = &scenario.lines[place];
                    let hours = labour.need(&line.id, product)?;
                    // OPEN: hours for a unit or for a start; see `Readings`.
                    if readings.labour_per_start && labour.per_start {
                        Some(hours * line.starts(product, made)?)
                    } else {
                        Some(hours.clone())
                    }
                });
                self.row(used, labour.hours[month].clone());
            }
        }
    }

    /// Caps, month by month; made ahead counts where and when it is made.
    ///
    /// OPEN: of a component, what a month's share leaves is not carried to the next.
    fn caps(&mut self, scenario: &Scenario, ranking: &Ranking) -> Result<(), String> {
        for cap in &scenario.caps {
            let named = cap.named(scenario, ranking)?;
            let mine = |column: &Column| column.tranche.is_some_and(|one| named.contains(&one));
            let line = scenario.lines.iter().position(|one| Some(&one.id) == cap.line.as_ref());
            let component =
                scenario.components.iter().find(|one| Some(&one.id) == cap.component.as_ref());
            for month in 0..scenario.calendar.months as usize {
                if let Some(place) = line {
                    let line = &scenario.lines[place];
                    let Some(limit) = cap.limit(&line.good_capacity(month), month) else {
                        continue;
                    };
                    // Of good units, as all that is said of a capacity.
                    let used = self.some(|column| {
                        let product =
                            &scenario.products[scenario.tranches[column.tranche?].product];
                        (mine(column) && column.made == Some((place, month)))
                            .then(|| line.usage.get(&product.id).cloned())?
                    });
                    self.row(used, limit);
                } else if let Some(component) = component {
                    let Some(limit) = cap.limit(&component.arrives[month], month) else { continue };
                    let used = self.some(|column| {
                        let (_, made) = column.made?;
                        (mine(column) && made == month)
                            .then(|| pieces(scenario, column, component))?
                    });
                    self.row(used, limit);
                } else {
                    return Err("a cap on nothing that is known".into());
                }
            }
        }
        Ok(())
    }

    /// What is kept of each promise: at most what was promised, and at most what is delivered
    /// by its month.
    fn promises(&mut self, scenario: &Scenario, readings: Readings) -> Result<(), String> {
        for commitment in &scenario.commitments {
            let mut of = scenario.tranches.iter().filter(|one| commitment.of(one));
            let counted = of.next().is_some_and(|one| scenario.products[one.product].counted);
            let parts =
                commitment.parts(&scenario.tranches, counted, readings.promise_by_tranche)?;
            self.parts.extend(parts);
        }
        for part in 0..self.parts.len() {
            let mut kept = self.some(|column| {
                let promise = &self.parts[part];
                let by = column.delivered? as i64 <= promise.by;
                (by && promise.tranches.contains(&column.tranche?)).then(|| whole(-1))
            });
            let own = self.columns.len();
            self.columns.push(Column { keeps: Some(part), ..Column::default() });
            self.row(vec![(own, whole(1))], self.parts[part].quantity.clone());
            kept.push((own, whole(1)));
            self.row(kept, Fraction::ZERO);
        }
        Ok(())
    }

    /// What is made by a month of the units that a reservation says should be: at most these,
    /// and at most what is made of the tranche.
    fn entitlements(&mut self) {
        for place in 0..self.reserved.len() {
            let (one, month) = (self.reserved[place].tranche, self.reserved[place].month);
            let mut met = self.some(|column| {
                let by = column.delivered? <= month && column.tranche? == one;
                by.then(|| whole(-1))
            });
            let own = self.columns.len();
            self.columns.push(Column { meets: Some(place), ..Column::default() });
            self.row(vec![(own, whole(1))], self.reserved[place].units.clone());
            met.push((own, whole(1)));
            self.row(met, Fraction::ZERO);
        }
    }
}

/// The capacity that a good unit takes where a column makes it.
fn capacity(scenario: &Scenario, column: &Column) -> Option<Fraction> {
    let (place, month) = column.made?;
    let product = &scenario.products[scenario.tranches[column.tranche?].product].id;
    let line = &scenario.lines[place];
    Some(line.usage.get(product)? * line.starts(product, month)?)
}

/// The pieces of a component that a good unit takes where a column makes it.
fn pieces(scenario: &Scenario, column: &Column, component: &Component) -> Option<Fraction> {
    let (place, month) = column.made?;
    let product = &scenario.products[scenario.tranches[column.tranche?].product].id;
    component.pieces(product, month, &scenario.lines[place].starts(product, month)?)
}
