//! The guides: every file in them is written, every command in them is run, and prints what they say.
//!
//! A block of the kind `toml pumps.toml` is a file of that name in the folder of the guide, from
//! there on. In a block of the kind `console` every line that begins with `$ apportion` is run in
//! that folder, and the lines up to the next one are what it prints. Of a line `...` nothing is
//! compared: what is printed up to the line after it is left out.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::command::Folder;

/// What marks lines of the output that a guide does not show.
const LEFT_OUT: &str = "...";

/// A part of a guide.
enum Part {
    Lines(Vec<String>),
    /// Name and text of a file.
    File(String, String),
    /// Commands, each with what it prints.
    Console(Vec<(String, Vec<String>)>),
}

fn parts(guide: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut shown: Vec<String> = Vec::new();
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else {
            shown.push(line.to_owned());
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if kind == "console" {
            let mut commands: Vec<(String, Vec<String>)> = Vec::new();
            for line in block {
                match (line.strip_prefix("$ "), commands.last_mut()) {
                    (Some(command), _) => commands.push((command.to_owned(), Vec::new())),
                    (None, Some(command)) => command.1.push(line.to_owned()),
                    (None, None) => panic!("output without a command: {line}"),
                }
            }
            parts.push(Part::Lines(std::mem::take(&mut shown)));
            parts.push(Part::Console(commands));
            continue;
        }
        if let Some((_, name)) = kind.split_once(' ') {
            parts.push(Part::File(name.to_owned(), block.join("\n") + "\n"));
        }
        let all = [line].into_iter().chain(block).chain(["```"]);
        shown.extend(all.map(str::to_owned));
    }
    parts.push(Part::Lines(shown));
    parts
}

/// What a command prints, in a folder.
fn printed(folder: &Folder, command: &str) -> Vec<String> {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("apportion"), "{command}");
    let mut run = Command::new(env!("CARGO_BIN_EXE_apportion"));
    run.args(words).current_dir(folder.path(".")).env_remove("COLUMNS");
    let output = run.output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    text.lines().map(|line| line.trim_end().to_owned()).collect()
}

/// Whether lines are those shown, but for what is left out.
fn agree(shown: &[String], printed: &[String]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((first, [])) if first == LEFT_OUT => true,
        Some((first, rest)) if first == LEFT_OUT => {
            (0..=printed.len()).any(|skipped| agree(rest, &printed[skipped..]))
        }
        Some((first, rest)) => printed.first() == Some(first) && agree(rest, &printed[1..]),
    }
}

/// Follows a guide; with `APPORTION_REFRESH=1` writes what its commands print now, all of it where a
/// command left nothing out.
fn follow(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    let guide = fs::read_to_string(&path).unwrap();
    let folder = Folder::new(name);
    let refresh = std::env::var_os("APPORTION_REFRESH").is_some();
    let mut anew: Vec<String> = Vec::new();
    let mut commands_run = 0;
    for part in parts(&guide) {
        match part {
            Part::Lines(lines) => anew.extend(lines),
            Part::File(name, text) => {
                folder.file(&name, &text);
            }
            Part::Console(commands) => {
                anew.push("```console".to_owned());
                for (command, shown) in commands {
                    commands_run += 1;
                    let printed = printed(&folder, &command);
                    if !agree(&shown, &printed) {
                        let both = format!("{}\n---\n{}", shown.join("\n"), printed.join("\n"));
                        assert!(refresh, "{name}: {command}\n{both}");
                    }
                    let leaves_out = shown.iter().any(|line| line == LEFT_OUT);
                    let lines = if leaves_out { shown } else { printed };
                    anew.push(format!("$ {command}"));
                    anew.extend(lines);
                }
                anew.push("```".to_owned());
            }
        }
    }
    let anew = anew.join("\n") + "\n";
    assert!(commands_run > 0, "{name} runs nothing");
    if refresh {
        fs::write(&path, anew).unwrap();
    } else {
        assert_eq!(anew, guide, "{name} is not what was read");
    }
}

#[test]
fn the_tutorial() {
    follow("TUTORIAL.md");
}

#[test]
fn the_cookbook() {
    follow("COOKBOOK.md");
}

#[test]
fn the_mathematics() {
    follow("MATHEMATICS.md");
}

#[test]
fn coming_from_elsewhere() {
    follow("COMING_FROM.md");
}
