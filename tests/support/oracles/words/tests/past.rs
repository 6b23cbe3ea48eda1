//! What was before the first month, and what is reserved.

use super::{Kind, TIERS, flat, order, orders, plain, told};

#[test]
fn what_was_made_is_not_made_again() {
    // Of ten four were made, three of these delivered: two are made on time, and the rest late.
    let text = orders(&[order("A", "2026-01", 10, ", delivered = 3, made = 4")]);
    assert_eq!(told(&flat(3, 2, &format!("{text}{TIERS}"))), plain(6.0, 6.0, 6.0));
    let list = ", delivered = [{ month = \"2025-11\", quantity = 1 }, { quantity = 2 }], made = 4";
    let text = orders(&[order("A", "2026-01", 10, list)]);
    assert_eq!(told(&flat(3, 2, &format!("{text}{TIERS}"))), plain(6.0, 6.0, 6.0));
    // One that is complete keeps its place: B ranks 1 of 2, or 2 if A comes behind.
    let both = [order("A", "2025-12", 4, ", delivered = 4"), order("B", "2026-01", 4, "")];
    let text = format!("{}{TIERS}", orders(&both));
    assert_eq!(told(&flat(2, 2, &text)), plain(2.0, 2.0, 2.0));
    let text = text.replace("2025-12", "2026-02");
    assert_eq!(told(&flat(2, 2, &text)), plain(2.0, 2.0, 4.0));
}

#[test]
fn what_was_made_keeps_promises() {
    let text = orders(&[order("A", "2026-06", 10, ", delivered = 3, made = 4")]);
    let promise = "commitments = [{ order = \"A\", quantity = 8, by = \"2026-02\" }]\n";
    // Eight less four are four, of which one a month can be made.
    let all = told(&flat(6, 1, &format!("{text}{promise}{TIERS}")));
    assert_eq!(all[0], (Kind::Commitments, 2.0));
    // In lots of five eight are ten.
    let text = text.replace("made = 4", "made = 4, lot = 5");
    let all = told(&flat(6, 1, &format!("{text}{promise}{TIERS}")));
    assert_eq!(all[0], (Kind::Commitments, 4.0));
}

#[test]
fn what_is_on_the_shelf_is_taken_first() {
    let text = flat(6, 2, &format!("{}{TIERS}", orders(&[order("X", "2026-01", 20, "")])));
    let text = text.replace(
        "{ id = \"u\" }",
        "{ id = \"u\", stockpile = { stock = 10, receipts = [{ month = \"2026-02\", quantity = 4 }, { month = \"2025-12\", quantity = 9 }] } }",
    );
    // January 12, February 18, March 20.
    let mut right = plain(10.0, 10.0, 10.0);
    right.insert(2, (Kind::Held, 0.0));
    assert_eq!(told(&text), right);
    // Nobody takes it: ten for six months and four for five.
    let text = text.replace("orders = [", "orders = [] #");
    assert_eq!(told(&text)[2], (Kind::Held, 80.0));
}

/// Two tiers and an order of each; of the lower one something is reserved.
fn reserved(rest: &str) -> String {
    let policy = "policies = [{ id = \"t\", rule = \"tiers\", tiers = [{ id = \"a\", thresholds = [{ attribute = \"s\", at_least = 4 }] }, { id = \"b\" }] }]\n";
    let both =
        [order("H", "2026-01", 4, "").replace("\"p\"", "\"h\""), order("L", "2026-01", 2, "")];
    flat(6, 1, &format!("{}{policy}{rest}", orders(&both)))
        .replace("{ id = \"p\" }", "{ id = \"p\" }, { id = \"h\", attributes = { s = 4 } }")
}

#[test]
fn reserved_shares_come_first_or_before_their_tier() {
    // L is entitled to half a unit a month, for four months: H has the other half, and then all.
    let half = "reservations = [{ id = \"r\", line = \"l\", partner = \"p\", share = 0.5 }]\n";
    let all = told(&reserved(half));
    let open = |made: &[f64]| {
        let mut left = 4.0;
        made.iter()
            .map(|made| {
                left -= made;
                left
            })
            .sum::<f64>()
    };
    let right = open(&[0.5, 0.5, 0.5, 0.5, 1.0, 1.0]);
    assert_eq!(all[..2], [(Kind::Reserved(None), 0.0), (Kind::Backlog(0), right)]);
    // Against the lower tier alone: H first, L in May and June, short of what it had by then.
    let against = half.replace("share", "against = \"b\", share");
    let all = told(&reserved(&against));
    let short = 0.5 + 1.0 + 1.5 + 2.0 + 1.0;
    assert_eq!(all[..2], [(Kind::Backlog(0), 6.0), (Kind::Reserved(Some(1)), short)]);
    // What is owed comes with the first month, even if the window has closed.
    let owed = half.replace("share", "to = \"2025-12\", owed = 1, share");
    let all = told(&reserved(&owed));
    assert_eq!(all[..2], [(Kind::Reserved(None), 0.0), (Kind::Backlog(0), 4.0 + 3.0 + 2.0 + 1.0)]);
}
