//! Whatever comes in, the answer is a valid scenario or an error that says where: never
//! a panic, never a hang, never a screen full of somebody else's bytes.

use crate::support::cases;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::support::generator::{Generator, Random, Size};
use apportion::scenario::{
    Code, Edit, Finding, Inquiry, Line, Month, Order, Ramp, ReadError, Scenario, ScenarioError,
    Severity,
};
use proptest::collection::vec;
use proptest::prelude::{any, proptest};

const MEGABYTE: usize = 1 << 20;

const GOOD: &str = r#"
version = 1
name = "good"
start = "2026-01"
months = 12

[[products]]
id = "pump"
value = 2

[[components]]
id = "seal"
stock = 5
need = { pump = 1 }
supply = { shape = "flat", rate = 5 }

[[lines]]
id = "hall"
usage = { pump = 1 }
ramp = { shape = "steps", points = [{ month = "2026-01", rate = 10 }] }

[[partners]]
id = "north"
attributes = { spending = 2 }

[[orders]]
id = "N-1"
partner = "north"
product = "pump"
signed = "2025-11"
due = "2026-03"
quantity = 25

[[policies]]
id = "queue"
rule = "first_come_first_served"
"#;

/// An error must say where, on lines that a terminal can show.
fn judge(result: &Result<Scenario, ScenarioError>) {
    let Err(error) = result else { return };
    let shown = error.to_string();
    assert!(shown.chars().all(|letter| letter == '\n' || !letter.is_control()), "{shown:?}");
    match error {
        ScenarioError::Read(error) => {
            assert!(!shown.contains('\n') && shown.chars().count() < 1_200, "{shown:?}");
            if let ReadError::Format { place, .. } = error {
                assert!(place.line.is_some() || !place.path.is_empty(), "{shown}");
                assert_ne!(place.line, Some(0), "{shown}");
                assert_ne!(place.column, Some(0), "{shown}");
            }
        }
        ScenarioError::Invalid(findings) => {
            assert!(!findings.is_empty());
            let listed = shown.lines().filter(|line| !line.starts_with("  and ")).count();
            // Warnings beside them are told in few lines.
            let severe = |finding: &&Finding| finding.severity() == Severity::Error;
            let errors = findings.iter().filter(severe).count();
            assert!((1 + errors..=1 + findings.len()).contains(&listed), "{shown}");
            let most = |code: &Code| match code.severity() {
                Severity::Error => 100,
                Severity::Warning => 10_000,
            };
            assert!(findings.len() <= Code::ALL.iter().map(most).sum());
            for finding in findings {
                assert!(!finding.path.is_empty() && !finding.help.is_empty(), "{finding}");
            }
        }
        _ => panic!("a new kind of error: {shown}"),
    }
}

/// Reads a text as TOML, JSON and CSV.
fn read_all(text: &str) {
    judge(&Scenario::from_toml(text));
    judge(&Scenario::from_json(text));
    judge_csv(text.as_bytes());
}

fn judge_csv(bytes: &[u8]) {
    if let Err(error) = Order::from_csv(bytes) {
        let shown = error.to_string();
        match error {
            ScenarioError::Read(_) => {
                assert!(shown.starts_with("E00") && !shown.contains('\n'), "{shown:?}");
            }
            _ => assert!(shown.contains("\n  E70"), "{shown:?}"),
        }
        assert!(shown.lines().all(|line| line.chars().count() < 1_200), "{shown:?}");
    }
}

fn timed(what: &str, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    println!("{what}: {:.1?}", start.elapsed());
}

/// The one error of a text that cannot be read.
fn unread(text: &str) -> String {
    let result = Scenario::from_toml(text);
    judge(&result);
    match result {
        Err(ScenarioError::Read(error)) => error.to_string(),
        other => panic!("{text}: {other:?}"),
    }
}

/// The codes of a text that is read and not valid.
fn codes(text: &str) -> Vec<Code> {
    let result = Scenario::from_toml(text);
    judge(&result);
    match result {
        Err(ScenarioError::Invalid(findings)) => findings.iter().map(|f| f.code).collect(),
        other => panic!("{text}: {other:?}"),
    }
}

