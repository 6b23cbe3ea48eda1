//! The clock, or none: a browser's WebAssembly has no clock of its own, and asking for the time would end
//! the program. There time limits are never reached; use pivot limits or cancel.

use std::time::Duration;

#[cfg(not(any(no_clock, all(target_family = "wasm", target_os = "unknown"))))]
type Time = std::time::Instant;

/// A moment, to tell how long ago it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Instant(
    #[cfg(not(any(no_clock, all(target_family = "wasm", target_os = "unknown"))))] Time,
);

#[cfg(not(any(no_clock, all(target_family = "wasm", target_os = "unknown"))))]
impl Instant {
    /// Now.
    pub(crate) fn now() -> Self {
        Self(Time::now())
    }

    /// The time since then.
    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(any(no_clock, all(target_family = "wasm", target_os = "unknown")))]
impl Instant {
    /// The one moment that there is.
    pub(crate) fn now() -> Self {
        Self()
    }

    /// No time.
    #[allow(clippy::unused_self, reason = "as where there is a clock")]
    pub(crate) fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}
