//! Everything of which a month has so much: one list, each with its kind, its id, its amounts
//! by month, whether what is left carries over, and who takes how much of it.
//!
//! A new kind of thing is an entry of this list, and nothing else in the check: whether a plan
//! is possible, what it uses, and what prices prove goes through the list without knowing what
//! is in it.

use std::collections::{BTreeMap, BTreeSet};

use super::code::Code;
use super::facts::{Ahead, Cell, Facts, SHELF};
use super::plant::{Each, hours, in_place};
use super::share::{Of, Share, caps};
use super::tranche::Tranche;

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The capacity of a line.
    Line,
    /// What there is of a component.
    Component,
    /// Hours of labour, for several lines.
    Labour,
    /// What is in stock of a product that is made ahead.
    Store,
    /// The most that an order may have in a month.
    Limit,
    /// The most that somebody may have of a line or component.
    Cap,
}

/// Something of which a month has so much.
pub(super) struct Resource {
    pub(super) kind: Kind,
    pub(super) id: String,
    /// What there is before the first month.
    pub(super) opening: f64,
    /// What there is, or comes in, each month. Where it does not bind: more than anybody could
    /// take.
    pub(super) amounts: Vec<f64>,
    /// Whether it binds in a month.
    pub(super) binds: Vec<bool>,
    /// Whether what is left of a month can be used later, and the most that may be left.
    pub(super) keeps: Option<f64>,
    /// The position of the resource of which it is a share, and which share.
    pub(super) share_of: Option<(usize, f64)>,
}

/// What a unit of a tranche takes of a resource, whoever else takes from it.
#[derive(Debug, Clone)]
pub(super) struct Taking {
    pub(super) resource: usize,
    /// The line on which the unit is made, if only that one counts.
    pub(super) line: Option<usize>,
    pub(super) amount: Each,
}

/// All resources, and who takes how much of them.
pub(super) struct Resources {
    /// Lines, components, labour, stores, monthly limits and caps, each by id.
    pub(super) list: Vec<Resource>,
    /// Product → line → what a unit made there takes, whoever it is for; below zero is what
    /// it adds.
    making: Vec<Vec<Vec<(usize, Each)>>>,
    /// Tranche → what a unit takes besides, because it is for this tranche.
    serving: Vec<Vec<Taking>>,
    /// Tranche → the stock of its own that it takes from, if caps tell those apart who take.
    apart: Vec<Option<usize>>,
    /// Tranche → the shelf from which it may take instead, what nobody made here.
    shelf: Vec<Option<usize>>,
}

/// What a plan takes of a resource and adds to it, by month.
pub(super) struct Flow {
    pub(super) used: Vec<f64>,
    pub(super) fed: Vec<f64>,
}

impl Kind {
    /// Its name in plans.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Component => "component",
            Self::Labour => "labour",
            Self::Store => "store",
            Self::Limit => "limit",
            Self::Cap => "cap",
        }
    }

    /// What it is called when more is taken than there is.
    pub(super) fn exceeded(self) -> Code {
        match self {
            Self::Line | Self::Labour => Code::Capacity,
            Self::Component => Code::Stock,
            Self::Store => Code::StockBalance,
            Self::Limit => Code::MonthlyLimit,
            Self::Cap => Code::CapExceeded,
        }
    }
}

impl Resource {
    /// What there is to take for the first time in a month.
    pub(super) fn arrives(&self, month: usize) -> f64 {
        self.amounts[month] + if month == 0 { self.opening } else { 0.0 }
    }

    /// Where a plan says something of it.
    pub(super) fn path(&self) -> String {
        format!("resources[{} {:?}]", self.kind.name(), self.id)
    }
}

