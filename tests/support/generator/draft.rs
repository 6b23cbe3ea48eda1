//! A scenario file before it is written: what the format says, in plain structs that know
//! nothing of the crate.

use std::collections::BTreeMap;

use serde::Serialize;

use super::month::{At, Dated};
use super::policy::Policy;
use super::ramp::Ramp;

/// Numbers by product id.
pub(crate) type ByProduct = BTreeMap<String, f64>;

/// What a unit needs of a component: a number, or one from each of some months on.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Need {
    Always(f64),
    Dated(Vec<NeedFrom>),
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct NeedFrom {
    pub(crate) from: Option<At>,
    pub(crate) pieces: f64,
}

impl Need {
    /// The most that it ever is.
    pub(crate) fn most(&self) -> f64 {
        match self {
            Self::Always(pieces) => *pieces,
            Self::Dated(steps) => steps.iter().map(|step| step.pieces).fold(0.0, f64::max),
        }
    }
}

/// The whole file.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Draft {
    pub(crate) version: u32,
    pub(crate) name: String,
    pub(crate) start: At,
    pub(crate) months: u32,
    pub(crate) calendar: Option<Calendar>,
    pub(crate) products: Vec<Product>,
    pub(crate) components: Vec<Component>,
    pub(crate) lines: Vec<Line>,
    pub(crate) labour: Vec<Labour>,
    pub(crate) partners: Vec<Partner>,
    pub(crate) orders: Vec<Order>,
    pub(crate) commitments: Vec<Commitment>,
    pub(crate) reservations: Vec<Portion>,
    pub(crate) caps: Vec<Portion>,
    pub(crate) expansions: Vec<Expansion>,
    pub(crate) policies: Vec<Policy>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Calendar {
    pub(crate) holidays: Vec<String>,
    pub(crate) working_days: Vec<WorkingDays>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct WorkingDays {
    pub(crate) month: At,
    pub(crate) days: u32,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Product {
    pub(crate) id: String,
    pub(crate) unit: Option<String>,
    pub(crate) counting: Option<&'static str>,
    pub(crate) value: Option<f64>,
    pub(crate) approval_lead: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) approval_leads: Vec<Lead>,
    pub(crate) stockpile: Option<Stockpile>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Lead {
    pub(crate) partner: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) thresholds: Vec<Threshold>,
    pub(crate) months: u32,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Threshold {
    pub(crate) attribute: String,
    pub(crate) at_least: Option<f64>,
    pub(crate) at_most: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Stockpile {
    pub(crate) limit: Option<f64>,
    pub(crate) holding: Option<f64>,
    pub(crate) stock: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) receipts: Vec<Receipt>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) carried: Vec<CarriedStock>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct CarriedStock {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) caps: Vec<String>,
    pub(crate) quantity: f64,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Receipt {
    pub(crate) month: At,
    pub(crate) quantity: f64,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Component {
    pub(crate) id: String,
    pub(crate) stock: f64,
    pub(crate) carried: Option<f64>,
    pub(crate) need: BTreeMap<String, Need>,
    pub(crate) need_per: Option<&'static str>,
    pub(crate) supply: Ramp,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) receipts: Vec<Receipt>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) usage: ByProduct,
    pub(crate) ramp: Ramp,
    #[serde(rename = "yield", skip_serializing_if = "Vec::is_empty")]
    pub(crate) good: Vec<Good>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) outages: Vec<Outage>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Good {
    pub(crate) from: Option<At>,
    pub(crate) share: f64,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Outage {
    pub(crate) from: At,
    pub(crate) to: At,
    pub(crate) lost: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Labour {
    pub(crate) id: String,
    pub(crate) hours: Ramp,
    pub(crate) need: Vec<HoursNeed>,
    pub(crate) need_per: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) outages: Vec<Outage>,
}

/// The hours that a unit takes on a line.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HoursNeed {
    pub(crate) line: String,
    pub(crate) product: Option<String>,
    pub(crate) hours: f64,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Partner {
    pub(crate) id: String,
    pub(crate) attributes: BTreeMap<String, f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) changes: Vec<Attributes>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Attributes {
    pub(crate) from: At,
    pub(crate) attributes: BTreeMap<String, f64>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) partner: String,
    pub(crate) product: String,
    pub(crate) signed: Dated,
    pub(crate) due: Option<Dated>,
    pub(crate) release: Option<Dated>,
    pub(crate) urgency: Option<f64>,
    pub(crate) quantity: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) delivered: Vec<Past>,
    pub(crate) made: Option<f64>,
    pub(crate) priority: Option<u32>,
    pub(crate) sequence: Option<u32>,
    pub(crate) rating: Option<&'static str>,
    pub(crate) cancel_after: Option<u32>,
    pub(crate) most_per_month: Option<f64>,
    pub(crate) lot: Option<f64>,
    pub(crate) least_shipment: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) tranches: Vec<Tranche>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Tranche {
    pub(crate) quantity: f64,
    pub(crate) due: Option<Dated>,
    pub(crate) release: Option<Dated>,
    pub(crate) urgency: Option<f64>,
    pub(crate) cancel_after: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) delivered: Vec<Past>,
    pub(crate) made: Option<f64>,
}

