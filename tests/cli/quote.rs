//! `apportion quote` as a user meets it.

use std::fs;

use crate::support::command::run;
use apportion::analysis::{Answer, Catalogue, Quote};
use apportion::scenario::{Commitment, Scenario};

const SCENARIO: &str = r#"
version = 1
name = "pumps"
start = "2026-01"
months = 12

[[products]]
id = "pump"

[[products]]
id = "manual"

[[lines]]
id = "hall"
usage = { pump = 1 }
ramp = { shape = "flat", rate = 10 }

[[partners]]
id = "north"
attributes = { need = 1 }

[[partners]]
id = "south"
attributes = { need = 3 }

[[orders]]
id = "N-1"
partner = "north"
product = "pump"
signed = "2025-11"
due = "2026-02"
quantity = 20

[[orders]]
id = "S-1"
partner = "south"
product = "pump"
signed = "2025-12"
due = "2026-02"
quantity = 15

[[policies]]
id = "queue"
rule = "first_come_first_served"

[[policies]]
id = "need"
rule = "tiers"
tiers = [{ id = "high", thresholds = [{ attribute = "need", at_least = 3 }] }, { id = "low" }]
"#;

/// A folder with the scenario in it.
struct Folder(crate::support::command::Folder);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = crate::support::command::Folder::new(name);
        folder.file("s.toml", SCENARIO);
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.path(name)
    }

    /// Exit code, standard output, standard error of `apportion quote` on the scenario.
    fn quote(&self, arguments: &[&str]) -> (i32, String, String) {
        run(&[&["quote", &self.path("s.toml")], arguments].concat())
    }
}

const PUMPS: [&str; 4] = ["--policy", "need", "--product", "pump"];

#[test]
fn an_inquiry_names_the_month_and_who_would_pay() {
    let folder = Folder::new("inquiry");
    let ask = [&PUMPS[..], &["--partner", "south", "--quantity", "5", "--due", "2026-02"]].concat();
    let (code, out, err) = folder.quote(&ask);
    assert_eq!((code, err.as_str()), (0, ""));
    // 35 are promised by April: 5 are left of it.
    assert!(out.contains("All by 2026-04, and nobody in the plan is delayed"), "{out}");
    assert!(out.contains("one order is delayed") && out.contains("N-1"), "{out}");
    let (code, out, _) = folder.quote(&[&ask[..], &["--json", "-"]].concat());
    assert_eq!(code, 0);
    let quote = Quote::from_json(&out).unwrap();
    assert_eq!((quote.answer, quote.tier.as_str()), (Answer::OfferLater, "high"));
    let (_, out, _) = folder.quote(&[&ask[..], &["--csv", "-"]].concat());
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(rows.len(), 2, "{out}");
    assert!(rows[1].starts_with("quote 1,south,pump,1,5,2026-01,2026-02,2026-04,"), "{out}");
}

#[test]
fn who_stands_lower_may_be_made_later() {
    let folder = Folder::new("protect");
    let ask = ["--partner", "south", "--quantity", "5", "--due", "2026-02"];
    let ask = [&PUMPS[..], &ask[..], &["--protect", "equal-or-higher", "--json", "-"]].concat();
    let quote = Quote::from_json(&folder.quote(&ask).1).unwrap();
    assert_eq!(quote.answer, Answer::Accept);
    assert_eq!(quote.later[0].order, "N-1");
}

#[test]
fn an_order_is_booked() {
    let folder = Folder::new("reserve");
    let target = folder.path("booked.toml");
    let ask = ["--partner", "south", "--tranche", "5@2026-02", "--tranche", "7", "--id", "S-2"];
    let ask = [&PUMPS[..], &ask[..], &["--reserve", &target]].concat();
    let (code, out, err) = folder.quote(&ask);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2026-05") && err.contains("booked as S-2: 12 by 2026-05"), "{err}");
    let book = Scenario::from_path(&target).unwrap();
    let own: Vec<&Commitment> =
        book.commitments().iter().filter(|part| *part.order() == "S-2").collect();
    assert_eq!((own.len(), own[1].quantity()), (2, 12.0));
    // To standard output, and nothing else with it.
    let ask = ["--partner", "south", "--quantity", "1", "--reserve", "-"];
    let (code, out, _) = folder.quote(&[&PUMPS[..], &ask[..]].concat());
    assert_eq!(code, 0);
    assert_eq!(Scenario::from_toml(&out).unwrap().orders().len(), 3);
    // What cannot be promised is not booked, and the quote says so.
    let refused = folder.path("refused.toml");
    let ask = ["--partner", "south", "--quantity", "500", "--reserve", &refused];
    let (code, out, err) = folder.quote(&[&PUMPS[..], &ask[..]].concat());
    assert_eq!(code, 1);
    assert!(out.contains("Cannot be promised in full"), "{out}");
    assert!(err.contains("cannot be promised in full within the horizon"), "{err}");
    assert!(fs::metadata(&refused).is_err());
}

