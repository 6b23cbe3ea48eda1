//! Products: what is delivered.

use super::calendar::Calendar;
use super::number::{Fraction, whole};
use super::partner::{Partner, Threshold};
use super::table::Table;

/// A product.
pub(super) struct Product {
    /// Its id.
    pub(super) id: String,
    /// The worth of a unit.
    pub(super) value: Fraction,
    /// How it is kept in stock, if it is made ahead.
    pub(super) stockpile: Option<Stockpile>,
    /// Whether it is counted in whole units.
    pub(super) counted: bool,
    lead: i64,
    leads: Vec<(Option<String>, Vec<Threshold>, i64)>,
}

/// How a product is kept in stock.
pub(super) struct Stockpile {
    /// The most that is in stock at the end of a month.
    pub(super) limit: Option<Fraction>,
    /// What a unit in stock weighs each month.
    pub(super) holding: Fraction,
    /// What is there before the first month, and what arrives in which month.
    stock: Fraction,
    receipts: Vec<(i64, Fraction)>,
}

impl Stockpile {
    /// Whether there is anything that nobody makes.
    pub(super) fn arrives(&self) -> bool {
        !self.stock.is_zero() || !self.receipts.is_empty()
    }

    /// All that was there or arrives by itself.
    pub(super) fn room(&self, months: i64) -> Fraction {
        self.shelf(months - 1)
    }

    /// What was there and has arrived by the end of a month; what arrived before the first
    /// month is in the opening stock.
    pub(super) fn shelf(&self, month: i64) -> Fraction {
        let arrived = self.receipts.iter().filter(|(at, _)| (0..=month).contains(at));
        arrived.fold(self.stock.clone(), |sum, (_, quantity)| sum + quantity)
    }
}

impl Product {
    /// A product of the file.
    pub(super) fn read(table: &Table<'_>, calendar: &Calendar) -> Result<Self, String> {
        let mut leads = Vec::new();
        for entry in table.tables("approval_leads", &["partner", "thresholds", "months"])? {
            leads.push((
                entry.text("partner")?.map(str::to_owned),
                Threshold::list(&entry)?,
                entry.count("months")?.ok_or("the months of an approval lead are missing")?,
            ));
        }
        let stockpile = table
            .get("stockpile")
            .map(|value| {
                let kept =
                    Table::new(value, "stockpile", &["limit", "holding", "stock", "receipts"])?;
                Ok::<_, String>(Stockpile {
                    limit: kept.number("limit")?,
                    holding: kept.number("holding")?.unwrap_or_else(|| whole(1)),
                    stock: kept.number("stock")?.unwrap_or(Fraction::ZERO),
                    receipts: receipts(&kept, calendar)?,
                })
            })
            .transpose()?;
        Ok(Self {
            id: table.said("id")?.to_owned(),
            value: table.number("value")?.unwrap_or_else(|| whole(1)),
            stockpile,
            counted: match table.text("counting")?.unwrap_or("whole") {
                "whole" => true,
                "measured" => false,
                other => return Err(format!("not covered: counting {other}")),
            },
            lead: table.count("approval_lead")?.unwrap_or(0),
            leads,
        })
    }

    /// The months between contract and first delivery: the first lead that is meant for the
    /// partner, as it is in the contract month.
    pub(super) fn lead(&self, partner: &Partner, signed: i64) -> i64 {
        let meant = self.leads.iter().find(|(whom, thresholds, _)| match whom {
            Some(id) => *id == partner.id,
            None => thresholds.iter().all(|one| one.met(partner, signed)),
        });
        meant.map_or(self.lead, |(_, _, months)| *months)
    }
}

/// What arrives beside what is made or supplied: in which month, how much.
pub(super) fn receipts(
    table: &Table<'_>,
    calendar: &Calendar,
) -> Result<Vec<(i64, Fraction)>, String> {
    let all = table.tables("receipts", &["month", "quantity"])?;
    all.iter()
        .map(|entry| Ok((calendar.month(entry.said("month")?)?, entry.amount("quantity")?)))
        .collect()
}
