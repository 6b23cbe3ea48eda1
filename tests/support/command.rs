//! The command run as a user runs it, on files of each test's own.

use std::fs;
use std::panic::Location;
use std::path::PathBuf;
use std::process::{Command, Output};

/// A folder of its own for each test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    #[track_caller]
    pub(crate) fn new(name: &str) -> Self {
        let caller = PathBuf::from(Location::caller().file());
        let tests = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(caller.file_stem().unwrap());
        let path = tests.join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file and says where it is.
    pub(crate) fn file(&self, name: &str, text: &str) -> String {
        fs::write(self.0.join(name), text).unwrap();
        self.path(name)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

pub(crate) fn apportion(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_apportion"));
    command.args(arguments);
    // What is printed does not depend on where the tests run.
    command.env_remove("COLUMNS").env_remove("NO_COLOR");
    command
}

/// Exit code, standard output, standard error.
pub(crate) fn run(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = apportion(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}
