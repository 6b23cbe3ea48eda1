//! Multipliers, approval leads, gates, overrides, changes with a month and ageing, on
//! cases small enough to work out by hand.

use crate::support::plans::{assert_clean, assert_found};
use apportion::check::Code;
use apportion::plan::Plan;
use apportion::planner::{EngineChoice, Planner, plan};
use apportion::ranking::{Eligibility, rank};
use apportion::report::plan_text;
use apportion::scenario::{
    ApprovalLead, Criterion, Gate, Inside, Line, Month, Order, Override, Partner, Policy,
    PolicyChange, Product, Ramp, Scenario, ScenarioBuilder, Score, Tier, Tiers, WeightScale,
};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// One line that makes one unit a month of either product for a year; partners A and B
/// with an attribute `rank`.
fn one_a_month(ranks: [f64; 2]) -> ScenarioBuilder {
    Scenario::builder("one a month", month("2026-01"), 12)
        .product(Product::new("unit"))
        .product(Product::new("other"))
        .line(Line::new("line", Ramp::flat(1.0)).makes("unit").makes("other"))
        .partner(Partner::new("A").attribute("rank", ranks[0]))
        .partner(Partner::new("B").attribute("rank", ranks[1]))
}

fn order(id: &str, partner: &str, product: &str, quantity: f64, due: &str) -> Order {
    Order::new(id, partner, product, month("2026-01")).quantity(quantity).due(month(due))
}

fn completion(plan: &Plan, order: &str) -> String {
    plan.order(order).unwrap().completion.map_or("never".to_owned(), |month| month.to_string())
}

/// The plan of a policy, the same on every engine and silent in the check.
fn planned(scenario: &Scenario, policy: &Policy) -> Plan {
    let own = Planner::new().plan(scenario, policy).unwrap().finished().unwrap();
    assert_clean(scenario, &own);
    if matches!(policy.method(), apportion::scenario::Method::Optimised(_)) {
        for &engine in EngineChoice::ALL {
            let other = Planner::new().engine(engine).plan(scenario, policy).unwrap();
            let other = other.finished().unwrap();
            assert_clean(scenario, &other);
            for (own, other) in own.orders.iter().zip(&other.orders) {
                assert_eq!(own.completion, other.completion, "{} on {engine}", own.order);
            }
            for (own, other) in own.levels.iter().zip(&other.levels) {
                let close = 1e-9 * own.objective.abs().max(1.0);
                assert!((own.objective - other.objective).abs() <= close, "{engine} {}", own.name);
            }
        }
    }
    own
}

fn by_rank(id: &str) -> Policy {
    Policy::new(
        id,
        Score::new([Criterion::new("rank", 0.0, 10.0)]).weights(WeightScale::linear(1.0, 11.0)),
    )
}

/// A (rank 2, weight 3) before B (rank 1, weight 2), until B's product counts twice.
#[test]
fn multipliers_weigh_products() {
    let scenario = one_a_month([2.0, 1.0])
        .orders([order("A", "A", "unit", 1.0, "2026-01"), order("B", "B", "other", 1.0, "2026-01")])
        .build()
        .unwrap();
    let plain = planned(&scenario, &by_rank("plain"));
    assert_eq!((completion(&plain, "A"), plain.levels[0].objective), ("2026-01".into(), 2.0));
    let policy = by_rank("twice").multiplier("other", 2.0);
    let twice = planned(&scenario, &policy);
    assert_eq!((completion(&twice, "B"), twice.levels[0].objective), ("2026-01".into(), 3.0));
    let ranking = rank(&scenario, &policy).unwrap();
    assert_eq!(ranking.orders()[1].weight, 4.0);
    assert!(ranking.to_string().contains("Products: other × 2"), "{ranking}");
}

/// Twelve months for all, two for A, five for those of rank 3 and more in the month in
/// which they sign.
#[test]
fn approval_leads_go_by_product_and_partner() {
    let product = Product::new("secret")
        .approval_lead(12)
        .approval_for(ApprovalLead::of_partner("A", 2))
        .approval_for(ApprovalLead::new(5).at_least("rank", 3.0));
    let scenario = one_a_month([9.0, 1.0])
        .product(product)
        .line(Line::new("vault", Ramp::flat(1.0)).makes("secret"))
        .partner(Partner::new("C").attribute("rank", 1.0).attribute_from(
            month("2026-01"),
            "rank",
            3.0,
        ))
        .orders(["A", "B", "C"].map(|id| order(id, id, "secret", 1.0, "2026-12")))
        .order(
            Order::new("C early", "C", "secret", month("2025-12"))
                .quantity(1.0)
                .due(month("2026-12")),
        )
        .build()
        .unwrap();
    let releases: Vec<String> =
        scenario.demands().iter().map(|demand| demand.release.to_string()).collect();
    assert_eq!(releases, ["2026-03", "2027-01", "2026-06", "2026-12"]);
}

