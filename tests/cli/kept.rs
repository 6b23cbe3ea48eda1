//! Nothing is lost in writing: what a command reads stays as it is, and what it replaces is
//! replaced whole or not at all.

use std::fs::{self, OpenOptions};
use std::process::{Command, Output};

use crate::support::command::{Folder, apportion, run};

const TABLE: &str = "id,partner,product,signed,due,quantity\n\
                     N-1,north,pump,2025-11,2026-02,20\n\
                     S-1,south,pump,2025-12,2026-02,30\n";

fn scenario(months: u32) -> String {
    format!(
        r#"
version = 1
name = "pumps"
start = "2026-01"
months = {months}
orders_csv = "orders.csv"
products = [{{ id = "pump" }}]
lines = [{{ id = "hall", usage = {{ pump = 1 }}, ramp = {{ shape = "flat", rate = 10 }} }}]
partners = [{{ id = "north" }}, {{ id = "south" }}]

[[policies]]
id = "all"
rule = "tiers"
tiers = [{{ id = "all" }}]
"#
    )
}

/// A folder with a scenario and its table of orders.
fn book(folder: &Folder, months: u32) -> (String, String) {
    (folder.file("s.toml", &scenario(months)), folder.file("orders.csv", TABLE))
}

/// What writes files, without the files.
const WRITERS: [(&[&str], &str); 11] = [
    (&["solve"], "--json"),
    (&["solve", "--table", "orders"], "--csv"),
    (&["compare"], "--json"),
    (&["prices"], "--csv"),
    (&["rank"], "--json"),
    (&["validate"], "--csv"),
    (&["explain"], "--csv"),
    (&["export"], "--out"),
    (&["quote", "--partner", "north", "--product", "pump", "--quantity", "5"], "--json"),
    (&["quote", "--partner", "north", "--product", "pump", "--quantity", "5"], "--reserve"),
    (&["diff", "--from", "all", "--to", "all"], "--csv"),
];

#[test]
fn no_file_is_written_over_that_is_read() {
    let folder = Folder::new("over");
    let (file, table) = book(&folder, 12);
    let mut targets = vec![file.clone(), table.clone(), folder.path("../over/orders.csv")];
    #[cfg(unix)]
    for (name, read) in [("s", &file), ("orders", &table)] {
        let (hard, soft) = (folder.path(&format!("{name} hard")), folder.path(name));
        fs::hard_link(read, &hard).unwrap();
        std::os::unix::fs::symlink(read, &soft).unwrap();
        targets.extend([hard, soft]);
    }
    for (arguments, option) in WRITERS {
        for target in &targets {
            let (code, out, err) = run(&[arguments, &[&file, option, target]].concat());
            assert_eq!((code, out.as_str()), (2, ""), "{arguments:?} {option} {target}: {err}");
            assert!(err.contains(&format!("overwritten by {option}")), "{err}");
        }
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), scenario(12));
    assert_eq!(fs::read_to_string(&table).unwrap(), TABLE);
    // Plans are read too.
    let plan = folder.path("plan.json");
    assert_eq!(run(&["solve", &file, "--json", &plan]).0, 0);
    let before = fs::read_to_string(&plan).unwrap();
    assert_eq!(run(&["diff", &plan, &plan, "--csv", &plan]).0, 2);
    assert_eq!(fs::read_to_string(&plan).unwrap(), before);
}

/// The shell has opened the file before the command runs: it can only say so.
#[test]
fn standard_output_is_no_file_that_is_read() {
    let folder = Folder::new("shell");
    let (file, table) = book(&folder, 12);
    for (read, content) in [(&file, scenario(12)), (&table, TABLE.to_owned())] {
        for arguments in [&["solve", &file][..], &["validate", &file], &["export", &file]] {
            let end = OpenOptions::new().append(true).open(read).unwrap();
            let Output { status, stderr, .. } = apportion(arguments).stdout(end).output().unwrap();
            let err = String::from_utf8(stderr).unwrap();
            assert_eq!(status.code(), Some(2), "{arguments:?}: {err}");
            assert!(err.contains("overwritten by standard output"), "{err}");
            assert_eq!(fs::read_to_string(read).unwrap(), content);
        }
    }
    let help = run(&["solve", "--help"]).1;
    assert!(!help.contains("> orders.csv"), "{help}");
}

#[test]
fn two_outputs_are_two_files() {
    let folder = Folder::new("two");
    let (file, _) = book(&folder, 12);
    let (one, same) = (folder.path("out"), folder.path("../two/out"));
    let both = |one: &str, other: &str| {
        let (code, out, err) = run(&["solve", &file, "--json", one, "--csv", other]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.contains("--json and --csv cannot both go to one file"), "{err}");
    };
    both(&one, &same);
    let quote = ["quote", &file, "--partner", "north", "--product", "pump", "--quantity", "5"];
    let (code, _, err) = run(&[&quote[..], &["--json", &one, "--reserve", &same]].concat());
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("--json and --reserve"), "{err}");
    #[cfg(unix)]
    {
        let hard = folder.path("hard");
        both(&one, {
            fs::write(&one, "").unwrap();
            fs::hard_link(&one, &hard).unwrap();
            &hard
        });
        // A link to what is not there yet.
        let soft = folder.path("soft");
        std::os::unix::fs::symlink("later", &soft).unwrap();
        both(&soft, &folder.path("later"));
        // Standard output is an output.
        let out = fs::File::create(folder.path("report")).unwrap();
        let report = folder.path("report");
        let written = apportion(&["solve", &file, "--json", &report]).stdout(out).output().unwrap();
        assert_eq!(written.status.code(), Some(2));
        // Devices can be written twice.
        assert_eq!(run(&["solve", &file, "--json", "/dev/null", "--csv", "/dev/null"]).0, 0);
    }
}

