//! Scenarios that were solved by hand from the words of the design.

mod past;
mod resources;
mod sequence;

use super::{Kind, Readings, levels, levels_read};

/// A file with one line `l` (capacity by month in `ramp`), product `u`, partner `p`, and what
/// else is said.
fn file(start: &str, months: u32, ramp: &str, rest: &str) -> String {
    format!(
        "version = 1\nname = \"n\"\nstart = \"{start}\"\nmonths = {months}\n\
         products = [{{ id = \"u\" }}]\npartners = [{{ id = \"p\" }}]\n\
         lines = [{{ id = \"l\", usage = {{ u = 1 }}, ramp = {ramp} }}]\n{rest}"
    )
}

/// A flat line of a capacity.
fn flat(months: u32, rate: u32, rest: &str) -> String {
    file("2026-01", months, &format!("{{ shape = \"flat\", rate = {rate} }}"), rest)
}

/// The levels of the policy `t`, as read otherwise where so said.
fn told_as(text: &str, readings: Readings) -> Vec<(Kind, f64)> {
    let value: serde_json::Value = toml::from_str(text).unwrap();
    let told = levels_read(&value, "t", readings).unwrap();
    told.into_iter().map(|level| (level.name, level.value)).collect()
}

/// The levels of the policy `t`.
fn told(text: &str) -> Vec<(Kind, f64)> {
    told_as(text, Readings::default())
}

/// What a file is refused with.
fn refused(text: &str) -> String {
    let value: serde_json::Value = toml::from_str(text).unwrap();
    levels(&value, "t").unwrap_err()
}

/// Backlog, earliest delivery and order among equals of one tier.
fn plain(backlog: f64, earliest: f64, equals: f64) -> Vec<(Kind, f64)> {
    vec![
        (Kind::Backlog(0), backlog),
        (Kind::Earliest(Some(0)), earliest),
        (Kind::OrderAmongEquals, equals),
    ]
}

/// How late the first tranche of an order of the first tier is.
fn late(order: &str, value: f64) -> (Kind, f64) {
    late_of(0, order, value)
}

/// How late the first tranche of an order of a tier is.
fn late_of(tier: usize, order: &str, value: f64) -> (Kind, f64) {
    (Kind::Lateness { order: order.to_owned(), tranche: 0, tier }, value)
}

/// An order as an entry of `orders`, signed in January 2025.
fn order(id: &str, due: &str, quantity: u32, more: &str) -> String {
    format!(
        "{{ id = \"{id}\", partner = \"p\", product = \"u\", signed = \"2025-01\", \
         due = \"{due}\", quantity = {quantity}{more} }},"
    )
}

/// The key `orders` of a file.
fn orders(all: &[String]) -> String {
    format!("orders = [{}]\n", all.concat())
}

const TIERS: &str = "policies = [{ id = \"t\", rule = \"tiers\", tiers = [{ id = \"all\" }] }]\n";

const SEQUENCE: &str = "policies = [{ id = \"t\", rule = \"sequence\" }]\n";

const LEAVING: &str = r#"
orders = [
 { id = "H", partner = "p", product = "u", signed = "2025-01", due = "2026-01", quantity = 1, urgency = 20 },
 { id = "L", partner = "p", product = "u", signed = "2025-02", due = "2026-01", quantity = 1, cancel_after = 0 },
]
"#;

#[test]
fn who_leaves_costs_the_tail_from_where_it_left() {
    // L lost: January and a tail of 12. L first: H a month late, 20.
    for months in [6, 12] {
        let left = f64::from(months);
        assert_eq!(told(&flat(months, 1, &format!("{LEAVING}{TIERS}"))), plain(13.0, left, left));
    }
}

#[test]
fn lost_value_comes_before_the_backlog() {
    let policy = TIERS.replace("rule", "lost = \"value\", rule");
    let mut right = plain(20.0, 20.0, 2.0);
    right.insert(0, (Kind::LostValue(0), 0.0));
    assert_eq!(told(&flat(6, 1, &format!("{LEAVING}{policy}"))), right);
    // Nothing can be made: of L its worth and January, of H the months and the tail.
    let mut right = plain(1.0 + 20.0 * 18.0, 126.0, 18.0);
    right.insert(0, (Kind::LostValue(0), 1.0));
    assert_eq!(told(&flat(6, 0, &format!("{LEAVING}{policy}"))), right);
}

