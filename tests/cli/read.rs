//! Nothing is lost in reading, and nothing is waited for: what the command says of files that
//! are not what they seem.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::command::{Folder, apportion, run};
use apportion::scenario::Scenario;

const SCENARIO: &str = r#"
version = 1
name = "pumps"
start = "2026-01"
months = 12
orders_csv = "orders.csv"
products = [{ id = "pump" }]
lines = [{ id = "hall", usage = { pump = 1 }, ramp = { shape = "flat", rate = 500 } }]
partners = [{ id = "north" }, { id = "south" }]

[[policies]]
id = "all"
rule = "tiers"
tiers = [{ id = "all" }]
"#;

/// A German export: a point parts the thousands.
const THOUSANDS: &str = "id,partner,product,signed,due,quantity\n\
                         N1,north,pump,2025-11,2026-02,1.250\n\
                         N2,south,pump,2025-11,2026-02,12.500\n";

#[test]
fn warnings_are_told_and_the_rest_is_planned() {
    let folder = Folder::new("warnings");
    let file = folder.file("s.toml", SCENARIO);
    folder.file("orders.csv", THOUSANDS);
    for command in ["validate", "solve", "compare", "rank", "prices", "explain", "export"] {
        let (code, out, err) = run(&[command, &file]);
        assert_eq!(code, 0, "{command}: {err}");
        assert!(!out.contains("W501"), "{command}: {out}");
        assert!(err.contains("s.toml: 2 warnings\n  W501 orders[0].quantity = 1.25: "), "{err}");
        assert!(err.contains("or 1250 if the point parts the thousands"), "{err}");
    }
    // What is measured may have fractions.
    folder.file("s.toml", &SCENARIO.replace("\"pump\" }]", "\"pump\", counting = \"measured\" }]"));
    assert_eq!(run(&["validate", &file]).2, "");
}

/// Of very many warnings the first are told in full, by every command alike and once.
#[test]
fn many_warnings_are_told_in_few_lines() {
    let folder = Folder::new("many_warnings");
    let file = folder.file("s.toml", SCENARIO);
    let row = |number| format!("N{number},north,pump,2025-11,2031-02,20\n");
    let rows: String = (0..151).map(row).collect();
    folder.file("orders.csv", &format!("id,partner,product,signed,due,quantity\n{rows}"));
    let told = run(&["validate", &file]).2;
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 7, "{told}");
    assert!(lines[0].ends_with("s.toml: 151 warnings"), "{told}");
    assert!(lines[5].contains("W507 orders[4].due = 2031-02: "), "{told}");
    let rest = "  and 146 more W507 like it (orders[5].due, orders[6].due, orders[7].due, …)";
    assert_eq!(lines[6], rest);
    for command in ["solve", "compare", "rank", "prices", "explain", "export"] {
        assert_eq!(run(&[command, &file]).2, told, "{command}");
    }
    let diff = ["diff", &file, "--from", "all", "--to", "all"];
    assert_eq!(run(&diff).2, told);
    let ask = ["quote", &file, "--partner", "north", "--product", "pump", "--quantity", "1.5"];
    let quoted = run(&ask).2;
    let rest = quoted.strip_prefix(&told).unwrap();
    assert!(rest.starts_with("what is asked for: 1 warning\n  W501 "), "{quoted}");
    assert_eq!(rest.lines().count(), 2, "{quoted}");
    let scenario = Scenario::from_path(&file).unwrap();
    assert_eq!((scenario.warnings().len(), scenario.warnings().warnings()), (151, 151));
}

#[test]
fn a_quote_that_is_not_closed_swallows_nothing() {
    let folder = Folder::new("quote");
    let file = folder.file("s.toml", SCENARIO);
    folder.file(
        "orders.csv",
        "id,partner,product,signed,due,quantity,note\n\
         N1,north,pump,2025-11,2026-02,20,\"urgent\n\
         N2,south,pump,2025-11,2026-02,30,\n\
         N3,south,pump,2025-12,2026-03,40,ship by sea\n",
    );
    let (code, out, err) = run(&["validate", &file]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("orders.csv, line 2: the quote that opens here is not closed"), "{err}");
}

#[test]
fn every_bad_row_is_told_at_once() {
    let folder = Folder::new("rows");
    let file = folder.file("s.toml", SCENARIO);
    folder.file(
        "orders.csv",
        "id,partner,product,signed,due,quantity\n\
         N1,north,pump,2025-11,2026-02,20\n\n\
         N2,south,pump,2025-11,Feb 26,30\n\
         N1,south,pump,2025-10,2026-03,10\n\
         N3,south,pump,2025-11,2026-03\n",
    );
    let (code, _, err) = run(&["validate", &file]);
    assert_eq!(code, 1);
    assert!(err.contains("4 findings"), "{err}");
    assert!(err.contains("E701 orders.csv, line 4, at due = Feb 26"), "{err}");
    assert!(err.contains("E702 orders.csv, line 5, at partner = south"), "{err}");
    assert!(err.contains("E702 orders.csv, line 5, at signed = 2025-10"), "{err}");
    assert!(err.contains("line 2 says 2025-11"), "{err}");
    assert!(err.contains("E701 orders.csv, line 6: "), "{err}");
    folder.file("orders.csv", "id;partner;product;signed;due;quantity\n");
    let err = run(&["validate", &file]).2;
    assert!(err.contains("cells are parted by semicolons"), "{err}");
}

