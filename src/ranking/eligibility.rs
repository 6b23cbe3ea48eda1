//! Who may have what, and from when.

use serde::{Deserialize, Serialize};

use crate::scenario::{Gate, Month, Partner, PartnerId, Policy, Product, ProductId, Scenario};

/// Whether an order may be served under a policy with gates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Eligibility {
    /// In every month.
    #[default]
    Always,
    /// Only from this month on, by which the partner has met every gate.
    From(Month),
    /// In no month of the horizon: the order gets nothing.
    Never,
}

impl Eligibility {
    /// Whether it is [`Always`](Self::Always).
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    pub fn is_always(&self) -> bool {
        *self == Self::Always
    }

    /// Whether it is [`Never`](Self::Never).
    pub fn is_never(self) -> bool {
        self == Self::Never
    }

    /// What two gates allow together.
    fn later(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, _) | (_, Self::Never) => Self::Never,
            (Self::Always, one) | (one, Self::Always) => one,
            (Self::From(one), Self::From(other)) => Self::From(one.max(other)),
        }
    }

    /// Whether it allows production in a month.
    pub fn allows(self, month: Month) -> bool {
        match self {
            Self::Always => true,
            Self::From(from) => month >= from,
            Self::Never => false,
        }
    }
}

/// A partner that a gate keeps from a product, for a time or for the whole horizon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GatedPartner {
    /// The product.
    pub product: ProductId,
    /// The partner.
    pub partner: PartnerId,
    /// Never [`Eligibility::Always`].
    pub eligibility: Eligibility,
}

/// Every partner that is kept from a product, by product and partner.
pub(super) fn gated(scenario: &Scenario, policy: &Policy) -> Vec<GatedPartner> {
    let mut gated = Vec::new();
    for product in scenario.products() {
        let gates: Vec<&Gate> =
            policy.gates().iter().filter(|gate| gate.products().contains(product.id())).collect();
        if gates.is_empty() {
            continue;
        }
        for partner in scenario.partners() {
            let eligibility = opens(scenario, partner, &gates);
            if !eligibility.is_always() {
                let (product, partner) = (product.id().clone(), partner.id().clone());
                gated.push(GatedPartner { product, partner, eligibility });
            }
        }
    }
    gated
}

/// When all gates are open to a partner: each opens when it is first met, and stays open.
fn opens(scenario: &Scenario, partner: &Partner, gates: &[&Gate]) -> Eligibility {
    let each = gates.iter().map(|gate| opens_one(scenario, partner, gate));
    each.fold(Eligibility::Always, Eligibility::later)
}

/// When a partner first meets a gate. Attributes change only at changes.
fn opens_one(scenario: &Scenario, partner: &Partner, gate: &Gate) -> Eligibility {
    let meets = |month: Month| partner.meets(gate.thresholds(), month);
    let (start, end) = (scenario.start(), scenario.month(scenario.months() as usize));
    let since = scenario.since();
    if meets(since) {
        return Eligibility::Always;
    }
    let changes = partner.changes().iter().map(crate::scenario::PartnerChange::from);
    let mut later = changes.filter(|month| (since..end).contains(month));
    match later.find(|month| meets(*month)) {
        // What has opened stays open.
        Some(month) if month <= start => Eligibility::Always,
        Some(month) => Eligibility::From(month),
        None => Eligibility::Never,
    }
}

/// The eligibility of a partner for a product, from the list of all who are kept.
pub(super) fn of(gated: &[GatedPartner], product: &Product, partner: &Partner) -> Eligibility {
    let found = gated.binary_search_by(|part| {
        part.product.cmp(product.id()).then_with(|| part.partner.cmp(partner.id()))
    });
    found.map_or(Eligibility::Always, |index| gated[index].eligibility)
}
