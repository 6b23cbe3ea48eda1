//! What the crash basis of a model needs to know of the model as a whole.

use super::blend::blend;
use super::perturbation::{Perturbation, perturbations};
use crate::model::{Level, Model};

#[derive(Debug, Default)]
pub(crate) struct Crash {
    /// The leading strict tiers as one level, if there are several.
    pub(crate) blend: Option<Level>,
    /// Cost perturbations, by ascending level.
    pub(crate) perturbations: Vec<Perturbation>,
}

impl Crash {
    pub(crate) fn new(model: &Model) -> Self {
        Self { blend: blend(model), perturbations: perturbations(model) }
    }
}
