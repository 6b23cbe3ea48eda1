//! Months, ramps, thresholds and defaults, one behaviour a test.

use crate::support::cases;
use apportion::scenario::{
    Edit, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, Tier, Tranche,
    policy_findings,
};
use proptest::prelude::{prop_assert_eq, proptest};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn outage(from: &str, to: &str, remaining: f64) -> Edit {
    Edit::Outage { from: month(from), to: month(to), remaining }
}

fn slip(from: &str, months: u32) -> Edit {
    Edit::Slip { from: month(from), months }
}

/// 10 in January, 20 in March, 60 in July 2026.
fn points() -> [(Month, f64); 3] {
    [(month("2026-01"), 10.0), (month("2026-03"), 20.0), (month("2026-07"), 60.0)]
}

fn rates(ramp: &Ramp) -> Vec<f64> {
    ramp.rates(month("2025-12"), 10)
}

mod months {
    use super::*;

    #[test]
    fn are_written_and_read() {
        for text in ["0001-01", "0999-12", "2026-01", "2026-12", "9999-12"] {
            assert_eq!(month(text).to_string(), text);
            assert_eq!(format!("{:?}", month(text)), text);
        }
        assert_eq!((month("2026-02").year(), month("2026-02").month()), (2026, 2));
        assert_eq!(format!("{:>9}|", month("2026-02")), "  2026-02|");
    }

    #[test]
    fn are_ordered_and_counted() {
        assert!(month("2025-12") < month("2026-01"));
        assert_eq!(month("2026-01") - month("2025-12"), 1);
        assert_eq!(month("2025-12") - month("2026-01"), -1);
        assert_eq!(month("9999-12") - month("0001-01"), 9999 * 12 - 1);
    }

    #[test]
    fn end_with_the_calendar() {
        let (first, last) = (month("0001-01"), month("9999-12"));
        assert_eq!(first - 1, first);
        assert_eq!(last.checked_add(1), None);
        assert_eq!(last.checked_add(u32::MAX), None);
        assert_eq!(first - u32::MAX, first);
        assert_eq!(first + u32::MAX, last);
        assert!(Month::new(0, 1).is_none() && Month::new(10_000, 1).is_none());
        assert!(Month::new(2026, 0).is_none() && Month::new(2026, 13).is_none());
        assert_eq!(
            "2026-13".parse::<Month>().unwrap_err().to_string(),
            "`2026-13` is not a month; months are written YYYY-MM, from 0001-01 to 9999-12"
        );
    }

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn adding_and_counting_agree(year in 1_u16..=9999, number in 1_u8..=12, add in 0_u32..200_000) {
            let start = Month::new(year, number).unwrap();
            prop_assert_eq!(start.to_string().parse(), Ok(start));
            if let Some(sum) = start.checked_add(add) {
                prop_assert_eq!(sum.since(start), add);
                prop_assert_eq!(start + add, sum);
                prop_assert_eq!(sum - add, start);
            }
        }
    }
}

mod ramps {
    use super::*;

    #[test]
    fn flat() {
        assert_eq!(rates(&Ramp::flat(3.5)), [3.5; 10]);
    }

    #[test]
    fn steps_hold_until_the_next() {
        let want = [0.0, 10.0, 10.0, 20.0, 20.0, 20.0, 20.0, 60.0, 60.0, 60.0];
        assert_eq!(rates(&Ramp::steps(points())), want);
    }

    #[test]
    fn lines_are_straight() {
        let want = [0.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 60.0, 60.0, 60.0];
        assert_eq!(rates(&Ramp::linear(points())), want);
    }

    #[test]
    fn lines_may_fall() {
        let ramp = Ramp::linear([(month("2025-12"), 9.0), (month("2026-03"), 0.0)]);
        assert_eq!(rates(&ramp)[..5], [9.0, 6.0, 3.0, 0.0, 0.0]);
    }

    #[test]
    fn points_before_the_start_count() {
        let ramp = Ramp::linear([(month("2025-08"), 0.0), (month("2026-04"), 80.0)]);
        assert_eq!(rates(&ramp)[..5], [40.0, 50.0, 60.0, 70.0, 80.0]);
    }

    #[test]
    fn an_outage_takes_its_months_and_no_others() {
        let ramp = Ramp::linear(points()).edit(outage("2026-02", "2026-04", 0.0));
        let want = [0.0, 10.0, 0.0, 0.0, 0.0, 40.0, 50.0, 60.0, 60.0, 60.0];
        assert_eq!(rates(&ramp), want);
    }

    #[test]
    fn an_outage_may_leave_a_share() {
        let ramp = Ramp::flat(8.0).edit(outage("2025-12", "2025-12", 0.25));
        assert_eq!(rates(&ramp)[..2], [2.0, 8.0]);
        let twice = ramp.edit(outage("2025-01", "2026-01", 0.5));
        assert_eq!(rates(&twice)[..3], [1.0, 4.0, 8.0]);
    }