/// Whatever is left beside the files of a test.
fn left_over(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path("")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".apportion")).collect()
}

#[cfg(unix)]
#[test]
fn links_stay_and_modes_are_kept() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new("links");
    let (file, _) = book(&folder, 12);
    let (real, link) = (folder.file("real.json", "old"), folder.path("link.json"));
    symlink("real.json", &link).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(run(&["solve", &file, "--json", &link]).0, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().starts_with('{'));
    let mode = |path: &str| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&real), 0o640);
    // A new file is like any other new file.
    let (new, other) = (folder.path("new.json"), folder.file("other", ""));
    assert_eq!(run(&["solve", &file, "--json", &new]).0, 0);
    assert_eq!(mode(&new), mode(&other));
    assert_eq!(left_over(&folder), [""; 0]);
}

/// A limit on the size of files stands for a full disk; with its signal not ignored, for the
/// end of the process in the middle of writing.
#[cfg(unix)]
#[test]
fn a_good_file_survives_a_full_disk_and_a_kill() {
    let folder = Folder::new("full");
    let (file, _) = book(&folder, 1200);
    let target = folder.file("plan.json", "good");
    let under = |limit: &str| {
        let shell = format!("{limit}; exec \"$0\" \"$@\"");
        let exe = env!("CARGO_BIN_EXE_apportion");
        let solve = ["solve", &file, "--json", &target];
        Command::new("sh").args(["-c", &shell, exe]).args(solve).output().unwrap()
    };
    let Output { status, stderr, .. } = under("trap '' XFSZ; ulimit -f 8");
    let err = String::from_utf8(stderr).unwrap();
    if status.code() == Some(0) {
        println!("skipped: no limits on files here");
        return;
    }
    assert!(status.code() == Some(1) && err.contains("plan.json"), "{status}: {err}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "good");
    assert_eq!(left_over(&folder), [""; 0]);
    let killed = under("ulimit -c 0; ulimit -f 8");
    assert_eq!(killed.status.code(), None, "{killed:?}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "good");
}

#[cfg(target_os = "linux")]
#[test]
fn devices_and_pipes_are_written_directly() {
    let folder = Folder::new("devices");
    let (file, _) = book(&folder, 12);
    let (code, _, err) = run(&["solve", &file, "--json", "/dev/full"]);
    assert!(code == 1 && err.contains("/dev/full"), "{err}");
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = apportion(&["solve", &file]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let pipe = folder.path("pipe");
    if !Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        println!("skipped: no pipes here");
        return;
    }
    let path = pipe.clone();
    let reader = std::thread::spawn(move || fs::read_to_string(path).unwrap());
    assert_eq!(run(&["solve", &file, "--json", &pipe]).0, 0);
    assert!(reader.join().unwrap().starts_with('{'));
}

/// `apportion … | head -0`: nobody reads what was asked for.
#[test]
fn a_reader_who_leaves_is_told() {
    let folder = Folder::new("pipe");
    let (file, _) = book(&folder, 12);
    let plan = folder.path("plan.json");
    for arguments in [&["solve", &file, "--json", &plan][..], &["validate", &file], &["--help"]] {
        // The reader is gone before anything is written.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = apportion(arguments).stdout(writer).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {err}");
        assert!(!err.contains("panic"), "{err}");
    }
    // What goes to a file is there.
    assert!(fs::read_to_string(&plan).unwrap().starts_with('{'));
}

/// Who discards the output means it, however `/dev/null` is opened: other programs open it for
/// reading and writing.
#[cfg(target_os = "linux")]
#[test]
fn output_may_be_discarded() {
    let folder = Folder::new("discarded");
    let (file, _) = book(&folder, 12);
    for how in ["> /dev/null", "1<> /dev/null"] {
        for arguments in [&["solve", &file][..], &["export", &file], &["validate", &file]] {
            let shell = format!("exec \"$0\" \"$@\" {how}");
            let exe = env!("CARGO_BIN_EXE_apportion");
            let run = Command::new("sh").args(["-c", &shell, exe]).args(arguments).output();
            assert_eq!(run.unwrap().status.code(), Some(0), "{arguments:?} {how}");
        }
    }
}

/// What is over its time is not half written.
#[test]
fn the_time_limit_covers_what_is_written() {
    let folder = Folder::new("late");
    let (file, _) = book(&folder, 12);
    let target = folder.file("s.lp", "good");
    let export = ["export", &file, "--time-limit", "0"];
    let (code, out, err) = run(&export);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    let (code, _, err) = run(&[&export[..], &["--out", &target]].concat());
    assert!(code == 1 && err.contains("the time limit was reached"), "{err}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "good");
    // Flip points need no plan, so that only their writing takes time.
    let queue = folder.file("t.toml", &scenario(12).replace("id = \"all\" }]", "id = \"all\", thresholds = [{ attribute = \"need\", at_least = 2 }] }, { id = \"rest\" }]").replace("id = \"north\"", "id = \"north\", attributes = { need = 1 }").replace("id = \"south\"", "id = \"south\", attributes = { need = 3 }"));
    let json = folder.file("flips.json", "good");
    let flips = ["sweep", &queue, "--flips", "--json", &json];
    let (code, _, err) = run(&[&flips[..], &["--time-limit", "0"]].concat());
    assert!(code == 1 && err.contains("while the result was written"), "{err}");
    assert_eq!(fs::read_to_string(&json).unwrap(), "good");
    assert_eq!(run(&flips).0, 0);
}
