//! Sparklines, completions, the manual, and how much is said.

use std::io::Write;
use std::process::{Command, Stdio};

use super::format::SCENARIO;
use crate::support::command::{Folder, run};

#[test]
fn series_of_months_are_drawn() {
    let folder = Folder::new("series");
    let file = folder.file("s.toml", SCENARIO);
    let (_, out, _) = run(&["solve", &file, "--policy", "need"]);
    let row = |text: &str, begin: &str| {
        text.lines().find(|line| line.starts_with(begin)).unwrap().to_owned()
    };
    // Ten a month for a year.
    assert!(row(&out, " hall ").contains(" ▇▇▇▇▇▇▇▇▇▇▇▇ "), "{out}");
    // Twenty due in February; the first ten come in April, the others in May.
    assert!(row(&out, " north    ▁").contains(" ▁▇▇▃▁▁▁▁▁▁▁▁ "), "{out}");
    // Of thirty ten are late in February, and in no other month.
    assert!(row(&out, " south    ▁").contains(" ▁▇▁▁▁▁▁▁▁▁▁▁ "), "{out}");
    let (_, out, _) = run(&["compare", &file]);
    assert!(row(&out, " need ").contains(" ▁▇▅▃▁▁▁▁▁▁▁▁ "), "{out}");
    // They are no values.
    let (_, csv, _) =
        run(&["solve", &file, "--policy", "need", "--table", "backlog", "--csv", "-"]);
    assert!(!csv.contains('▇'), "{csv}");
}

#[test]
fn shells_complete() {
    let folder = Folder::new("shells");
    for (shell, marked) in [
        ("bash", "complete -F _apportion"),
        ("zsh", "#compdef apportion"),
        ("fish", "complete -c apportion"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let (code, out, err) = run(&["completions", shell]);
        assert_eq!((code, err.as_str()), (0, ""), "{shell}");
        assert!(out.contains(marked), "{shell}");
        for name in ["solve", "validate", "bottlenecks", "on-conflict", "color"] {
            assert!(out.contains(name), "{shell}: {name}");
        }
        // That of PowerShell knows no values.
        assert_eq!(out.contains("least-breach"), shell != "powershell", "{shell}");
    }
    for (arguments, told) in
        [(&["completions", "tcsh"], "powershell"), (&["completions", ""], "bash")]
    {
        let (code, out, err) = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains(told), "{err}");
    }
    assert_eq!(run(&["completions"]).0, 2);
    // A shell that is there reads it, and knows what comes next.
    let script = folder.file("apportion.bash", &run(&["completions", "bash"]).1);
    let ask = format!(
        "source '{script}' && COMP_WORDS=(apportion val) COMP_CWORD=1 && \
         _apportion apportion val apportion && echo \"${{COMPREPLY[*]}}\""
    );
    let Ok(shell) = Command::new("bash").args(["--norc", "-c", &ask]).output() else {
        println!("skipped: no bash here");
        return;
    };
    let reply = String::from_utf8(shell.stdout).unwrap();
    assert_eq!(reply.trim(), "validate", "{}", String::from_utf8_lossy(&shell.stderr));
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let (code, all, err) = run(&["man"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(all.starts_with(".ie \\n(.g") && all.contains(".TH apportion 1"), "{all}");
    let help = run(&["--help"]).1;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<&str> = commands
        .map_while(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert_eq!(commands.len(), 13, "{help}");
    for command in commands {
        let (code, page, err) = run(&["man", command]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(page.contains(&format!(".TH apportion-{command} 1")), "{page}");
        assert!(page.contains("color"), "{command}");
        assert!(all.contains(&format!("apportion\\-{command}(1)")), "{command}: {all}");
    }
    let (code, out, err) = run(&["man", "solv"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("there is no command `solv`; there is solve, compare"), "{err}");
    // Where there is a formatter, it has nothing to say against it.
    let mut groff = Command::new("groff");
    let groff = groff.args(["-man", "-ww", "-Tutf8", "-z"]).stdin(Stdio::piped());
    let Ok(mut child) = groff.stderr(Stdio::piped()).spawn() else { return };
    child.stdin.take().unwrap().write_all(all.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn quiet_says_only_what_is_asked_for() {
    let folder = Folder::new("quiet");
    let file = folder.file("s.toml", &SCENARIO.replace("quantity = 20", "quantity = 20.5"));
    let target = folder.path("out.json");
    for command in ["solve", "compare"] {
        assert!(!run(&[command, &file]).2.is_empty());
        for quiet in ["--quiet", "-q"] {
            let (code, out, err) = run(&[command, &file, quiet, "--json", &target]);
            assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""), "{command}");
            assert!(std::fs::read_to_string(&target).unwrap().starts_with('{'));
        }
        let loud = run(&[command, &file, "--format", "csv"]);
        let (code, out, err) = run(&[command, &file, "-q", "--format", "csv"]);
        assert_eq!((code, out, err.as_str()), (0, loud.1, ""), "{command}");
        // Errors are no notes.
        let (code, out, err) = run(&[command, &folder.path("none.toml"), "-q"]);
        assert_eq!((code, out.as_str()), (1, ""));
        assert!(err.contains("E001"), "{err}");
        assert_eq!(run(&[command, &file, "-q", "-v"]).0, 2);
    }
}

#[test]
fn verbose_says_how_long_stations_took() {
    let folder = Folder::new("verbose");
    let file = folder.file("s.toml", SCENARIO);
    for (command, middle) in [("solve", "plan and prove"), ("compare", "plan and compare")] {
        let plain = run(&[command, &file]);
        let (code, out, err) = run(&[command, &file, "--verbose"]);
        assert_eq!((code, &out), (0, &plain.1), "{command}");
        let told = err.strip_prefix(&plain.2).unwrap();
        let times = told.lines().map(|line| {
            let (station, time) = line.trim_end_matches(" s").rsplit_once(' ').unwrap();
            (station.trim().to_owned(), time.parse::<f64>().unwrap())
        });
        let (stations, seconds): (Vec<String>, Vec<f64>) = times.unzip();
        assert_eq!(stations, ["read and check", middle, "write and print", "in all"], "{err}");
        let sum: f64 = seconds[..3].iter().sum();
        assert!((sum - seconds[3]).abs() < 0.002 && seconds[3] < 60.0, "{err}");
    }
    // What fails half way says how far it came.
    let (code, _, err) = run(&["solve", &file, "--policy", "need", "--time-limit", "0", "-v"]);
    assert!(code == 1 && err.contains("plan and prove"), "{err}");
}
