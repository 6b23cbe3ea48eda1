//! Applies a policy to a scenario.

use super::ranking::{OrderStanding, PartnerStanding, Ranking, ScorePart};
use crate::scenario::{
    Criterion, Curve, Findings, Inside, Partner, Policy, Rule, Scenario, policy_findings,
};

/// Applies a policy: score of each partner, criterion by criterion, tier and weight of
/// each partner and order.
///
/// With `n(a)` the attribute a brought to 0 at the criterion's floor and 1 at its target
/// (and held between), the score is `Σ criterion weight · n(a)`; the weight follows from
/// the score by the policy's [`WeightScale`](crate::scenario::WeightScale).
///
/// Complexity: O(partners × criteria + orders).
///
/// # Errors
///
/// [`Findings`] if the policy is not valid for the scenario: an attribute that a partner
/// lacks, a rating that it does not rank.
///
/// ```
/// # use apportion::scenario::{Criterion, Line, Partner, Policy, Product, Ramp, Scenario};
/// # let scenario = Scenario::builder("s", "2026-01".parse()?, 3)
/// #     .product(Product::new("pump")).line(Line::new("l", Ramp::flat(1.0)).makes("pump"))
/// #     .partner(Partner::new("north").attribute("share", 3.5))
/// #     .partner(Partner::new("south").attribute("share", 2.0)).build()?;
/// let policy = Policy::score("score", [Criterion::new("share", 2.0, 5.0)]);
/// let ranking = apportion::policy::rank(&scenario, &policy)?;
/// assert_eq!(ranking.partners()[0].score, Some(0.5));
/// assert_eq!(ranking.partners()[0].weight, 5.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rank(scenario: &Scenario, policy: &Policy) -> Result<Ranking, Findings> {
    policy_findings(scenario, policy)?;
    let mut partners: Vec<PartnerStanding> =
        scenario.partners().iter().map(|partner| standing(partner, policy)).collect();
    let tiers = tier_names(policy);
    let ratings = policy.rating_list();
    let mut orders = Vec::with_capacity(scenario.orders().len());
    for order in scenario.orders() {
        let position = partners.binary_search_by(|part| part.partner.cmp(order.partner()));
        let partner = position.ok().map(|position| &mut partners[position]);
        let weight = partner.as_ref().map_or(1.0, |partner| partner.weight);
        let mut tier = partner.as_ref().map_or(0, |partner| partner.tier);
        if policy.rule() == Rule::Dpas {
            let rating = order.legal_rating();
            let unrated = ratings.len();
            tier = rating
                .and_then(|rating| ratings.iter().position(|known| *known == rating))
                .unwrap_or(unrated);
            if let Some(partner) = partner {
                partner.tier = partner.tier.min(tier);
            }
        }
        orders.push(OrderStanding { order: order.id().clone(), tier, weight });
    }
    let criteria = policy.criteria().iter().map(|part| part.attribute().to_owned()).collect();
    Ok(Ranking {
        policy: policy.id().clone(),
        rule: policy.rule(),
        measure: policy.measure(),
        inside: policy.inside_tier(),
        tail: policy.tail(),
        tiers,
        criteria,
        partners,
        orders,
    })
}

fn tier_names(policy: &Policy) -> Vec<String> {
    match policy.rule() {
        Rule::Tiers => policy.tier_list().iter().map(|tier| tier.id().to_owned()).collect(),
        Rule::Dpas => {
            let rated = policy.rating_list().into_iter().map(str::to_owned);
            rated.chain(["unrated".to_owned()]).collect()
        }
        _ => vec!["all".to_owned()],
    }
}

fn standing(partner: &Partner, policy: &Policy) -> PartnerStanding {
    let parts: Vec<ScorePart> =
        policy.criteria().iter().map(|criterion| part(partner, criterion)).collect();
    let weighted = !parts.is_empty() && policy.inside_tier() == Inside::Weighted;
    let score = weighted.then(|| parts.iter().map(|part| part.points).sum::<f64>());
    let highest: f64 = policy.criteria().iter().map(Criterion::weight).sum();
    let weight = score.map_or(1.0, |score| weight(policy, score, highest));
    let meets = |tier: &crate::scenario::Tier| {
        tier.thresholds().iter().all(|threshold| {
            let value = partner.attributes().get(threshold.attribute());
            value.is_some_and(|value| threshold.is_met_by(*value))
        })
    };
    let tier = match policy.rule() {
        Rule::Tiers => policy.tier_list().iter().position(meets).unwrap_or(0),
        // Lowered to the best rating among its orders.
        Rule::Dpas => policy.rating_list().len(),
        _ => 0,
    };
    PartnerStanding { partner: partner.id().clone(), tier, weight, score, parts }
}

fn part(partner: &Partner, criterion: &Criterion) -> ScorePart {
    let given = partner.attributes().get(criterion.attribute()).copied();
    let value = given.or(criterion.missing()).unwrap_or(criterion.floor());
    let span = criterion.target() - criterion.floor();
    let normalised = ((value - criterion.floor()) / span).clamp(0.0, 1.0);
    ScorePart { value, normalised, points: normalised * criterion.weight() }
}

fn weight(policy: &Policy, score: f64, highest: f64) -> f64 {
    let scale = policy.weight_scale();
    let share = if highest > 0.0 { (score / highest).clamp(0.0, 1.0) } else { 0.0 };
    match scale.curve {
        // `powf` of the standard library differs in the last digit between platforms, and a
        // weight reaches every answer.
        Curve::Geometric => scale.low * libm::pow(scale.high / scale.low, share),
        _ => scale.low + (scale.high - scale.low) * share,
    }
}
