//! Applies a policy to a scenario.

use std::collections::{BTreeMap, BTreeSet};

use super::eligibility;
use super::ranking::{Ranking, RankingChange};
use super::standing::{OrderStanding, PartnerStanding, ScorePart};
use super::weight_path::{Paths, WeightStep, is_constant};
use crate::scenario::{
    Criterion, Curve, Findings, Month, Override, Partner, Policy, PolicyTerms, Scenario, Tiering,
    WeightScale, policy_findings,
};

/// Applies a policy: score of each partner, criterion by criterion, tier and weight of
/// each partner and order, and in which months they change.
///
/// With `n(a)` the attribute a brought to 0 at the criterion's floor and 1 at its target
/// (and held between), the score is `Σ criterion weight · n(a)`; the weight follows from
/// the score by the policy's [`WeightScale`](crate::scenario::WeightScale). An order's
/// weight is its partner's times the multiplier of its product, unless the policy
/// overrides it.
///
/// Complexity: O(partners × criteria × changes + orders).
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
/// let ranking = apportion::ranking::rank(&scenario, &policy)?;
/// assert_eq!(ranking.partners()[0].score, Some(0.5));
/// assert_eq!(ranking.partners()[0].weight, 5.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rank(scenario: &Scenario, policy: &Policy) -> Result<Ranking, Findings> {
    policy_findings(scenario, policy)?;
    let tiers = tier_names(policy);
    let by_rating = match policy.rule().ruling().tiering() {
        Tiering::Single | Tiering::Thresholds(_) => false,
        Tiering::Ratings(_) => true,
    };
    let mut book = Book::new(scenario, policy);
    let gated = eligibility::gated(scenario, policy);
    let overrides: BTreeMap<&str, &Override> =
        policy.overrides().iter().map(|part| (part.order().as_str(), part)).collect();
    let mut paths = Paths::default();
    let mut orders = Vec::with_capacity(scenario.orders().len());
    for (position, order) in scenario.orders().iter().enumerate() {
        let mut standing = OrderStanding::equal(order.id());
        let (_, demands) = scenario.demands_at(position);
        let own = demands.first().map(|demand| (demand.partner, demand.product));
        if let Some((partner, product)) = own {
            let (partner_part, product) =
                (&scenario.partners()[partner], &scenario.products()[product]);
            (standing.tier, standing.weight) =
                (book.first[partner].tier, book.first[partner].weight);
            standing.eligibility = eligibility::of(&gated, product, partner_part);
            if let Some(factor) = policy.multipliers().get(product.id()) {
                standing.factor = *factor;
                standing.weight *= factor;
            }
        }
        if by_rating {
            let rated = order.rating_given();
            standing.tier = rated
                .and_then(|rating| tiers.iter().position(|known| known == rating))
                .unwrap_or(tiers.len() - 1);
        }
        let mut path = own.and_then(|(partner, _)| book.paths.get(&partner).cloned());
        if let Some(part) = overrides.get(order.id().as_str()) {
            overrule(&mut standing, path.as_deref_mut(), part, &tiers);
        }
        if let Some(path) = path.filter(|path| !is_constant(path)) {
            standing.path = Some(paths.add(path));
        }
        if let Some((partner, _)) = own.filter(|_| by_rating) {
            let best = &mut book.first[partner].tier;
            *best = standing.tier.min(*best);
        }
        orders.push(standing);
    }
    Ok(Ranking {
        policy: policy.id().clone(),
        rule: policy.rule().clone(),
        measure: policy.measure(),
        tail: policy.tail(),
        lost: policy.lost(),
        among_on_time: policy.among_on_time_given(),
        tiers,
        start: scenario.start(),
        criteria: criteria(&policy.terms_in(scenario.start())),
        partners: book.first,
        changes: book.changes,
        multipliers: policy.multipliers().clone(),
        ageing: policy.ageing_rate(),
        gated,
        overrides: policy.overrides().to_vec(),
        orders,
        paths: paths.list,
    })
}

/// Puts what an override says in place of what the rule gives.
fn overrule(
    standing: &mut OrderStanding,
    path: Option<&mut [WeightStep]>,
    part: &Override,
    tiers: &[String],
) {
    standing.overridden = Some(part.reason().to_owned());
    let tier = part.tier_id().and_then(|id| tiers.iter().position(|tier| tier == id));
    if let Some(weight) = part.weight_given() {
        // The weights of a path are multiplied by the factor.
        standing.factor = weight;
        standing.weight = weight;
    }
    standing.tier = tier.unwrap_or(standing.tier);
    for step in path.into_iter().flatten() {
        step.tier = tier.unwrap_or(step.tier);
        if part.weight_given().is_some() {
            step.weight = 1.0;
        }
    }
}