fn changed(old: &str, new: &str) -> String {
    assert!(GOOD.contains(old), "{old}");
    GOOD.replacen(old, new, 1)
}

#[test]
fn the_good_one_is_good() {
    assert!(Scenario::from_toml(GOOD).is_ok());
}

#[test]
fn numbers_that_are_none() {
    for bad in ["nan", "+nan", "-nan", "inf", "-inf", "+inf"] {
        for field in ["quantity = 25", "stock = 5", "value = 2"] {
            let name = field.split(' ').next().unwrap();
            let text = changed(field, &format!("{name} = {bad}"));
            assert_eq!(codes(&text), [Code::NotFinite], "{field} {bad}");
        }
        assert_eq!(codes(&changed("rate = 5", &format!("rate = {bad}"))), [Code::NotFinite]);
        assert_eq!(
            codes(&changed("{ pump = 1 }", &format!("{{ pump = {bad} }}"))),
            [Code::NotFinite]
        );
        assert_eq!(
            codes(&changed("spending = 2", &format!("spending = {bad}"))),
            [Code::NotFinite]
        );
    }
    // TOML reads what is too large as infinite; JSON has no such numbers at all.
    assert_eq!(codes(&changed("quantity = 25", "quantity = 1e300")), [Code::TooLarge]);
    let json = Scenario::from_toml(GOOD).unwrap().to_json().unwrap();
    for bad in ["1e400", "-1e400", "NaN", "Infinity", "null"] {
        let text = json.replacen("25.0", bad, 1);
        assert_ne!(text, json);
        let result = Scenario::from_json(&text);
        judge(&result);
        assert!(result.is_err(), "{bad}");
    }
}

#[test]
fn negative_and_zero() {
    assert_eq!(codes(&changed("quantity = 25", "quantity = -25")), [Code::NotPositive]);
    assert_eq!(codes(&changed("quantity = 25", "quantity = 0")), [Code::NotPositive]);
    assert_eq!(codes(&changed("quantity = 25", "quantity = -0.0")), [Code::NotPositive]);
    assert_eq!(codes(&changed("rate = 10", "rate = -1")), [Code::Negative]);
    assert_eq!(codes(&changed("stock = 5", "stock = -1")), [Code::Negative]);
    assert!(unread(&changed("months = 12", "months = -12")).contains("at months"));
}

/// What counts as complete before anything is made is no order, and no quote.
#[test]
fn amounts_that_are_nothing() {
    for bad in ["1e-300", "1e-7", "1e-6"] {
        let text = changed("quantity = 25", &format!("quantity = {bad}"));
        assert_eq!(codes(&text), [Code::TooSmall], "{bad}");
        for key in ["most_per_month", "least_shipment"] {
            let text = changed("quantity = 25", &format!("quantity = 25\n{key} = {bad}"));
            assert_eq!(codes(&text), [Code::TooSmall], "{key} = {bad}");
        }
    }
    let text = changed("quantity = 25", "quantity = 2e-6");
    let scenario = Scenario::from_toml(&text).unwrap();
    let sketch = |units: f64| Inquiry::new("north", "pump", units);
    assert!(scenario.with_inquiries(&[sketch(2e-6)]).is_ok());
    assert!(scenario.with_inquiries(&[sketch(1e-6)]).is_err());
}

