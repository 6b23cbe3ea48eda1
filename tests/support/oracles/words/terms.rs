//! Terms: criteria, weights and tiers, and what changes of them from a month on.

use super::calendar::Calendar;
use super::number::{Fraction, larger, nearest, rounded, smaller, whole};
use super::partner::{Partner, Threshold};
use super::table::Table;

/// What holds in a month.
#[derive(Clone)]
struct Terms {
    criteria: Vec<Criterion>,
    scale: Scale,
    tiers: Vec<(String, Vec<Threshold>)>,
}

/// The part of one attribute in the score.
#[derive(Clone)]
struct Criterion {
    attribute: String,
    floor: Fraction,
    target: Fraction,
    weight: Fraction,
    missing: Option<Fraction>,
}

/// How a score becomes a weight.
#[derive(Clone)]
struct Scale {
    low: Fraction,
    high: Fraction,
    geometric: bool,
}

/// The terms of a policy by month.
pub(super) struct Course(Vec<(i64, Terms)>);

impl Course {
    /// The terms of a policy from ever on, and its changes.
    pub(super) fn read(policy: &Table<'_>, calendar: &Calendar) -> Result<Self, String> {
        let scale = Scale { low: whole(1), high: whole(10), geometric: false };
        let nothing = Terms { criteria: Vec::new(), scale, tiers: Vec::new() };
        let mut course = vec![(i64::MIN, nothing.changed(policy)?)];
        for change in policy.tables("changes", &["from", "criteria", "weight", "tiers"])? {
            let from = calendar.month(change.said("from")?)?;
            let terms = course[course.len() - 1].1.changed(&change)?;
            course.push((from, terms));
        }
        Ok(Self(course))
    }

    /// What holds in a month of the horizon.
    fn terms(&self, month: i64) -> &Terms {
        let last = self.0.iter().rposition(|(from, _)| *from <= month).unwrap_or(0);
        &self.0[last].1
    }

    /// The names of the tiers, highest first.
    pub(super) fn tiers(&self) -> Vec<String> {
        self.0[0].1.tiers.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The tier of a partner in a month: the first whose thresholds it meets.
    pub(super) fn tier(&self, partner: &Partner, month: i64) -> Result<usize, String> {
        let tiers = &self.terms(month).tiers;
        let meets =
            |(_, all): &(String, Vec<Threshold>)| all.iter().all(|one| one.met(partner, month));
        tiers.iter().position(meets).ok_or_else(|| "a partner without a tier".into())
    }

    /// The weight of a partner in a month.
    pub(super) fn weight(&self, partner: &Partner, month: i64) -> Result<Fraction, String> {
        let terms = self.terms(month);
        let (mut score, mut highest) = (Fraction::ZERO, Fraction::ZERO);
        for one in &terms.criteria {
            let value = partner.attribute(&one.attribute, month).or(one.missing.as_ref());
            let value = value.ok_or_else(|| format!("{} has no {}", partner.id, one.attribute))?;
            let part = (value - &one.floor) / (&one.target - &one.floor);
            score += &one.weight * smaller(whole(1), larger(Fraction::ZERO, part));
            highest += &one.weight;
        }
        if highest.is_zero() {
            return Err("criteria without any weight".into());
        }
        terms.scale.weight(&(score / highest))
    }
}

impl Terms {
    /// These terms with what a table says instead.
    fn changed(&self, table: &Table<'_>) -> Result<Self, String> {
        let mut terms = self.clone();
        let keys = ["attribute", "floor", "target", "weight", "missing"];
        let criteria = table.tables("criteria", &keys)?;
        if !criteria.is_empty() {
            terms.criteria = criteria.iter().map(Criterion::read).collect::<Result<_, _>>()?;
        }
        if let Some(value) = table.get("weight") {
            let weight = Table::new(value, "weight", &["low", "high", "curve"])?;
            terms.scale = Scale {
                low: weight.amount("low")?,
                high: weight.amount("high")?,
                geometric: match weight.text("curve")?.unwrap_or("linear") {
                    "linear" => false,
                    "geometric" => true,
                    other => return Err(format!("not covered: the curve {other}")),
                },
            };
        }
        let tiers = table.tables("tiers", &["id", "thresholds"])?;
        if !tiers.is_empty() {
            terms.tiers = tiers
                .iter()
                .map(|tier| Ok((tier.said("id")?.to_owned(), Threshold::list(tier)?)))
                .collect::<Result<_, String>>()?;
        }
        Ok(terms)
    }
}

impl Criterion {
    fn read(table: &Table<'_>) -> Result<Self, String> {
        Ok(Self {
            attribute: table.said("attribute")?.to_owned(),
            floor: table.amount("floor")?,
            target: table.amount("target")?,
            weight: table.number("weight")?.unwrap_or_else(|| whole(1)),
            missing: table.number("missing")?,
        })
    }
}

impl Scale {
    /// The weight of a score as a share of the highest. A power is no fraction: it is the
    /// decimal nearest to it, so that equal scores weigh the same.
    fn weight(&self, share: &Fraction) -> Result<Fraction, String> {
        if !self.geometric {
            return Ok(&self.low + (&self.high - &self.low) * share);
        }
        if share.is_zero() {
            return Ok(self.low.clone());
        }
        if *share == whole(1) {
            return Ok(self.high.clone());
        }
        nearest(rounded(&self.low) * rounded(&(&self.high / &self.low)).powf(rounded(share)))
    }
}
