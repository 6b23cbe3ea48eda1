//! The linear program, without a word of the domain: blocks, coupling rows, columns,
//! levels. Every engine takes a [`Model`].

mod builder;
mod cost;
mod error;
mod formulate;
mod ids;
mod model;
mod part;
mod parts;

pub use builder::ModelBuilder;
pub use cost::CostPath;
pub(crate) use cost::{draw_seed, drawn};
pub use error::ModelError;
pub use formulate::{Build, Entitled, Formulation, Member, Pledges, Split};
pub use ids::{BlockId, ExtraId, FamilyId, RecipeId, ResourceId};
pub use model::{Column, Model};
pub use part::ModelPart;
pub use parts::{Block, Carry, Extra, Level, Recipe, Resource};
