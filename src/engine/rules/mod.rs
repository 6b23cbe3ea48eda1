//! Rules that are applied, not optimised: the baselines that an optimum is compared with.

mod dispatch;
mod feeds;
mod filled;
mod held;
mod limits;
mod owed;
mod pro_rata;
mod remaining;
mod rounds;
mod serve;
mod shipped;

pub use dispatch::Dispatch;
pub use held::Hold;
pub use pro_rata::ProRata;
pub use shipped::Shipped;
