//! Policies that go tranche by tranche.

use super::super::sequence::natural;
use super::{Kind, SEQUENCE, file, flat, late, late_of, told};

const DPAS: &str = "policies = [{ id = \"t\", rule = \"dpas\" }]\n";

#[test]
fn dpas_goes_by_required_date_not_by_what_is_made_soonest() {
    let text = r#"
version = 1
name = "n"
start = "2026-01"
months = 6
products = [{ id = "heavy" }, { id = "light" }]
lines = [{ id = "l", usage = { heavy = 10, light = 1 }, ramp = { shape = "flat", rate = 10 } }]
partners = [{ id = "p" }]
orders = [
 { id = "A", partner = "p", product = "heavy", signed = "2025-01", due = "2026-01", quantity = 3, rating = "DO" },
 { id = "B", partner = "p", product = "light", signed = "2025-02", due = "2026-02", quantity = 20, rating = "DO" },
]
policies = [{ id = "t", rule = "dpas" }]
"#;
    // A in months 0 to 2, B in 3 and 4; A ranks 2 and uses 10.
    let right = vec![
        late_of(1, "A", 3.0),
        late_of(1, "B", 50.0),
        (Kind::Earliest(Some(0)), 0.0),
        (Kind::Earliest(Some(1)), 73.0),
        (Kind::Earliest(Some(2)), 0.0),
        (Kind::OrderAmongEquals, 130.0),
    ];
    assert_eq!(told(text), right);
}

/// An order of the rating, contract and due date and quantity.
fn rated(id: &str, rating: &str, signed: &str, due: &str, quantity: u32) -> String {
    let rating = if rating.is_empty() { String::new() } else { format!("rating = \"{rating}\", ") };
    format!(
        "[[orders]]\nid = \"{id}\"\n{}partner = \"p\"\nproduct = \"u\"\nsigned = \"{signed}\"\n\
         due = \"{due}\"\nquantity = {quantity}\nrelease = \"2026-06\"\n",
        rating.replace(", ", "\n")
    )
}

/// The levels of lateness of a line of a capacity from June 2026 on.
fn lateness(rate: u32, orders: &[String]) -> Vec<(Kind, f64)> {
    let ramp = format!("{{ shape = \"flat\", rate = {rate} }}");
    let all = told(&file("2026-06", 4, &ramp, &format!("{DPAS}{}", orders.concat())));
    all.into_iter().filter(|(kind, _)| matches!(kind, Kind::Lateness { .. })).collect()
}

#[test]
fn examples_of_15_cfr_700_14() {
    // (b), first example: a DO order for 3 June delays an unrated one that came before.
    let orders =
        [rated("U", "", "2026-05", "2026-06-01", 1), rated("R", "DO", "2026-05", "2026-06-03", 1)];
    assert_eq!(lateness(1, &orders), [late_of(1, "R", 0.0), late_of(2, "U", 1.0)]);
    // (b), second: a DX order for 15 July need not move a DO order for 2 June if both are met.
    let orders = [
        rated("O", "DO", "2026-05", "2026-06-02", 2),
        rated("X", "DX", "2026-05", "2026-07-15", 4),
    ];
    assert_eq!(lateness(3, &orders), [late("X", 0.0), late_of(1, "O", 0.0)]);
    // If both cannot be met, DX comes first: 5 by July leave 1 of 6 to the DO order.
    let orders = [
        rated("O", "DO", "2026-05", "2026-06-02", 2),
        rated("X", "DX", "2026-05", "2026-07-15", 5),
    ];
    assert_eq!(lateness(3, &orders), [late("X", 0.0), late_of(1, "O", 2.0)]);
    // (c): equal ratings in the sequence of their dates, not of receipt …
    let orders = [
        rated("B", "DO", "2026-04-01", "2026-06-03", 1),
        rated("A", "DO", "2026-05-01", "2026-06-02", 1),
    ];
    assert_eq!(lateness(1, &orders), [late_of(1, "A", 0.0), late_of(1, "B", 1.0)]);
    // … and of the same day in that of receipt.
    let orders = [
        rated("A", "DO", "2026-05-10", "2026-06-02", 1),
        rated("B", "DO", "2026-05-03", "2026-06-02", 1),
    ];
    assert_eq!(lateness(1, &orders), [late_of(1, "B", 0.0), late_of(1, "A", 1.0)]);
}

