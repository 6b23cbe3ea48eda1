//! LU factors of the working basis and the eta file of its updates.

pub(crate) mod assembly;
mod elimination;
mod eta_file;
pub(crate) mod lu;
mod nucleus;
mod peel;
mod sparse;
