//! Sensitivity of policies: flip points worked out by hand and verified by ranking, and
//! sweeps against plans made one by one.

#[allow(dead_code, reason = "a part of it is used")]
use crate::support::cases;
use crate::support::generator::{Draws, Feature, drawn};
use crate::support::plans::{counted, least_breach};
use apportion::analysis::{
    Access, Crossing, Difference, FlipPoints, Sweep, SweepError, Swept, flip_points, sweep_tiers,
    sweep_weight,
};
use apportion::planner::Planner;
use apportion::ranking::{PartnerStanding, rank};
use apportion::scenario::{
    Criterion, Gate, Line, Month, Order, Override, Partner, Policy, PolicyChange, Product, Ramp,
    Scenario, Tier,
};
use proptest::prelude::*;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// Ten pumps a month; romania, italy and norway want twenty each, all late from the start.
fn scenario() -> Scenario {
    let order = |id: &str| {
        Order::new(id, id, "pump", month("2025-06")).quantity(20.0).due(month("2025-12"))
    };
    let partner = |id: &str, spending: f64, front: f64| {
        Partner::new(id).attribute("spending", spending).attribute("front", front)
    };
    Scenario::builder("pumps", month("2026-01"), 12)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(partner("romania", 2.2, 0.9).attribute_from(month("2026-07"), "spending", 3.0))
        .partner(partner("italy", 2.0, 0.1).attribute("debt", 140.0))
        .partner(partner("norway", 3.4, 0.5))
        .orders(["romania", "italy", "norway"].map(order))
        .build()
        .unwrap()
}

/// First: 2.9 of spending, and no debt above 100 where debt is known is a threshold too.
fn tiers() -> Policy {
    Policy::tiers(
        "tiers",
        [
            Tier::new("first").at_least("spending", 2.9).at_least("front", 0.5),
            Tier::new("second").at_least("front", 0.4),
            Tier::new("third").at_most("debt", 120.0),
            Tier::new("rest"),
        ],
    )
}

fn score() -> Policy {
    Policy::score(
        "score",
        [
            Criterion::new("spending", 2.0, 4.0).weighing(0.5),
            Criterion::new("front", 0.0, 1.0).weighing(0.5),
        ],
    )
}

/// Partner, attribute, value, crossing, from, to.
type Seen<'a> = (&'a str, &'a str, f64, Crossing, &'a str, &'a str);

fn seen(flips: &FlipPoints) -> Vec<Seen<'_>> {
    let mut seen: Vec<Seen<'_>> = Vec::new();
    for flip in &flips.tiers {
        let (partner, attribute) = (flip.partner.as_str(), flip.attribute.as_str());
        seen.push((partner, attribute, flip.value, flip.crossing, &flip.from, &flip.to));
    }
    seen
}

#[test]
fn tier_flips_by_hand() {
    use Crossing::{FallsBelow, FallsTo, RisesTo};
    let scenario = scenario();
    let flips = flip_points(&scenario, &tiers(), scenario.start()).unwrap();
    assert_eq!(
        seen(&flips),
        [
            // Italy is in the rest: debt 140. With a front of 0.4 it is second; for the
            // first tier it lacks two.
            ("italy", "debt", 120.0, FallsTo, "rest", "third"),
            ("italy", "front", 0.4, RisesTo, "rest", "second"),
            // Norway is first; without front it has no debt that would be known.
            ("norway", "front", 0.4, FallsBelow, "second", "rest"),
            ("norway", "front", 0.5, FallsBelow, "first", "second"),
            ("norway", "spending", 2.9, FallsBelow, "first", "second"),
            ("romania", "front", 0.4, FallsBelow, "second", "rest"),
            ("romania", "spending", 2.9, RisesTo, "second", "first"),
        ]
    );
    assert_eq!(flips.of_partner("romania").count(), 2);
    // From July on Romania spends 3.0.
    let later = flip_points(&scenario, &tiers(), month("2026-08")).unwrap();
    let romania = seen(&later).into_iter().filter(|flip| flip.0 == "romania").collect::<Vec<_>>();
    assert_eq!(romania[2], ("romania", "spending", 2.9, FallsBelow, "first", "second"));
    assert_eq!(romania.len(), 3);

    let far = flips.distances.iter().find(|part| part.partner == "italy" && part.tier == "first");
    let missing: Vec<String> = far.unwrap().missing.iter().map(ToString::to_string).collect();
    assert_eq!(missing, ["spending at least 2.9 (now 2)", "front at least 0.5 (now 0.1)"]);
    let text = flips.to_string();
    let told = "italy for first: spending at least 2.9 (now 2), front at least 0.5 (now 0.1)";
    assert!(text.contains(told) && text.contains("rises to 2.9"), "{text}");
}

