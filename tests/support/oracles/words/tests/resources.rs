//! What there is each month, and what takes it.

use super::{Kind, Readings, TIERS, file, flat, order, orders, plain, told, told_as};

#[test]
fn scrap_eats_components() {
    let text = flat(
        2,
        100,
        &format!(
            "{TIERS}components = [{{ id = \"c\", need = {{ u = 1 }}, stock = 10, supply = {{ shape = \"flat\", rate = 0 }} }}]\n\
        orders = [{{ id = \"X\", partner = \"p\", product = \"u\", signed = \"2025-12\", due = \"2026-01\", quantity = 10 }}]\n"
        ),
    );
    let text = text.replace("ramp =", "yield = [{ share = 0.18 }], ramp =");
    // 1.8 in January; 8.2 are left, 2 months and the tail each.
    assert_eq!(told(&text), plain(114.8, 16.4, 16.4));
    // A month without yield makes nothing and eats nothing: 1.8 a month later.
    let text =
        text.replace("[{ share = 0.18 }]", "[{ share = 0 }, { from = \"2026-02\", share = 0.18 }]");
    assert_eq!(told(&text)[0].1, 1.8 + 114.8);
}

#[test]
fn a_cap_holds_for_what_is_kept_in_stock() {
    let text = r#"
version = 1
name = "n"
start = "2026-01"
months = 4
products = [{ id = "u", stockpile = { limit = 0 } }]
lines = [{ id = "l", usage = { u = 1 }, ramp = { shape = "flat", rate = 10 } }]
partners = [{ id = "p" }, { id = "q" }]
orders = [
 { id = "A", partner = "p", product = "u", signed = "2025-01", due = "2026-01", quantity = 20 },
 { id = "B", partner = "q", product = "u", signed = "2025-02", due = "2026-01", quantity = 20 },
]
caps = [{ id = "half", line = "l", partner = "p", share = 0.5 }]
policies = [{ id = "t", rule = "tiers", tiers = [{ id = "all" }] }]
"#;
    let mut right = plain(60.0, 60.0, 90.0);
    right.insert(2, (Kind::Held, 0.0));
    assert_eq!(told(text), right);
}

#[test]
fn a_cap_takes_a_share_in_its_window() {
    let text = format!(
        "{TIERS}caps = [{{ id = \"k\", line = \"l\", partner = \"p\", share = 0.5, from = \"2026-03\", to = \"2026-03\" }}]\n\
        orders = [{{ id = \"A\", partner = \"p\", product = \"u\", signed = \"2025-12\", due = \"2026-01\", quantity = 10 }}]\n"
    );
    // 2, 2, 1; five are left, 15 each.
    assert_eq!(told(&flat(3, 2, &text))[0].1, 79.0);
}

#[test]
fn stock_is_held_as_late_as_can_be() {
    let text = r#"
version = 1
name = "n"
start = "2026-01"
months = 6
products = [{ id = "u", stockpile = { holding = 2 } }]
lines = [
 { id = "opening", usage = { u = 1 }, ramp = { shape = "steps", points = [{ month = "2026-01", rate = 10 }, { month = "2026-02", rate = 0 }] } },
 { id = "hall", usage = { u = 1 }, ramp = { shape = "flat", rate = 5 } },
]
partners = [{ id = "p" }]
orders = [{ id = "X", partner = "p", product = "u", signed = "2025-12", due = "2026-02", quantity = 20, release = "2026-02" }]
policies = [{ id = "t", rule = "tiers", tiers = [{ id = "all" }] }]
"#;
    // All 20 in February; 15 of them are in stock at the end of January, by 2.
    let mut right = plain(0.0, 20.0, 20.0);
    right.insert(2, (Kind::Held, 30.0));
    assert_eq!(told(text), right);
}

/// What a line makes each month of an order that is due in the first: without a tail the
/// backlog of a horizon grows with each month by what is open at its end.
#[test]
fn ramps_by_hand() {
    let order = orders(&[order("A", "2026-01", 1000, "")]);
    let policy = TIERS.replace("rule", "tail = 0, rule");
    let made = |ramp: &str, rest: &str| {
        let value =
            |months| told(&file("2026-01", months, ramp, &format!("{order}{policy}{rest}")))[0].1;
        let open: Vec<f64> = (1..=6)
            .map(|months| value(months) - if months > 1 { value(months - 1) } else { 0.0 })
            .collect();
        let mut before = 1000.0;
        open.into_iter().map(|open| std::mem::replace(&mut before, open) - open).collect::<Vec<_>>()
    };
    let linear = "shape = \"linear\", points = [{ month = \"2025-11\", rate = 0 }, { month = \"2026-03\", rate = 40 }]";
    assert_eq!(made(&format!("{{ {linear} }}"), ""), [20.0, 30.0, 40.0, 40.0, 40.0, 40.0]);
    let slipped = format!(
        "{{ {linear}, edits = [{{ slip = {{ from = \"2026-01\", months = 2 }} }}, {{ outage = {{ from = \"2026-04\", to = \"2026-04\", remaining = 0.5 }} }}] }}"
    );
    assert_eq!(made(&slipped, ""), [20.0, 20.0, 20.0, 15.0, 40.0, 40.0]);
    let steps = "{ shape = \"steps\", points = [{ month = \"2026-02\", rate = 5 }, { month = \"2026-04\", rate = 8 }] }";
    assert_eq!(made(steps, ""), [0.0, 5.0, 5.0, 8.0, 8.0, 8.0]);
    let more = "expansions = [{ id = \"e\", line = \"l\", ordered = \"2026-01\", lead = 2, adds = { shape = \"steps\", points = [{ month = \"2025-01\", rate = 1 }, { month = \"2026-03\", rate = 4 }] }, cost = 1 }]\n";
    assert_eq!(made(steps, more), [0.0, 5.0, 6.0, 9.0, 12.0, 12.0]);
    let days = "{ shape = \"flat\", rate = 1, per = \"working_day\" }";
    let holidays = "calendar = { holidays = [\"2026-01-01\", \"2026-01-03\"], working_days = [{ month = \"2026-03\", days = 7 }] }\n";
    assert_eq!(made(days, holidays), [21.0, 20.0, 7.0, 22.0, 21.0, 22.0]);
}

#[test]
fn labour_is_scarcer_than_lines() {
    let rest = "orders = [{ id = \"A\", partner = \"p\", product = \"u\", signed = \"2025-01\", due = \"2026-01\", quantity = 10 }]\n\
        labour = [{ id = \"w\", hours = { shape = \"flat\", rate = 8 }, need = [{ line = \"l\", hours = 2 }], outages = [{ from = \"2026-02\", to = \"2026-02\", lost = 0.25 }] }]\n";
    let text = flat(3, 10, &format!("{rest}{TIERS}"));
    // 4, 3, 3.
    assert_eq!(told(&text)[0].1, 3.0 + 6.0);
    let half = text.replace("ramp =", "yield = [{ share = 0.5 }], ramp =");
    // Hours for starts: 2, 1.5, 2; 4.5 are left, 15 each. For good units: 4, 3, 3.
    assert_eq!(told(&half)[0].1, 1.5 + 4.0 + 67.5);
    let good = Readings { labour_per_start: false, ..Readings::default() };
    assert_eq!(told_as(&half, good)[0].1, 9.0);
}