/// A may have `other` from the third month on, when its rank reaches 5; B never.
fn gated() -> (Scenario, Policy) {
    let scenario = Scenario::builder("gated", month("2026-01"), 12)
        .product(Product::new("unit"))
        .product(Product::new("other"))
        .line(Line::new("line", Ramp::flat(1.0)).makes("unit").makes("other"))
        .partner(Partner::new("A").attribute("rank", 1.0).attribute_from(
            month("2026-03"),
            "rank",
            5.0,
        ))
        .partner(Partner::new("B").attribute("rank", 2.0))
        .orders([
            order("A", "A", "other", 2.0, "2026-02"),
            order("B", "B", "other", 3.0, "2026-02"),
            order("B unit", "B", "unit", 2.0, "2026-01"),
        ])
        .build()
        .unwrap();
    let policy =
        Policy::tiers("gates", [Tier::new("all")]).gate(Gate::new(["other"]).at_least("rank", 4.0));
    (scenario, policy)
}

#[test]
fn gates_keep_partners_from_products() {
    let (scenario, policy) = gated();
    for policy in [
        policy,
        Policy::first_come_first_served("queue").gate(Gate::new(["other"]).at_least("rank", 4.0)),
        Policy::pro_rata("shares").gate(Gate::new(["other"]).at_least("rank", 4.0)),
    ] {
        let plan = planned(&scenario, &policy);
        assert_eq!(completion(&plan, "A"), "2026-04");
        assert_eq!(completion(&plan, "B unit"), "2026-02");
        let kept = plan.order("B").unwrap();
        assert_eq!((kept.delivered, kept.eligibility), (0.0, Eligibility::Never));
        let late = plan.order("A").unwrap().eligibility;
        assert_eq!(late, Eligibility::From(month("2026-03")));
        // A has two units open at the end of the second month, B's three count apart.
        assert_eq!(plan.backlog.total[..4], [1.0, 2.0, 1.0, 0.0]);
        assert_eq!(plan.backlog.not_eligible[..3], [0.0, 3.0, 3.0]);
        assert_eq!(plan.backlog.partners.values().nth(1).unwrap()[..3], [1.0, 0.0, 0.0]);
        assert_eq!(Plan::from_json(&plan.to_json().unwrap()).unwrap(), plan);
        let text = plan_text(&plan).to_string();
        assert!(text.contains("0 of 2 orders on time, 1 not eligible (3 units)"), "{text}");
        let ranking = rank(&scenario, &policy).unwrap().to_string();
        assert!(ranking.ends_with("Not eligible\n  A for other before 2026-03\n  B for other"));
    }
    let plans = [planned(&scenario, &gated().1)];
    let comparison = apportion::analysis::Comparison::of(&plans, 0).unwrap();
    let totals = &comparison.cases[0].totals;
    assert_eq!((totals.orders, totals.ordered, totals.not_eligible), (2, 4.0, 3.0));
    assert!(comparison.to_string().contains("gates: 3 units not eligible"));
}

#[test]
fn what_a_plan_says_of_gates_is_checked() {
    let (scenario, policy) = gated();
    let plan = planned(&scenario, &policy);
    assert_found(
        &scenario,
        &plan,
        &[
            ("said to be eligible", Code::Eligibility, &|plan| {
                plan.orders[1].eligibility = Eligibility::Always;
            }),
            ("said to be eligible sooner", Code::Eligibility, &|plan| {
                plan.orders[0].eligibility = Eligibility::From(month("2026-02"));
            }),
            ("served all the same", Code::Gate, &|plan| {
                let made = plan.orders[2].tranches[0].production.clone();
                plan.orders[1].tranches[0].production = made;
            }),
            ("served before the gate opens", Code::Gate, &|plan| {
                plan.orders[0].tranches[0].production[0].month = month("2026-02");
            }),
            ("backlog not apart", Code::BacklogSeries, &|plan| {
                plan.backlog.total[1] += 3.0;
            }),
            ("nothing apart", Code::SeriesLength, &|plan| {
                plan.backlog.not_eligible.clear();
            }),
            ("less apart", Code::BacklogSeries, &|plan| {
                plan.backlog.not_eligible[4] = 1.0;
            }),
        ],
    );
}