    #[test]
    fn a_slip_holds_then_goes_on_as_before() {
        let ramp = Ramp::linear(points()).edit(slip("2026-03", 2));
        let want = [0.0, 10.0, 15.0, 20.0, 20.0, 20.0, 30.0, 40.0, 50.0, 60.0];
        assert_eq!(rates(&ramp), want);
    }

    #[test]
    fn a_slip_of_a_slip_adds_up() {
        // The second one is said of the ramp that the first one left.
        let ramp = Ramp::linear(points()).edit(slip("2026-03", 1)).edit(slip("2026-03", 1));
        assert_eq!(rates(&ramp), rates(&Ramp::linear(points()).edit(slip("2026-03", 2))));
        let later = Ramp::linear(points()).edit(slip("2026-03", 1)).edit(slip("2026-05", 2));
        let want = [0.0, 10.0, 15.0, 20.0, 20.0, 30.0, 30.0, 30.0, 40.0, 50.0];
        assert_eq!(rates(&later), want);
    }

    #[test]
    fn a_slip_of_steps_delays_every_later_step() {
        let ramp = Ramp::steps(points()).edit(slip("2026-02", 2));
        let want = [0.0, 10.0, 10.0, 10.0, 10.0, 20.0, 20.0, 20.0, 20.0, 60.0];
        assert_eq!(rates(&ramp), want);
    }

    #[test]
    fn a_slip_before_the_first_point_delays_the_whole() {
        let ramp = Ramp::linear(points()).edit(slip("2025-01", 3));
        assert_eq!(rates(&ramp)[..6], [0.0, 0.0, 0.0, 0.0, 10.0, 15.0]);
    }

