//! Commitments alone: whether they can stand together.

use super::levels;
use super::portions::{Portion, of_order};
use super::shared::Shared;
use super::window::Window;
use crate::model::{Model, ModelError};
use crate::ranking::Ranking;
use crate::resources::Resources;
use crate::scenario::{Commitment, Scenario};

/// A [`Model`] of nothing but some of a scenario's commitments. Its only level is what
/// they are short of; at zero they can all be kept, whatever else is planned.
///
/// The model's resources are those of [`resources`](Self::resources), in their order: all
/// that is scarce whoever comes first, so no caps. Of the ranking only its gates count.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pledges {
    model: Model,
    resources: Resources,
    /// For each block the commitments that it is counted in.
    commitments: Vec<Vec<usize>>,
}

impl Pledges {
    /// Formulates the commitments at these positions in [`Scenario::commitments`],
    /// ascending.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if numbers overflow.
    pub(crate) fn new(
        scenario: &Scenario,
        ranking: &Ranking,
        positions: &[usize],
    ) -> Result<Self, ModelError> {
        let months = scenario.months();
        let resources = Resources::whoever_is_first(scenario);
        let mut shared = Shared::new(scenario, resources, 0.0);
        let mut commitments = Vec::new();
        let mut promised = Vec::new();
        let of = |position: usize| &scenario.commitments()[position];
        for own in positions.chunk_by(|&a, &b| of(a).order() == of(b).order()) {
            let id = of(own[0]).order();
            let Some(order) = scenario.order_position(id.as_str()) else { continue };
            let list: Vec<&Commitment> = own.iter().map(|&position| of(position)).collect();
            for portion in of_order(scenario, order, &list) {
                // Promises of a portion are the last ones of its order.
                let counted = own[own.len() - portion.promised.len()..].to_vec();
                if counted.is_empty() {
                    continue;
                }
                let Portion { demand, quantity, promised: by, .. } = portion;
                let (position, demand) = (demand, &scenario.demands()[demand]);
                // Whom a gate never lets in nothing may be promised.
                let Some(window) = Window::of(scenario, ranking, demand) else { continue };
                let key = commitments.len() as u64;
                let family = shared.family(position, demand);
                shared.builder.block(key, family, window.span(), quantity);
                commitments.push(counted);
                promised.push(by);
            }
        }
        let Shared { mut builder, resources, .. } = shared;
        let promised = promised.iter().map(Vec::as_slice);
        let (paths, tables) = levels::commitments(months, promised);
        builder.level_with(levels::COMMITMENTS, paths, tables, Vec::new());
        Ok(Self { model: builder.build()?, resources, commitments })
    }

    /// The linear program.
    pub(crate) fn model(&self) -> &Model {
        &self.model
    }

    /// Everything scarce; the model's resources in their order.
    pub(crate) fn resources(&self) -> &Resources {
        &self.resources
    }

    /// The commitments (positions in [`Scenario::commitments`]) that a block is counted
    /// in, ascending.
    pub(crate) fn commitments(&self, block: usize) -> &[usize] {
        &self.commitments[block]
    }
}
