//! Quotes: worked out by hand, the rules of acceptance of 15 CFR 700.13, and on random
//! scenarios against full solves with the order added and all promises as commitments.

use crate::export::read;
use crate::support::cases;
use crate::support::generator::{Case, Draws, Feature, Random, Size, drawn};
use crate::support::months::{month, shifted};
use crate::support::oracles::microlp;
use apportion::analysis::{Answer, Catalogue, Keep, Quote, QuoteError, Quoter};
use apportion::check::check;
use apportion::export::{Export, Format};
use apportion::formulation::Formulation;
use apportion::plan::{CommitmentPlan, OrderPlan, Plan, PromisedFor};
use apportion::planner::{PlanError, Planner};
use apportion::ranking::rank;
use apportion::scenario::{
    Cap, Commitment, Component, Gate, Inquiry, Line, Method, Month, Order, Partner, Policy,
    Product, Ramp, Scenario, ScenarioBuilder, Stockpile, Tier, Tranche,
};
use proptest::prelude::*;

/// Nobody is made late.
fn on_time(scenario: &Scenario, policy: &str) -> Quoter {
    let policy = scenario.policy(policy).unwrap().clone();
    Quoter::new(scenario.clone(), &policy, &Planner::new()).unwrap()
}

/// Nobody's date moves.
fn quoter(scenario: &Scenario, policy: &str) -> Quoter {
    on_time(scenario, policy).promised_for(PromisedFor::Planned)
}

#[allow(clippy::unnecessary_wraps, reason = "what it is compared with may be none")]
fn by(index: i32) -> Option<Month> {
    Some(month(index))
}

/// One hall of 10 a month; `A` has 25 due in the third month.
fn hall() -> ScenarioBuilder {
    Scenario::builder("hall", month(0), 12)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(Partner::new("A").attribute("merit", 2.0))
        .partner(Partner::new("B").attribute("merit", 1.0))
        .order(Order::new("A-1", "A", "pump", month(-1)).quantity(25.0).due(month(2)))
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::pro_rata("shares"))
        .policy(Policy::tiers(
            "tiers",
            [Tier::new("high").at_least("merit", 2.0), Tier::new("low")],
        ))
}

#[test]
fn what_is_left_of_a_month_is_promised() {
    let scenario = hall().build().unwrap();
    for policy in ["queue", "shares", "tiers"] {
        let mut quoter = quoter(&scenario, policy);
        let ask = |quantity: f64| Inquiry::new("B", "pump", quantity);
        let dates =
            quoter.earliest(&[ask(5.0), ask(5.5), ask(15.0), ask(95.0), ask(95.5)]).unwrap();
        let months: Vec<_> = dates.iter().map(apportion::analysis::Dates::completion).collect();
        assert_eq!(months, [by(2), by(3), by(3), by(11), None], "{policy}");
    }
}

/// A pump takes two of the hall's ten, a valve one: five, five and two pumps are A's in January
/// to March, which leaves six of March, that is three pumps or six valves, and then five pumps or
/// ten valves a month.
#[test]
fn what_is_promised_and_what_is_asked_for_take_what_a_unit_takes() {
    let scenario = Scenario::builder("hall", month(0), 12)
        .product(Product::new("pump"))
        .product(Product::new("valve"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes_using("pump", 2.0).makes("valve"))
        .partner(Partner::new("A"))
        .partner(Partner::new("B"))
        .order(Order::new("A-1", "A", "pump", month(-1)).quantity(12.0).due(month(2)))
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::tiers("tiers", [Tier::new("all")]))
        .build()
        .unwrap();
    let ask = |product: &str, quantity: f64| Inquiry::new("B", product, quantity);
    let asked = [
        ask("pump", 3.0),
        ask("pump", 4.0),
        ask("pump", 8.0),
        ask("pump", 9.0),
        ask("valve", 6.0),
        ask("valve", 7.0),
        ask("valve", 16.0),
        ask("valve", 17.0),
    ];
    // Three pumps of the first tranche fill March and five of the second April.
    let parts = |second: f64| {
        let second = Tranche::new(second).due(month(3));
        Inquiry::of_tranches("B", "pump", [Tranche::new(3.0).due(month(2)), second])
    };
    for policy in ["queue", "tiers"] {
        let mut quoter = quoter(&scenario, policy);
        let dates = quoter.earliest(&asked).unwrap();
        let months: Vec<_> = dates.iter().map(apportion::analysis::Dates::completion).collect();
        let expected = [by(2), by(3), by(3), by(4), by(2), by(3), by(3), by(4)];
        assert_eq!(months, expected, "{policy}");
        let dates = quoter.earliest(&[parts(5.0), parts(6.0)]).unwrap();
        assert_eq!(dates[0].tranches, [by(2), by(3)], "{policy}");
        assert_eq!(dates[1].tranches, [by(2), by(4)], "{policy}");
    }
}

/// Twenty are promised by June and ten, which may be made from February on, by March. Before
/// March the hall makes the ten, and ten of the twenty: the other ten can wait for June, so that
/// March to May are free for B. (Had the twenty been made first, March would not be.)
#[test]
fn what_is_promised_first_is_made_before_what_can_wait() {
    let order = |id: &str, signed: i32, quantity: f64| {
        Order::new(id, "A", "pump", month(signed)).quantity(quantity)
    };
    let scenario = Scenario::builder("hall", month(0), 12)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(Partner::new("A"))
        .partner(Partner::new("B"))
        .order(order("A-1", -2, 20.0).due(month(5)))
        .order(order("A-2", -1, 10.0).release(month(1)).due(month(2)))
        .policy(Policy::first_come_first_served("queue"))
        .build()
        .unwrap();
    let mut quoter = on_time(&scenario, "queue");
    let ask = |quantity: f64| Inquiry::new("B", "pump", quantity).release(month(2));
    let dates = quoter.earliest(&[ask(10.0), ask(11.0), ask(30.0), ask(31.0)]).unwrap();
    let months: Vec<_> = dates.iter().map(apportion::analysis::Dates::completion).collect();
    assert_eq!(months, [by(2), by(3), by(4), by(6)]);
}