#[test]
fn months_that_are_none() {
    for bad in [
        "2025-13",
        "2025-00",
        "0000-01",
        "2025-1",
        "25-01",
        "2025-02-29",
        "",
        "2025-1a",
        "２０２５-01",
    ] {
        let shown = unread(&changed("2025-11", bad));
        assert!(shown.contains("orders[0].signed") && shown.contains("YYYY-MM"), "{shown}");
        assert!(shown.contains("line 30, column 10"), "{shown}");
    }
    assert!(unread(&changed("\"2025-11\"", "2025-11-01")).contains("orders[0].signed"));
    // A day is a date too, as a text.
    assert!(Scenario::from_toml(&changed("2025-11", "2025-11-01")).is_ok());
    // Legal, and far outside the horizon on either side.
    assert!(Scenario::from_toml(&changed("2025-11", "0001-01")).is_ok());
    assert!(Scenario::from_toml(&changed("2026-03", "9999-12")).is_ok());
    assert_eq!(codes(&changed("months = 12", "months = 4294967295")), [Code::Horizon]);
    assert!(unread(&changed("months = 12", "months = 4294967296")).contains("at months"));
    assert_eq!(codes(&changed("months = 12", "months = 1201")), [Code::Horizon]);
    assert_eq!(
        codes(&changed("start = \"2026-01\"", "start = \"9999-12\"")),
        [Code::Horizon],
        "months beyond the calendar"
    );
}

#[test]
fn ids_that_are_unknown_or_twice() {
    assert_eq!(codes(&changed("partner = \"north\"", "partner = \"south\"")), [Code::UnknownId]);
    assert_eq!(codes(&changed("product = \"pump\"", "product = \"pomp\"")), [Code::UnknownId]);
    let twice = format!(
        "{GOOD}\n[[lines]]\nid = \"hall\"\nusage = {{ pump = 1 }}\nramp = {{ shape = \"flat\", rate = 1 }}\n"
    );
    assert_eq!(codes(&twice), [Code::DuplicateId]);
}

#[test]
fn nothing_at_all() {
    for text in ["", " ", "\n\n\n", "\t\r\n", "# only a comment\n", "\u{feff}", "\u{feff}\n"] {
        let shown = unread(text);
        assert!(shown.starts_with("E002 ") && shown.contains("line "), "{text:?}: {shown}");
        judge(&Scenario::from_json(text));
        judge_csv(text.as_bytes());
    }
    assert!(Order::from_csv(&b""[..]).is_err(), "not even a heading");
}

#[test]
fn another_thing_at_the_top() {
    for text in ["[]", "[1]", "1", "\"text\"", "null", "true", "{}", "[[]]", "{\"version\": 1}"] {
        let result = Scenario::from_json(text);
        judge(&result);
        assert!(matches!(result, Err(ScenarioError::Read(_))), "{text}: {result:?}");
        let result = Scenario::from_toml(text);
        judge(&result);
        assert!(matches!(result, Err(ScenarioError::Read(_))), "{text}: {result:?}");
    }
    // A list of the fields in their order is not a table.
    let list = r#"[1, "name", "2026-01", 12, [], [], [], [], [], null, []]"#;
    assert!(matches!(Scenario::from_json(list), Err(ScenarioError::Read(_))));
    // What follows the end is not dropped.
    let json = Scenario::from_toml(GOOD).unwrap().to_json().unwrap();
    assert!(Scenario::from_json(&format!("{json} ")).is_ok());
    assert!(Scenario::from_json(&format!("{json} {{}}")).is_err());
}

#[test]
fn marks_and_control_characters() {
    let json = Scenario::from_toml(GOOD).unwrap().to_json().unwrap();
    let windows = GOOD.replace('\n', "\r\n");
    assert!(Scenario::from_toml(&format!("\u{feff}{GOOD}")).is_ok(), "byte order mark");
    assert!(Scenario::from_json(&format!("\u{feff}{json}")).is_ok(), "byte order mark");
    assert!(Scenario::from_toml(&windows).is_ok(), "line ends of Windows");
    let table = "\u{feff}id,partner,product,signed,due,quantity\r\nA,n,p,2026-01,2026-02,1\r\n";
    assert_eq!(Order::from_csv(table.as_bytes()).unwrap().len(), 1);

    read_all(&GOOD.replace("pump", "pu\0mp"));
    read_all(&GOOD.replace('\n', "\0"));
    read_all(&"\0".repeat(1000));
    let unseen =
        ["\\u200b", "\\u00ad", "\\ufeff", "\\u2066", "\\u2060", "\\u3164", "\\ufe0f", "\\u034f"];
    for escape in ["\\u0000", "\\n", "\\u001b[2J", "\\u202e", "\\u2028"].iter().chain(&unseen) {
        let text = GOOD.replace("\"north\"", &format!("\"no{escape}rth\""));
        assert!(codes(&text).contains(&Code::BadId), "{escape}");
        let text = GOOD.replace("spending = 2", &format!("\"spen{escape}ding\" = 2"));
        assert_eq!(codes(&text), [Code::BadId], "{escape}");
        judge(&Scenario::from_toml(&format!("\"ke{escape}y\" = 1\n{GOOD}")));
        judge(&Scenario::from_json(&format!("{{\"ke{escape}y\": 1}}")));
    }
}

