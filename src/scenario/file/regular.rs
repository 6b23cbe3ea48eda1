//! Files that come to an end: regular ones, and no larger than what is read.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::error::{Place, ReadError};

/// The largest file that is read, in bytes.
pub(super) const MOST_BYTES: u64 = 1 << 28;

/// Opens a file for reading. A pipe or a device is refused and not waited for: it need not
/// ever come to an end.
pub(crate) fn open_regular(path: &Path) -> io::Result<File> {
    let regular = |kind: &fs::Metadata| {
        if kind.is_file() {
            return Ok(());
        }
        let text = if kind.is_dir() {
            "it is a folder; give the file in it"
        } else {
            "it is a pipe or a device; only files are read"
        };
        Err(io::Error::other(text))
    };
    regular(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    // It may have become another meanwhile.
    regular(&file.metadata()?)?;
    Ok(file)
}

/// The text of a file.
pub(super) fn read_text(path: &Path) -> Result<String, ReadError> {
    let fault = |source| ReadError::File { path: path.to_owned(), source };
    let file = open_regular(path).map_err(fault)?;
    let length = file.metadata().map_err(fault)?.len();
    let mut bytes = Vec::new();
    if length <= MOST_BYTES {
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(fault)?;
    }
    if length.max(bytes.len() as u64) > MOST_BYTES {
        return Err(fault(io::Error::other("the file is larger than 256 MiB")));
    }
    text(bytes).map_err(|error| error.in_file(path))
}

/// Bytes as text.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, ReadError> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        let place = Place { line: Some(line), ..Place::default() };
        ReadError::Format { place, message: "the file is not UTF-8 text".to_owned() }
    })
}
