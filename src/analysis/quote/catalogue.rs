//! Who could have what by when.

use serde::{Deserialize, Serialize};

use super::later::is_loose;
use super::{Keep, QuoteError, Quoter};
use crate::plan::PromisedFor;
use crate::scenario::{Inquiry, Month, OrderId, PartnerId, ProductId};

/// The earliest months of many orders, each asked for alone: a sales catalogue.
///
/// Its [`Display`](std::fmt::Display) is a table, a column for each quantity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Catalogue {
    /// Name of the scenario.
    pub scenario: String,
    /// Id of the policy.
    pub policy: String,
    /// Whose dates are kept.
    pub keep: Keep,
    /// For when their units count as promised.
    pub promised_for: PromisedFor,
    /// By partner, product and quantity, in the order asked for.
    pub offers: Vec<Offer>,
    /// Orders of the plan with a delivery that no promise covers, since it comes before an earlier
    /// part of them is complete: whoever takes an offer may delay it. A
    /// [quote](Quoter::quote) for the offer says whether it does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unpromised: Vec<OrderId>,
}

/// A line of a catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Offer {
    /// Who could have it.
    pub partner: PartnerId,
    /// What.
    pub product: ProductId,
    /// Units.
    pub quantity: f64,
    /// Month by which all of it could be delivered; none if the horizon ends before, or
    /// gates keep it from the partner.
    pub earliest: Option<Month>,
}

impl Quoter {
    /// Who could have what by when: for every partner, product and quantity the earliest
    /// month, each as if it were the only new order, signed in month `signed`.
    ///
    /// Complexity: one search for each product, first month of delivery and standing;
    /// O(log months) for every other line.
    ///
    /// # Errors
    ///
    /// [`QuoteError`] if there is no such partner or product, a quantity is not above
    /// zero, or the engine finds no proven answer.
    ///
    /// ```
    /// use apportion::analysis::Quoter;
    /// use apportion::planner::Planner;
    /// use apportion::scenario::{
    ///     Line, Month, Order, Partner, Policy, Product, Ramp, Scenario,
    /// };
    ///
    /// let month = |text: &str| text.parse::<Month>();
    /// let scenario = Scenario::builder("one line", month("2026-01")?, 12)
    ///     .product(Product::new("pump"))
    ///     .line(Line::new("hall 1", Ramp::flat(10.0)).makes("pump"))
    ///     .partner(Partner::new("north"))
    ///     .order(Order::new("N-1", "north", "pump", month("2025-11")?)
    ///         .quantity(25.0)
    ///         .due(month("2026-02")?))
    ///     .policy(Policy::first_come_first_served("queue"))
    ///     .build()?;
    /// let queue = scenario.policy("queue").ok_or("it is there")?.clone();
    /// let mut quoter = Quoter::new(scenario, &queue, &Planner::new())?;
    /// let (partners, products) = (["north".into()], ["pump".into()]);
    /// let catalogue = quoter.catalogue(&partners, &products, &[5.0, 6.0], month("2026-01")?)?;
    /// // The first three months make 30, of which 25 are promised: all are due before March.
    /// assert_eq!(catalogue.offers[0].earliest, Some(month("2026-03")?));
    /// assert_eq!(catalogue.offers[1].earliest, Some(month("2026-04")?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn catalogue(
        &mut self,
        partners: &[PartnerId],
        products: &[ProductId],
        quantities: &[f64],
        signed: Month,
    ) -> Result<Catalogue, QuoteError> {
        let mut asked = Vec::with_capacity(partners.len() * products.len() * quantities.len());
        for partner in partners {
            for product in products {
                let inquiry = |&quantity: &f64| {
                    Inquiry::new(partner.clone(), product.clone(), quantity).signed(signed)
                };
                asked.extend(quantities.iter().map(inquiry));
            }
        }
        let dates = self.earliest(&asked)?;
        let offers = asked.iter().zip(dates).map(|(inquiry, dates)| Offer {
            partner: inquiry.partner().clone(),
            product: inquiry.product().clone(),
            quantity: inquiry.total(),
            earliest: dates.completion(),
        });
        let everybody = self.keeps() == Keep::Everybody;
        let loose =
            self.plan().orders.iter().filter(|order| everybody && is_loose(self.scenario(), order));
        Ok(Catalogue {
            scenario: self.scenario().name().to_owned(),
            policy: self.plan().policy.id().to_string(),
            keep: self.keeps(),
            promised_for: self.promises_for(),
            offers: offers.collect(),
            unpromised: loose.map(|order| order.order.clone()).collect(),
        })
    }
}

impl Catalogue {
    /// Writes the catalogue as JSON.
    ///
    /// # Errors
    ///
    /// [`QuoteError::Json`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, QuoteError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads a catalogue written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`QuoteError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, QuoteError> {
        Ok(serde_json::from_str(text)?)
    }
}