#[test]
fn keys_twice() {
    let json = Scenario::from_toml(GOOD).unwrap().to_json().unwrap();
    let same = "\"pump\": 1.0";
    assert!(json.contains(same));
    let shown = Scenario::from_json(&json.replacen(same, "\"pump\": 1.0, \"pump\": 2.0", 1))
        .unwrap_err()
        .to_string();
    assert!(shown.contains("twice"), "{shown}");
    assert!(
        Scenario::from_json(&json.replacen("\"name\"", "\"name\": \"a\", \"name\"", 1)).is_err()
    );
    assert!(unread(&changed("value = 2", "value = 2\nvalue = 2")).contains("twice"));
}

#[test]
fn tables_as_lists() {
    let flat = "ramp = { shape = \"steps\", points = [{ month = \"2026-01\", rate = 10 }] }";
    for (from, to) in [
        (flat, "ramp = [\"flat\", 10]"),
        ("{ month = \"2026-01\", rate = 10 }", "[\"2026-01\", 10]"),
        ("{ pump = 1 }", "[1]"),
        ("rate = 5", "rate = 5, edits = [[\"2026-01\", \"2026-02\"]]"),
        ("rate = 5", "rate = 5, edits = [{ outage = [\"2026-01\", \"2026-02\", 0] }]"),
        ("rate = 5", "rate = 5, edits = [\"outage\"]"),
    ] {
        let shown = unread(&changed(from, to));
        assert!(shown.contains("expected a table"), "{to}: {shown}");
    }
    for edits in [
        "{}",
        "{ outage = { from = \"2026-01\", to = \"2026-01\" }, slip = { from = \"2026-01\", months = 1 } }",
    ] {
        let shown = unread(&changed("rate = 5", &format!("rate = 5, edits = [{edits}]")));
        assert!(shown.contains("either one outage or one slip"), "{shown}");
    }
}

#[test]
fn versions() {
    for (version, found) in
        [("0", "E003"), ("2", "E003"), ("-1", "E003"), ("\"1\"", "E002"), ("1.0", "E002")]
    {
        let shown = unread(&changed("version = 1", &format!("version = {version}\nfuture = [1]")));
        assert!(shown.starts_with(found), "{version}: {shown}");
    }
    assert!(unread(&changed("version = 1\n", "")).contains("version"));
}

#[test]
fn deep_nesting() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{a=", "}"), ("a.", "")] {
        for depth in [10, 1_000, 50_000] {
            let nest = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            timed(&format!("{depth} times {open}"), || {
                read_all(&nest);
                read_all(&format!("name = {nest}"));
                read_all(&format!("[{}]", "a.".repeat(depth)));
                read_all(&changed("{ spending = 2 }", &nest));
                read_all(&format!("{{\"version\": 1, \"lines\": {nest}}}"));
            });
        }
    }
}

#[test]
fn ten_megabytes_of_garbage() {
    let mut random = Random::new(42, "garbage");
    let most = 10 * MEGABYTE;
    let printable: String = (0..most).map(|_| (32 + random.place(95) as u8) as char).collect();
    timed("random letters", || read_all(&printable));
    let bytes: Vec<u8> = (0..most).map(|_| random.place(256) as u8).collect();
    timed("random bytes", || {
        judge_csv(&bytes);
        read_all(&String::from_utf8_lossy(&bytes));
    });
    for unit in ["[", "a"] {
        let text = unit.repeat(most);
        timed(&format!("ten megabytes of {unit:?}"), || read_all(&text));
    }
    for unit in [
        "{", "(", "\"", "'", ",", "\n", "0", "=", ".", "a=1\n", "[[a]]\n", "#", "\\", "\0",
        "\"\"\"",
    ] {
        let text = unit.repeat(MEGABYTE / unit.len());
        timed(&format!("a megabyte of {unit:?}"), || read_all(&text));
    }
}