/// B of the last tier goes first, by order of the ministry; under a score by its weight.
#[test]
fn overrides_carry_their_reason() {
    let scenario = one_a_month([2.0, 1.0])
        .orders([
            order("A", "A", "unit", 1.0, "2026-01"),
            order("B", "B", "unit", 1.0, "2026-01"),
            order("B2", "B", "unit", 1.0, "2026-01"),
        ])
        .build()
        .unwrap();
    let tiers = [Tier::new("top").at_least("rank", 5.0), Tier::new("rest").at_least("rank", 2.0)];
    let tiers = Policy::tiers("tiers", tiers.into_iter().chain([Tier::new("last")]))
        .overruled(Override::new("B", "ministry, 12 May").tier("top"));
    let plan = planned(&scenario, &tiers);
    assert_eq!(["B", "A", "B2"].map(|id| completion(&plan, id)), ["2026-01", "2026-02", "2026-03"]);
    let text = plan_text(&plan).to_string();
    assert!(text.contains("B: tier top, because: ministry, 12 May"), "{text}");
    let ranking = rank(&scenario, &tiers).unwrap();
    assert_eq!(ranking.orders()[1].overridden.as_deref(), Some("ministry, 12 May"));
    assert!(ranking.to_string().contains("B: tier top, because: ministry, 12 May"));

    let score = by_rank("score").overruled(Override::new("B2", "first of its kind").weight(9.0));
    let plan = planned(&scenario, &score);
    assert_eq!(["B2", "A", "B"].map(|id| completion(&plan, id)), ["2026-01", "2026-02", "2026-03"]);
    // A waits one month at 3, B two at 2.
    assert_eq!(plan.levels[0].objective, 7.0);
}

/// A weighs 3, B weighs 2 until March and 6 from April on. Each wants three units by
/// January, and one a month is made. A unit of A costs 0 3 6 9 12 15 by month, one of B
/// 0 2 4 6 12 18: the best of the twenty ways to share the months is found by trying all.
#[test]
fn weights_are_functions_of_the_month() {
    let scenario = Scenario::builder("changes", month("2026-01"), 6)
        .product(Product::new("unit"))
        .line(Line::new("line", Ramp::flat(1.0)).makes("unit"))
        .partner(Partner::new("A").attribute("rank", 2.0))
        .partner(Partner::new("B").attribute("rank", 1.0).attribute_from(
            month("2026-04"),
            "rank",
            5.0,
        ))
        .orders(["A", "B"].map(|id| order(id, id, "unit", 3.0, "2026-01")))
        .build()
        .unwrap();
    let plan = planned(&scenario, &by_rank("rank"));
    let cost_a = [0.0, 3.0, 6.0, 9.0, 12.0, 15.0];
    let cost_b = [0.0, 2.0, 4.0, 6.0, 12.0, 18.0];
    let best = (0_u32..64)
        .filter(|set| set.count_ones() == 3)
        .map(|set| (0..6).map(|t| if set >> t & 1 == 1 { cost_a[t] } else { cost_b[t] }).sum())
        .fold(f64::INFINITY, f64::min);
    assert_eq!(plan.levels[0].objective, best);
    let text = rank(&scenario, &by_rank("rank")).unwrap().to_string();
    assert!(text.contains("From 2026-04 on, those whose standing changes"), "{text}");
}

/// B enters the first tier in April: the months before count on the second tier's level.
#[test]
fn tiers_are_functions_of_the_month() {
    let tiers = |bound: f64| [Tier::new("first").at_least("rank", bound), Tier::new("rest")];
    let scenario = one_a_month([3.0, 2.0])
        .orders([order("A", "A", "unit", 4.0, "2026-01"), order("B", "B", "unit", 2.0, "2026-01")])
        .build()
        .unwrap();
    let before = planned(&scenario, &Policy::tiers("before", tiers(3.0)));
    assert_eq!(
        (completion(&before, "A"), completion(&before, "B")),
        ("2026-04".into(), "2026-06".into())
    );
    let policy = Policy::tiers("after", tiers(3.0))
        .change(PolicyChange::from_month(month("2026-04")).tiers(tiers(2.0)));
    let plan = planned(&scenario, &policy);
    // First tier: A costs 0 1 2 3 4 5 by month, B 0 0 0 0 1 2. A in January to April
    // leaves B 1 + 2: 6 + 3 = 9, and so does every plan that serves A in January to March.
    assert_eq!(plan.levels[0].objective, 9.0);
    // Second tier: B costs 0 1 2 3 3 3. All fifteen ways to share the months are tried.
    let best = |cost_a: [f64; 6], cost_b: [f64; 6]| {
        (0_u32..64).filter(|set| set.count_ones() == 4).map(move |set| {
            let cost = |t: usize| if set >> t & 1 == 1 { cost_a[t] } else { cost_b[t] };
            (0..6).map(cost).sum::<f64>()
        })
    };
    let first = best([0.0, 1.0, 2.0, 3.0, 4.0, 5.0], [0.0, 0.0, 0.0, 0.0, 1.0, 2.0]);
    let second = best([0.0; 6], [0.0, 1.0, 2.0, 3.0, 3.0, 3.0]);
    let pairs: Vec<(f64, f64)> = first.zip(second).collect();
    let least = pairs.iter().map(|pair| pair.0).fold(f64::INFINITY, f64::min);
    let next = pairs.iter().filter(|pair| pair.0 == least).map(|pair| pair.1);
    assert_eq!(plan.levels[0].objective, least);
    assert_eq!(plan.levels[1].objective, next.fold(f64::INFINITY, f64::min));
}