    #[test]
    fn edits_apply_in_the_order_given() {
        // The outage moves with the ramp if the slip comes after it, and else stays.
        let outage = outage("2026-03", "2026-03", 0.0);
        let moved = Ramp::flat(1.0).edit(outage).edit(slip("2026-01", 2));
        assert_eq!(rates(&moved), [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
        let stays = Ramp::flat(1.0).edit(slip("2026-01", 2)).edit(outage);
        assert_eq!(rates(&stays), [1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]);
        // A line that fails in the month in which the ramp stops rising stays failed.
        let held = Ramp::flat(1.0).edit(outage).edit(slip("2026-03", 2));
        assert_eq!(rates(&held)[3..7], [0.0, 0.0, 0.0, 1.0]);
    }

    proptest! {
        #![proptest_config(cases(256))]

        #[test]
        fn a_slip_never_adds_to_a_rising_ramp(at in 0_u32..12, months in 1_u32..9) {
            let before = Ramp::linear(points());
            let from = month("2025-10") + at;
            let after = before.clone().edit(Edit::Slip { from, months });
            for (late, early) in rates(&after).iter().zip(rates(&before)) {
                assert!(*late <= early);
            }
        }

        #[test]
        fn where_it_is_cut_does_not_matter(at in 0_u32..20) {
            let ramp = Ramp::linear(points()).edit(slip("2026-03", 2)).edit(outage("2026-05", "2026-06", 0.5));
            let whole = ramp.rates(month("2025-06"), 24);
            let part = ramp.rates(month("2025-06") + at, 4);
            prop_assert_eq!(&whole[at as usize..at as usize + 4], &part[..]);
        }
    }
}

mod thresholds {
    use super::*;

    #[test]
    fn include_their_bounds() {
        let tier = Tier::new("middle").at_least("spending", 2.0).at_most("spending", 3.5);
        let [low, high] = tier.thresholds() else { panic!("two thresholds") };
        assert_eq!((low.attribute(), high.attribute()), ("spending", "spending"));
        assert!(low.is_met_by(2.0) && low.is_met_by(9.0) && !low.is_met_by(1.999));
        assert!(high.is_met_by(3.5) && high.is_met_by(-1.0) && !high.is_met_by(3.501));
    }

    #[test]
    fn may_have_both_bounds_in_a_file() {
        let scenario = Scenario::from_toml(&format!(
            "{SMALL}\n[[policies]]\nid = \"t\"\nrule = \"tiers\"\n\
             tiers = [{{ id = \"a\", thresholds = [\
             {{ attribute = \"spending\", at_least = 1, at_most = 2 }}] }}, {{ id = \"b\" }}]\n"
        ));
        let scenario = scenario.unwrap();
        let tiers = scenario.policy("t").unwrap().tier_list();
        assert_eq!((tiers[0].id(), tiers[1].id()), ("a", "b"));
        let met: Vec<bool> =
            [0.9, 1.0, 1.5, 2.0, 2.1].map(|x| tiers[0].thresholds()[0].is_met_by(x)).to_vec();
        assert_eq!(met, [false, true, true, true, false]);
    }

    const SMALL: &str = r#"
        version = 1
        name = "small"
        start = "2026-01"
        months = 12
        products = [{ id = "pump" }]
        lines = [{ id = "hall", usage = { pump = 1 }, ramp = { shape = "flat", rate = 1 } }]
        partners = [{ id = "north", attributes = { spending = 2 } }]
    "#;
}

fn small() -> Scenario {
    Scenario::builder("small", month("2026-01"), 12)
        .product(Product::new("pump").approval_lead(3))
        .product(Product::new("valve"))
        .line(Line::new("hall", Ramp::flat(1.0)).makes("pump").makes_using("valve", 0.5))
        .partner(Partner::new("north").attribute("spending", 2.0))
        .order(
            Order::new("b", "north", "valve", month("2025-12")).quantity(2.0).due(month("2026-02")),
        )
        .order(
            Order::new("a", "north", "pump", month("2025-12"))
                .due(month("2026-06"))
                .urgency(2.0)
                .tranche(Tranche::new(1.0))
                .tranche(
                    Tranche::new(4.0).due(month("2026-09")).release(month("2026-01")).urgency(1.5),
                ),
        )
        .build()
        .unwrap()
}

mod demands {
    use super::*;

    #[test]
    fn have_their_defaults_filled_in() {
        let scenario = small();
        let [first, second, third] = scenario.demands() else { panic!("three") };
        // By order id; the approval lead of the pump is three months.
        assert_eq!((first.order, first.tranche, first.product), (0, 0, 0));
        assert_eq!((first.release, first.due), (month("2026-03"), month("2026-06")));
        assert_eq!((first.quantity, first.urgency), (1.0, 2.0));
        assert_eq!((second.order, second.tranche), (0, 1));
        assert_eq!((second.release, second.due), (month("2026-01"), month("2026-09")));
        assert_eq!((second.quantity, second.urgency), (4.0, 1.5));
        assert_eq!((third.order, third.tranche, third.product), (1, 0, 1));
        assert_eq!((third.release, third.due), (month("2025-12"), month("2026-02")));
        assert_eq!(third.urgency, 1.0);
    }

    #[test]
    fn are_found_by_order() {
        let scenario = small();
        assert_eq!(scenario.order_position("a"), Some(0));
        assert_eq!(scenario.order_position("b"), Some(1));
        assert_eq!(scenario.order_position("c"), None);
        assert_eq!(scenario.demands_of("a").unwrap(), &scenario.demands()[..2]);
        assert_eq!(scenario.demands_of("b").unwrap(), &scenario.demands()[2..]);
        assert_eq!(scenario.demands_of("c"), None);
    }

    #[test]
    fn months_have_positions() {
        let scenario = small();
        assert_eq!(scenario.index_of(month("2026-01")), 0);
        assert_eq!(scenario.index_of(month("0001-01")), 0);
        assert_eq!(scenario.index_of(month("2026-12")), 11);
        assert_eq!(scenario.index_of(month("2027-01")), 12);
        assert_eq!(scenario.index_of(month("9999-12")), 12);
        assert_eq!(scenario.month(12), month("2027-01"));
    }
}

#[test]
fn a_policy_from_elsewhere_is_checked_too() {
    let scenario = small();
    assert!(policy_findings(&scenario, &Policy::dpas("any")).is_ok());
    let misspelt = [Tier::new("first").at_least("spendings", 2.0), Tier::new("rest")];
    let findings = policy_findings(&scenario, &Policy::tiers("t", misspelt)).unwrap_err();
    let found: Vec<String> = findings.iter().map(|f| format!("{} {}", f.code, f.path)).collect();
    assert_eq!(found, ["E604 policy.tiers[0].thresholds[0].attribute"]);
    let findings = policy_findings(&scenario, &Policy::score("", [])).unwrap_err();
    let found: Vec<String> = findings.iter().map(|f| format!("{} {}", f.code, f.path)).collect();
    assert_eq!(found, ["E105 policy.id", "E601 policy.criteria"]);
}

#[test]
fn rows_of_one_id_are_tranches() {
    let table = "rating,due,quantity,id,partner,product,signed,urgency,note\n\
                 DX,2026-03,5,A,north,pump,2025-11,3,\"first part, urgent\"\n\
                 ,2026-04,7,B,north,pump,2025-12,,\n\
                 DX,2026-09,20,A,north,pump,2025-11,,the rest\n";
    let orders = Order::from_csv(table.as_bytes()).unwrap();
    let want = [
        Order::new("A", "north", "pump", month("2025-11"))
            .rating("DX")
            .tranche(Tranche::new(5.0).due(month("2026-03")).urgency(3.0))
            .tranche(Tranche::new(20.0).due(month("2026-09"))),
        Order::new("B", "north", "pump", month("2025-12")).quantity(7.0).due(month("2026-04")),
    ];
    assert_eq!(orders, want);
    assert_eq!(orders[0].total(), 25.0);
}