#[test]
fn long_values_stay_off_the_screen() {
    let long = "x".repeat(MEGABYTE);
    timed("one long id", || {
        let text = GOOD.replace("\"north\"", &format!("\"{long}\""));
        assert!(codes(&text).contains(&Code::BadId));
    });
    timed("one long key", || {
        let shown = unread(&format!("{long} = 1\n{GOOD}"));
        assert!(shown.contains("line 1"), "{shown}");
    });
    timed("one long key in JSON", || judge(&Scenario::from_json(&format!("{{\"{long}\": 1}}"))));
    timed("one long name", || {
        assert_eq!(codes(&changed("\"good\"", &format!("\"{long}\""))), [Code::BadId]);
    });
    timed("one long number", || {
        read_all(&changed("quantity = 25", &format!("quantity = {}", "9".repeat(MEGABYTE))));
    });
    timed("one long month", || {
        assert!(unread(&changed("2025-11", &long)).contains("line 30"));
    });
    timed("one long cell", || {
        judge_csv(format!("id,partner,product,signed,due,quantity\n{long},a,b,c,d,e\n").as_bytes());
    });
}

#[test]
fn a_million_edits() {
    // As a file, as far as a debug build reads it in reasonable time …
    let edit = "{slip={from=\"2026-05\",months=1}},".repeat(20_000);
    let rate = "{ shape = \"flat\", rate = 5 }";
    let text = changed(rate, &format!("{{ shape = \"flat\", rate = 5, edits = [{edit}] }}"));
    timed("twenty thousand edits in a file", || {
        let scenario = Scenario::from_toml(&text).unwrap();
        assert_eq!(scenario.components()[0].supply().edits().len(), 20_000);
    });
    // … and in full.
    let start = Month::new(2026, 1).unwrap();
    let outage = Edit::Outage { from: start, to: start, remaining: 0.5 };
    timed("a million edits", || {
        let ramp = (0..1_000_000).fold(Ramp::flat(5.0), |ramp, _| ramp.edit(outage));
        let rates = ramp.rates(start, 24);
        assert_eq!((rates[0], rates[1]), (0.0, 5.0));
        let good = Scenario::from_toml(GOOD).unwrap().to_builder();
        assert!(good.line(Line::new("edited", ramp).makes("pump")).build().is_ok());
    });
    // Slips that would add up beyond any calendar.
    let month = |year| Month::new(year, 1).unwrap();
    let slip = Edit::Slip { from: month(2026), months: u32::MAX };
    let ramp = Ramp::linear([(month(2020), 1.0), (month(2030), 121.0)]).edit(slip).edit(slip);
    assert!(ramp.rates(month(2026), 48).iter().all(|rate| *rate == 73.0));
    assert_eq!(ramp.rates(month(9999), 12).len(), 12);
}

#[test]
fn many_findings() {
    let mut text = GOOD.to_owned();
    for _ in 0..3_000 {
        text.push_str("[[orders]]\nid = \"N-1\"\npartner = \"nort\"\nproduct = \"pumpe\"\nsigned = \"2025-11\"\n");
    }
    timed("three thousand wrong orders", || {
        let found = codes(&text);
        assert_eq!(found.len(), 400);
        let shown = Scenario::from_toml(&text).unwrap_err().to_string();
        assert!(shown.contains("15000 findings\n"), "{}", &shown[..100]);
        assert!(shown.contains("\n  and 2900 more E104 like it\n  and 5900 more E106 like it"));
    });
    // What every policy could say of every partner, it says once.
    let mut text = GOOD.to_owned();
    for index in 0..2_000 {
        let _ = write!(
            text,
            "[[partners]]\nid = \"p{index}\"\n\
             [[policies]]\nid = \"s{index}\"\nrule = \"score\"\n\
             criteria = [{{ attribute = \"spending\", floor = 0, target = 1 }}]\n\
             [[policies]]\nid = \"d{index}\"\nrule = \"dpas\"\n\
             [[orders]]\nid = \"o{index}\"\npartner = \"north\"\nproduct = \"pump\"\n\
             signed = \"2025-11\"\ndue = \"2026-01\"\nquantity = 1\nrating = \"R{index}\"\n",
        );
    }
    timed("two thousand partners, policies and ratings", || {
        let found = codes(&text);
        assert_eq!(found.len() % 100, 0);
    });
}