/// A delivery before the first month.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Past {
    pub(crate) month: Option<At>,
    pub(crate) quantity: f64,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Commitment {
    pub(crate) order: String,
    pub(crate) quantity: f64,
    pub(crate) by: At,
}

/// A reservation or a cap.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Portion {
    pub(crate) id: String,
    pub(crate) line: Option<String>,
    pub(crate) component: Option<String>,
    pub(crate) partner: Option<String>,
    pub(crate) tier: Option<String>,
    pub(crate) product: Option<String>,
    pub(crate) share: Option<f64>,
    pub(crate) amount: Option<f64>,
    pub(crate) from: Option<At>,
    pub(crate) to: Option<At>,
    pub(crate) against: Option<String>,
    pub(crate) owed: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Expansion {
    pub(crate) id: String,
    pub(crate) line: Option<String>,
    pub(crate) component: Option<String>,
    pub(crate) ordered: At,
    pub(crate) lead: Option<u32>,
    pub(crate) adds: Ramp,
    pub(crate) cost: Option<f64>,
    pub(crate) payer: Option<String>,
    pub(crate) claim: Option<f64>,
    pub(crate) on: Option<bool>,
}

impl Draft {
    /// The index of the last month.
    pub(crate) fn last(&self) -> i32 {
        self.months as i32 - 1
    }

    /// Units ordered, over all orders.
    pub(crate) fn wanted(&self) -> f64 {
        self.orders.iter().map(Order::total).sum()
    }

    /// Units ordered of a product.
    pub(crate) fn wanted_of(&self, product: &str) -> f64 {
        self.orders.iter().filter(|order| order.product == product).map(Order::total).sum()
    }

    /// Every tier that some policy has.
    pub(crate) fn tiers(&self) -> Vec<String> {
        let mut all: Vec<String> = self.policies.iter().flat_map(Policy::tier_names).collect();
        all.sort();
        all.dedup();
        all
    }

    /// The approval lead of a product.
    pub(crate) fn lead(&self, product: &str) -> i32 {
        let product = self.products.iter().find(|part| part.id == product);
        product.and_then(|part| part.approval_lead).unwrap_or(0) as i32
    }

    /// The first month in which a tranche of an order, or the order, can be delivered.
    pub(crate) fn first(&self, order: &Order, tranche: Option<&Tranche>) -> At {
        let signed = order.signed.later(self.lead(&order.product));
        let usual = order.release.map_or(signed, |date| *date);
        tranche.and_then(|part| part.release).map_or(usual, |date| *date).max(At(0))
    }

