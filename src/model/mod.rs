//! The linear program, without a word of the domain: blocks, coupling rows, columns,
//! levels, and the points that an engine finds in it. Every engine takes a [`Model`].

mod builder;
mod coarse;
mod cost;
mod error;
mod ids;
mod model;
mod part;
mod parts;
mod point;
mod prices;
mod uses;

pub use builder::ModelBuilder;
pub(crate) use coarse::Deputy;
pub use cost::CostPath;
pub(crate) use cost::{draw_seed, drawn};
pub use error::ModelError;
pub use ids::{BlockId, ExtraId, FamilyId, RecipeId, ResourceId};
pub use model::{Column, Model};
pub use part::ModelPart;
pub(crate) use parts::Paths;
pub use parts::{Block, Carry, Extra, Level, Recipe, Resource};
pub use point::{Cell, LevelResult, Point};
pub use prices::Prices;
pub use uses::Use;
