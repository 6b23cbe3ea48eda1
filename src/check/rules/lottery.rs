//! One order after the other, in an order drawn by lot.

use super::reading::{PlanIs, Reading, TiersBy, WeightsBy};
use crate::check::attribute::attribute;
use crate::check::draw::{Fnv, scatter};
use crate::check::horizon::number;
use crate::scenario::{Lottery, Order, Partner};

pub(super) fn read(lottery: &Lottery) -> Reading<'_> {
    let turn = |order: &Order, partner: &Partner| {
        let signed = number(order.signed());
        let weight = lottery.weight_attribute().and_then(|name| attribute(partner, name, signed));
        wait(uniform(lottery.seed(), order.id().as_str()), weight.unwrap_or(1.0))
    };
    Reading {
        tiers: TiersBy::Nothing,
        weights: WeightsBy::Nothing,
        plan: PlanIs::InTurn { turn: Box::new(turn), by_due: false },
    }
}

/// A number between 0 and 1, neither included: 53 bits of a hash of seed and id, and half a
/// step.
fn uniform(seed: u64, id: &str) -> f64 {
    let mut hash = Fnv::new();
    hash.add(&seed.to_le_bytes());
    hash.add(id.as_bytes());
    let bits = scatter(hash.value()) >> 11;
    (bits as f64 + 0.5) * 2.0_f64.powi(-53)
}

/// The time until the lot falls on someone of this weight: the least is first.
fn wait(uniform: f64, weight: f64) -> f64 {
    -libm::log(uniform) / weight
}

#[cfg(test)]
mod tests {
    use super::{uniform, wait};

    #[test]
    fn the_heavier_waits_less() {
        assert!(wait(0.5, 2.0) < wait(0.5, 1.0));
        assert!(wait(0.9, 1.0) < wait(0.1, 1.0));
    }

    /// Worked out with another program from the published definitions of both hashes.
    #[test]
    fn draws_follow_seed_and_id() {
        for (seed, id, expected) in DRAWS {
            assert!((uniform(seed, id) - expected).abs() < 1e-15, "{seed} {id}");
        }
    }

    const DRAWS: [(u64, &str, f64); 3] = [
        (0, "A", 0.522_329_792_591_303_1),
        (7, "N-1", 0.730_273_277_889_368_8),
        (2026, "PL-1", 0.080_575_483_224_514_74),
    ];
}
