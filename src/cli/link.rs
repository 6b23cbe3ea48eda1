//! Symlinks.

use std::fs;
use std::path::{Path, PathBuf};

/// As many as systems follow.
const MOST_LINKS: usize = 40;

/// What a path leads to through all symlinks at its end, whether it is there or not.
pub(super) fn end_of_links(path: &Path) -> PathBuf {
    let mut end = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&end) else { break };
        end = end.parent().unwrap_or(Path::new("")).join(next);
    }
    end
}