#[test]
fn what_is_due_beyond_the_tail_costs_nothing() {
    let orders = r#"
orders = [
 { id = "A", partner = "p", product = "u", signed = "2025-01", due = "2028-12", quantity = 12, urgency = 2.5 },
 { id = "B", partner = "p", product = "u", signed = "2025-02", due = "2026-01", quantity = 12 },
]
"#;
    // B: 0 + 1 + … + 11. All of A is left: 12 units in month 12, by 2.5.
    let right = plain(66.0, 66.0 + 360.0, 2.0 * 66.0 + 144.0);
    assert_eq!(told(&flat(12, 1, &format!("{orders}{TIERS}"))), right);
}

#[test]
fn the_tail_counts_from_the_due_month() {
    let order = |due: &str| orders(&[order("A", due, 2, "")]);
    let policy = TIERS.replace("rule", "tail = 2.5, ageing = 0.5, rule");
    // Due in the month after the horizon of 2 (the tail's rest is 2.5 − 0), in the one after
    // that (1.5), and in the last of the horizon (itself, and the tail with its weight).
    for (due, backlog) in [("2026-03", 5.0), ("2026-04", 3.0), ("2026-02", 7.0)] {
        assert_eq!(told(&flat(2, 0, &format!("{}{policy}", order(due))))[0].1, backlog);
    }
    // Due in the first: January 1, February and the tail 1.5 each.
    assert_eq!(
        told(&flat(2, 0, &format!("{}{policy}", order("2026-01"))))[0].1,
        2.0 * (1.0 + 3.5 * 1.5)
    );
}

#[test]
fn weight_decides_among_those_on_time() {
    let text = r#"
version = 1
name = "n"
start = "2026-01"
months = 12
products = [{ id = "u" }]
lines = [{ id = "l", usage = { u = 1 }, ramp = { shape = "flat", rate = 10 } }]
partners = [{ id = "high", attributes = { s = 5 } }, { id = "low", attributes = { s = 0 } }]
policies = [{ id = "t", rule = "score", criteria = [{ attribute = "s", floor = 0, target = 5 }], weight = { low = 1, high = 100 } }]
orders = [
 { id = "H", partner = "high", product = "u", signed = "2025-11", due = "2026-10", quantity = 40 },
 { id = "L", partner = "low", product = "u", signed = "2025-12", due = "2026-09", quantity = 40 },
]
"#;
    // H in months 0 to 3 (60, by 100), L in 4 to 7 (220); L is due first and ranks 2.
    assert_eq!(told(text), plain(0.0, 6220.0, 500.0));
    // All alike: H and L have months 0 to 7 in any order, then L comes first.
    let due = text.replace("rule", "among_on_time = \"due\", rule");
    let right = vec![
        (Kind::Backlog(0), 0.0),
        (Kind::Earliest(None), 280.0),
        (Kind::OrderAmongEquals, 2.0 * 60.0 + 220.0),
    ];
    assert_eq!(told(&due), right);
}

const PROMISED: &str = r#"
orders = [
 { id = "A", partner = "p", product = "u", signed = "2025-01", due = "2026-04", quantity = 5 },
 { id = "B", partner = "p", product = "u", signed = "2025-02", due = "2026-01", quantity = 2, urgency = 10 },
]
commitments = [{ order = "A", quantity = 3, by = "2026-02" }]
"#;

#[test]
fn promises_come_first() {
    // Two of three can be kept. Then B in March and April (50); of A's rest one in May (1),
    // one in June (2), one is left (3 and the tail).
    let all = told(&flat(6, 1, &format!("{PROMISED}{TIERS}")));
    assert_eq!(all[..2], [(Kind::Commitments, 1.0), (Kind::Backlog(0), 68.0)]);
    // In sequence A has January to May, one of it late; of B one in June (5), one left (18).
    let all = told(&flat(6, 1, &format!("{PROMISED}{SEQUENCE}")));
    assert_eq!(all[..3], [(Kind::Commitments, 1.0), late("A", 1.0), late("B", 23.0)]);
}