/// Two washers for one of the hall's ten, and seals for all of them: twenty a month, which makes
/// two hundred in ten months, though the hall has but a hundred and twenty in twelve.
#[test]
fn a_line_may_make_more_units_than_it_has_capacity() {
    let scenario = Scenario::builder("hall", month(0), 12)
        .product(Product::new("washer"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes_using("washer", 0.5))
        .component(Component::new("seal", Ramp::flat(50.0)).needed("washer", 1.0))
        .partner(Partner::new("B"))
        .policy(Policy::first_come_first_served("queue"))
        .build()
        .unwrap();
    let ask = |quantity: f64| Inquiry::new("B", "washer", quantity);
    let dates = quoter(&scenario, "queue").earliest(&[ask(200.0), ask(201.0)]).unwrap();
    assert_eq!((dates[0].completion(), dates[1].completion()), (by(9), by(10)));
}

#[test]
fn who_is_served_early_may_be_served_when_due() {
    let scenario = hall().build().unwrap();
    let ask = [Inquiry::new("B", "pump", 5.0)];
    let mut strict = quoter(&scenario, "tiers");
    assert_eq!(strict.earliest(&ask).unwrap()[0].completion(), by(2));
    // All 25 are due in the third month: the first has room for 5 if they are made so.
    let mut loose = on_time(&scenario, "tiers");
    assert_eq!(loose.earliest(&ask).unwrap()[0].completion(), by(0));
}

/// The 25 of A may be complete in March as well as they are: 5 of B are there in January, and
/// five more leave no month. Booked, nobody is late.
#[test]
fn on_time_is_what_is_promised_unless_dates_are() {
    let scenario = hall().build().unwrap();
    let ask = |units: f64| Inquiry::new("B", "pump", units).due(month(0));
    let mut dated = quoter(&scenario, "tiers");
    let mut loose = on_time(&scenario, "tiers");
    let (kept, moved) = (dated.quote(&ask(5.0)).unwrap(), loose.quote(&ask(5.0)).unwrap());
    assert_eq!((kept.answer, kept.completion), (Answer::OfferLater, by(2)));
    assert_eq!((moved.answer, moved.completion), (Answer::Accept, by(0)));
    assert_eq!(
        (kept.promised_for, moved.promised_for),
        (PromisedFor::Planned, PromisedFor::default())
    );
    let told = [kept.to_string(), moved.to_string()];
    assert!(told[0].contains("nobody in the plan is delayed."), "{}", told[0]);
    assert!(told[1].contains("is delayed past its due month."), "{}", told[1]);
    assert_eq!(loose.quote(&ask(6.0)).unwrap().completion, by(3));
    let booked = loose.book(&ask(5.0)).unwrap();
    assert!(booked.quote.later.is_empty());
    assert_eq!(booked.plan.order("A-1").unwrap().completion, by(2));
    assert_eq!(loose.quote(&ask(1.0)).unwrap().completion, by(3));
}

/// B's 10 are due in June and planned for January. A comes first in its own place, and B in
/// February is no delay, unless dates are kept.
#[test]
fn who_moves_and_is_on_time_is_not_delayed() {
    let scenario = Scenario::builder("hall", month(0), 12)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(Partner::new("A").attribute("merit", 2.0))
        .partner(Partner::new("B").attribute("merit", 1.0))
        .order(Order::new("B-1", "B", "pump", month(-1)).quantity(10.0).due(month(5)))
        .policy(Policy::tiers(
            "tiers",
            [Tier::new("high").at_least("merit", 2.0), Tier::new("low")],
        ))
        .build()
        .unwrap();
    let ask = Inquiry::new("A", "pump", 10.0).due(month(0));
    let loose = on_time(&scenario, "tiers").quote(&ask).unwrap();
    assert_eq!((loose.completion, loose.at_rank.later.len()), (by(0), 0));
    let dated = quoter(&scenario, "tiers").quote(&ask).unwrap();
    assert_eq!((dated.completion, dated.at_rank.later.len()), (by(1), 1));
}

/// What is due after the horizon has no month in it by which it is late; it stays within it all
/// the same, since nobody knows what comes after.
#[test]
fn what_is_due_after_the_horizon_is_promised_by_its_end() {
    let order = Order::new("B-1", "B", "pump", month(-1)).quantity(115.0).due(month(20));
    let scenario = hall().order(order).build().unwrap();
    let mut quoter = on_time(&scenario, "tiers");
    // The horizon makes 120: 25 are A's, and 95 of the 115 are planned.
    assert_eq!(quoter.quote(&Inquiry::new("A", "pump", 1.0)).unwrap().answer, Answer::NoDate);
}

#[test]
fn tranches_are_promised_one_after_the_other() {
    let scenario = hall().build().unwrap();
    let inquiry = Inquiry::of_tranches(
        "B",
        "pump",
        [
            Tranche::new(20.0).due(month(5)),
            Tranche::new(5.0).due(month(2)),
            Tranche::new(1.0).due(month(5)).release(month(8)),
        ],
    );
    let quote = quoter(&scenario, "queue").quote(&inquiry).unwrap();
    // The second is due first, and takes what is left of the third month.
    let earliest: Vec<_> = quote.tranches.iter().map(|part| part.earliest).collect();
    assert_eq!(earliest, [by(4), by(2), by(8)]);
    assert_eq!((quote.answer, quote.completion), (Answer::OfferLater, by(8)));
    // Sent as JSON and back, it is the same.
    assert_eq!(Quote::from_json(&quote.to_json().unwrap()).unwrap(), quote);
}

#[test]
fn promised_orders_move_to_another_line() {
    // West makes pumps and valves, east only pumps. The plan makes pumps on both, but
    // all 20 can be made on east by the second month.
    let scenario = Scenario::builder("two halls", month(0), 6)
        .product(Product::new("pump"))
        .product(Product::new("valve"))
        .line(Line::new("east", Ramp::steps([(month(0), 0.0), (month(1), 20.0)])).makes("pump"))
        .line(Line::new("west", Ramp::flat(10.0)).makes("pump").makes("valve"))
        .partner(Partner::new("A"))
        .order(Order::new("A-1", "A", "pump", month(0)).quantity(20.0).due(month(1)))
        .policy(Policy::tiers("all", [Tier::new("all")]))
        .build()
        .unwrap();
    let mut exact = quoter(&scenario, "all");
    assert_eq!(exact.plan().orders[0].completion, by(1));
    assert!(exact.plan().resources[1].used[0] > 0.0, "pumps are made early on west");
    let ask = [Inquiry::new("A", "valve", 10.0), Inquiry::new("A", "valve", 11.0)];
    let dates = exact.earliest(&ask).unwrap();
    // Ten pumps made in January are delivered in January: they stay there.
    assert_eq!((dates[0].completion(), dates[1].completion()), (by(1), by(2)));
    let dates = on_time(&scenario, "all").earliest(&ask).unwrap();
    assert_eq!((dates[0].completion(), dates[1].completion()), (by(0), by(1)));
}

#[test]
fn stock_of_a_component_is_left_for_whom_it_is_promised_to() {
    // 30 seals to begin with, 5 more every month; A takes 25 in the first three months.
    let scenario = hall()
        .component(Component::new("seal", Ramp::flat(5.0)).stock(12.0).needed("pump", 1.0))
        .build()
        .unwrap();
    let mut quoter = quoter(&scenario, "queue");
    // Seals come in as 17, 22, 27, 32: A has 10, 10 and 5 of them by March.
    assert_eq!(quoter.plan().orders[0].completion, by(2));
    let ask = |quantity: f64| Inquiry::new("B", "pump", quantity);
    let dates = quoter.earliest(&[ask(2.0), ask(2.5), ask(7.0), ask(7.5)]).unwrap();
    let months: Vec<_> = dates.iter().map(apportion::analysis::Dates::completion).collect();
    assert_eq!(months, [by(2), by(3), by(3), by(4)]);
}

#[test]
fn caps_gates_limits_and_storage_hold_for_quotes() {
    // B gets at most a fifth of the hall.
    let cap = Cap::of_line("a fifth", "hall").for_partner("B").share(0.2);
    let scenario = hall().cap(cap).build().unwrap();
    let ask = [Inquiry::new("B", "pump", 8.0), Inquiry::new("A", "pump", 8.0)];
    let dates = quoter(&scenario, "tiers").earliest(&ask).unwrap();
    // January and February are full: 2 in each month from March on.
    assert_eq!((dates[0].completion(), dates[1].completion()), (by(5), by(3)));
    // Three a month.
    let scenario = hall().build().unwrap();
    let ask = [Inquiry::new("B", "pump", 8.0).most_per_month(3.0)];
    assert_eq!(quoter(&scenario, "queue").earliest(&ask).unwrap()[0].completion(), by(4));
    // Made ahead: twenty can wait in the store for June, when ten more are made.
    let scenario = Scenario::builder("store", month(0), 12)
        .product(Product::new("pump").stockpile(Stockpile::new().limit(20.0)))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(Partner::new("B"))
        .policy(Policy::tiers("all", [Tier::new("all")]))
        .policy(Policy::first_come_first_served("queue"))
        .build()
        .unwrap();
    let ask = |quantity| Inquiry::new("B", "pump", quantity).release(month(5));
    let asked = [ask(30.0), ask(31.0)];
    for policy in ["all", "queue"] {
        let ahead = quoter(&scenario, policy).earliest(&asked).unwrap();
        assert_eq!((ahead[0].completion(), ahead[1].completion()), (by(5), by(6)), "{policy}");
    }
}

#[test]
fn at_its_own_rank_others_pay() {
    let scenario = hall()
        .order(Order::new("B-1", "B", "pump", month(-1)).quantity(15.0).due(month(3)))
        .build()
        .unwrap();
    let mut quoter = quoter(&scenario, "tiers");
    let quote = quoter.quote(&Inquiry::new("A", "pump", 10.0).due(month(3))).unwrap();
    // January to April are full.
    assert_eq!((quote.answer, quote.completion), (Answer::OfferLater, by(4)));
    assert_eq!(quote.tier, "high");
    assert_eq!(quote.at_rank.completion, by(3));
    let [later] = &quote.at_rank.later[..] else { panic!("{quote:?}") };
    assert_eq!((later.order.as_str(), later.before, later.after), ("B-1", by(3), by(4)));
    assert_eq!((later.months, later.unit_months), (Some(1), 10.0));
    assert_eq!(quote.at_rank.unit_months, 10.0);
    // If only who stands as high is kept, B makes room.
    let mut higher = quoter.clone().keep(Keep::EqualOrHigher);
    let quote = higher.quote(&Inquiry::new("A", "pump", 10.0).due(month(3))).unwrap();
    assert_eq!((quote.answer, quote.completion), (Answer::Accept, by(3)));
    assert_eq!(quote.later.len(), 1);
    // Whoever stands lower cannot.
    let quote = higher.quote(&Inquiry::new("B", "pump", 10.0).due(month(3))).unwrap();
    assert_eq!((quote.completion, quote.later.len()), (by(4), 0));
}

#[test]
fn what_is_booked_stays() {
    let scenario = hall().build().unwrap();
    let mut quoter = quoter(&scenario, "tiers");
    let booking = quoter.book(&Inquiry::new("B", "pump", 12.0).named("B-1")).unwrap();
    assert_eq!(booking.commitments, [Commitment::new("B-1", 12.0, month(3))]);
    assert!(check(&booking.scenario, &booking.plan).is_clean());
    assert_eq!(&booking.scenario, quoter.scenario());
    // A stands higher, and yet gets what is left of April.
    let quote = quoter.quote(&Inquiry::new("A", "pump", 4.0)).unwrap();
    assert_eq!((quote.completion, quote.at_rank.later.len()), (by(4), 0));
    let quote = quoter.quote(&Inquiry::new("A", "pump", 3.0)).unwrap();
    assert_eq!(quote.completion, by(3));
    // A later month that was asked for is what is promised.
    let booking = quoter.book(&Inquiry::new("A", "pump", 3.0).named("A-2").due(month(6))).unwrap();
    assert_eq!(booking.commitments, [Commitment::new("A-2", 3.0, month(6))]);
    // The book is that of the file that it is written to.
    let again = Scenario::from_toml(&booking.scenario.to_toml().unwrap()).unwrap();
    assert_eq!(again, booking.scenario);
}

#[test]
fn nothing_is_booked_that_cannot_be_promised() {
    let scenario = hall().build().unwrap();
    let mut quoter = quoter(&scenario, "queue");
    let before = (quoter.scenario().clone(), quoter.plan().clone());
    let refused = quoter.book(&Inquiry::new("B", "pump", 500.0).named("B-1"));
    assert!(matches!(refused, Err(QuoteError::NoDate(id)) if id == "B-1"));
    for wrong in [
        Inquiry::new("nobody", "pump", 1.0),
        Inquiry::new("B", "nothing", 1.0),
        Inquiry::new("B", "pump", f64::NAN),
        Inquiry::new("B", "pump", -1.0),
        Inquiry::new("B", "pump", 1.0).named("A-1"),
        Inquiry::of_tranches("B", "pump", []),
        Inquiry::new("B", "pump", 1.0).due(month(0)).release(month(-5)),
    ] {
        assert!(matches!(quoter.book(&wrong), Err(QuoteError::Inquiry(_))), "{wrong:?}");
        assert!(matches!(quoter.quote(&wrong), Err(QuoteError::Inquiry(_))), "{wrong:?}");
    }
    // Wanted before it was asked for: as early as it can be had.
    let hasty = quoter.quote(&Inquiry::new("B", "pump", 1.0).due(month(-5))).unwrap();
    assert_eq!(hasty.answer, Answer::OfferLater);
    assert_eq!((quoter.scenario(), quoter.plan()), (&before.0, &before.1));
    let other = hall().order(Order::new("X", "A", "pump", month(0)).quantity(1.0).due(month(0)));
    let plan = quoter.plan().clone();
    let mixed = Quoter::with_plan(other.build().unwrap(), plan, &Planner::new());
    assert!(matches!(mixed, Err(QuoteError::OtherPlan(_))));
}

/// 5 of S are taken in January, before the 10 that are due earlier can be: a promise of S counts
/// from its beginning and says nothing of them, so that an offer may cost S its January.
#[test]
fn a_catalogue_names_whom_it_does_not_protect() {
    let first = Tranche::new(10.0).due(month(1)).release(month(2));
    let second = Tranche::new(5.0).due(month(3)).release(month(0));
    let book = |tranches: Vec<Tranche>| {
        let order = Order::new("S", "customer", "radio", month(-1));
        Scenario::builder("loose", month(0), 6)
            .product(Product::new("radio"))
            .line(Line::new("plant", Ramp::flat(10.0)).makes("radio"))
            .partner(Partner::new("customer"))
            .order(tranches.into_iter().fold(order, Order::tranche))
            .policy(Policy::tiers("all", [Tier::new("all")]))
            .build()
            .unwrap()
    };
    let offers = |book: &Scenario, keep| {
        let (partners, products) = (["customer".into()], ["radio".into()]);
        let mut quoter = on_time(book, "all").keep(keep);
        quoter.catalogue(&partners, &products, &[5.0], month(0)).unwrap()
    };
    let loose = book(vec![first.clone(), second]);
    let found = offers(&loose, Keep::Everybody);
    assert_eq!(found.unpromised, ["S"]);
    assert!(found.to_string().contains("no promise covers may come later: of S;"), "{found}");
    assert_eq!(Catalogue::from_json(&found.to_json().unwrap()).unwrap(), found);
    // Who stands lower may be delayed anyway, and a single tranche is promised as a whole.
    assert!(offers(&loose, Keep::EqualOrHigher).unpromised.is_empty());
    let plain = offers(&book(vec![first]), Keep::Everybody);
    assert!(plain.unpromised.is_empty() && !plain.to_string().contains("promise"), "{plain}");
}

/// One plant of 10 a month under the ratings of 15 CFR 700; its book as (id, rating,
/// quantity, due).
fn rated(book: &[(&str, Option<&str>, f64, i32)]) -> Quoter {
    let mut builder = Scenario::builder("rated", month(0), 12)
        .product(Product::new("radio"))
        .line(Line::new("plant", Ramp::flat(10.0)).makes("radio"))
        .partner(Partner::new("customer"))
        .policy(Policy::dpas("dpas"));
    for &(id, rating, quantity, due) in book {
        let order = Order::new(id, "customer", "radio", month(-1)).quantity(quantity);
        let order = order.due(month(due));
        builder = builder.order(match rating {
            Some(rating) => order.rating(rating),
            None => order,
        });
    }
    on_time(&builder.build().unwrap(), "dpas").keep(Keep::EqualOrHigher)
}

fn asks(rating: &str, quantity: f64, due: i32) -> Inquiry {
    Inquiry::new("customer", "radio", quantity).rating(rating).due(month(due))
}

/// 15 CFR 700.13(a)(1): "a person shall accept every rated order received and must fill
/// such orders regardless of any other rated or unrated orders that have been accepted",
/// but for the rest of the section; (b)(1): "Scheduling conflicts with previously accepted
/// lower rated or unrated orders are not sufficient reason for rejection".
#[test]
fn a_rated_order_is_accepted_whatever_stands_lower() {
    let mut quoter = rated(&[("U", None, 30.0, 2)]);
    let quote = quoter.quote(&asks("DO", 20.0, 1)).unwrap();
    assert_eq!((quote.answer, quote.completion), (Answer::Accept, by(1)));
    let [later] = &quote.later[..] else { panic!("{quote:?}") };
    assert_eq!((later.order.as_str(), later.before, later.after), ("U", by(2), by(4)));
    // An unrated order displaces nobody.
    let unrated = Inquiry::new("customer", "radio", 20.0).due(month(1));
    let quote = quoter.quote(&unrated).unwrap();
    assert_eq!((quote.answer, quote.completion), (Answer::OfferLater, by(4)));
    assert!(quote.later.is_empty());
    // DX over DO.
    let mut quoter = rated(&[("DO-1", Some("DO"), 20.0, 1)]);
    let quote = quoter.quote(&asks("DX", 10.0, 0)).unwrap();
    assert_eq!((quote.answer, quote.completion), (Answer::Accept, by(0)));
    assert_eq!(quote.later[0].order, "DO-1");
}

/// 15 CFR 700.13(b)(1): "A person shall not accept a rated order for delivery on a specific
/// date if unable to fill the order by that date. However, the person must inform the
/// customer of the earliest date on which delivery can be made and offer to accept the
/// order on the basis of that date." (b)(2): "A person shall not accept a DO rated order
/// for delivery on a date which would interfere with delivery of any previously accepted
/// DO or DX rated orders. However, the person must offer to accept the order based on the
/// earliest delivery date otherwise possible." (b)(3): the same for DX against DX.
#[test]
fn a_date_that_cannot_be_met_is_answered_by_the_earliest_that_can() {
    // More than the plant can make.
    let quote = rated(&[("U", None, 30.0, 2)]).quote(&asks("DO", 45.0, 1)).unwrap();
    assert_eq!((quote.answer, quote.completion), (Answer::OfferLater, by(4)));
    // DO against DO and DX, and DX against DX; unrated orders do not count.
    for (accepted, asked) in [("DO", "DO"), ("DX", "DO"), ("DX", "DX")] {
        let book = [("first", Some(accepted), 20.0, 1), ("U", None, 30.0, 2)];
        let quote = rated(&book).quote(&asks(asked, 10.0, 0)).unwrap();
        assert_eq!((quote.answer, quote.completion), (Answer::OfferLater, by(2)), "{asked}");
        assert!(quote.later.iter().all(|later| later.order == "U"), "{quote:?}");
    }
    // No interference if the accepted order is due later.
    let quote = rated(&[("first", Some("DO"), 20.0, 2)]).quote(&asks("DO", 10.0, 0)).unwrap();
    assert_eq!((quote.answer, quote.completion), (Answer::Accept, by(0)));
}

#[test]
fn a_booked_order_gives_way_to_a_higher_rating_and_to_no_other() {
    let mut quoter = rated(&[]);
    let first = quoter.book(&asks("DO", 20.0, 1).named("DO-1")).unwrap();
    assert_eq!(first.quote.completion, by(1));
    let second = quoter.book(&asks("DO", 10.0, 0).named("DO-2")).unwrap();
    assert_eq!((second.quote.answer, second.quote.completion), (Answer::OfferLater, by(2)));
    let third = quoter.book(&asks("DX", 10.0, 0).named("DX-1")).unwrap();
    assert_eq!((third.quote.answer, third.quote.completion), (Answer::Accept, by(0)));
    let later: Vec<&str> = third.quote.later.iter().map(|part| part.order.as_str()).collect();
    assert!(!later.is_empty() && later.iter().all(|id| id.starts_with("DO")), "{later:?}");
    let plan = quoter.plan();
    assert_eq!(plan.order("DX-1").unwrap().completion, by(0));
    assert!(check(quoter.scenario(), plan).is_clean());
    // What the scenario committed from the beginning binds even DX.
    let scenario = quoter.scenario().clone();
    let mut again = Quoter::with_plan(scenario, quoter.plan().clone(), &Planner::new()).unwrap();
    again = again.keep(Keep::EqualOrHigher);
    let quote = again.quote(&asks("DX", 10.0, 0)).unwrap();
    assert_eq!((quote.answer, quote.completion), (Answer::OfferLater, by(1)));
}

/// The north may have pumps from April on.
fn gated() -> ScenarioBuilder {
    Scenario::builder("gated", month(0), 6)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(Partner::new("north").attribute("class", 1.0).attribute_from(
            month(3),
            "class",
            2.0,
        ))
        .policy(
            Policy::tiers("all", [Tier::new("all")])
                .gate(Gate::new(["pump"]).at_least("class", 2.0)),
        )
}

/// What is quoted to whom a gate opens later can be booked: a promise is only refused for the
/// months before.
#[test]
fn whom_a_gate_lets_in_later_is_promised_what_comes_after() {
    let scenario = gated().build().unwrap();
    let mut quoter = quoter(&scenario, "all");
    let booking = quoter.book(&Inquiry::new("north", "pump", 12.0).named("N-1")).unwrap();
    assert_eq!(booking.quote.completion, by(4));
    assert_eq!(booking.plan.commitments[0].short, 0.0);
    let promised = |index: i32, units: f64| {
        let order = Order::new("N-1", "north", "pump", month(0)).quantity(12.0).due(month(4));
        gated().order(order).commitment(Commitment::new("N-1", units, month(index))).build()
    };
    let early = promised(2, 1.0).unwrap_err().to_string();
    assert!(early.contains("E614"), "{early}");
    assert!(promised(3, 10.0).is_ok());
    // The line could have made them before: only the gate stands in the way.
    let book = promised(3, 12.0).unwrap();
    let refused = Planner::new().plan(&book, book.policy("all").unwrap());
    let Err(PlanError::Commitments(conflict)) = refused else { panic!("{refused:?}") };
    assert_eq!(conflict.short, 2.0);
}

/// The north has April and two of May, the first months in which it may have any. What is made
/// for it then cannot be made before, so the south gets what May leaves, not April.
#[test]
fn whom_a_gate_lets_in_later_holds_no_month_before() {
    let order = Order::new("N-1", "north", "pump", month(0)).quantity(12.0).due(month(3));
    let south = Partner::new("south").attribute("class", 2.0);
    let scenario = gated().partner(south).order(order).build().unwrap();
    let ask = |quantity: f64| Inquiry::new("south", "pump", quantity).release(month(3));
    let dates = quoter(&scenario, "all").earliest(&[ask(8.0), ask(9.0)]).unwrap();
    assert_eq!((dates[0].completion(), dates[1].completion()), (by(4), by(5)));
}

/// Ten, ten and five of January to March are A's: five more can be had by March at the earliest.
/// Who asks for them by February, and waits for nothing, gets no date.
#[test]
fn who_would_not_wait_so_long_gets_no_date() {
    let scenario = hall().build().unwrap();
    let ask = |patience: u32| {
        let tranche = Tranche::new(5.0).due(month(1)).cancel_after(patience);
        Inquiry::of_tranches("B", "pump", [tranche])
    };
    let mut quoter = quoter(&scenario, "queue");
    let dates = quoter.earliest(&[ask(0), ask(1)]).unwrap();
    assert_eq!((dates[0].completion(), dates[1].completion()), (None, by(2)));
    let quote = quoter.quote(&ask(0)).unwrap();
    assert_eq!((quote.answer, quote.completion), (Answer::NoDate, None));
}

/// Four of B's eight are wanted until February only, though they are promised by April with
/// the others.
#[test]
fn who_leaves_before_the_month_promised_is_served_before() {
    let own = Order::new("B-1", "B", "pump", month(-1))
        .tranche(Tranche::new(4.0).due(month(0)))
        .tranche(Tranche::new(4.0).due(month(1)).cancel_after(0));
    let scenario = Scenario::builder("leavers", month(0), 6)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(4.0)).makes("pump"))
        .partner(Partner::new("A").attribute("merit", 2.0))
        .partner(Partner::new("B").attribute("merit", 1.0))
        .order(own)
        .commitment(Commitment::new("B-1", 8.0, month(3)))
        .policy(Policy::tiers(
            "tiers",
            [Tier::new("high").at_least("merit", 2.0), Tier::new("low")],
        ))
        .build()
        .unwrap();
    // Only the commitment is kept from A: four by February, the others in April.
    let mut quoter = quoter(&scenario, "tiers").keep(Keep::EqualOrHigher);
    let dates = quoter.earliest(&[Inquiry::new("A", "pump", 8.0)]).unwrap();
    assert_eq!(dates[0].completion(), by(2));
}

