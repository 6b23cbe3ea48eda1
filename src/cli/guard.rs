//! No command writes over a file that it reads, nor twice into one file.

use std::fs;
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::failure::Failure;
use super::link::end_of_links;
use super::target::Target;

/// What a command writes.
#[derive(Debug)]
pub(super) struct Guard {
    /// With the name by which each is known to the user.
    written: Vec<(String, Identity)>,
}

/// What makes a file this file, whatever its name.
#[derive(Debug, PartialEq, Eq)]
enum Identity {
    /// By device and number: hard links and symlinks are seen.
    Known(Handle),
    /// One that is not there yet, or cannot be read: by its place.
    Place(PathBuf),
}

impl Identity {
    /// None for devices and pipes, which can be written twice, and for what leads nowhere.
    fn of(path: &Path) -> Option<Self> {
        match fs::metadata(path) {
            Ok(found) if !found.is_file() => return None,
            Ok(_) => {
                if let Ok(handle) = Handle::from_path(path) {
                    return Some(Self::Known(handle));
                }
            }
            Err(_) => {}
        }
        let end = end_of_links(path);
        let folder = end.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
        Some(Self::Place(folder.join(end.file_name()?)))
    }

    /// Standard output, if it leads into a file.
    fn of_standard_output() -> Option<Self> {
        let handle = Handle::stdout().ok()?;
        let file = handle.as_file().metadata().is_ok_and(|found| found.is_file());
        file.then_some(Self::Known(handle))
    }
}

impl Guard {
    /// Standard output alone.
    pub(super) fn new() -> Self {
        let out = Identity::of_standard_output().map(|found| ("standard output".to_owned(), found));
        Self { written: out.into_iter().collect() }
    }

    /// Adds what the options name. Says whether one of them is standard output, which then
    /// gets nothing else.
    pub(super) fn write(&mut self, targets: &[(&str, Option<&Target>)]) -> Result<bool, Failure> {
        let mut on_screen: Option<&str> = None;
        for (option, target) in targets {
            match target {
                None => {}
                Some(Target::Screen) => {
                    if let Some(other) = on_screen {
                        let text = format!(
                            "{other} - and {option} - cannot both go to standard output; give one \
                             of them a file"
                        );
                        return Err(Failure::Usage(text));
                    }
                    on_screen = Some(option);
                }
                Some(Target::File(path)) => {
                    let Some(found) = Identity::of(path) else { continue };
                    if let Some((other, _)) = self.written.iter().find(|(_, one)| *one == found) {
                        let text = format!(
                            "{other} and {option} cannot both go to one file: {}",
                            path.display()
                        );
                        return Err(Failure::Usage(text));
                    }
                    self.written.push(((*option).to_owned(), found));
                }
            }
        }
        Ok(on_screen.is_some())
    }

    /// Refuses to read a file into which something is written.
    pub(super) fn read(&self, path: &Path) -> Result<(), Failure> {
        let Some(found) = Identity::of(path) else { return Ok(()) };
        match self.written.iter().find(|(_, one)| *one == found) {
            None => Ok(()),
            Some((name, _)) => Err(Failure::Usage(format!(
                "{} is read and would be overwritten by {name}; give another name",
                path.display()
            ))),
        }
    }
}
