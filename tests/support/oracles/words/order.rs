//! Orders and their tranches.

use super::calendar::Calendar;
use super::date::Date;
use super::number::{Fraction, whole};
use super::partner::Partner;
use super::product::Product;
use super::table::Table;

/// What is read of an order.
const KEYS: [&str; 16] = [
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
    /// How many units.
    pub(super) quantity: Fraction,
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
            if order.get("lot").is_some() || order.get("least_shipment").is_some() {
                return Err("not covered: lots and least shipments".into());
            }
            let partner = order.said("partner")?;
            let partner = partners.iter().position(|one| one.id == partner);
            let product = order.said("product")?;
            let product = products.iter().position(|one| one.id == product);
            let (Some(partner), Some(product)) = (partner, product) else {
                return Err("an order of an unknown partner or product".into());
            };
            let signed = calendar.date(order.said("signed")?)?;
            let lead = products[product].lead(&partners[partner], signed.month);
            let keys = ["quantity", "due", "release", "urgency", "cancel_after"];
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
                let release = match own("release")? {
                    Some(text) => calendar.month(text)?,
                    None => signed.month + lead,
                };
                let waits = part.count("cancel_after")?.or(order.count("cancel_after")?);
                let urgency = part.number("urgency")?.or(order.number("urgency")?);
                all.push(Self {
                    order: order.said("id")?.to_owned(),
                    number,
                    partner,
                    product,
                    signed,
                    due,
                    release,
                    quantity: part.amount("quantity")?,
                    ordered: ordered.clone(),
                    urgency: urgency.unwrap_or_else(|| whole(1)),
                    gone: waits.map(|months| due.month + months + 1),
                    rating: order.text("rating")?.map(str::to_owned),
                    priority: order.number("priority")?,
                    sequence: order.number("sequence")?,
                    most: order.number("most_per_month")?,
                });
            }
        }
        Ok(all)
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
