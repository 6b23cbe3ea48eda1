//! What another process has used of the processor, where the system tells.

use std::fs;

/// Linux counts in hundredths for everybody, whatever its own clock is.
const TICKS_PER_SECOND: f64 = 100.0;

/// Seconds of the processor that a process has used so far.
pub fn seconds(process: u32) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The second field is a name in brackets that may contain anything.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS_PER_SECOND)
}