impl Resources {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let products = facts.scenario.products().len();
        let lines = facts.scenario.lines().len();
        let mut all = Self {
            list: Vec::new(),
            making: vec![vec![Vec::new(); lines]; products],
            serving: facts.tranches.iter().map(|_| Vec::new()).collect(),
            apart: vec![None; facts.tranches.len()],
            shelf: vec![None; facts.tranches.len()],
        };
        let caps = caps(facts);
        all.lines(facts);
        all.components(facts);
        all.labour(facts);
        all.stores(facts, &caps);
        all.limits(facts);
        for cap in &caps {
            all.cap(facts, cap);
        }
        all
    }

    /// Adds a resource of which nothing is there at first and nothing stays.
    fn add(&mut self, kind: Kind, id: &str, amounts: Vec<f64>) -> usize {
        let (id, binds) = (id.to_owned(), vec![true; amounts.len()]);
        let (opening, keeps, share_of) = (0.0, None, None);
        self.list.push(Resource { kind, id, opening, amounts, binds, keeps, share_of });
        self.list.len() - 1
    }

    fn lines(&mut self, facts: &Facts<'_>) {
        for (line, part) in facts.scenario.lines().iter().enumerate() {
            let own = self.add(Kind::Line, part.id().as_str(), facts.capacity[line].clone());
            for (making, usage) in self.making.iter_mut().zip(&facts.usage) {
                making[line].extend(usage[line].map(|usage| (own, Each::Unit(usage))));
            }
        }
    }

    fn components(&mut self, facts: &Facts<'_>) {
        for (index, part) in facts.scenario.components().iter().enumerate() {
            let own = self.add(Kind::Component, part.id().as_str(), facts.supply[index].clone());
            self.list[own].opening = part.opening_stock() + part.carried_stock();
            self.list[own].keeps = Some(f64::INFINITY);
            for (product, lines) in self.making.iter_mut().enumerate() {
                let made = lines.iter_mut().enumerate();
                let made = made.filter(|(line, _)| facts.usage[product][*line].is_some());
                for (line, making) in made {
                    making.extend(facts.pieces(index, product, line).map(|need| (own, need)));
                }
            }
        }
    }

    fn labour(&mut self, facts: &Facts<'_>) {
        for part in facts.scenario.labour() {
            let there = in_place(part.hours(), part.outages(), &facts.horizon, &facts.days);
            let own = self.add(Kind::Labour, part.id().as_str(), there);
            for (product, lines) in facts.usage.iter().enumerate() {
                let made = lines.iter().enumerate().filter(|(_, usage)| usage.is_some());
                for (line, _) in made {
                    let (by, of) =
                        (&facts.scenario.lines()[line], &facts.scenario.products()[product]);
                    let need = hours(part, of, by, &facts.horizon);
                    self.making[product][line].extend(need.map(|need| (own, need)));
                }
            }
        }
    }

    /// The store of each product made ahead and, where a cap names some who take from it, a stock
    /// for each set of caps that name the same tranches, and the shelf with what nobody made here:
    /// whoever takes the product may take that.
    fn stores(&mut self, facts: &Facts<'_>, caps: &[Share<'_>]) {
        let mut stores: Vec<(String, Kept, Whose)> = Vec::new();
        for ahead in &facts.ahead {
            let id = facts.scenario.products()[ahead.product].id().as_str();
            let Ahead { opening, limit, product, unmade, .. } = *ahead;
            let mut carried = ahead.carried.clone();
            let kept = Kept { product, opening, arriving: ahead.arriving.clone(), limit };
            stores.push((id.to_owned(), kept, Whose::All));
            let mut sets: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
            for (index, tranche) in facts.tranches.iter().enumerate() {
                if tranche.product == ahead.product {
                    let named = caps.iter().enumerate();
                    let named = named.filter(|(_, cap)| is_under(facts, cap, tranche));
                    let named: Vec<usize> = named.map(|(cap, _)| cap).collect();
                    sets.entry(named).or_default().push(index);
                }
            }
            if sets.keys().all(Vec::is_empty) {
                continue;
            }
            for (set, tranches) in sets {
                let names: Vec<&str> = set.iter().map(|cap| caps[*cap].id.as_str()).collect();
                let name = match names[..] {
                    [] => format!("{id} (uncapped)"),
                    _ => format!("{id}: {}", names.join(", ")),
                };
                let names: BTreeSet<&str> = names.into_iter().collect();
                let opening = carried.remove(&names).unwrap_or(0.0);
                let (arriving, limit) = (vec![0.0; facts.months], f64::INFINITY);
                let kept = Kept { product, opening, arriving, limit };
                stores.push((name, kept, Whose::Their(tranches)));
            }
            // What was made for whom nobody is any more is anybody's too.
            let opening = unmade + carried.into_values().sum::<f64>();
            let (arriving, limit) = (ahead.arriving.clone(), f64::INFINITY);
            if opening + arriving.iter().sum::<f64>() > 0.0 {
                let kept = Kept { product, opening, arriving, limit };
                stores.push((format!("{id} (shelf)"), kept, Whose::Anybodys));
            }
        }
        stores.sort_by(|a, b| a.0.cmp(&b.0));
        for (id, Kept { product, opening, arriving, limit }, whose) in stores {
            let own = self.add(Kind::Store, &id, arriving);
            self.list[own].opening = opening;
            self.list[own].keeps = Some(limit);
            let all = facts.tranches.iter().enumerate();
            let all = all.filter(|(_, tranche)| tranche.product == product);
            let all = all.map(|(tranche, _)| tranche);
            let takers: Vec<usize> = match whose {
                Whose::All => {
                    for making in &mut self.making[product] {
                        making.push((own, Each::Unit(-1.0)));
                    }
                    all.collect()
                }
                Whose::Their(tranches) => {
                    for &tranche in &tranches {
                        self.apart[tranche] = Some(own);
                    }
                    tranches
                }
                Whose::Anybodys => {
                    for tranche in all {
                        self.shelf[tranche] = Some(own);
                    }
                    continue;
                }
            };
            for tranche in takers {
                let amount = Each::Unit(1.0);
                self.serving[tranche].push(Taking { resource: own, line: None, amount });
            }
        }
    }

    fn limits(&mut self, facts: &Facts<'_>) {
        for (position, order) in facts.scenario.orders().iter().enumerate() {
            let Some(most) = order.most_per_month_given() else { continue };
            let own = self.add(Kind::Limit, order.id().as_str(), vec![most; facts.months]);
            let (first, tranches) = facts.tranches_of(position);
            for serving in &mut self.serving[first..first + tranches.len()] {
                serving.push(Taking { resource: own, line: None, amount: Each::Unit(1.0) });
            }
        }
    }

    fn cap(&mut self, facts: &Facts<'_>, cap: &Share<'_>) {
        let offered = cap.offered(facts);
        let carried = match cap.of {
            Of::Component(part) => facts.scenario.components()[part].carried_stock(),
            Of::Line(_) | Of::OnLine { .. } | Of::OnComponent { .. } | Of::Nothing => 0.0,
        };
        let binds: Vec<bool> =
            (0..facts.months).map(|month| cap.holds(facts.horizon.number(month))).collect();
        let mut come = carried;
        let most = offered.iter().zip(&binds).map(|(offered, binds)| {
            come = if cap.keeps() { come + offered } else { *offered };
            if *binds { cap.much(*offered) } else { come }
        });
        let own = self.add(Kind::Cap, &cap.id, most.collect());
        self.list[own].binds = binds;
        let of = capped(facts, cap);
        self.list[own].share_of = of.zip(cap.share_given());
        let Some(of) = of else { return };
        for (tranche, serving) in facts.tranches.iter().zip(&mut self.serving) {
            if !is_under(facts, cap, tranche) {
                continue;
            }
            let before = serving.len();
            // A unit takes of the cap what it takes of the thing.
            for (line, making) in self.making[tranche.product].iter().enumerate() {
                let taken = making.iter().find(|part| part.0 == of).map(|part| part.1.clone());
                let line = Some(line);
                serving.extend(taken.map(|amount| Taking { resource: own, line, amount }));
            }
            // What it needs in no month that is planned is told apart from what has no cap.
            if serving.len() == before {
                serving.push(Taking { resource: own, line: Some(0), amount: Each::Unit(0.0) });
            }
        }
    }

    /// The most that a unit takes of everything together, in absolute numbers; at least 1.
    pub(super) fn most_taken(&self) -> f64 {
        let making = self.making.iter().flatten();
        let most = |amount: &Each| {
            let (least, most) = amount.span();
            most.max(-least)
        };
        let making = making.map(|list| list.iter().map(|part| most(&part.1)).sum());
        let serving = self.serving.iter();
        let serving = serving.map(|list| list.iter().map(|part| most(&part.amount)).sum());
        making.fold(1.0, f64::max) + serving.fold(0.0, f64::max)
    }

    /// What a unit of a product made on a line takes, whoever it is for.
    pub(super) fn making(&self, product: usize, line: usize) -> &[(usize, Each)] {
        &self.making[product][line]
    }

    /// What a unit delivered to a tranche takes in stock: made for it or, if it is taken off the
    /// shelf, by nobody here.
    pub(super) fn delivery(&self, tranche: usize, off_the_shelf: bool) -> Vec<(usize, Each)> {
        let serving = self.serving(tranche).iter().filter(|taking| taking.line.is_none());
        let own = self.apart(tranche).filter(|_| off_the_shelf);
        let serving = serving.filter(|taking| own != Some(taking.resource));
        let shelf = self.shelf(tranche).filter(|_| off_the_shelf);
        let shelf = shelf.map(|shelf| (shelf, Each::Unit(1.0)));
        serving.map(|taking| (taking.resource, taking.amount.clone())).chain(shelf).collect()
    }

    /// The shelf from which a tranche may take what nobody made here, if that is told apart.
    pub(super) fn shelf(&self, tranche: usize) -> Option<usize> {
        self.shelf[tranche]
    }

    /// What a unit for a tranche takes besides.
    pub(super) fn is_component(&self, resource: usize, id: &str) -> bool {
        let resource = &self.list[resource];
        resource.kind == Kind::Component && resource.id == id
    }

    pub(super) fn serving(&self, tranche: usize) -> &[Taking] {
        &self.serving[tranche]
    }

    /// What a unit made for a tranche on a line takes of everything.
    pub(super) fn all(&self, facts: &Facts<'_>, tranche: usize, line: usize) -> Vec<(usize, Each)> {
        let mut all = self.making(facts.tranches[tranche].product, line).to_vec();
        let own = self.serving(tranche).iter();
        let own = own.filter(|taking| taking.line.is_none_or(|only| only == line));
        all.extend(own.map(|taking| (taking.resource, taking.amount.clone())));
        all
    }

    /// What a unit made on a line for the stock that a tranche takes from takes and adds.
    pub(super) fn stocking(
        &self,
        facts: &Facts<'_>,
        tranche: usize,
        line: usize,
    ) -> Vec<(usize, Each)> {
        let mut all = self.making(facts.tranches[tranche].product, line).to_vec();
        all.extend(self.apart[tranche].map(|own| (own, Each::Unit(-1.0))));
        let caps = self.serving(tranche).iter().filter(|taking| taking.line == Some(line));
        all.extend(caps.map(|taking| (taking.resource, taking.amount.clone())));
        all
    }

    /// What tells the stocks of a product apart: the one that a tranche takes from.
    pub(super) fn apart(&self, tranche: usize) -> Option<usize> {
        self.apart[tranche]
    }

    /// A tranche for each stock from which some take.
    pub(super) fn stocks(&self, facts: &Facts<'_>) -> Vec<usize> {
        let tranches = facts.tranches.iter().enumerate().rev();
        let ahead = tranches.filter(|(_, tranche)| facts.ahead(tranche.product).is_some());
        let stocks = ahead.map(|(index, part)| ((part.product, self.apart(index)), index));
        stocks.collect::<BTreeMap<_, usize>>().into_values().collect()
    }

    /// The tranches that take from the same stock as one of them.
    pub(super) fn sharing<'a>(
        &'a self,
        facts: &'a Facts<'_>,
        stock: usize,
    ) -> impl Iterator<Item = usize> + 'a {
        let product = facts.tranches[stock].product;
        let tranches = facts.tranches.iter().enumerate();
        let own = tranches.filter(move |(index, tranche)| {
            tranche.product == product && self.apart(*index) == self.apart(stock)
        });
        own.map(|(index, _)| index)
    }

    /// What production and what is taken from stock take of each resource.
    pub(super) fn flows(
        &self,
        facts: &Facts<'_>,
        made: &[Vec<Cell>],
        taken: &[Vec<Cell>],
    ) -> Vec<Flow> {
        let none = || vec![0.0; facts.months];
        let mut flows: Vec<Flow> =
            self.list.iter().map(|_| Flow { used: none(), fed: none() }).collect();
        for (index, tranche) in facts.tranches.iter().enumerate() {
            let ahead = facts.ahead(tranche.product).is_some();
            for cell in &made[index] {
                let own = self.serving(index).iter().filter(|taking| match taking.line {
                    Some(line) => line == cell.line,
                    None => !ahead,
                });
                let own = own.map(|taking| (taking.resource, &taking.amount));
                let making = self.making(tranche.product, cell.line).iter();
                for (resource, amount) in making.map(|part| (part.0, &part.1)).chain(own) {
                    let amount = amount.at(cell.month);
                    let flow = &mut flows[resource];
                    if amount < 0.0 {
                        flow.fed[cell.month] -= amount * cell.units;
                    } else {
                        flow.used[cell.month] += amount * cell.units;
                    }
                }
                if let Some(own) = self.apart(index) {
                    flows[own].fed[cell.month] += cell.units;
                }
            }
            let [own, shelf] = [false, true].map(|shelf| self.delivery(index, shelf));
            for cell in if ahead { &taken[index][..] } else { &[] } {
                for (resource, amount) in if cell.line == SHELF { &shelf } else { &own } {
                    flows[*resource].used[cell.month] += amount.at(cell.month) * cell.units;
                }
            }
        }
        flows
    }
}

