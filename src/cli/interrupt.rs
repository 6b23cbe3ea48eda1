//! Ctrl-C: the first asks the work to end with what it has, the second ends at once.

use std::process::ExitCode;
use std::sync::OnceLock;

use crate::engine::CancelToken;

/// The exit code of a command that was interrupted, as shells have it.
const INTERRUPTED: u8 = 130;

static TOKEN: OnceLock<CancelToken> = OnceLock::new();

/// The token that is cancelled by the first interrupt. From the first call on interrupts are
/// handled; before that they end the command, as everywhere.
pub(super) fn token() -> CancelToken {
    let install = || {
        let token = CancelToken::new();
        let cancelled = token.clone();
        let handler = move || {
            if cancelled.is_cancelled() {
                std::process::exit(i32::from(INTERRUPTED));
            }
            cancelled.cancel();
        };
        // Without a handler an interrupt ends the command.
        let _ = ctrlc::set_handler(handler);
        token
    };
    TOKEN.get_or_init(install).clone()
}

/// The exit code, if there was an interrupt.
pub(super) fn exit_code() -> Option<ExitCode> {
    let interrupted = TOKEN.get().is_some_and(CancelToken::is_cancelled);
    interrupted.then(|| ExitCode::from(INTERRUPTED))
}
