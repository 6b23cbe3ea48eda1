//! Orders and their tranches.

use serde_json::Value;

use super::calendar::Calendar;
use super::date::Date;
use super::number::{Fraction, larger, smaller, whole};
use super::partner::Partner;
use super::product::Product;
use super::table::Table;

/// What is read of an order.
const KEYS: [&str; 18] = [
    "id",
    "partner",
    "product",
    "signed",
    "due",
    "release",
    "urgency",
    "quantity",
    "rating",
    "cancel_after",
    "most_per_month",
    "tranches",
    "priority",
    "sequence",
    "lot",
    "least_shipment",
    "delivered",
    "made",
];

/// A tranche with all that it has from its order.
pub(super) struct Tranche {
    /// The order's id.
    pub(super) order: String,
    /// Its position in the order, from 0.
    pub(super) number: usize,
    /// The position of the partner.
    pub(super) partner: usize,
    /// The position of the product.
    pub(super) product: usize,
    /// The contract date.
    pub(super) signed: Date,
    /// The due date.
    pub(super) due: Date,
    /// The first month in which a delivery can be taken.
    pub(super) release: i64,
    /// That with its day, which puts in sequence and does nothing else.
    pub(super) released: Date,
    /// How many units.
    pub(super) quantity: Fraction,
    /// How many of them were delivered before the first month,
    pub(super) delivered: Fraction,
    /// and made, these included.
    pub(super) made: Fraction,
    /// How many units the whole order has.
    pub(super) ordered: Fraction,
    /// The factor on its weight.
    pub(super) urgency: Fraction,
    /// The first month in which its customer is gone.
    pub(super) gone: Option<i64>,
    /// The legal rating.
    pub(super) rating: Option<String>,
    /// The order's place under a rule by sequence.
    pub(super) priority: Option<Fraction>,
    /// The order's place among those of one contract date.
    pub(super) sequence: Option<Fraction>,
    /// The most of the whole order in a month.
    pub(super) most: Option<Fraction>,
    /// Only whole lots are delivered,
    pub(super) lot: Option<Fraction>,
    /// and nothing before so many units are together.
    pub(super) least: Option<Fraction>,
}

impl Tranche {
    /// All tranches of a file, order by order.
    pub(super) fn read(
        file: &Table<'_>,
        calendar: &Calendar,
        partners: &[Partner],
        products: &[Product],
    ) -> Result<Vec<Self>, String> {
        let mut all = Vec::new();
        for order in file.tables("orders", &KEYS)? {
            let partner = order.said("partner")?;
            let partner = partners.iter().position(|one| one.id == partner);
            let product = order.said("product")?;
            let product = products.iter().position(|one| one.id == product);
            let (Some(partner), Some(product)) = (partner, product) else {
                return Err("an order of an unknown partner or product".into());
            };
            let signed = calendar.date(order.said("signed")?)?;
            let lead = products[product].lead(&partners[partner], signed.month);
            let keys =
                ["quantity", "due", "release", "urgency", "cancel_after", "delivered", "made"];
            let mut parts = order.tables("tranches", &keys)?;
            if parts.is_empty() {
                parts.push(order.clone());
            }
            let mut ordered = Fraction::ZERO;
            for part in &parts {
                ordered += part.amount("quantity")?;
            }
            for (number, part) in parts.iter().enumerate() {
                let own = |key| Ok::<_, String>(part.text(key)?.or(order.text(key)?));
                let due = calendar.date(own("due")?.ok_or("a due month is missing")?)?;
                let released = match own("release")? {
                    Some(text) => calendar.date(text)?,
                    None => Date::of(signed.month + lead),
                };
                let waits = part.count("cancel_after")?.or(order.count("cancel_after")?);
                let urgency = part.number("urgency")?.or(order.number("urgency")?);
                let delivered = delivered(part)?;
                all.push(Self {
                    order: order.said("id")?.to_owned(),
                    number,
                    partner,
                    product,
                    signed,
                    due,
                    release: released.month,
                    released,
                    quantity: part.amount("quantity")?,
                    made: part.number("made")?.unwrap_or_else(|| delivered.clone()),
                    delivered,
                    ordered: ordered.clone(),
                    urgency: urgency.unwrap_or_else(|| whole(1)),
                    gone: waits.map(|months| due.month + months + 1),
                    rating: order.text("rating")?.map(str::to_owned),
                    priority: order.number("priority")?,
                    sequence: order.number("sequence")?,
                    most: order.number("most_per_month")?,
                    lot: order.number("lot")?,
                    least: order.number("least_shipment")?,
                });
            }
        }
        Ok(all)
    }

    /// What is planned of it: what was made before the first month is history.
    pub(super) fn open(&self) -> Fraction {
        &self.quantity - &self.made
    }

    /// What must be made of it so that so many of its first units are delivered: whole units,
    /// whole lots, no less than a shipment, or all of it.
    ///
    /// OPEN: where a shipment went out before, whether the next one is as large again. Read so:
    /// what is promised is as much whenever it is asked.
    pub(super) fn deliverable(&self, promised: &Fraction, counted: bool) -> Fraction {
        if *promised <= self.delivered {
            return promised.clone();
        }
        let mut least = promised.clone();
        if let Some(shipment) = &self.least {
            least = larger(least, shipment.clone());
        }
        if counted {
            least = Fraction::from(least.ceil());
        }
        if let Some(lot) = &self.lot {
            least = Fraction::from((least / lot).ceil()) * lot;
        }
        smaller(least, self.quantity.clone())
    }

    /// The month from which on nobody is there any more to take it: that in which the
    /// customer is gone, at most the first after the horizon.
    pub(super) fn end(&self, months: i64) -> i64 {
        self.gone.map_or(months, |gone| gone.min(months))
    }

    /// Whether what is left of it is lost.
    ///
    /// OPEN: a customer who would leave only after the month that follows the horizon has
    /// lost nothing by then. Read so: it is open like that of any other, with its tail. (It
    /// matters only under `lost = "value"`; otherwise both cost the same.)
    pub(super) fn lost(&self, months: i64) -> bool {
        self.gone.is_some_and(|gone| gone <= months)
    }
}

/// What was delivered before the first month: a number, or a list of deliveries.
fn delivered(part: &Table<'_>) -> Result<Fraction, String> {
    if !part.get("delivered").is_some_and(Value::is_array) {
        return Ok(part.number("delivered")?.unwrap_or(Fraction::ZERO));
    }
    let mut sum = Fraction::ZERO;
    for entry in part.tables("delivered", &["month", "quantity"])? {
        sum += entry.amount("quantity")?;
    }
    Ok(sum)
}