    /// Takes away what refers to something that is not there any more.
    pub(crate) fn tidy(&mut self) {
        let products: Vec<String> = self.products.iter().map(|part| part.id.clone()).collect();
        let lines: Vec<Line> = self.lines.clone();
        let components: Vec<Component> = self.components.clone();
        let tiers = self.tiers();
        let there =
            |line: &Option<String>, component: &Option<String>, product: &Option<String>| {
                let fits = |known: &dyn Fn(&String) -> bool| product.as_ref().is_none_or(known);
                let on_line = lines.iter().any(|part| {
                    Some(&part.id) == line.as_ref() && fits(&|id| part.usage.contains_key(id))
                });
                let of_component = components.iter().any(|part| {
                    Some(&part.id) == component.as_ref() && fits(&|id| part.need.contains_key(id))
                });
                on_line || of_component
            };
        let known = |tier: &Option<String>| tier.as_ref().is_none_or(|tier| tiers.contains(tier));
        let holds = |share: &Portion| {
            there(&share.line, &share.component, &share.product)
                && known(&share.tier)
                && known(&share.against)
        };
        self.reservations.retain(holds);
        self.caps.retain(holds);
        let caps: Vec<&String> = self.caps.iter().map(|cap| &cap.id).collect();
        let stockpiles = self.products.iter_mut().filter_map(|part| part.stockpile.as_mut());
        for part in stockpiles.flat_map(|stockpile| &mut stockpile.carried) {
            part.caps.retain(|id| caps.contains(&id));
        }
        for pool in &mut self.labour {
            pool.need.retain(|need| there(&Some(need.line.clone()), &None, &need.product));
        }
        self.labour.retain(|pool| !pool.need.is_empty());
        self.expansions.retain(|part| there(&part.line, &part.component, &None));
        for policy in &mut self.policies {
            policy.multipliers.retain(|product, _| products.contains(product));
        }
    }

    /// The file as text: a line for each part.
    pub(crate) fn to_toml(&self) -> String {
        let mut text = format!(
            "version = {}\nname = {}\nstart = {}\nmonths = {}\n",
            self.version,
            inline(&self.name),
            inline(&self.start),
            self.months
        );
        if let Some(calendar) = &self.calendar {
            text.extend(["calendar = ", &inline(calendar), "\n"]);
        }
        list(&mut text, "products", &self.products);
        list(&mut text, "components", &self.components);
        list(&mut text, "lines", &self.lines);
        list(&mut text, "labour", &self.labour);
        list(&mut text, "partners", &self.partners);
        list(&mut text, "orders", &self.orders);
        list(&mut text, "commitments", &self.commitments);
        list(&mut text, "reservations", &self.reservations);
        list(&mut text, "caps", &self.caps);
        list(&mut text, "expansions", &self.expansions);
        list(&mut text, "policies", &self.policies);
        text
    }
}

impl Order {
    pub(crate) fn total(&self) -> f64 {
        let parts: f64 = self.tranches.iter().map(|part| part.quantity).sum();
        self.quantity.unwrap_or(parts)
    }
}

impl Line {
    /// About what it has in a month, edits of its ramp and the calendar apart.
    pub(crate) fn about(&self, month: i32) -> f64 {
        let mut good = self.good.iter().filter(|part| part.from.is_none_or(|from| from.0 <= month));
        let good = good.next_back().map_or(1.0, |part| part.share);
        let lost = self.outages.iter().filter(|part| part.from.0 <= month && month <= part.to.0);
        let left: f64 = lost.map(|part| 1.0 - part.lost.unwrap_or(1.0)).product();
        self.ramp.about(month) * good * left
    }
}

impl Partner {
    /// The value of an attribute in the first month.
    pub(crate) fn at_first(&self, attribute: &str) -> Option<f64> {
        let before = self.changes.iter().filter(|change| change.from <= At(0));
        let mut changes = before.filter_map(|change| change.attributes.get(attribute));
        changes.next_back().or(self.attributes.get(attribute)).copied()
    }
}

fn list<T: Serialize>(text: &mut String, key: &str, parts: &[T]) {
    if parts.is_empty() {
        return;
    }
    text.extend(["\n", key, " = [\n"]);
    for part in parts {
        text.extend(["  ", &inline(part), ",\n"]);
    }
    *text += "]\n";
}

/// A value on one line.
fn inline<T: Serialize>(value: &T) -> String {
    let mut text = String::new();
    #[allow(clippy::expect_used, reason = "a draft is plain data")]
    value.serialize(toml::ser::ValueSerializer::new(&mut text)).expect("a draft is plain data");
    text.replace(".0,", ",").replace(".0 ", " ").replace(".0]", "]")
}