fn criteria(terms: &PolicyTerms<'_>) -> Vec<String> {
    terms.criteria().iter().map(|part| part.attribute().to_owned()).collect()
}

fn tier_names(policy: &Policy) -> Vec<String> {
    let names = policy.rule().ruling().tiering().names();
    if names.is_empty() {
        vec!["all".to_owned()]
    } else {
        names.into_iter().map(str::to_owned).collect()
    }
}

/// The standing of the partners in the first month and how it changes.
struct Book {
    first: Vec<PartnerStanding>,
    changes: Vec<RankingChange>,
    /// By position of the partner, where tier or weight change.
    paths: BTreeMap<usize, Vec<WeightStep>>,
}

impl Book {
    fn new(scenario: &Scenario, policy: &Policy) -> Self {
        let start = scenario.start();
        let later = start + 1..scenario.horizon().end();
        // What changed before the first month counts for what was due by then.
        let since = scenario.since();
        let ranked = since + 1..later.end;
        let terms = policy.terms_in(start);
        let standings = scenario.partners().iter();
        let first: Vec<PartnerStanding> =
            standings.map(|partner| standing(partner, policy, &terms, start)).collect();
        let of_policy = policy.changes().iter().map(crate::scenario::PolicyChange::from);
        let of_policy: Vec<Month> = of_policy.filter(|month| ranked.contains(month)).collect();
        let mut changes: BTreeMap<Month, Vec<PartnerStanding>> = BTreeMap::new();
        let mut paths = BTreeMap::new();
        for (position, partner) in scenario.partners().iter().enumerate() {
            let own = partner.changes().iter().map(crate::scenario::PartnerChange::from);
            let own = own.filter(|month| ranked.contains(month));
            let months: BTreeSet<Month> = own.chain(of_policy.iter().copied()).collect();
            let now = |month: Month| standing(partner, policy, &policy.terms_in(month), month);
            let step = |from: Month, standing: &PartnerStanding| WeightStep {
                from,
                tier: standing.tier,
                weight: standing.weight,
            };
            let mut before = now(since);
            let mut path = vec![step(since, &before)];
            for month in months {
                let now = now(month);
                if now == before {
                    continue;
                }
                let next = step(month, &now);
                if path.last().is_some_and(|last| !is_constant(&[*last, next])) {
                    path.push(next);
                }
                if later.contains(&month) {
                    changes.entry(month).or_default().push(now.clone());
                }
                before = now;
            }
            if path.len() > 1 {
                paths.insert(position, path);
            }
        }
        let changes = changes.into_iter().map(|(from, partners)| {
            let criteria = criteria(&policy.terms_in(from));
            RankingChange { from, criteria, partners }
        });
        Self { first, changes: changes.collect(), paths }
    }
}

fn standing(
    partner: &Partner,
    policy: &Policy,
    terms: &PolicyTerms<'_>,
    month: Month,
) -> PartnerStanding {
    let parts: Vec<ScorePart> =
        terms.criteria().iter().map(|criterion| part(partner, criterion, month)).collect();
    let score = (!parts.is_empty()).then(|| parts.iter().map(|part| part.points).sum::<f64>());
    let highest: f64 = terms.criteria().iter().map(Criterion::weight).sum();
    let weight = score.map_or(1.0, |score| weight(terms.weight_scale(), score, highest));
    let tier = match policy.rule().ruling().tiering() {
        Tiering::Single => 0,
        Tiering::Thresholds(_) => {
            let meets = |tier: &crate::scenario::Tier| partner.meets(tier.thresholds(), month);
            terms.tiers().iter().position(meets).unwrap_or(0)
        }
        // Raised to the best rating among its orders.
        Tiering::Ratings(ratings) => ratings.len(),
    };
    PartnerStanding { partner: partner.id().clone(), tier, weight, score, parts }
}

fn part(partner: &Partner, criterion: &Criterion, month: Month) -> ScorePart {
    let given = partner.attribute_in(criterion.attribute(), month);
    let value = given.or(criterion.missing()).unwrap_or(criterion.floor());
    let span = criterion.target() - criterion.floor();
    let normalised = ((value - criterion.floor()) / span).clamp(0.0, 1.0);
    ScorePart { value, normalised, points: normalised * criterion.weight() }
}

fn weight(scale: WeightScale, score: f64, highest: f64) -> f64 {
    let share = if highest > 0.0 { (score / highest).clamp(0.0, 1.0) } else { 0.0 };
    match scale.curve {
        // `powf` of the standard library differs in the last digit between platforms, and a
        // weight reaches every answer.
        Curve::Geometric => scale.low * libm::pow(scale.high / scale.low, share),
        Curve::Linear => scale.low + (scale.high - scale.low) * share,
    }
}
