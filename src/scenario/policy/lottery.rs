//! An order drawn by lot.

use serde::{Deserialize, Serialize};

use super::placement::Placement;
use super::ruling::{AttributeUse, FieldUse, Method, Range, Ruling, Tiering, Turns, Weighing};
use crate::hash::{bytes, mix};
use crate::scenario::book::{Order, Partner};

/// Orders in an order drawn by lot, carried out like a queue. Nothing is optimised.
///
/// An order's place is `−ln U / weight`, the least first, with U in (0, 1) drawn from seed and
/// id alone: orders that come or go move nobody else, and every platform draws the same. With
/// weights that differ, the first place falls to each order with a probability in proportion
/// to its weight, the next among the others likewise (Efraimidis and Spirakis 2006).
///
/// ```
/// use apportion::scenario::{Lottery, Policy};
///
/// let even = Policy::new("lots", Lottery::new(2026));
/// let by_need = Policy::new("weighted lots", Lottery::new(2026).weighted_by("need"));
/// assert_eq!((even.rule().name(), by_need.rule().name()), ("lottery", "lottery"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lottery {
    seed: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    weighted_by: Option<String>,
}

impl Lottery {
    /// A draw of this number: another seed is another draw.
    pub fn new(seed: u64) -> Self {
        Self { seed, weighted_by: None }
    }

    /// Weighs each order by an attribute of its partner, above zero, as it is in the month
    /// of the contract; a partner without the attribute counts 1.
    #[must_use]
    pub fn weighted_by(mut self, attribute: impl Into<String>) -> Self {
        self.weighted_by = Some(attribute.into());
        self
    }

    /// The number of the draw.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The partner attribute that weighs orders, if they do not all have the same chance.
    pub fn weight_attribute(&self) -> Option<&str> {
        self.weighted_by.as_deref()
    }
}

impl Ruling for Lottery {
    fn name(&self) -> &'static str {
        "lottery"
    }

    fn tiering(&self) -> Tiering<'_> {
        Tiering::Single
    }

    fn weighing(&self) -> Weighing<'_> {
        Weighing::Equal
    }

    fn method(&self) -> Method<'_> {
        Method::InTurn { turns: self, placement: Placement::Earliest }
    }

    fn fields(&self) -> Vec<FieldUse> {
        Vec::new()
    }

    fn attributes(&self) -> Vec<AttributeUse<'_>> {
        let range = Range::Positive;
        let of = |attribute| AttributeUse { field: "weighted_by", attribute, range };
        self.weight_attribute().map(of).into_iter().collect()
    }
}

impl Turns for Lottery {
    /// U is the upper 53 bits, plus a half, of the `SplitMix64` finaliser applied to the FNV-1a
    /// hash of the eight bytes of the seed (lowest first) and the id, over 2⁵³.
    fn turn(&self, order: &Order, partner: &Partner) -> f64 {
        let id = order.id().as_str().bytes();
        let drawn = mix(bytes(self.seed.to_le_bytes().into_iter().chain(id)));
        let uniform = ((drawn >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
        let weight =
            self.weight_attribute().and_then(|name| partner.attribute_in(name, order.signed()));
        // `ln` of the standard library differs in the last digit between platforms.
        -libm::log(uniform) / weight.unwrap_or(1.0)
    }
}
