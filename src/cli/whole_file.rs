//! Files that are there whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::link::end_of_links;

/// A file that is being written. A regular one is written beside its target and takes its
/// name when it is whole, so that neither a full disk nor an end in the middle harms what
/// was there. Devices and pipes are written directly.
#[derive(Debug)]
pub(super) struct WholeFile(Inner);

#[derive(Debug)]
enum Inner {
    Beside { out: BufWriter<NamedTempFile>, target: PathBuf },
    Direct(BufWriter<File>),
}

impl WholeFile {
    /// Begins to write. What was there stays until [`finish`](Self::finish).
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let there = match fs::metadata(path) {
            Ok(found) if found.is_dir() => return Err(io::Error::other("it is a folder")),
            // The file that opens says whether it may be written; it is not changed.
            Ok(found) => Some((OpenOptions::new().write(true).open(path)?, found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if let Some((file, found)) = there.as_ref()
            && !found.is_file()
        {
            return Ok(Self(Inner::Direct(BufWriter::new(file.try_clone()?))));
        }
        let target = end_of_links(path);
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(".apportion-").suffix(".part");
        // As of any file that a program creates; without it only the owner could read it.
        #[cfg(unix)]
        let builder = {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666))
        };
        let file = builder.tempfile_in(folder.unwrap_or(Path::new("."))).map_err(|error| {
            let text = format!("no file can be begun in its folder: {error}");
            io::Error::new(error.kind(), text)
        })?;
        if let Some((_, found)) = there {
            file.as_file().set_permissions(found.permissions())?;
        }
        Ok(Self(Inner::Beside { out: BufWriter::new(file), target }))
    }

    /// Ends the file. Without this, what was there before stays as it is.
    pub(super) fn finish(self) -> io::Result<()> {
        match self.0 {
            Inner::Direct(mut out) => out.flush(),
            Inner::Beside { out, target } => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                // Some systems say only here that the disk is full.
                file.as_file().sync_all()?;
                file.persist(target).map_err(|error| error.error)?;
                Ok(())
            }
        }
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Inner::Beside { out, .. } => out.write(bytes),
            Inner::Direct(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Inner::Beside { out, .. } => out.flush(),
            Inner::Direct(out) => out.flush(),
        }
    }
}
