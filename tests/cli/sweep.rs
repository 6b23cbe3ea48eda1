//! `diff` and `sweep` as a user meets them.

use crate::support::command::{Folder, run};
use apportion::analysis::{Comparison, Difference, FlipPoints, Study, Sweep};
use apportion::report::Report;

const SCENARIO: &str = r#"
version = 1
name = "pumps"
start = "2026-01"
months = 12
products = [{ id = "pump", value = 3 }]
lines = [{ id = "hall", usage = { pump = 1 }, ramp = { shape = "flat", rate = 10 } }]
partners = [
  { id = "north", attributes = { need = 1, share = 2.5 } },
  { id = "south", attributes = { need = 3, share = 2 } },
]
orders = [
  { id = "N-1", partner = "north", product = "pump", signed = "2025-11", due = "2026-02", quantity = 20 },
  { id = "S-1", partner = "south", product = "pump", signed = "2025-12", due = "2026-02", quantity = 30 },
]

[[policies]]
id = "queue"
rule = "first_come_first_served"

[[policies]]
id = "need"
rule = "score"
criteria = [
  { attribute = "need", floor = 0, target = 4, weight = 0.5 },
  { attribute = "share", floor = 2, target = 3, weight = 0.2 },
]

[[policies]]
id = "tiers"
rule = "tiers"
tiers = [{ id = "top", thresholds = [{ attribute = "share", at_least = 2.9 }] }, { id = "rest" }]
"#;

#[test]
fn two_plans_or_two_policies_differ_alike() {
    let folder = Folder::new("diff");
    let file = folder.file("s.toml", SCENARIO);
    let plans = ["queue", "need"].map(|policy| {
        let path = folder.path(&format!("{policy}.json"));
        assert_eq!(run(&["solve", &file, "--policy", policy, "--json", &path]).0, 0);
        path
    });
    let (code, out, err) = run(&["diff", &plans[0], &plans[1]]);
    assert_eq!((code, err.as_str()), (0, ""));
    // South's thirty come in January to March instead of March to May.
    assert!(out.contains("2 orders in both: 1 sooner, 1 later"), "{out}");
    let (code, same, _) = run(&["diff", &file, "--from", "queue", "--to", "need"]);
    assert_eq!((code, same), (0, out));
    let (_, json, _) = run(&["diff", &plans[0], &plans[1], "--json", "-"]);
    let difference = Difference::from_json(&json).unwrap();
    assert_eq!(difference.order("S-1").unwrap().shift.months, Some(-2));
    let (_, csv, _) = run(&["diff", &plans[0], &plans[1], "--csv", "-"]);
    assert_eq!(csv, difference.to_csv());
    // The same policy on two scenarios: from April on there is nothing to make.
    let slow = SCENARIO.replace("months = 12", "months = 12 # later").replace(
        "{ shape = \"flat\", rate = 10 }",
        "{ shape = \"steps\", points = [{ month = \"2026-03\", rate = 10 }] }",
    );
    let slow = folder.file("slow.toml", &slow);
    let (code, out, _) = run(&["diff", &file, &slow, "--from", "queue", "--to", "queue"]);
    assert_eq!(code, 0);
    assert!(out.contains("0 sooner, 2 later") && out.contains("100 unit-months later"), "{out}");
}

#[test]
fn diff_called_wrongly() {
    let folder = Folder::new("diff_wrong");
    let file = folder.file("s.toml", SCENARIO);
    let broken = folder.file("broken.json", "{");
    let wrong: [&[&str]; 5] = [
        &["diff"],
        &["diff", &file],
        &["diff", &file, "--from", "queue"],
        &["diff", &file, "--from", "queue", "--to", "none"],
        &["diff", &broken, &broken, &broken],
    ];
    for arguments in wrong {
        let (code, out, _) = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
    }
    let (code, _, err) = run(&["diff", &broken, &broken]);
    assert_eq!(code, 1);
    assert!(err.contains("broken.json") && err.contains("line 1"), "{err}");
}

