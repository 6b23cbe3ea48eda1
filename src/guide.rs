//! The documents of the repository, to read beside the types. There is no code in here.

#[doc = include_str!("../docs/FORMAT.md")]
pub mod format {}

#[doc = include_str!("../docs/TUTORIAL.md")]
pub mod tutorial {}

#[doc = include_str!("../docs/COOKBOOK.md")]
pub mod cookbook {}

#[doc = include_str!("../docs/MATHEMATICS.md")]
pub mod mathematics {}

#[doc = include_str!("../docs/COMPARING.md")]
pub mod comparing {}

#[doc = include_str!("../docs/TERMINAL.md")]
pub mod terminal {}

#[doc = include_str!("../docs/COLUMNS.md")]
pub mod columns {}

#[doc = include_str!("../docs/COMING_FROM.md")]
pub mod coming_from {}
