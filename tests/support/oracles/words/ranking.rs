//! The ranking: tier and weight of every tranche by month.

use super::gate::Gate;
use super::number::{Fraction, whole};
use super::order::Tranche;
use super::policy::{Policy, Rule};
use super::scenario::Scenario;
use super::table::Table;
use super::terms::Course;

/// Who is where.
pub(super) struct Ranking {
    /// The names of the tiers, highest first. One without a name where there are none.
    pub(super) names: Vec<String>,
    /// The places of the tranches, by position.
    pub(super) places: Vec<Places>,
}

/// The place of a tranche.
pub(super) struct Places {
    /// Its tier in each month of the horizon.
    pub(super) tier: Vec<usize>,
    /// Its weight in each month, urgency and multiplier included, ageing not.
    pub(super) weight: Vec<Fraction>,
    /// From which month on gates let it be served; nothing where they never do.
    pub(super) opens: Option<i64>,
}

/// What an override says of an order.
struct Override {
    order: String,
    tier: Option<String>,
    weight: Option<Fraction>,
}

impl Ranking {
    /// The ranking of a scenario under a policy.
    pub(super) fn read(
        scenario: &Scenario,
        table: &Table<'_>,
        policy: &Policy,
    ) -> Result<Self, String> {
        let course = Course::read(table, &scenario.calendar)?;
        let mut ratings: Vec<String> = Vec::new();
        for rating in table.entries("ratings")? {
            ratings.push(rating.as_str().ok_or("a rating is no text")?.to_owned());
        }
        if ratings.is_empty() {
            ratings = vec!["DX".to_owned(), "DO".to_owned()];
        }
        let names = match policy.rule {
            Rule::Tiers { .. } | Rule::TiersInSequence => course.tiers(),
            Rule::Dpas => ratings.into_iter().chain(["unrated".to_owned()]).collect(),
            Rule::Score | Rule::Sequence => vec![String::new()],
        };
        let gates = Gate::list(table)?;
        let mut overrides = Vec::new();
        for one in table.tables("overrides", &["order", "tier", "weight", "reason"])? {
            let weight = one.number("weight")?;
            if weight.is_some() && policy.rule.in_sequence() {
                return Err("an error: a weight on a policy by sequence".into());
            }
            let (order, tier) = (one.said("order")?.to_owned(), one.text("tier")?);
            overrides.push(Override { order, tier: tier.map(str::to_owned), weight });
        }
        let multipliers = table.numbers("multipliers")?;
        let mut places = Vec::new();
        for tranche in &scenario.tranches {
            let exception = overrides.iter().find(|one| one.order == tranche.order);
            let product = &scenario.products[tranche.product].id;
            let factor = multipliers.iter().find(|(id, _)| id == product);
            let factor = factor.map_or_else(|| whole(1), |(_, factor)| factor.clone());
            let (mut tiers, mut weights) = (Vec::new(), Vec::new());
            for month in 0..scenario.calendar.months {
                tiers.push(tier(scenario, policy, &course, &names, tranche, exception, month)?);
                weights
                    .push(weight(scenario, policy, &course, tranche, exception, month, &factor)?);
            }
            let opens = opens(scenario, &gates, tranche)?;
            places.push(Places { tier: tiers, weight: weights, opens });
        }
        Ok(Self { names, places })
    }
}

/// The tier of a tranche in a month.
fn tier(
    scenario: &Scenario,
    policy: &Policy,
    course: &Course,
    names: &[String],
    tranche: &Tranche,
    exception: Option<&Override>,
    month: i64,
) -> Result<usize, String> {
    let of = |name: &str| {
        names.iter().position(|other| other == name).ok_or_else(|| format!("no tier {name}"))
    };
    if let Some(name) = exception.and_then(|one| one.tier.as_ref()) {
        return of(name);
    }
    match policy.rule {
        Rule::Score | Rule::Sequence => Ok(0),
        Rule::Dpas => tranche.rating.as_ref().map_or(Ok(names.len() - 1), |name| of(name)),
        Rule::Tiers { .. } | Rule::TiersInSequence => {
            course.tier(&scenario.partners[tranche.partner], month)
        }
    }
}

/// The weight of a tranche in a month.
///
/// An override stands for the policy's weight and the product's factor; urgency still
/// counts. By sequence everything weighs 1, and urgency counts for nothing.
///
/// OPEN: the design names multipliers and ageing for weights inside tiers, the format for
/// all optimised rules. Read so: they count under `by_date` and `equal_split` too.
fn weight(
    scenario: &Scenario,
    policy: &Policy,
    course: &Course,
    tranche: &Tranche,
    exception: Option<&Override>,
    month: i64,
    factor: &Fraction,
) -> Result<Fraction, String> {
    let partner = &scenario.partners[tranche.partner];
    let base = match policy.rule {
        Rule::Sequence | Rule::TiersInSequence | Rule::Dpas => return Ok(whole(1)),
        Rule::Score | Rule::Tiers { weighted: true, .. } => course.weight(partner, month)?,
        Rule::Tiers { .. } => whole(1),
    };
    let own = exception.and_then(|one| one.weight.clone()).unwrap_or_else(|| base * factor);
    Ok(own * &tranche.urgency)
}

/// From which month on all gates let a tranche be served; each stays open once it is met.
fn opens(scenario: &Scenario, gates: &[Gate], tranche: &Tranche) -> Result<Option<i64>, String> {
    let product = &scenario.products[tranche.product].id;
    let partner = &scenario.partners[tranche.partner];
    let months = scenario.calendar.months;
    let mut opens = Some(0);
    for gate in gates {
        let one = gate.opens(product, partner, months);
        opens = opens.zip(one).map(|(one, other)| one.max(other));
    }
    let (Some(month), Some(_)) = (opens, tranche.gone) else { return Ok(opens) };
    if month > 0 && month >= tranche.end(months) && tranche.release < tranche.end(months) {
        // OPEN: whether such an order is not eligible or its units are lost.
        return Err("not covered: a gate that opens after the customer left".into());
    }
    Ok(opens)
}