#[test]
fn urgency_multiplier_and_ageing() {
    let text = orders(&[order("A", "2026-01", 1, ", release = \"2026-04\", urgency = 3")]);
    let policy = TIERS.replace("rule", "ageing = 0.5, multipliers = { u = 2 }, rule");
    // 6 times 1, 1.5 and 2 in the months before April.
    assert_eq!(told(&flat(4, 1, &format!("{text}{policy}"))), plain(27.0, 18.0, 3.0));
    // An override stands for the policy's weight and the multiplier.
    let policy =
        policy.replace("rule", "overrides = [{ order = \"A\", weight = 5, reason = \"r\" }], rule");
    assert_eq!(told(&flat(4, 1, &format!("{text}{policy}")))[0].1, 15.0 * 4.5);
}

#[test]
fn weights_and_tiers_are_those_of_the_month() {
    let text = flat(4, 1, &orders(&[order("A", "2026-01", 1, ", release = \"2026-04\"")]))
        .replace("{ id = \"p\" }", "{ id = \"p\", attributes = { s = 1 }, changes = [{ from = \"2026-03\", attributes = { s = 4 } }] }");
    let tiers = "policies = [{ id = \"t\", rule = \"tiers\", tiers = [{ id = \"a\", thresholds = [{ attribute = \"s\", at_least = 4 }] }, { id = \"b\" }] }]\n";
    let right = vec![
        (Kind::Backlog(0), 1.0),
        (Kind::Backlog(1), 2.0),
        (Kind::Earliest(Some(0)), 0.0),
        (Kind::Earliest(Some(1)), 3.0),
        (Kind::OrderAmongEquals, 3.0),
    ];
    assert_eq!(told(&format!("{text}{tiers}")), right);
    // A score of a quarter, of all from March on; from February on weights are 2 to 4.
    let score = "policies = [{ id = \"t\", rule = \"score\", criteria = [{ attribute = \"s\", floor = 0, target = 4 }], changes = [{ from = \"2026-02\", weight = { low = 2, high = 4 } }] }]\n";
    assert_eq!(told(&format!("{text}{score}")), plain(3.25 + 2.5 + 4.0, 3.0 * 3.25, 3.0));
}

#[test]
fn gates_keep_until_they_open() {
    let orders = orders(&[
        order("A", "2026-01", 1, ""),
        order("B", "2026-01", 1, "").replace("\"p\"", "\"q\""),
    ]);
    let policy = TIERS.replace("rule", "gates = [{ products = [\"u\"], thresholds = [{ attribute = \"s\", at_least = 4 }] }], rule");
    let text = flat(4, 1, &format!("{orders}{policy}"))
        .replace("{ id = \"p\" }", "{ id = \"q\" }, { id = \"p\", attributes = { s = 1 }, changes = [{ from = \"2026-03\", attributes = { s = 4 } }] }");
    // A from March on; B is in no figure.
    assert_eq!(told(&text), plain(2.0, 2.0, 2.0));
}

#[test]
fn orders_count_alike_and_take_no_more_than_they_can() {
    let orders = orders(&[order("A", "2026-01", 12, ", most_per_month = 3")]);
    let policy = TIERS.replace("rule", "measure = \"orders\", rule");
    assert_eq!(told(&flat(6, 10, &format!("{orders}{policy}"))), plain(1.5, 1.5, 18.0));
}

