//! Everything of which a month has so much: one list, each with its kind, its id, its amounts
//! by month, whether what is left carries over, and who takes how much of it.
//!
//! A new kind of thing is an entry of this list, and nothing else in the check: whether a plan
//! is possible, what it uses, and what prices prove goes through the list without knowing what
//! is in it.

use super::code::Code;
use super::facts::{Cell, Facts};
use super::plant::{Each, hours, in_place};
use super::share::{Of, Share, caps};

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
        };
        all.lines(facts);
        all.components(facts);
        all.labour(facts);
        all.stores(facts);
        all.limits(facts);
        for cap in caps(facts) {
            all.cap(facts, &cap);
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
            self.list[own].opening = part.opening_stock();
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

    fn stores(&mut self, facts: &Facts<'_>) {
        for ahead in &facts.ahead {
            let id = facts.scenario.products()[ahead.product].id();
            let own = self.add(Kind::Store, id.as_str(), ahead.arriving.clone());
            self.list[own].opening = ahead.opening;
            self.list[own].keeps = Some(ahead.limit);
            for making in &mut self.making[ahead.product] {
                making.push((own, Each::Unit(-1.0)));
            }
            for (tranche, serving) in facts.tranches.iter().zip(&mut self.serving) {
                if tranche.product == ahead.product {
                    serving.push(Taking { resource: own, line: None, amount: Each::Unit(1.0) });
                }
            }
        }
    }

    fn limits(&mut self, facts: &Facts<'_>) {
        for (position, order) in facts.scenario.orders().iter().enumerate() {
            let Some(most) = order.monthly_limit() else { continue };
            let own = self.add(Kind::Limit, order.id().as_str(), vec![most; facts.months]);
            let (first, tranches) = facts.tranches_of(position);
            for serving in &mut self.serving[first..first + tranches.len()] {
                serving.push(Taking { resource: own, line: None, amount: Each::Unit(1.0) });
            }
        }
    }

    fn cap(&mut self, facts: &Facts<'_>, cap: &Share<'_>) {
        let offered = cap.offered(facts);
        let binds: Vec<bool> =
            (0..facts.months).map(|month| cap.holds(facts.horizon.number(month))).collect();
        let mut come = 0.0;
        let most = offered.iter().zip(&binds).map(|(offered, binds)| {
            come = if cap.keeps() { come + offered } else { *offered };
            if *binds { cap.much(*offered) } else { come }
        });
        let own = self.add(Kind::Cap, &cap.id, most.collect());
        self.list[own].binds = binds;
        // Lines come first, then components.
        let of = match cap.of {
            Of::Line(line) => Some(line),
            Of::Component(part) => Some(facts.capacity.len() + part),
            Of::OnLine { .. } | Of::OnComponent { .. } | Of::Nothing => None,
        };
        self.list[own].share_of = of.zip(cap.share_given());
        let Some(of) = of else { return };
        for (tranche, serving) in facts.tranches.iter().zip(&mut self.serving) {
            // Units taken from a stock were made for nobody in particular.
            if facts.ahead(tranche.product).is_some() || !cap.is_meant_for(facts, tranche) {
                continue;
            }
            // A unit takes of the cap what it takes of the thing.
            for (line, making) in self.making[tranche.product].iter().enumerate() {
                let taken = making.iter().find(|part| part.0 == of).map(|part| part.1.clone());
                let line = Some(line);
                serving.extend(taken.map(|amount| Taking { resource: own, line, amount }));
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

    /// What a unit for a tranche takes besides.
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
            let served =
                if facts.ahead(tranche.product).is_some() { &taken[index] } else { &made[index] };
            for cell in &made[index] {
                for (resource, amount) in self.making(tranche.product, cell.line) {
                    let amount = amount.at(cell.month);
                    let flow = &mut flows[*resource];
                    if amount < 0.0 {
                        flow.fed[cell.month] -= amount * cell.units;
                    } else {
                        flow.used[cell.month] += amount * cell.units;
                    }
                }
            }
            for cell in served {
                for taking in self.serving(index) {
                    if taking.line.is_none_or(|line| line == cell.line) {
                        let used = &mut flows[taking.resource].used;
                        used[cell.month] += taking.amount.at(cell.month) * cell.units;
                    }
                }
            }
        }
        flows
    }
}
