//! At which attributes a gate opens or closes to a partner.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::crossing::{Crossing, bounds, changes};
use crate::scenario::{Gate, Month, Partner, PartnerId, Policy, ProductId, Scenario, Threshold};

/// A value of one attribute at which the gates of a product open or close to a partner, its
/// other attributes as they are.
///
/// It speaks of the attributes of one month. A gate that was met before stays open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GateFlip {
    /// The partner.
    pub partner: PartnerId,
    /// The product behind the gates.
    pub product: ProductId,
    /// The attribute.
    pub attribute: String,
    /// Its value now; none if the partner does not have it.
    pub now: Option<f64>,
    /// The value, as a threshold states it.
    pub value: f64,
    /// From which side, and whether the value itself counts.
    pub crossing: Crossing,
    /// What happens there.
    pub access: Access,
}

/// What happens to a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Access {
    /// All gates of the product are met.
    Opens,
    /// One gate of the product is not met.
    Closes,
}

/// All of a policy in a month, by partner, product, attribute and value.
pub(super) fn gate_flips(scenario: &Scenario, policy: &Policy, month: Month) -> Vec<GateFlip> {
    let mut found = Vec::new();
    for partner in scenario.partners() {
        for product in scenario.products() {
            let behind = |gate: &&Gate| gate.products().contains(product.id());
            let gates: Vec<&Gate> = policy.gates().iter().filter(behind).collect();
            let all = || gates.iter().flat_map(|gate| gate.thresholds());
            let attributes: BTreeSet<&str> = all().map(Threshold::attribute).collect();
            let open = |partner: &Partner| {
                usize::from(gates.iter().all(|gate| partner.meets(gate.thresholds(), month)))
            };
            for attribute in attributes {
                let now = partner.attribute_in(attribute, month);
                let of = |value: f64| open(&partner.clone().with_value_in(month, attribute, value));
                for change in changes(&bounds(all(), attribute), now, open(partner), &of) {
                    found.push(GateFlip {
                        partner: partner.id().clone(),
                        product: product.id().clone(),
                        attribute: attribute.to_owned(),
                        now,
                        value: change.value,
                        crossing: change.crossing,
                        access: if change.to == 1 { Access::Opens } else { Access::Closes },
                    });
                }
            }
        }
    }
    found
}