/// Runs what must end soon by itself.
fn ends(arguments: &[&str], told: &str) {
    let mut command = apportion(arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_secs(30) {
            child.kill().unwrap();
            panic!("{arguments:?} waits");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && err.contains(told), "{arguments:?}: {err}");
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_not_read() {
    let folder = Folder::new("pipes");
    let file = folder.file("s.toml", SCENARIO);
    let table = folder.path("orders.csv");
    for name in ["orders.csv", "pipe.toml", "plan.json"] {
        if !Command::new("mkfifo").arg(folder.path(name)).status().is_ok_and(|made| made.success())
        {
            println!("skipped: no pipes here");
            return;
        }
    }
    let told = "it is a pipe or a device";
    ends(&["validate", &file], told);
    ends(&["validate", &folder.path("pipe.toml")], told);
    fs::remove_file(&table).unwrap();
    folder.file("orders.csv", THOUSANDS);
    ends(&["check", &file, &folder.path("plan.json")], told);
    fs::remove_file(&table).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &table).unwrap();
    ends(&["validate", &file], "E005");
}

/// A scenario from elsewhere reads no other files, by whatever links.
#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new("links");
    fs::create_dir_all(folder.path("inside/below")).unwrap();
    let file = folder.file("inside/s.toml", SCENARIO);
    folder.file("outside.csv", THOUSANDS);
    let table = folder.path("inside/orders.csv");
    symlink("../outside.csv", &table).unwrap();
    let (code, _, err) = run(&["validate", &file]);
    assert!(code == 1 && err.contains("E005"), "{err}");
    fs::remove_file(&table).unwrap();
    folder.file("inside/below/orders.csv", THOUSANDS);
    symlink("below/orders.csv", &table).unwrap();
    assert_eq!(run(&["validate", &file]).0, 0);
    fs::remove_file(&table).unwrap();
    symlink("..", folder.path("inside/up")).unwrap();
    folder.file("inside/s.toml", &SCENARIO.replace("orders.csv", "up/outside.csv"));
    assert!(run(&["validate", &file]).2.contains("E005"));
}

/// What would fill the memory is refused with little of it: by the letters alone, or by the
/// number of parts.
#[cfg(unix)]
#[test]
fn memory_is_bounded_beforehand() {
    let folder = Folder::new("memory");
    let head = SCENARIO.replace("orders_csv = \"orders.csv\"\n", "");
    let dots = "a.b.c=1\n".repeat(2 << 20);
    let tranche = "{quantity=1},".repeat(1 << 20);
    let lines = (0..3_000).map(|line| {
        format!("[[lines]]\nid=\"L{line}\"\nusage={{pump=1}}\nramp={{shape=\"flat\",rate=1}}\n")
    });
    let lines: String = lines.collect();
    let wide = head.replace("months = 12", "months = 1200");
    let wide = wide.replace("lines = [{ id = \"hall\", usage = { pump = 1 }, ramp = { shape = \"flat\", rate = 500 } }]\n", "");
    let cases = [
        ("dots.toml", format!("{head}{dots}"), "E006"),
        ("tranches.toml", format!("orders = [{{tranches = [{tranche}]}}]\n{head}"), "E006"),
        (
            "products.json",
            format!("{{\"products\":[{}]}}", "{\"id\":\"a\"},".repeat(2 << 20)),
            "E006",
        ),
        ("wide.toml", format!("{wide}{lines}"), "E107 months = 1200 × 3000"),
    ];
    for (name, text, told) in cases {
        let file = folder.file(name, &text);
        let shell = "ulimit -v 400000 && exec \"$0\" \"$@\" || exit 77";
        let exe = env!("CARGO_BIN_EXE_apportion");
        let output = Command::new("sh").args(["-c", shell, exe, "solve", &file]).output().unwrap();
        if output.status.code() == Some(77) {
            println!("skipped: no limits on memory here");
            return;
        }
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1) && err.contains(told), "{name}: {err}");
        fs::remove_file(file).unwrap();
    }
    let rows = "A,north,pump,2025-11,2026-02,1\n".repeat(1_200_000);
    let file = folder.file("s.toml", SCENARIO);
    folder.file("orders.csv", &format!("id,partner,product,signed,due,quantity\n{rows}"));
    let (code, _, err) = run(&["validate", &file]);
    assert!(code == 1 && err.contains("E006") && err.contains("orders.csv"), "{err}");
}