/// A file of this test alone, gone when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn files() {
    let read = |name: &str, bytes: &[u8]| {
        let file = Scratch::new(name, bytes);
        let result = Scenario::from_path(&file.0);
        judge(&result);
        result
    };
    let error = |name: &str, bytes: &[u8]| read(name, bytes).unwrap_err().to_string();
    assert!(read("good.toml", GOOD.as_bytes()).is_ok());
    assert!(read("GOOD.TOML", GOOD.as_bytes()).is_ok(), "the ending in capitals");
    let shown = error("not_utf8.toml", b"version = 1\nname = \"\xff\xfe\"\n");
    assert!(shown.contains("line 2") && shown.contains("UTF-8"), "{shown}");
    let utf16: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    error("utf16.toml", &utf16);
    error("empty.json", b"");
    error("nul.toml", &[0; 100]);
    assert!(error("good.txt", GOOD.as_bytes()).starts_with("E004 "));
    assert!(error("no_ending", GOOD.as_bytes()).starts_with("E004 "));

    let orders =
        |name: &str| changed("months = 12", &format!("months = 12\norders_csv = \"{name}\""));
    let text = orders("absent.csv");
    assert!(error("orders_1.toml", text.as_bytes()).starts_with("E001 "));
    // A text cannot name a file: it is beside nothing.
    assert!(unread(&text).contains("orders_csv"));
    assert!(error("orders_2.toml", orders(".").as_bytes()).starts_with("E001 "), "a folder");
    // A scenario from elsewhere reads nothing but what came with it.
    let elsewhere = ["../table.csv", "/etc/passwd", "a/../../table.csv", "a/.."];
    for (number, name) in elsewhere.iter().enumerate() {
        let shown = error(&format!("orders_outside_{number}.toml"), orders(name).as_bytes());
        assert!(shown.starts_with("E005 ") && shown.contains(name), "{shown}");
    }
    assert!(error("orders_3.toml", orders("a\\u0000b").as_bytes()).starts_with("E001 "));
    let table =
        Scratch::new("table.csv", b"id,partner,product,signed,due,quantity\n\xff,a,b,c,d,e\n");
    let shown = error("orders_4.toml", orders("table.csv").as_bytes());
    assert!(shown.contains("table.csv") && shown.contains("line 2"), "{shown}");
    drop(table);

    let absent = Scenario::from_path("there/is/no/such.toml").unwrap_err().to_string();
    assert!(absent.starts_with("E001 cannot read there/is/no/such.toml"), "{absent}");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("folder.toml");
    fs::create_dir_all(&folder).unwrap();
    for path in [&*folder, folder.parent().unwrap()] {
        let error = Scenario::from_path(path).unwrap_err();
        judge(&Err(error));
    }
    let Err(ScenarioError::Read(error)) = Scenario::from_path(&folder) else { panic!("a folder") };
    assert_eq!(error.code(), "E001");
    assert!(std::error::Error::source(&error).unwrap().to_string().contains("it is a folder"));
    fs::remove_dir(&folder).unwrap();
}