/// Launchers are behind two gates: front at least 0.4, and spending from 2.1 to 3.
#[test]
fn gates_open_and_close() {
    let scenario = scenario();
    let policy = Policy::first_come_first_served("gated")
        .gate(Gate::new(["pump"]).at_least("front", 0.4))
        .gate(Gate::new(["pump"]).at_least("spending", 2.1).at_most("spending", 3.0));
    let flips = flip_points(&scenario, &policy, scenario.start()).unwrap();
    let seen: Vec<_> = flips
        .gates
        .iter()
        .map(|flip| {
            let (partner, attribute) = (flip.partner.as_str(), flip.attribute.as_str());
            (partner, attribute, flip.value, flip.crossing, flip.access)
        })
        .collect();
    assert_eq!(
        seen,
        [
            // Italy lacks both; Norway spends too much.
            ("norway", "spending", 2.1, Crossing::FallsBelow, Access::Closes),
            ("norway", "spending", 3.0, Crossing::FallsTo, Access::Opens),
            ("romania", "front", 0.4, Crossing::FallsBelow, Access::Closes),
            ("romania", "spending", 2.1, Crossing::FallsBelow, Access::Closes),
            ("romania", "spending", 3.0, Crossing::RisesAbove, Access::Closes),
        ]
    );
    for flip in &flips.gates {
        let value = match flip.crossing {
            Crossing::FallsTo | Crossing::RisesTo => flip.value,
            Crossing::FallsBelow => flip.value.next_down(),
            _ => flip.value.next_up(),
        };
        let mut partners = scenario.partners().iter();
        let known = partners.find(|part| *part.id() == flip.partner).unwrap();
        let changed = known.clone().with_value_in(scenario.start(), &flip.attribute, value);
        let changed = scenario.to_builder().replace_partner(changed).build().unwrap();
        let ranking = rank(&changed, &policy).unwrap();
        let mut kept = ranking.gated().iter();
        let closed = kept.any(|part| part.partner == flip.partner && part.eligibility.is_never());
        // Romania spends 3.0 from July on.
        let later = flip.partner == "romania" && flip.attribute == "spending";
        assert!(later || closed == (flip.access == Access::Closes), "{flip:?}");
    }
    let text = flips.to_string();
    assert!(text.contains("open") && text.contains("rises above 3"), "{text}");
    assert_eq!(flips.to_csv().lines().filter(|line| line.starts_with("gate,")).count(), 5);
    assert_eq!(FlipPoints::from_json(&flips.to_json().unwrap()).unwrap(), flips);
}

/// Many partners make many pairs: the nearest weights are printed.
#[test]
fn the_nearest_weights_are_printed() {
    let mut builder = scenario().to_builder();
    for index in 0..30 {
        let share = f64::from(index) / 30.0;
        builder = builder.partner(
            Partner::new(format!("p{index}"))
                .attribute("spending", 2.0 + 2.0 * share * share)
                .attribute("front", 1.0 - share),
        );
    }
    let scenario = builder.build().unwrap();
    let flips = flip_points(&scenario, &score(), scenario.start()).unwrap();
    let text = flips.to_string();
    let rows = text.lines().filter(|line| line.starts_with(" spending")).count();
    assert_eq!(rows, 20, "{text}");
    let more = flips.weights.len() - 40;
    assert!(more > 100 && text.contains(&format!("and {more} more")), "{text}");
}