#[test]
fn a_catalogue_for_everybody() {
    let folder = Folder::new("catalogue");
    let ask = ["--policy", "queue", "--catalogue", "--quantity", "5", "--quantity", "85"];
    let (code, out, err) = folder.quote(&ask);
    assert_eq!((code, err.as_str()), (0, ""));
    // The manual is made on no line.
    assert!(out.contains("2026-04") && out.contains("2026-12") && !out.contains("manual"), "{out}");
    let (_, out, _) = folder.quote(&[&ask[..], &["--partner", "north", "--json", "-"]].concat());
    let catalogue = Catalogue::from_json(&out).unwrap();
    assert_eq!(catalogue.offers.len(), 2);
    let (_, out, _) = folder.quote(&[&ask[..], &["--csv", "-"]].concat());
    assert_eq!(out.lines().count(), 5);
    assert_eq!(out.lines().nth(1), Some("north,pump,5,2026-04"));
}

/// N-1 is due in February and planned for January and February; due in June, five of them may
/// wait.
#[test]
fn who_is_early_moves_unless_dates_are_kept() {
    let folder = Folder::new("keep_dates");
    folder.0.file("s.toml", &SCENARIO.replacen("2026-02", "2026-06", 1));
    let ask = ["--policy", "queue", "--partner", "south", "--product", "pump", "--quantity", "5"];
    let (code, out, err) = folder.quote(&ask);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.contains("all by 2026-01, and nobody in the plan is delayed past its due"),
        "{out}"
    );
    let (code, out, _) = folder.quote(&[&ask[..], &["--keep-dates"]].concat());
    assert_eq!(code, 0);
    assert!(out.contains("all by 2026-04, and nobody in the plan is delayed.\n"), "{out}");
    let catalogue = ["--policy", "queue", "--catalogue", "--quantity", "5", "--csv", "-"];
    assert!(folder.quote(&catalogue).1.contains("south,pump,5,2026-01"));
    let (_, out, _) = folder.quote(&[&catalogue[..], &["--keep-dates"]].concat());
    assert!(out.contains("south,pump,5,2026-04"), "{out}");
}

/// 1.25 was meant to be a thousand and a quarter, or a quarter of a pump.
#[test]
fn a_fraction_of_a_whole_unit_is_said_aloud() {
    let folder = Folder::new("fraction");
    for ask in [
        &["--partner", "south", "--product", "pump", "--quantity", "1.25"][..],
        &["--partner", "south", "--product", "pump", "--tranche", "1.25"],
        &["--catalogue", "--quantity", "1.25"],
    ] {
        let (code, out, err) = folder.quote(&[&["--policy", "need"], ask].concat());
        assert_eq!((code, out.is_empty()), (0, false), "{err}");
        assert!(err.contains("W501") && err.contains("quantity of pump = 1.25"), "{err}");
        assert!(err.starts_with("what is asked for: 1 warning\n  W501 "), "{err}");
        assert_eq!(err.matches("W501").count(), 1, "{err}");
    }
}

#[test]
fn wrong_calls() {
    let folder = Folder::new("wrong");
    let one = ["--partner", "north", "--product", "pump"];
    for (arguments, told) in [
        (&["--quantity", "5"][..], "--partner"),
        (&[&one[..], &["--quantity", "5", "--quantity", "6"]].concat()[..], "--catalogue"),
        (&[&one[..], &["--quantity", "-1"]].concat()[..], "-1"),
        (&[&one[..], &["--quantity", "0"]].concat()[..], "quantity"),
        (&[&one[..], &["--tranche", "5@May"]].concat()[..], "May"),
        (&["--partner", "east", "--product", "pump", "--quantity", "5"], "east"),
        (&["--partner", "north", "--product", "manual", "--quantity", "5"], "manual"),
        (&[&one[..], &["--quantity", "5", "--id", "N-1"]].concat(), "N-1"),
        (&["--catalogue", "--quantity", "5", "--reserve", "x.toml"], "--reserve"),
        (&[&one[..], &["--quantity", "5", "--reserve", "-", "--json", "-"]].concat(), "--json"),
        (&[&one[..], &["--quantity", "5", "--policy", "none"]].concat(), "none"),
    ] {
        let (code, out, err) = folder.quote(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
}
