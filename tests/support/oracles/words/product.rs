//! Products: what is delivered.

use super::calendar::Calendar;
use super::number::{Fraction, whole};
use super::partner::{Partner, Threshold};
use super::shelf::Shelf;
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
    /// What is there, and what comes beside what is made.
    pub(super) shelf: Shelf,
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
                let keys = ["limit", "holding", "stock", "receipts", "carried"];
                let kept = Table::new(value, "stockpile", &keys)?;
                Ok::<_, String>(Stockpile {
                    limit: kept.number("limit")?,
                    holding: kept.number("holding")?.unwrap_or_else(|| whole(1)),
                    shelf: Shelf::read(&kept, calendar)?,
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
