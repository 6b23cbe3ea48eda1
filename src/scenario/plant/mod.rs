//! What is made from what, where, and how much of it.

mod carried;
mod component;
mod entitlement;
mod expansion;
mod labour;
mod line;
mod need;
mod output;
mod product;
mod ramp;
mod receipt;
mod stockpile;

pub use carried::CarriedStock;
pub use component::Component;
pub use entitlement::Entitlement;
pub use expansion::Expansion;
pub use labour::{Labour, LabourId, LabourNeed};
pub use line::Line;
pub use need::{ComponentNeed, NeedPer, NeedStep};
pub use output::{Outage, Yield};
pub(super) use output::{left_in, yield_in};
pub use product::{Counting, Product};
pub use ramp::{Edit, Per, Ramp, RatePoint, Shape};
pub use receipt::Receipt;
pub use stockpile::Stockpile;
