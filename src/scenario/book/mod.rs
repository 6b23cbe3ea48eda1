//! Who orders what, and what was promised.

mod commitment;
mod demand;
mod history;
mod inquiry;
mod order;
mod partner;
mod terms;

pub use commitment::Commitment;
pub use demand::Demand;
pub use history::{History, PastDelivery};
pub use inquiry::Inquiry;
pub use order::{Order, Tranche};
pub use partner::Partner;
pub use terms::Terms;