#[test]
fn weights_and_tiers_are_swept() {
    let folder = Folder::new("sweep");
    let file = folder.file("s.toml", SCENARIO);
    let need = ["sweep", &file, "--policy", "need", "--criterion", "share"];
    let (code, out, err) = run(&[&need[..], &["--to", "2", "--steps", "3"]].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    // Points: north 0.125 + w / 2, south 0.375: equal at one half.
    assert!(out.contains("0 → 1:\n   N-1 (north): 2026-05 → 2026-02 (-3)"), "{out}");
    assert!(out.contains("1 → 2: none"), "{out}");
    let (code, json, _) = run(&[&need[..], &["--json", "-"]].concat());
    let sweep = Sweep::from_json(&json).unwrap();
    assert_eq!((code, sweep.steps.len(), sweep.steps[10].value), (0, 11, 1.0));
    let (_, moves, _) = run(&[&need[..], &["--csv", "-", "--table", "moves"]].concat());
    assert_eq!(moves, sweep.moves_csv());
    let tiers = ["sweep", &file, "--tiers", "1..=2"];
    let (code, out, _) = run(&tiers);
    assert_eq!(code, 0);
    assert!(out.contains("1 → 2: none"), "{out}");
    let (_, csv, _) = run(&[&tiers[..], &["--csv", "-"]].concat());
    assert_eq!(csv.lines().count(), 3);
}

#[test]
fn flip_points_are_shown() {
    let folder = Folder::new("flips");
    let file = folder.file("s.toml", SCENARIO);
    let tiers = ["sweep", &file, "--policy", "tiers", "--flips"];
    let (code, out, _) = run(&tiers);
    assert_eq!(code, 0);
    assert!(out.contains("rises to 2.9") && out.contains("flip points of policy tiers"), "{out}");
    let (_, json, _) = run(&[&tiers[..], &["--json", "-", "--month", "2026-12"]].concat());
    assert_eq!(FlipPoints::from_json(&json).unwrap().tiers.len(), 2);
    // Without a policy the first that is optimised, and standard error says so.
    let (code, csv, err) = run(&["sweep", &file, "--flips", "--csv", "-"]);
    assert_eq!(code, 0);
    assert!(csv.contains("weight,north,south,share,0.2,rises_above,0.5,all,all"), "{csv}");
    assert!(err.contains("policy need"), "{err}");
}

#[test]
fn sweep_called_wrongly() {
    let folder = Folder::new("sweep_wrong");
    let file = folder.file("s.toml", SCENARIO);
    let wrong: [(&[&str], &str); 10] = [
        (&[], "required"),
        (&["--flips", "--tiers", "1"], "cannot be used"),
        (&["--tiers", "1", "--from", "2"], "cannot be used"),
        (&["--policy", "need", "--tiers", "1"], "0 tiers by thresholds"),
        (&["--criterion", "none"], "it has need, share"),
        (&["--policy", "tiers", "--tiers", "1..=3"], "it cannot have 3"),
        (&["--policy", "tiers", "--tiers", "1,1"], "each number once"),
        (&["--policy", "tiers", "--tiers", "x"], "`x`"),
        (&["--policy", "queue", "--flips"], "nothing of it can flip"),
        (&["--flips", "--month", "2027-01"], "from 2026-01 to 2026-12"),
    ];
    for (arguments, told) in wrong {
        let (code, out, err) = run(&[&["sweep", &file], arguments].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
}

#[test]
fn weights_that_are_none() {
    let folder = Folder::new("sweep_weights");
    let file = folder.file("s.toml", SCENARIO);
    let wrong: [(&[&str], &str); 7] = [
        (&["--from", "-1"], "a weight of -1 cannot be tried"),
        (&["--to", "-0.5"], "a weight of -0.5 cannot be tried"),
        (&["--from", "nan"], "a weight of NaN cannot be tried"),
        (&["--to", "inf"], "a weight of inf cannot be tried"),
        (&["--from", "1e308", "--to", "-1e308"], "cannot be tried"),
        (&["--from", "2", "--to", "2"], "--from and --to are the same"),
        (&["--steps", "1000000000"], "not in 2..=1000"),
    ];
    for (arguments, told) in wrong {
        let command = ["sweep", &file, "--policy", "need", "--criterion", "need"];
        let (code, out, err) = run(&[&command[..], arguments].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
    // From more to less, and by steps of many digits, all the same.
    for arguments in [["--from", "1", "--to", "0"], ["--from", "1e-319", "--to", "1e-320"]] {
        let command = ["sweep", &file, "--policy", "need", "--criterion", "need", "--steps", "3"];
        let (code, _, err) = run(&[&command[..], &arguments].concat());
        assert_eq!(code, 0, "{err}");
    }
}

#[test]
fn several_files_are_compared_in_depth() {
    let folder = Folder::new("deep");
    let file = folder.file("s.toml", SCENARIO);
    let faster = SCENARIO.replace("rate = 10", "rate = 20").replace("\"pumps\"", "\"fast\"");
    let faster = folder.file("fast.toml", &faster);
    let (code, plain, err) = run(&["compare", &file, &faster, "--json", "-"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let comparison = Comparison::from_json(&plain).unwrap();
    assert_eq!((comparison.cases.len(), comparison.baseline), (6, 0));
    let (code, out, _) = run(&["compare", &file, &faster, "--deep"]);
    assert_eq!(code, 0);
    assert!(out.contains("fast / queue") && out.contains("least possible"), "{out}");
    let (_, json, _) = run(&["compare", &file, &faster, "--deep", "--json", "-"]);
    let study = Study::from_json(&json).unwrap();
    let mut page = String::new();
    study.page().draw(&mut page, 80).unwrap();
    assert_eq!(format!("{page}\n"), out);
    assert_eq!(study.comparison, comparison);
    for (table, text) in [
        ("partners", comparison.to_csv()),
        ("cases", study.to_csv()),
        ("values", study.partners_csv()),
        ("uses", study.uses_csv()),
    ] {
        let deep = ["compare", &file, &faster, "--deep", "--csv", "-", "--table", table];
        assert_eq!(run(&deep), (0, text, String::new()), "{table}");
    }
    let wrong: [(&[&str], &str); 4] = [
        (&["--csv", "-", "--table", "uses"], "needs --deep"),
        (&["--expansion", "x"], "one scenario"),
        (&["--deep", "--expansion", "x"], "cannot be used"),
        (&["--baseline", "none"], "there is queue, need, tiers"),
    ];
    for (arguments, told) in wrong {
        let (code, _, err) = run(&[&["compare", &file, &faster], arguments].concat());
        assert_eq!(code, 2, "{arguments:?}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
}

/// The defaults begin at a weight of 0, and with one criterion nothing is left to go by.
#[test]
fn a_sweep_works_with_its_defaults() {
    let folder = Folder::new("sweep_defaults");
    let one = SCENARIO.split("[[policies]]").next().unwrap();
    let one = format!(
        "{one}[[policies]]\nid = \"need\"\nrule = \"score\"\n\
         criteria = [{{ attribute = \"need\", floor = 0, target = 4 }}]\n"
    );
    let file = folder.file("s.toml", &one);
    let command = ["sweep", &file, "--criterion", "need", "--json", "-"];
    let (code, json, err) = run(&command);
    assert_eq!(code, 0, "{err}");
    let sweep = Sweep::from_json(&json).unwrap();
    let values: Vec<f64> = sweep.steps.iter().map(|step| step.value).collect();
    assert_eq!((values.len(), values[0], values[9]), (10, 0.1, 1.0));
    // One bad step leaves the others, and is told.
    let (code, json, err) = run(&[&command[..], &["--from", "0"]].concat());
    assert!(code == 1 && err.contains("1 step has no plan; the first is 0: "), "{err}");
    let sweep = Sweep::from_json(&json).unwrap();
    assert_eq!((sweep.steps.len(), sweep.failed.len(), sweep.failed[0].value), (10, 1, 0.0));
    let (_, out, _) = run(&["sweep", &file, "--criterion", "need", "--from", "0"]);
    assert!(out.contains("\n0: no plan: ") && out.contains("E203"), "{out}");
}