#[test]
fn tables_of_orders() {
    const HEAD: &str = "id,partner,product,signed,due,quantity,release,urgency,rating\n";
    let error = |table: &str| {
        let error = Order::from_csv(table.as_bytes()).expect_err(table);
        judge_csv(table.as_bytes());
        error.to_string()
    };
    let with = |row: &str| error(&format!("{HEAD}{row}\n"));
    assert!(with("A,n,p,2026-13,2026-02,1,,,").contains("E701 line 2, at signed = 2026-13"));
    assert!(with("A,n,p,2026-01,,1,,,").contains("at due"));
    assert!(with("A,n,p,2026-01,2026-02,,,,").contains("at quantity"));
    assert!(with("A,n,p,2026-01,2026-02,1,,x,").contains("at urgency = x"));
    assert!(with("A,n,p").contains("the row has 3 fields, the header has 9"));
    assert!(error("id,partner\n").contains("missing column"));
    assert!(error("id,id,partner,product,signed,due,quantity\n").contains("given twice"));
    assert!(error("id,partner,product,signed,due,quantity,colour\n").contains("at colour"));
    assert!(with("\"A,n,p,2026-01,2026-02,1,,,").contains("line 2"), "an open quote");
    // Numbers that are none are left to validation, which names the order.
    assert_eq!(
        Order::from_csv(format!("{HEAD}A,n,p,2026-01,2026-02,nan,,,\n").as_bytes()).unwrap().len(),
        1
    );
}

#[test]
fn every_truncation() {
    let scenario = Generator::new(3).all().sized(Size::LARGE).draft().to_toml();
    let scenario = Scenario::from_toml(&scenario).unwrap();
    let (toml, json) = (scenario.to_toml().unwrap(), scenario.to_json().unwrap());
    let cut = |text: &str| {
        (0..text.len())
            .step_by(97)
            .filter(|end| text.is_char_boundary(*end))
            .map(|end| text[..end].to_owned())
            .collect::<Vec<_>>()
    };
    for part in cut(&toml) {
        judge(&Scenario::from_toml(&part));
    }
    for part in cut(&json) {
        let result = Scenario::from_json(&part);
        judge(&result);
        assert!(result.is_err());
    }
    for end in (0..GOOD.len()).filter(|end| GOOD.is_char_boundary(*end)) {
        judge(&Scenario::from_toml(&GOOD[..end]));
    }
}

/// Something done to a text.
fn mutated(text: &str, seeds: &[u64]) -> String {
    const SCRAPS: [&str; 20] = [
        "",
        "\"",
        "[",
        "]",
        "{",
        "}",
        "=",
        ",",
        "\n",
        "-",
        "nan",
        "1e999",
        "0",
        "9999999999999999999",
        "2026-13",
        "\0",
        "é",
        "id = \"pump\"",
        "tranches = []",
        "#",
    ];
    let mut text: Vec<char> = text.chars().collect();
    for seed in seeds {
        let mut random = Random::new(*seed, "mutation");
        let at = random.place(text.len() + 1);
        let end = (at + random.place(9)).min(text.len());
        match random.place(3) {
            0 => drop(text.splice(at..end, [])),
            1 => {
                let piece = text[at..end].to_vec();
                let to = random.place(text.len() + 1);
                drop(text.splice(to..to, piece));
            }
            _ => drop(text.splice(at..at, random.one_of(&SCRAPS).chars())),
        }
    }
    text.into_iter().collect()
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..300)) {
        judge_csv(&bytes);
        read_all(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_text(text in ".{0,200}") {
        read_all(&text);
        read_all(&format!("{text}\n{GOOD}"));
        read_all(&format!("{GOOD}\n{text}"));
    }

    #[test]
    fn almost_good(seeds in vec(any::<u64>(), 1..6)) {
        judge(&Scenario::from_toml(&mutated(GOOD, &seeds)));
        let json = Scenario::from_toml(GOOD).unwrap().to_json().unwrap();
        judge(&Scenario::from_json(&mutated(&json, &seeds)));
        let table = "id,partner,product,signed,due,quantity,release,urgency,rating\n\
                     A,north,pump,2025-11,2026-03,25,2026-01,2,DX\n\
                     A,north,pump,2025-11,2026-05,25,,,DX\n";
        judge_csv(mutated(table, &seeds).as_bytes());
    }
}