/// The position of the resource that a cap is of: lines come first, then components.
fn capped(facts: &Facts<'_>, cap: &Share<'_>) -> Option<usize> {
    match cap.of {
        Of::Line(line) => Some(line),
        Of::Component(part) => Some(facts.capacity.len() + part),
        Of::OnLine { .. } | Of::OnComponent { .. } | Of::Nothing => None,
    }
}

/// Whether a cap is for a tranche, and of something that is said to be taken by its product.
fn is_under(facts: &Facts<'_>, cap: &Share<'_>, tranche: &Tranche) -> bool {
    let said = match cap.of {
        Of::Line(line) => facts.usage[tranche.product][line].is_some(),
        Of::Component(part) => {
            let id = facts.scenario.products()[tranche.product].id();
            facts.scenario.components()[part].need().contains_key(id)
        }
        Of::OnLine { .. } | Of::OnComponent { .. } | Of::Nothing => false,
    };
    said && cap.is_meant_for(facts, tranche)
}

/// What is kept of a product: what is there, what arrives by itself, the most there may be.
struct Kept {
    product: usize,
    opening: f64,
    arriving: Vec<f64>,
    limit: f64,
}

/// Whose it is what is in stock.
enum Whose {
    /// All that is there of a product, in one store.
    All,
    /// What was made for some tranches.
    Their(Vec<usize>),
    /// What nobody made here.
    Anybodys,
}