#[test]
fn usage_counts_among_equals() {
    let text = r#"
version = 1
name = "n"
start = "2026-01"
months = 6
products = [{ id = "heavy", value = 3 }, { id = "light", value = 2 }, { id = "dear", value = 100 }]
lines = [{ id = "l", usage = { heavy = 3, light = 2, dear = 3 }, ramp = { shape = "flat", rate = 6 } }]
partners = [{ id = "p" }]
orders = [
 { id = "A", partner = "p", product = "heavy", signed = "2025-01", due = "2026-05", quantity = 2 },
 { id = "B", partner = "p", product = "light", signed = "2025-02", due = "2026-05", quantity = 3 },
 { id = "X1", partner = "p", product = "dear", signed = "2025-03", due = "2026-06", quantity = 1 },
 { id = "X2", partner = "p", product = "dear", signed = "2025-04", due = "2026-06", quantity = 1 },
]
policies = [{ id = "t", rule = "tiers", tiers = [{ id = "all" }], measure = "value" }]
"#;
    // The dear ones in January; A (rank 4, usage 3, 2 units) in February, B (3, 2, 3) in March.
    assert_eq!(told(text), plain(0.0, 18.0, 24.0 + 36.0));
}

#[test]
fn what_was_late_before_the_start() {
    let order = orders(&[order("A", "2025-09", 2, "")]);
    let text = file("2026-03", 6, "{ shape = \"flat\", rate = 1 }", &format!("{order}{TIERS}"));
    assert_eq!(told(&text), plain(6.0 + 7.0, 1.0, 1.0));
    let inside = Readings { past_counts: false, ..Readings::default() };
    assert_eq!(told_as(&text, inside), plain(1.0, 1.0, 1.0));
}

#[test]
fn a_promise_is_for_the_first_tranches() {
    let rest = "orders = [{ id = \"A\", partner = \"p\", product = \"u\", signed = \"2026-01\", tranches = [{ quantity = 1, due = \"2026-06\" }, { quantity = 1, due = \"2026-03\", release = \"2026-03\" }] }]\n\
        commitments = [{ order = \"A\", quantity = 1, by = \"2026-01\" }]\n";
    let text = flat(6, 1, &format!("{rest}{TIERS}"));
    // The tranche due first cannot be taken before March; of the order a unit could be.
    assert_eq!(told(&text)[0], (Kind::Commitments, 1.0));
    let any = Readings { promise_by_tranche: false, ..Readings::default() };
    assert_eq!(told_as(&text, any)[0], (Kind::Commitments, 0.0));
}

/// The first two values were found by other rational arithmetic.
#[test]
fn a_level_that_floating_point_missed() {
    let text = r#"
version = 1
name = "n"
start = "2026-01"
months = 6
products = [{ id = "p0", value = 0.0005 }, { id = "p1", value = 2000 }]
lines = [
 { id = "l0", usage = { p0 = 1.3, p1 = 1 }, ramp = { shape = "steps", points = [{ month = "2026-02", rate = 21 }, { month = "2026-04", rate = 16 }] } },
 { id = "l1", usage = { p1 = 1 }, ramp = { shape = "steps", points = [{ month = "2026-01", rate = 25 }] } },
]
components = [{ id = "c", need = { p0 = 1, p1 = 0.7 }, supply = { shape = "flat", rate = 19 } }]
partners = [{ id = "k" }]
orders = [
 { id = "o5", partner = "k", product = "p0", signed = "2025-01", due = "2026-05", quantity = 15 },
 { id = "o6", partner = "k", product = "p0", signed = "2025-01", due = "2026-04", quantity = 7 },
 { id = "o9", partner = "k", product = "p1", signed = "2025-01", due = "2026-03", quantity = 49 },
 { id = "o11", partner = "k", product = "p0", signed = "2025-01", due = "2026-05", quantity = 43 },
]
policies = [{ id = "t", rule = "tiers", measure = "value", tiers = [{ id = "a" }] }]
"#;
    let values: Vec<String> = told(text).iter().map(|(_, value)| format!("{value:.2}")).collect();
    assert_eq!(values[..2], ["0.04", "56131.98"]);
}

#[test]
fn what_is_not_covered_is_said() {
    let policy = TIERS.replace("rule", "wishes = 3, rule");
    assert!(refused(&flat(6, 1, &format!("{PROMISED}{policy}"))).contains("policy.wishes"));
}