/// Orders `A`, `B`, … of priorities 1, 2, … by due month of 2026 and quantity.
fn queue(orders: &[(u32, u32)]) -> String {
    let order = |(place, (due, quantity)): (usize, &(u32, u32))| {
        let id = char::from(b'A' + place as u8);
        format!(
            "[[orders]]\nid = \"{id}\"\npartner = \"p\"\nproduct = \"u\"\nsigned = \"2025-01\"\n\
             due = \"2026-{due:02}\"\nquantity = {quantity}\npriority = {}\nurgency = 9\n",
            place + 1
        )
    };
    let orders: Vec<String> = orders.iter().enumerate().map(order).collect();
    format!("{SEQUENCE}{}", orders.concat())
}

#[test]
fn in_sequence_the_late_are_held_and_those_on_time_move() {
    // A is late by one and stays; B, due in May, lets C, due in March, go first.
    let right = vec![
        late("A", 1.0),
        late("B", 0.0),
        late("C", 0.0),
        (Kind::Earliest(Some(0)), 0.0 + 1.0 + 2.0 + 3.0),
        (Kind::OrderAmongEquals, 3.0 + 2.0 * 3.0 + 2.0),
    ];
    assert_eq!(told(&flat(6, 1, &queue(&[(1, 2), (5, 1), (3, 1)]))), right);
    // B is due in April and needs March and April: C waits until May.
    let all = told(&flat(6, 1, &queue(&[(1, 2), (4, 2), (3, 1)])));
    assert_eq!(all[..3], [late("A", 1.0), late("B", 0.0), late("C", 2.0)]);
    // Many small ones behind do not move one that is late in front, as weights would.
    let all = told(&flat(6, 1, &queue(&[(1, 3), (1, 1)])));
    assert_eq!(all[..2], [late("A", 3.0), late("B", 3.0)]);
}

#[test]
fn in_sequence_values_are_held_not_cells() {
    // A may be made on either line, B only on `m`: A yields the line, not the month.
    let mut text = queue(&[(1, 1), (1, 1)]).replace(
        "id = \"B\"\npartner = \"p\"\nproduct = \"u\"",
        "id = \"B\"\npartner = \"p\"\nproduct = \"v\"",
    );
    text = flat(3, 1, &text)
        .replace("[{ id = \"u\" }]", "[{ id = \"u\" }, { id = \"v\" }]")
        .replace("lines = [", "lines = [{ id = \"m\", usage = { u = 1, v = 1 }, ramp = { shape = \"flat\", rate = 1 } }, ");
    assert_eq!(told(&text)[..2], [late("A", 0.0), late("B", 0.0)]);
}

#[test]
fn tiers_in_sequence() {
    let text = flat(6, 1, &queue(&[(1, 1), (1, 1), (1, 1)]))
        .replace("rule = \"sequence\"", "rule = \"tiers\", inside = \"sequence\", tiers = [{ id = \"a\", thresholds = [{ attribute = \"s\", at_least = 1 }] }, { id = \"b\" }]")
        .replace("[{ id = \"p\" }]", "[{ id = \"p\" }, { id = \"q\", attributes = { s = 1 } }]")
        .replace("id = \"C\"\npartner = \"p\"", "id = \"C\"\npartner = \"q\"");
    assert_eq!(told(&text)[..3], [late("C", 0.0), late_of(1, "A", 1.0), late_of(1, "B", 2.0)]);
}

#[test]
fn ids_are_in_natural_order() {
    let mut ids = ["SO10", "SO9", "SO010", "A", "SO9b", "SO"];
    ids.sort_by(|one, other| natural(one, other));
    assert_eq!(ids, ["A", "SO", "SO9", "SO9b", "SO010", "SO10"]);
}