/// B (weight 1) is due in January, A (weight 3) orders one unit a month. Without ageing B
/// is served when A's orders end; with it B's weight in a month n months after due is
/// 1 + n, and it is served before the last of A's.
#[test]
fn ageing_lets_nobody_starve() {
    let scenario = one_a_month([2.0, 0.0])
        .orders((1..=9).map(|number| {
            let due = format!("2026-0{number}");
            Order::new(format!("A{number}"), "A", "unit", month(&due))
                .quantity(1.0)
                .due(month(&due))
        }))
        .order(order("B", "B", "unit", 1.0, "2026-01"))
        .build()
        .unwrap();
    let young = planned(&scenario, &by_rank("young"));
    assert_eq!(completion(&young, "B"), "2026-10");
    assert_eq!(young.levels[0].objective, 9.0);
    let old = planned(&scenario, &by_rank("old").ageing(1.0));
    // B in month m (from 0) costs 1 + … + m; the 9 − m orders of A behind it are each one
    // month late at 3: m = 2 and m = 3 tie at 3 + 21 and 6 + 18.
    assert_eq!(old.levels[0].objective, 24.0);
    assert!(["2026-03", "2026-04"].contains(&completion(&old, "B").as_str()));
    let text = rank(&scenario, &by_rank("old").ageing(1.0)).unwrap().to_string();
    assert!(text.contains("Ageing: weight × (1 + 1 × months after the due month)"), "{text}");
}

/// What is due before the horizon has aged by then.
#[test]
fn ageing_counts_from_the_due_month() {
    let scenario = one_a_month([1.0, 0.0])
        .orders([
            order("A", "A", "unit", 1.0, "2026-01"),
            Order::new("B", "B", "unit", month("2025-01")).quantity(1.0).due(month("2025-09")),
        ])
        .build()
        .unwrap();
    // In January B is four months late and weighs 1 + 4 · 0.5 = 3, A weighs 2.
    let plan = planned(&scenario, &by_rank("old").ageing(0.5));
    assert_eq!(completion(&plan, "B"), "2026-01");
    assert_eq!(plan.levels[0].objective, 2.0);
}

/// Ageing of nothing is no ageing, to the last digit.
#[test]
fn what_changes_nothing_changes_nothing() {
    let scenario = one_a_month([2.0, 1.0])
        .orders([
            order("A", "A", "unit", 3.5, "2026-02"),
            order("B", "B", "other", 2.25, "2026-01"),
        ])
        .build()
        .unwrap();
    let plain = planned(&scenario, &by_rank("p"));
    let mut same = planned(
        &scenario,
        &by_rank("p").ageing(0.0).multiplier("unit", 1.0).change(
            PolicyChange::from_month(month("2026-05"))
                .criteria([Criterion::new("rank", 0.0, 10.0)]),
        ),
    );
    same.policy = plain.policy.clone();
    assert_eq!(same, plain);
}

/// An equal split inside tiers that change: those alike still share each month.
#[test]
fn equal_split_with_changes() {
    let tiers = |bound: f64| [Tier::new("first").at_least("rank", bound), Tier::new("rest")];
    let policy = Policy::new("split", Tiers::new(tiers(5.0)).inside(Inside::EqualSplit))
        .ageing(0.25)
        .change(PolicyChange::from_month(month("2026-03")).tiers(tiers(1.0)));
    let scenario = one_a_month([2.0, 1.0])
        .orders([order("A", "A", "unit", 2.0, "2026-01"), order("B", "B", "unit", 4.0, "2026-01")])
        .policy(policy)
        .build()
        .unwrap();
    let split = plan(&scenario, "split").unwrap();
    assert_clean(&scenario, &split);
    for (id, share) in [("A", 1.0 / 3.0), ("B", 2.0 / 3.0)] {
        let part = &split.order(id).unwrap().tranches[0];
        let made = |end: Month| {
            let by = part.production.iter().filter(|part| part.month <= end);
            by.map(|part| part.quantity).sum::<f64>()
        };
        for index in 0..6 {
            let exact = share * f64::from(index + 1);
            assert!((made(split.month(index as usize)) - exact).abs() < 1.0, "{id} {index}");
        }
    }
}
