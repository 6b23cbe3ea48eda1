//! The levels of a policy, in their order.

use super::cost::Cost;
use super::model::{Column, Model};
use super::number::{Fraction, whole};
use super::policy::{Policy, Rule};
use super::ranking::Ranking;
use super::reservation::Reserved;
use super::scenario::Scenario;
use super::sequence::{by_due, by_priority, natural};
use super::tableau::Sum;
use super::{Kind, Readings};

/// A level: its value is a sum over the columns and what it is without any.
pub(super) struct Level {
    /// Which it is.
    pub(super) kind: Kind,
    /// The value of doing nothing.
    pub(super) nothing: Fraction,
    /// What each column adds.
    pub(super) sum: Sum,
}

/// All that levels are made from.
pub(super) struct Levels<'a> {
    scenario: &'a Scenario,
    policy: &'a Policy,
    ranking: &'a Ranking,
    model: &'a Model,
    costs: Vec<Cost<'a>>,
}

impl<'a> Levels<'a> {
    /// Of a scenario under a policy.
    pub(super) fn new(
        scenario: &'a Scenario,
        policy: &'a Policy,
        ranking: &'a Ranking,
        model: &'a Model,
        readings: Readings,
    ) -> Self {
        let costs = scenario
            .tranches
            .iter()
            .zip(&ranking.places)
            .map(|(tranche, places)| Cost::new(scenario, policy, tranche, places, readings))
            .collect();
        Self { scenario, policy, ranking, model, costs }
    }

    /// All levels, highest first.
    pub(super) fn all(&self) -> Result<Vec<Level>, String> {
        let mut levels = Vec::new();
        if !self.scenario.commitments.is_empty() {
            levels.push(self.promised());
        }
        self.reserved(None, &mut levels);
        let order = self.order()?;
        if self.policy.rule.in_sequence() {
            self.in_sequence(&self.sequence()?, &mut levels);
        } else {
            self.by_tier(&mut levels);
        }
        self.earliest(&mut levels);
        if self.scenario.products.iter().any(|product| product.stockpile.is_some()) {
            levels.push(self.held());
        }
        if !matches!(self.policy.rule, Rule::Tiers { split: true, .. }) {
            levels.push(self.among_equals(&order)?);
        }
        Ok(levels)
    }

    /// Units short of what was promised.
    fn promised(&self) -> Level {
        let mut nothing = Fraction::ZERO;
        for part in &self.model.parts {
            nothing += &part.quantity;
        }
        let sum = self.over(|column| column.keeps.map(|_| whole(-1)));
        Level { kind: Kind::Commitments, nothing, sum }
    }

    /// Lost value and backlog, tier by tier.
    fn by_tier(&self, levels: &mut Vec<Level>) {
        for tier in 0..self.ranking.names.len() {
            self.above(tier, levels);
            levels.push(self.level(
                Kind::Backlog(tier),
                |one, month| self.costs[one].delivered(month, tier),
                |one| self.costs[one].left(tier),
            ));
        }
    }

    /// What is short of reserved units that hold against a tier or what is above it; against all
    /// of them where none is named.
    fn reserved(&self, against: Option<usize>, levels: &mut Vec<Level>) {
        let mine = |part: &&Reserved| part.against == against;
        if !self.model.reserved.iter().any(|part| mine(&part)) {
            return;
        }
        let nothing = self.model.reserved.iter().filter(mine);
        let nothing = nothing.fold(Fraction::ZERO, |sum, part| sum + &part.units);
        let sum = self.over(|column| {
            let part = &self.model.reserved[column.meets?];
            mine(&part).then(|| whole(-1))
        });
        levels.push(Level { kind: Kind::Reserved(against), nothing, sum });
    }

    /// What stands directly before the backlog of a tier: what is reserved against it, then what
    /// it loses by value.
    fn above(&self, tier: usize, levels: &mut Vec<Level>) {
        self.reserved(Some(tier), levels);
        if self.policy.lost_by_value {
            levels.push(self.level(
                Kind::LostValue(tier),
                |_, _| Fraction::ZERO,
                |one| self.costs[one].lost(tier),
            ));
        }
    }

    /// What each tranche is late, in sequence.
    ///
    /// OPEN: whether a tranche's level counts units or what the policy's measure makes of
    /// them. Read so: v as in every cost. It decides nothing, as v is one number of a tranche.
    fn in_sequence(&self, order: &[usize], levels: &mut Vec<Level>) {
        let tranches = &self.scenario.tranches;
        for tier in 0..self.ranking.names.len() {
            self.above(tier, levels);
            for &mine in order {
                if !self.ranking.places[mine].tier.contains(&tier) {
                    continue;
                }
                let (tranche, cost) = (&tranches[mine], &self.costs[mine]);
                levels.push(self.level(
                    Kind::Lateness { order: tranche.order.clone(), tranche: tranche.number, tier },
                    |one, month| {
                        if one == mine { cost.delivered(month, tier) } else { Fraction::ZERO }
                    },
                    |one| if one == mine { cost.left(tier) } else { Fraction::ZERO },
                ));
            }
        }
    }