/// East makes both, west only pumps. The queue makes pumps on east, and leaves no room for
/// the valves that were quoted: it says so, whatever caps there are.
#[test]
fn a_rule_that_does_not_find_a_way_says_so() {
    let scenario = Scenario::builder("two halls", month(0), 3)
        .product(Product::new("pump"))
        .product(Product::new("valve"))
        .line(Line::new("east", Ramp::flat(4.0)).makes("pump").makes("valve"))
        .line(Line::new("west", Ramp::flat(4.0)).makes("pump"))
        .partner(Partner::new("A"))
        .order(Order::new("A-1", "A", "pump", month(0)).quantity(4.0).due(month(0)))
        .cap(Cap::of_line("all", "west").for_partner("A").share(1.0))
        .policy(Policy::first_come_first_served("queue"))
        .build()
        .unwrap();
    let mut quoter = quoter(&scenario, "queue");
    let refused = quoter.book(&Inquiry::new("A", "valve", 4.0).named("A-2"));
    let Err(QuoteError::Rule { order, short, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!((order.as_str(), short), ("A-2", 4.0));
}

#[test]
fn a_catalogue_is_many_quotes() {
    // Which promises can all be kept.
    let books = drawn().sized(Size::LARGE).with([Feature::Score]).without([Feature::Commitments]);
    let scenario = books.of(7).scenario;
    let mut quoter = quoter(&scenario, "score");
    let partners: Vec<_> = scenario.partners().iter().map(|part| part.id().clone()).collect();
    let products: Vec<_> = scenario.products().iter().map(|part| part.id().clone()).collect();
    let quantities = [1.0, 10.0, 100.0];
    let catalogue = quoter.catalogue(&partners, &products, &quantities, scenario.start()).unwrap();
    assert_eq!(catalogue.offers.len(), partners.len() * products.len() * quantities.len());
    for offer in catalogue.offers.iter().step_by(7) {
        let ask = Inquiry::new(offer.partner.clone(), offer.product.clone(), offer.quantity);
        let mut cold = self::quoter(&scenario, "score");
        let dates = cold.earliest(&[ask]).unwrap();
        assert_eq!(dates[0].completion(), offer.earliest, "{offer:?}");
    }
    assert_eq!(Catalogue::from_json(&catalogue.to_json().unwrap()).unwrap(), catalogue);
    assert_eq!(catalogue.to_csv().lines().count(), catalogue.offers.len() + 1);
}

// --- Against full solves ---------------------------------------------------------------

/// Whether all commitments of a book can be kept under a policy: the whole linear program of
/// the policy, with every order in it, as text and solved by a general solver.
fn all_can_be_kept(book: &Scenario, policy: &Policy) -> bool {
    let ranking = rank(book, policy).unwrap();
    let formulation = Formulation::new(book, &ranking).unwrap();
    let mut text = Vec::new();
    Export::of(book, &formulation).write(Format::Mps, &mut text).unwrap();
    // Commitments are the first level.
    let program = read::mps(std::str::from_utf8(&text).unwrap());
    microlp::optimum(&program) <= 1e-6
}

/// What a plan promises of an order by the end of a month, counted anew.
fn promised(book: &Scenario, order: &OrderPlan, last: Month, choice: PromisedFor) -> f64 {
    let end = book.month(book.months() as usize - 1);
    let demands = book.demands_of(order.order.as_str()).unwrap();
    let mut sequence: Vec<_> = order.tranches.iter().zip(demands).collect();
    sequence.sort_by_key(|(_, own)| (own.due_when, own.release_when, own.tranche));
    let mut units = 0.0;
    for (tranche, _) in sequence {
        let counted = tranche.deliveries.iter().filter(|part| match choice {
            PromisedFor::DueOrPlanned => part.month.max(tranche.due.min(end)) <= last,
            _ => part.month <= last,
        });
        let own: f64 = counted.map(|part| part.quantity).sum();
        units += own;
        if own < tranche.quantity {
            break;
        }
    }
    units
}

/// The promises of a plan to orders that are kept.
fn promises(
    book: &Scenario,
    plan: &Plan,
    choice: PromisedFor,
    keeps: impl Fn(&str) -> bool,
) -> Vec<Commitment> {
    let mut list = Vec::new();
    for order in plan.orders.iter().filter(|order| keeps(order.order.as_str())) {
        // What was delivered before the first month is no promise any more.
        let mut before = promised(book, order, plan.start - 1, PromisedFor::Planned);
        for month in 0..plan.months {
            let month = plan.month(month as usize);
            let units = promised(book, order, month, choice);
            if units > before {
                list.push(Commitment::new(order.order.clone(), units, month));
                before = units;
            }
        }
    }
    list
}

/// A random inquiry as a inquiry and as the order that it stands for.
fn inquiry(scenario: &Scenario, random: &mut Random, limits: bool) -> (Inquiry, Order) {
    let months = scenario.months() as i32;
    let partner = scenario.partners()[random.place(scenario.partners().len())].id();
    let product = scenario.products()[random.place(scenario.products().len())].id();
    let signed = shifted(scenario.start(), random.whole(-3, (months - 1).min(6)));
    let due = shifted(signed, random.whole(0, 12));
    let mut order = Order::new("zz new", partner.clone(), product.clone(), signed).due(due);
    let quantity = f64::from(random.whole(1, 41));
    let mut inquiry = if random.chance(60) {
        order = order.quantity(quantity);
        Inquiry::new(partner.clone(), product.clone(), quantity)
    } else {
        let tranche = |number: i32| {
            let tranche = Tranche::new(quantity + f64::from(number));
            let due = shifted(due, (7 * number) % 5);
            if number == 1 { tranche.due(due) } else { tranche.due(due).release(due) }
        };
        let tranches = [tranche(0), tranche(1), tranche(2)];
        order = tranches.iter().fold(order, |order, part| order.tranche(part.clone()));
        Inquiry::of_tranches(partner.clone(), product.clone(), tranches)
    };
    inquiry = inquiry.named("zz new").signed(signed).due(due);
    match random.place(4) {
        0 => (inquiry, order) = (inquiry.rating("DX"), order.rating("DX")),
        1 => (inquiry, order) = (inquiry.rating("DO"), order.rating("DO")),
        _ => {}
    }
    if limits && random.chance(20) {
        (inquiry, order) = (inquiry.most_per_month(4.0), order.most_per_month(4.0));
    }
    (inquiry, order)
}

/// Quotes against the plan of a policy; none if it cannot keep what is promised already.
fn quoter_of(scenario: &Scenario, policy: &Policy) -> Option<Quoter> {
    match Quoter::new(scenario.clone(), policy, &Planner::new()) {
        Err(QuoteError::Plan(PlanError::Commitments(_) | PlanError::Capped { .. })) => None,
        quoter => Some(quoter.unwrap()),
    }
}

/// Commitments of a book, of each order and month the most.
fn merged(mut all: Vec<Commitment>) -> Vec<Commitment> {
    all.sort_by(|a, b| {
        let units = b.quantity().total_cmp(&a.quantity());
        a.order().cmp(b.order()).then(a.by().cmp(&b.by())).then(units)
    });
    let mut kept: Vec<Commitment> = Vec::new();
    for part in all {
        let last = kept.last().filter(|last| last.order() == part.order());
        if last.is_none_or(|last| part.quantity() > last.quantity()) {
            kept.push(part);
        }
    }
    kept
}

/// The dates of a quote are the first ones that full solves allow.
fn equals_full_solves(scenario: &Scenario, seed: u64, limits: bool) {
    let mut random = Random::new(seed, "inquiry");
    let policy = &scenario.policies()[0];
    let keep = random.one_of(&[Keep::Everybody, Keep::EqualOrHigher]);
    let choice = random.one_of(&[PromisedFor::Planned, PromisedFor::DueOrPlanned]);
    let (inquiry, order) = inquiry(scenario, &mut random, limits);
    let Some(quoter) = quoter_of(scenario, policy) else { return };
    let mut quoter = quoter.keep(keep).promised_for(choice);
    let found = quoter.earliest(&[inquiry]).unwrap().remove(0);

    // What is in stock for nobody in the book is no share of the new order.
    let scenario = quoter.scenario();
    // Who is kept, told anew. Under a rule that is carried out nobody stands higher.
    let with = scenario.to_builder().order(order.clone()).build().unwrap();
    let ranking = rank(&with, policy).unwrap();
    let ranked = matches!(policy.method(), apportion::scenario::Method::Optimised(_));
    let standing = |id: &str| {
        let month = order.signed();
        (ranking.tier_in(id, month).unwrap(), ranking.weight_in(id, month).unwrap())
    };
    let protected = |id: &str| {
        let (tier, weight) = standing(id);
        let (own, own_weight) = standing("zz new");
        let high = tier < own || (tier == own && weight >= own_weight);
        keep == Keep::Everybody || !ranked || high
    };
    let mut kept = promises(scenario, quoter.plan(), choice, protected);
    // What was promised before stays so, whoever it is to, as far as the plan keeps it.
    for part in &quoter.plan().commitments {
        let units = if protected(part.order.as_str()) { part.kept } else { part.promised };
        if units > 0.0 && (part.short == 0.0 || protected(part.order.as_str())) {
            kept.push(Commitment::new(part.order.clone(), units, part.by));
        }
    }
    let demands = with.demands_of("zz new").unwrap();
    let mut sequence: Vec<usize> = (0..demands.len()).collect();
    sequence.sort_by_key(|&index| (demands[index].due_when, demands[index].release_when, index));
    let mut own: Vec<Commitment> = Vec::new();
    let (mut units, mut least, mut never) = (0.0, 0, false);
    for index in sequence {
        units += demands[index].quantity;
        let possible = |month: u32| {
            let next = Commitment::new("zz new", units, scenario.month(month as usize));
            let mut all = kept.clone();
            all.extend(own.iter().filter(|part| part.by() < next.by()).cloned());
            all.push(next);
            // What the policy's gates keep from a partner cannot be promised to it.
            let book = with.to_builder().commitments(merged(all)).build();
            book.is_ok_and(|book| all_can_be_kept(&book, policy))
        };
        let (mut low, mut high) = (least, scenario.months());
        while low < high && !never {
            let middle = u32::midpoint(low, high);
            if possible(middle) { high = middle } else { low = middle + 1 }
        }
        never |= low >= scenario.months();
        let earliest = found.tranches[index];
        if never {
            assert_eq!(earliest, None, "tranche {index} of {order:?} under {}", policy.id());
            continue;
        }
        // Promises count from the beginning: what comes after has no earlier one.
        let told = earliest.map(|month| month.max(scenario.month(least as usize)));
        let full = Some(scenario.month(low as usize));
        assert_eq!(told, full, "tranche {index} of {order:?} under {} {keep:?}", policy.id());
        least = low;
        let next = Commitment::new("zz new", units, scenario.month(low as usize));
        // What is promised by the same month is part of it.
        own.retain(|part| part.by() < next.by());
        own.push(next);
    }
}

/// With one of its policies only: what one keeps from a partner, another may promise.
fn under_one_policy(case: &Case, seed: u64) -> Scenario {
    let one = Random::new(seed, "policy").place(case.draft.policies.len());
    case.changed(|draft| {
        draft.policies = vec![draft.policies.swap_remove(one)];
        draft.tidy();
    })
    .unwrap()
}

/// One line is all that is scarce, so that no linear program is needed.
fn one_line() -> Draws {
    drawn().without([
        Feature::Lines,
        Feature::Components,
        Feature::Stockpiles,
        Feature::MonthlyLimits,
        Feature::Caps,
    ])
}

/// Scenarios in which caps meet stores that begin with something.
fn in_stock() -> Draws {
    let with = [Feature::Caps, Feature::Stockpiles, Feature::Shelf, Feature::Carried];
    // These are seen by others.
    let without = [Feature::Gates, Feature::History, Feature::Lots, Feature::Shipments];
    drawn().with(with).without(without)
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn quotes_are_those_of_full_solves(case in drawn(), seed in any::<u64>()) {
        equals_full_solves(&under_one_policy(&case, seed), seed, true);
    }

    /// An order that is asked for has what is on the shelf, whether caps name it or nobody in the book.
    #[test]
    fn quotes_count_what_is_in_stock(case in in_stock(), seed in any::<u64>()) {
        equals_full_solves(&under_one_policy(&case, seed), seed, true);
    }
}

proptest! {
    #![proptest_config(cases(700))]

    #[test]
    fn quotes_on_one_line_are_those_of_full_solves(case in one_line(), seed in any::<u64>()) {
        equals_full_solves(&under_one_policy(&case, seed), seed, false);
    }
}

proptest! {
    #![proptest_config(cases(60))]

    /// In a book with a new order all promises are kept, and a month less of the order
    /// is refused by the planner itself.
    #[test]
    fn a_booking_keeps_every_promise(case in drawn(), seed in any::<u64>()) {
        let scenario = &under_one_policy(&case, seed);
        let mut random = Random::new(seed, "inquiry");
        let policy = &scenario.policies()[0];
        let (inquiry, _) = inquiry(scenario, &mut random, true);
        let Some(quoter) = quoter_of(scenario, policy) else { return Ok(()) };
        let choice = random.one_of(&[PromisedFor::Planned, PromisedFor::DueOrPlanned]);
        let mut quoter = quoter.promised_for(choice);
        let before = quoter.plan().clone();
        let inquiry = inquiry.due(scenario.start());
        let booking = match quoter.book(&inquiry.signed(scenario.start())) {
            Ok(booking) => booking,
            Err(QuoteError::NoDate(_) | QuoteError::Inquiry(_)) => return Ok(()),
            // A rule looks for nothing; it is told, and the book is as it was.
            Err(QuoteError::Rule { .. }) if !matches!(policy.method(), apportion::scenario::Method::Optimised(_)) => {
                prop_assert_eq!(quoter.plan(), &before);
                return Ok(());
            }
            Err(error) => panic!("{error:?}"),
        };
        prop_assert!(check(&booking.scenario, &booking.plan).is_clean());
        // A rule may have broken some of the book's own before.
        let broken = |part: &CommitmentPlan| {
            let same = |old: &&CommitmentPlan| (&old.order, old.by) == (&part.order, part.by);
            before.commitments.iter().find(same).is_some_and(|old| old.short > 0.0)
        };
        for part in booking.plan.commitments.iter().filter(|part| !broken(part)) {
            prop_assert!(part.short == 0.0, "{part:?} under {}", policy.id());
        }
        // Commitments count what is made. It is delivered then, but for lots and shipments
        // that may have to wait for more of what is made now at another time.
        let waits = |order: &str| {
            let terms = scenario.demands_of(order).map(|own| own[0].terms);
            terms.is_some_and(|terms| terms.lot.is_some() || terms.least_shipment.is_some())
        };
        for order in before.orders.iter().filter(|order| !waits(order.order.as_str())) {
            let now = booking.plan.order(order.order.as_str()).unwrap();
            for month in 0..before.months {
                let month = before.month(month as usize);
                let was = promised(scenario, order, month, choice);
                let is = promised(scenario, now, month, choice);
                prop_assert!(is + 1e-6 * was.max(1.0) >= was, "{} in {month}", order.order);
            }
        }
        // The first promise a month earlier.
        let first = &booking.commitments[0];
        if first.by() > scenario.start() && booking.commitments.len() == 1 {
            let earlier = Commitment::new("zz new", first.quantity(), first.by() - 1);
            let others = booking.scenario.commitments().iter();
            let others = others.filter(|part| *part.order() != "zz new").cloned();
            let all: Vec<Commitment> = others.chain([earlier]).collect();
            let Ok(tight) = booking.scenario.to_builder().commitments(all).build() else {
                // A gate is closed until the month that was quoted.
                return Ok(());
            };
            match Planner::new().plan(&tight, policy) {
                Err(PlanError::Commitments(_) | PlanError::Capped { .. }) => {}
                // Conflicts are sought among all plans. Rules that are carried out know only
                // their own: they go on, and say what they are short of.
                Ok(outcome) if !matches!(policy.method(), Method::Optimised(_)) => {
                    let plan = outcome.finished().unwrap();
                    prop_assert!(plan.commitments.iter().any(|part| part.short > 0.0));
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
