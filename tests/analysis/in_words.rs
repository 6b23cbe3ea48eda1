//! Why an order is late, in sentences: worked out by hand, and months that add up on random cases.

use super::why_late::burdened;
use crate::support::cases;
use apportion::analysis::explain::{OrderDelay, why_late};
use apportion::analysis::way_out::{WayOutQuery, ways_out};
use apportion::planner::{OnConflict, Planner};
use apportion::scenario::Scenario;
use proptest::prelude::*;

/// Six months, a hall that makes ten a month, and orders due in the first.
fn book(more: &str) -> String {
    format!(
        "version = 1\nname = \"hall\"\nstart = \"2026-01\"\nmonths = 6\n\
         [[products]]\nid = \"pump\"\n\
         [[lines]]\nid = \"hall\"\nusage = {{ pump = 1 }}\n\
         ramp = {{ shape = \"flat\", rate = 10 }}\n{more}"
    )
}

fn order(id: &str, partner: &str, quantity: u32, more: &str) -> String {
    format!(
        "[[orders]]\nid = \"{id}\"\npartner = \"{partner}\"\nproduct = \"pump\"\n\
         signed = \"2025-06\"\ndue = \"2026-01\"\nquantity = {quantity}\n{more}\n"
    )
}

const PARTNERS: &str = "[[partners]]\nid = \"high\"\nattributes = { rank = 1 }\n\
    [[partners]]\nid = \"low\"\nattributes = { rank = 2 }\n";
const TIERS: &str = "[[policies]]\nid = \"plan\"\nrule = \"tiers\"\n\
    tiers = [{ id = \"first\", thresholds = [{ attribute = \"rank\", at_most = 1 }] }, \
    { id = \"rest\" }]\n";

fn words(text: &str, order: &str) -> String {
    let scenario = Scenario::from_toml(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let plan = apportion::planner::plan(&scenario, "plan").unwrap();
    let why = why_late(&scenario, &plan).unwrap();
    why.order(order).unwrap().in_words()
}

/// L alone would take three months for what seals there are; H has them for three months more.
#[test]
fn a_component_and_a_higher_tier() {
    let seal = "[[components]]\nid = \"seal\"\nneed = { pump = 1 }\n\
                supply = { shape = \"flat\", rate = 5 }\n";
    let orders = [order("H", "high", 15, ""), order("L", "low", 15, "")].concat();
    let text = book(&format!("{seal}{PARTNERS}{orders}{TIERS}"));
    assert_eq!(
        words(&text, "L"),
        "L of low, 15 pump due 2026-01, comes by 2026-06: 5 months late. Of that, 4 because seal \
         went to orders of a higher tier than rest: high; 1 because there is too little of seal \
         even for this order alone."
    );
}

/// Ten are late in each of five months. A took all until March, 32 of 40 until April, 32 of 50 until
/// May: 3 + 0.8 + 0.64 months; the rest is of B.
#[test]
fn weights_against_each_other() {
    let policy = "[[policies]]\nid = \"plan\"\nrule = \"tiers\"\ntiers = [{ id = \"all\" }]\n";
    let orders = [
        order("A", "high", 32, "urgency = 3.5"),
        order("B", "low", 18, "urgency = 2"),
        order("L", "low", 10, ""),
    ];
    let text = book(&format!("{PARTNERS}{}{policy}", orders.concat()));
    assert_eq!(
        words(&text, "L"),
        "L of low, 10 pump due 2026-01, comes by 2026-06: 5 months late. That is because hall \
         went to others: high (4; weight 3.50 against 1), low itself (1; weight 2 against 1)."
    );
}

#[test]
fn who_leaves_and_who_is_never_served() {
    let leaves = order("L", "low", 10, "cancel_after = 2");
    let text = book(&format!("{PARTNERS}{}{leaves}{TIERS}", order("H", "high", 60, "")));
    assert_eq!(
        words(&text, "L"),
        "L of low, 10 pump due 2026-01, has not all come when low takes nothing more after \
         2026-03: 3 months late. That is because hall went to orders of a higher tier than rest: \
         high."
    );
    let gate = "gates = [{ products = [\"pump\"], thresholds = [{ attribute = \"rank\", \
                at_most = 1 }] }]\n";
    let text = book(&format!("{PARTNERS}{}{TIERS}{gate}", order("L", "low", 10, "")));
    assert_eq!(
        words(&text, "L"),
        "L of low, 10 pump due 2026-01, does not all come within the horizon: 6 months late by \
         then. That is because the policy does not let it be served."
    );
}

/// Ten a month more from the first month on, and both are on time: that is the first way found.
#[test]
fn what_would_help() {
    let orders = [order("H", "high", 10, ""), order("L", "low", 10, "")].concat();
    let text = book(&format!("{PARTNERS}{orders}{TIERS}"));
    let scenario = Scenario::from_toml(&text).unwrap();
    let plan = apportion::planner::plan(&scenario, "plan").unwrap();
    let query = WayOutQuery::new().order("L");
    let found = ways_out(&scenario, &plan, &Planner::new(), &query).unwrap();
    assert_eq!(
        found.order("L").unwrap().in_words(),
        "With 10 a month more on line hall from 2026-01 on it would come by 2026-01."
    );
}

/// The months that the sentences name are those of the order.
fn assert_adds_up(delay: &OrderDelay) {
    let text = delay.in_words();
    assert!(!text.contains("NaN") && text.ends_with('.'), "{text}");
    let Some((_, clauses)) = text.split_once(" Of that, ") else { return };
    let mut depth = 0;
    let outside: String = clauses
        .chars()
        .filter(|letter| {
            depth += i32::from(*letter == '(') - i32::from(*letter == ')');
            depth == 0
        })
        .collect();
    let months = outside.split("; ").map(|clause| {
        let number = clause.split(' ').next().unwrap();
        number.parse::<f64>().unwrap_or_else(|_| panic!("{clause} in {text}"))
    });
    assert_eq!(months.sum::<f64>(), delay.months, "{text}");
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn whole_months_add_up(scenario in burdened()) {
        for policy in scenario.policies() {
            let planner = Planner::new().on_conflict(OnConflict::LeastBreach);
            let plan = planner.plan(&scenario, policy).unwrap().finished().unwrap();
            for delay in &why_late(&scenario, &plan).unwrap().orders {
                assert_adds_up(delay);
            }
        }
    }
}