    /// Earliest delivery: delivery months, the first of the horizon 0, what is left as in the
    /// month after it.
    ///
    /// OPEN: under DPAS, a level for each rating or one. Read so: ratings are its tiers, "a
    /// level for each tier". And with `among_on_time = "due"` w = 1, but v stays.
    fn earliest(&self, levels: &mut Vec<Level>) {
        let months = whole(self.scenario.calendar.months);
        if self.policy.among_on_time_by_due {
            levels.push(self.level(
                Kind::Earliest(None),
                |one, month| whole(month) * &self.costs[one].worth,
                |one| &months * &self.costs[one].worth,
            ));
            return;
        }
        for tier in 0..self.ranking.names.len() {
            let factor = |one: usize| {
                let (mine, weight) = self.costs[one].at_due();
                if mine == tier { weight * &self.costs[one].worth } else { Fraction::ZERO }
            };
            levels.push(self.level(
                Kind::Earliest(Some(tier)),
                |one, month| whole(month) * factor(one),
                |one| &months * factor(one),
            ));
        }
    }

    /// What is in stock at the end of each month, by what it weighs.
    fn held(&self) -> Level {
        let months = self.scenario.calendar.months as usize;
        let sum = self.over(|column| {
            let product = &self.scenario.products[self.scenario.tranches[column.tranche?].product];
            let holding = &product.stockpile.as_ref()?.holding;
            match (column.made, column.delivered) {
                (Some((_, made)), None) => Some(holding * whole((months - made) as i64)),
                (None, Some(taken)) => Some(-(holding * whole((months - taken) as i64))),
                _ => None,
            }
        });
        // If nothing is made and nothing taken, what comes lies there to the end.
        let mut nothing = Fraction::ZERO;
        for stockpile in self.scenario.products.iter().filter_map(|part| part.stockpile.as_ref()) {
            nothing += stockpile.shelf.held(months) * &stockpile.holding;
        }
        Level { kind: Kind::Held, nothing, sum }
    }

    /// The order among equals: rank, usage and month.
    ///
    /// OPEN: what is left is not mentioned; read as in the level of earliest delivery. Month
    /// is that of delivery, of what is kept in stock too. Ranks are counted over the tranches
    /// that gates let be served.
    fn among_equals(&self, order: &[usize]) -> Result<Level, String> {
        let mut factors = vec![Fraction::ZERO; self.scenario.tranches.len()];
        for (place, &one) in order.iter().enumerate() {
            let rank = whole((order.len() - place) as i64);
            factors[one] = rank * self.usage(self.scenario.tranches[one].product)?;
        }
        let months = whole(self.scenario.calendar.months);
        Ok(self.level(
            Kind::OrderAmongEquals,
            |one, month| whole(month) * &factors[one],
            |one| &months * &factors[one],
        ))
    }

    /// The usage of a product on the first of its lines by id.
    ///
    /// OPEN: whether ids of lines are in natural order. Not covered where it matters.
    fn usage(&self, product: usize) -> Result<Fraction, String> {
        let id = &self.scenario.products[product].id;
        let lines = || self.scenario.lines.iter().filter(|line| line.usage.contains_key(id));
        let first = lines().min_by(|one, other| natural(&one.id, &other.id));
        let plain = lines().min_by(|one, other| one.id.cmp(&other.id));
        match (first, plain) {
            (Some(first), Some(plain)) if first.usage[id] == plain.usage[id] => {
                Ok(first.usage[id].clone())
            }
            (Some(_), _) => Err("not covered: the first line by id, natural or not".into()),
            (None, _) => Err(format!("no line makes {id}")),
        }
    }

    /// The strict order of the tranches that gates let be served.
    fn order(&self) -> Result<Vec<usize>, String> {
        let tranches = &self.scenario.tranches;
        let at_due: Vec<usize> = self.costs.iter().map(|cost| cost.at_due().0).collect();
        let order = match self.policy.rule {
            Rule::Sequence | Rule::TiersInSequence => by_priority(tranches, &at_due)?,
            Rule::Dpas | Rule::Score | Rule::Tiers { .. } => by_due(tranches, &at_due)?,
        };
        Ok(order.into_iter().filter(|one| self.model.eligible.contains(one)).collect())
    }

    /// The sequence in which tranches are served inside a tier. One whose tier changes is served in
    /// each of them, for the months in which it is there.
    fn sequence(&self) -> Result<Vec<usize>, String> {
        let tranches = &self.scenario.tranches;
        let alike = vec![0; tranches.len()];
        let order = match self.policy.rule {
            Rule::Dpas => by_due(tranches, &alike)?,
            _ => by_priority(tranches, &alike)?,
        };
        Ok(order.into_iter().filter(|one| self.model.eligible.contains(one)).collect())
    }

    /// A sum over the columns.
    fn over(&self, factor: impl Fn(&Column) -> Option<Fraction>) -> Sum {
        let columns = self.model.columns.iter().enumerate();
        columns
            .filter_map(|(position, column)| Some((position, factor(column)?)))
            .filter(|(_, factor)| !factor.is_zero())
            .collect()
    }

    /// A level of which is known what a unit costs that is delivered in a month, and one that
    /// is left: the latter is the value of doing nothing, a delivery saves the difference.
    fn level(
        &self,
        kind: Kind,
        delivered: impl Fn(usize, i64) -> Fraction,
        left: impl Fn(usize) -> Fraction,
    ) -> Level {
        let mut nothing = Fraction::ZERO;
        for &one in &self.model.eligible {
            nothing += self.scenario.tranches[one].open() * left(one);
        }
        let sum = self.over(|column| {
            let (one, month) = (column.tranche?, column.delivered?);
            Some(delivered(one, month as i64) - left(one))
        });
        Level { kind, nothing, sum }
    }
}
