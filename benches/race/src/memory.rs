//! Memory of this process, where the system tells.

use std::fs;

/// The most memory that the process has used so far, in bytes.
pub fn peak() -> Option<u64> {
    field("VmHWM:")
}

/// The memory that the process uses now, in bytes.
pub fn now() -> Option<u64> {
    field("VmRSS:")
}

/// Lets [`peak`] start from what is used now. Without effect where that cannot be done.
pub fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

fn field(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
