//! What somebody is assured of, may not exceed, or must wait for.

mod approval;
mod cap;
mod reservation;

pub use approval::ApprovalLead;
pub use cap::Cap;
pub use reservation::Reservation;
pub(super) use reservation::claim_id;
