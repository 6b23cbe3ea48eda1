//! Ctrl-C ends a command with what it has by then.

use std::fmt::Write;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::support::command::{Folder, apportion};

/// Orders on two lines, one after the other: three thousand are minutes of work.
fn long(orders: usize) -> String {
    let mut text = String::from(
        "version = 1\nname = \"long\"\nstart = \"2026-01\"\nmonths = 120\n\
         products = [{ id = \"u\" }]\npartners = [{ id = \"p\" }]\n\
         components = [{ id = \"c\", stock = 0, need = { u = 1 }, supply = { shape = \"flat\", rate = 90 } }]\n\
         lines = [{ id = \"k\", usage = { u = 1 }, ramp = { shape = \"flat\", rate = 60 } }, \
         { id = \"l\", usage = { u = 1.3 }, ramp = { shape = \"flat\", rate = 55 } }]\n\
         policies = [{ id = \"s\", rule = \"sequence\" }, { id = \"q\", rule = \"first_come_first_served\" }]\n",
    );
    for number in 0..orders {
        let (month, due) = (number % 12 + 1, number * 7 % 108);
        let due = format!("{}-{:02}", 2026 + due / 12, due % 12 + 1);
        let quantity = 1 + number * 13 % 9;
        writeln!(
            text,
            "[[orders]]\nid = \"O{number}\"\npartner = \"p\"\nproduct = \"u\"\n\
             signed = \"2025-{month:02}\"\ndue = \"{due}\"\nquantity = {quantity}"
        )
        .unwrap();
    }
    text
}

#[test]
fn an_interrupt_ends_with_130() {
    let folder = Folder::new("interrupt");
    let file = folder.file("long.toml", &long(3_000));
    for times in [1, 2] {
        let mut command = apportion(&["solve", &file]);
        let mut running = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut told = BufReader::new(running.stderr.take().unwrap());
        // It says which policy it takes when it begins to plan.
        let mut line = String::new();
        while !line.contains("policy") {
            line.clear();
            assert!(told.read_line(&mut line).unwrap() > 0, "it said nothing");
        }
        sleep(Duration::from_millis(500));
        for _ in 0..times {
            assert!(running.try_wait().unwrap().is_none(), "it was done before");
            let id = running.id().to_string();
            assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
            // The second one comes while the first is being obeyed, or right after.
            sleep(Duration::from_millis(5));
            if running.try_wait().unwrap().is_some() {
                break;
            }
        }
        let mut rest = String::new();
        told.read_to_string(&mut rest).unwrap();
        assert_eq!(running.wait().unwrap().code(), Some(130), "{times}: {rest}");
        assert!(times > 1 || rest.contains("error: stopped before"), "{rest}");
    }
}

/// A terminal sees how far a plan is; it is gone when there is something else to see.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_sees_progress() {
    let folder = Folder::new("progress");
    // A second or so.
    let orders = if cfg!(debug_assertions) { 1_800 } else { 3_000 };
    let file = folder.file("long.toml", &long(orders));
    let exe = env!("CARGO_BIN_EXE_apportion");
    let run = |columns: u32, command: &str| {
        let line = format!("stty rows 40 cols {columns}; '{exe}' {command}");
        let output = Command::new("script").args(["-qec", &line, "/dev/null"]).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let shown = |more: &str| run(30, &format!("solve '{file}' --time-limit 1 {more}"));
    let Some(text) = shown("") else {
        println!("skipped: no terminal here");
        return;
    };
    // Cut to the screen, and drawn in place of what was there.
    assert!(text.contains("\r\u{1b}[2K"), "{text:?}");
    let lines = text.split("\r\u{1b}[2K").skip(1);
    let drawn: Vec<&str> = lines.filter(|line| line.contains(" s level ")).collect();
    assert!(!drawn.is_empty(), "{text:?}");
    assert!(drawn.iter().all(|line| line.chars().count() < 30 && line.ends_with('…')), "{drawn:?}");
    let behind = text.rsplit("\u{1b}[2K").next().unwrap();
    assert!(!behind.contains(" pivots") && !behind.contains("Ctrl-C"), "{text:?}");
    let ended = ["error: stopped before", "Orders: "].iter().any(|end| behind.contains(end));
    assert!(ended, "{text:?}");
    for none in ["--quiet", "2>&1 | cat"] {
        assert!(!shown(none).unwrap().contains("\u{1b}[2K"), "{none}");
    }
    // Of a job of several plans how many are done.
    let text = run(120, &format!("compare '{file}' --time-limit 1")).unwrap();
    assert!(text.contains(" of 2 done"), "{text:?}");
}