/// A partner without an attribute that would help it.
#[test]
fn an_attribute_that_is_not_there_can_flip_a_tier() {
    let scenario = scenario();
    let tiers = [Tier::new("indebted").at_least("debt", 100.0), Tier::new("rest")];
    let flips = flip_points(&scenario, &Policy::tiers("t", tiers), scenario.start()).unwrap();
    let romania: Vec<_> = flips.of_partner("romania").collect();
    assert_eq!((romania.len(), romania[0].now, romania[0].value), (1, None, 100.0));
    let tiers = [Tier::new("sound").at_most("debt", 60.0), Tier::new("rest")];
    let flips = flip_points(&scenario, &Policy::tiers("t", tiers), scenario.start()).unwrap();
    let romania: Vec<_> = flips.of_partner("romania").collect();
    assert_eq!((romania[0].value, romania[0].crossing), (60.0, Crossing::FallsTo));
    assert!(flips.to_string().contains("none"), "{flips}");
}

/// Points without the criterion, and slope in its weight:
/// spending: norway 0.25 + 0.7 w, romania 0.45 + 0.1 w, italy 0.05 + 0 w;
/// front: norway 0.35 + 0.5 w, romania 0.05 + 0.9 w, italy 0 + 0.1 w.
#[test]
fn weight_flips_by_hand() {
    let scenario = scenario();
    let flips = flip_points(&scenario, &score(), scenario.start()).unwrap();
    assert!(flips.tiers.is_empty() && flips.distances.is_empty());
    let found: Vec<_> = flips
        .weights
        .iter()
        .map(|flip| (flip.attribute.as_str(), flip.below.as_str(), flip.above.as_str()))
        .collect();
    assert_eq!(found, [("front", "norway", "romania"), ("spending", "romania", "norway")]);
    assert!((flips.weights[0].weight - 0.75).abs() < 1e-12);
    assert!((flips.weights[1].weight - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(flips.weights[0].now, 0.5);
}

#[test]
fn a_rule_has_no_flip_points() {
    let scenario = scenario();
    let queue = Policy::first_come_first_served("queue");
    let error = flip_points(&scenario, &queue, scenario.start()).unwrap_err();
    assert!(matches!(&error, SweepError::Insensitive(id) if id == "queue"), "{error}");
    let unfit = Policy::score("unfit", [Criterion::new("unknown", 0.0, 1.0)]);
    let error = flip_points(&scenario, &unfit, scenario.start()).unwrap_err();
    assert!(matches!(error, SweepError::Policy(_)), "{error}");
}

#[test]
fn flip_points_are_written_and_read() {
    let scenario = scenario();
    for policy in [tiers(), score()] {
        let flips = flip_points(&scenario, &policy, scenario.start()).unwrap();
        assert_eq!(FlipPoints::from_json(&flips.to_json().unwrap()).unwrap(), flips);
        let csv = flips.to_csv();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let rows = reader.records().map(Result::unwrap).count();
        assert_eq!(rows, flips.tiers.len() + flips.weights.len());
    }
    assert!(FlipPoints::from_json("{}").is_err());
}

/// Romania is first up to a weight of a third, then Norway: 20 units each, ten a month.
#[test]
fn a_sweep_by_hand() {
    let scenario = scenario();
    let planner = Planner::new();
    let sweep = sweep_weight(&scenario, &score(), "spending", &[0.0, 0.25, 0.5], &planner).unwrap();
    assert_eq!(sweep.over, Swept::Weight("spending".into()));
    assert_eq!((sweep.steps[0].moved.len(), sweep.steps[1].moved.len()), (0, 0));
    let last = &sweep.steps[2];
    assert_eq!((last.sooner, last.later), (1, 1));
    // Romania changes its weight in July; what is done by then does not matter. It had
    // January and February, now it has March and April.
    let romania = last.moved.iter().find(|order| order.order == "romania").unwrap();
    assert_eq!((romania.shift.months, romania.shift.unit_months), (Some(2), Some(40.0)));
    let gain = last.case.partner("norway").unwrap().gain;
    assert_eq!(gain, Some(2.0));
    let text = sweep.to_string();
    assert!(text.contains("0 → 0.25: none"), "{text}");
    assert!(text.contains("norway (norway): 2026-04 → 2026-02 (-2)"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

/// One tier: by contract, due, then id: italy, norway, romania. Two: whoever is first, so
/// norway, comes before. Three: then romania. Four: the debt of italy changes nothing.
#[test]
fn a_sweep_over_tiers_by_hand() {
    let scenario = scenario();
    let planner = Planner::new();
    let sweep = sweep_tiers(&scenario, &tiers(), &[1, 2, 3, 4], &planner).unwrap();
    let completion = |step: usize, id: &str| {
        sweep.steps[step].case.partner(id).unwrap().completion.unwrap().to_string()
    };
    let dates =
        |step| ["italy", "norway", "romania"].map(|id| completion(step, id)[5..].to_owned());
    assert_eq!(dates(0), ["02", "04", "06"]);
    assert_eq!(dates(1), ["04", "02", "06"]);
    assert_eq!(dates(2), ["06", "02", "04"]);
    assert_eq!(dates(3), dates(2));
    let moves: Vec<usize> = sweep.steps.iter().map(|step| step.moved.len()).collect();
    assert_eq!(moves, [0, 2, 2, 0]);
    assert_eq!(sweep.steps[1].case.policy, "tiers (2 tiers)");
    assert_eq!(sweep.moves_csv().lines().count(), 1 + 4);
    assert_eq!(sweep.to_csv().lines().count(), 1 + 4);
    assert_eq!(Sweep::from_json(&sweep.to_json().unwrap()).unwrap(), sweep);
}

#[test]
fn what_cannot_be_swept() {
    let (scenario, planner) = (scenario(), Planner::new());
    let none = sweep_weight(&scenario, &score(), "debt", &[1.0], &planner).unwrap_err();
    assert!(none.to_string().contains("it has front, spending"), "{none}");
    let empty = sweep_weight(&scenario, &score(), "front", &[], &planner);
    assert!(matches!(empty, Err(SweepError::Empty)));
    let twice = sweep_weight(&scenario, &score(), "front", &[1.0, 1.0], &planner);
    assert!(matches!(twice, Err(SweepError::Twice(1.0))));
    for bad in [-1.0, f64::NAN, f64::INFINITY] {
        let error = sweep_weight(&scenario, &score(), "front", &[1.0, bad], &planner).unwrap_err();
        assert!(matches!(error, SweepError::Weight(_)), "{error}");
    }
    let large = sweep_weight(&scenario, &score(), "front", &[1e17, 1e16], &planner).unwrap_err();
    assert!(large.to_string().contains("score (front 100000000000000000)"), "{large}");
    // One that has a plan is not lost for one that has none.
    let some = sweep_weight(&scenario, &score(), "front", &[1.0, 1e16, 2.0], &planner).unwrap();
    assert_eq!((some.steps.len(), some.failed.len(), some.failed[0].value), (2, 1, 1e16));
    assert!(some.failed[0].reason.contains("E204"), "{}", some.failed[0].reason);
    for (policy, number, most) in [(tiers(), 5, 4), (tiers(), 0, 4), (score(), 1, 0)] {
        let error = sweep_tiers(&scenario, &policy, &[number], &planner).unwrap_err();
        assert!(
            matches!(error, SweepError::TooManyTiers { asked, most: had } if asked == number && had == most),
            "{error}"
        );
    }
}

/// An id has room for 200 characters: what does not fit is named by its number.
#[test]
fn long_ids_and_numbers_are_swept() {
    let (scenario, planner) = (scenario(), Planner::new());
    let long = "x".repeat(195);
    let policy = score().named(long.as_str());
    let sweep = sweep_weight(&scenario, &policy, "front", &[0.5, 1.5], &planner).unwrap();
    assert_eq!(sweep.steps[1].case.policy, "step 2");
    let sweep = sweep_tiers(&scenario, &tiers().named(long.as_str()), &[1, 2], &planner).unwrap();
    assert_eq!(sweep.steps[0].case.policy, "step 1");
    let sweep = sweep_weight(&scenario, &score(), "front", &[1e-320], &planner).unwrap();
    assert_eq!(sweep.steps[0].case.policy, "step 1");
}

/// Tiers that are gone are gone from changes and overrides too.
#[test]
fn fewer_tiers_are_still_a_valid_policy() {
    let scenario = scenario();
    let policy = tiers()
        .change(PolicyChange::from_month(month("2026-05")).tiers(tiers().tier_list().to_vec()))
        .overruled(Override::new("italy", "a favour").tier("second"));
    for count in 1..=4 {
        let fewer = policy.with_tiers(count).unwrap();
        let ranking = rank(&scenario, &fewer).unwrap();
        assert_eq!(ranking.tiers().len(), count);
        assert_eq!(ranking.orders()[0].tier, if count > 2 { 1 } else { count - 1 });
    }
}

fn standing(scenario: &Scenario, policy: &Policy, partner: &str) -> PartnerStanding {
    let ranking = rank(scenario, policy).unwrap();
    ranking.partners().iter().find(|part| part.partner == *partner).unwrap().clone()
}

/// The tier of a partner with another value of one attribute.
fn tier(
    scenario: &Scenario,
    policy: &Policy,
    partner: &str,
    attribute: &str,
    value: f64,
) -> String {
    let known = scenario.partners().iter().find(|part| *part.id() == *partner).unwrap();
    let changed = known.clone().with_value_in(scenario.start(), attribute, value);
    let changed = scenario.to_builder().replace_partner(changed).build().unwrap();
    let tier = standing(&changed, policy, partner).tier;
    policy.tier_list()[tier].id().to_owned()
}

/// Scenarios in which a partner stands by its attributes, in all months alike.
fn standing_still() -> Draws {
    let rules = [Feature::Score, Feature::Tiers, Feature::WeightedTiers];
    // Whom a gate keeps out nothing may be promised, whatever its attributes become; and an
    // attribute that weights a lottery stays above zero.
    drawn().with(rules).without([
        Feature::AttributeChanges,
        Feature::PolicyChanges,
        Feature::Gates,
        Feature::Commitments,
        Feature::Lottery,
    ])
}

/// The attributes that policies go by.
const ATTRIBUTES: [&str; 3] = ["spending", "front", "rank"];

proptest! {
    #![proptest_config(cases(150))]

    /// Every flip is one, when the scenario is ranked with the attribute there and next to
    /// it; and between flips nothing happens.
    #[test]
    fn tier_flips_are_verified(
        scenario in standing_still(), tries in prop::collection::vec(-1.0..9.0, 4)
    ) {
        let policy = scenario.policy("tiers").unwrap();
        let flips = flip_points(&scenario, policy, scenario.start()).unwrap();
        for flip in &flips.tiers {
            let of = |value| tier(&scenario, policy, flip.partner.as_str(), &flip.attribute, value);
            let value = flip.value;
            let (before, after) = match flip.crossing {
                Crossing::RisesTo => (value.next_down(), value),
                Crossing::RisesAbove => (value, value.next_up()),
                Crossing::FallsTo => (value.next_up(), value),
                Crossing::FallsBelow => (value, value.next_down()),
                _ => unreachable!(),
            };
            prop_assert_eq!(of(before), flip.from.clone());
            prop_assert_eq!(of(after), flip.to.clone());
        }
        for partner in scenario.partners() {
            for attribute in ATTRIBUTES {
                let Some(now) = partner.attribute_in(attribute, scenario.start()) else { continue };
                for &value in &tries {
                    // The last flip on the way says where it ends.
                    let on_the_way = flips.of_partner(partner.id().as_str())
                        .filter(|flip| flip.attribute == attribute)
                        .filter(|flip| match flip.crossing {
                            Crossing::RisesTo => value >= flip.value && flip.value > now,
                            Crossing::RisesAbove => value > flip.value && flip.value >= now,
                            Crossing::FallsTo => value <= flip.value && flip.value < now,
                            _ => value < flip.value && flip.value <= now,
                        });
                    let expected = if value > now { on_the_way.last() } else { on_the_way.into_iter().next() };
                    let tier_now = policy.tier_list()[standing(&scenario, policy, partner.id().as_str()).tier].id();
                    let expected = expected.map_or(tier_now, |flip| flip.to.as_str());
                    let got = tier(&scenario, policy, partner.id().as_str(), attribute, value);
                    prop_assert_eq!(got, expected, "{} {} {}", partner.id(), attribute, value);
                }
            }
        }
    }

    /// Just below the weight one of the two has the higher score, just above the other.
    #[test]
    fn weight_flips_are_verified(scenario in standing_still()) {
        for id in ["score", "weighted tiers"] {
            let policy = scenario.policy(id).unwrap();
            let flips = flip_points(&scenario, policy, scenario.start()).unwrap();
            for flip in &flips.weights {
                let lead = |weight: f64| {
                    let changed = policy.clone().reweighed(&flip.attribute, weight);
                    let score = |id: &str| standing(&scenario, &changed, id).score.unwrap();
                    score(flip.above.as_str()) - score(flip.below.as_str())
                };
                prop_assert!(lead(flip.weight * 0.999) < 0.0);
                prop_assert!(lead(flip.weight * 1.001) > 0.0);
                prop_assert!(lead(flip.weight).abs() <= 1e-12);
            }
            // No flip between two weights: no pair changes places.
            let tier = |at: &PartnerStanding| at.tier;
            let Some(attribute) = policy.criteria().first() else { continue };
            let attribute = attribute.attribute();
            let order = |weight: f64| -> Vec<Vec<bool>> {
                let changed = policy.clone().reweighed(attribute, weight);
                let ranking = rank(&scenario, &changed).unwrap();
                let all = ranking.partners();
                let row = |a: &PartnerStanding| all.iter()
                    .map(|b| tier(a) == tier(b) && a.score.unwrap() > b.score.unwrap() + 1e-9)
                    .collect();
                all.iter().map(row).collect()
            };
            // Not at numbers where places are often changed.
            let (low, high) = (0.1037, 0.8951);
            let between = flips.weights.iter()
                .any(|flip| flip.attribute == attribute && flip.weight >= low && flip.weight <= high);
            if !between {
                prop_assert_eq!(order(low), order(high));
            }
        }
    }

    /// A step of a sweep is the plan of the altered policy, and moves are differences.
    #[test]
    fn steps_are_plans(scenario in standing_still()) {
        let planner = least_breach();
        let policy = scenario.policy("weighted tiers").unwrap();
        let attribute = policy.criteria()[0].attribute();
        let values = [0.1, 0.4, 2.0];
        let sweep = sweep_weight(&scenario, policy, attribute, &values, &planner).unwrap();
        let plans = values.map(|value| {
            let changed = policy.clone().reweighed(attribute, value);
            planner.plan(&scenario, &changed).unwrap().finished().unwrap()
        });
        for (index, step) in sweep.steps.iter().enumerate() {
            let total = counted(&plans[index]);
            prop_assert!((step.case.totals.backlog_unit_months - total).abs() <= 1e-9 * total.max(1.0));
            if index > 0 {
                let difference = Difference::of(&plans[index - 1], &plans[index]);
                let moved: Vec<_> = difference.moved().cloned().collect();
                prop_assert_eq!(&step.moved, &moved);
                prop_assert_eq!(step.sooner + step.later, moved.len());
            }
        }
        let count = policy.tier_list().len();
        let tiers = sweep_tiers(&scenario, policy, &[count], &planner).unwrap();
        let plan = planner.plan(&scenario, policy).unwrap().finished().unwrap();
        let (found, total) = (tiers.steps[0].case.totals.backlog_unit_months, counted(&plan));
        prop_assert!((found - total).abs() <= 1e-9 * total.max(1.0));
    }
}
