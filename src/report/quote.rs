//! Quotes and catalogues as text and CSV.

use std::fmt::{self, Write as _};

use super::page::{Choice, Page, Report};
use super::table::{self, Cell, Rows, Sense, Table, month, rows, whole, word};
use crate::analysis::{Answer, Catalogue, Keep, Later, Offer, Quote, QuotedTranche};
use crate::number::{amount, number};
use crate::plan::PromisedFor;

/// The most delayed orders that a text names.
const NAMED: usize = 10;

/// The columns of a tranche in the text.
const SHOWN: Choice = Choice {
    plain: &["tranche", "quantity", "release", "due", "earliest", "at_rank"],
    first: &["tranche", "quantity", "earliest", "at_rank", "due", "release"],
};

/// The columns of a tranche in CSV.
const TRANCHES: [&str; 10] = [
    "order", "partner", "product", "tranche", "quantity", "release", "due", "earliest", "at_rank",
    "answer",
];

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for Quote {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        writeln!(
            page,
            "Quote: {} of {} for {} ({}), policy {}, tier {}",
            amount(self.quantity),
            self.product,
            self.partner,
            self.scenario,
            self.policy,
            self.tier
        )?;
        let nobody = match self.keep {
            Keep::Everybody if !self.later.is_empty() => "every promise is kept".to_owned(),
            keep => nobody_is_delayed(keep, self.promised_for),
        };
        match (self.answer, self.completion) {
            (Answer::Accept, Some(month)) => {
                writeln!(page, "Can be promised: all by {month}, and {nobody}.")?;
            }
            (Answer::OfferLater, Some(month)) => {
                writeln!(page, "Not by the months asked for. All by {month}, and {nobody}.")?;
            }
            _ => writeln!(page, "Cannot be promised in full within the horizon if {nobody}.")?,
        }
        page.choice(tranches(self), SHOWN);
        writeln!(page)?;
        if !self.later.is_empty() {
            writeln!(page, "At the earliest months, these are delayed:")?;
            list(page, &self.later)?;
            writeln!(page)?;
        }
        if self.at_rank.later.is_empty() {
            let either = if self.later.is_empty() { " either" } else { "" };
            write!(page, "At its own rank under the policy nobody is delayed{either}.")
        } else {
            writeln!(
                page,
                "At its own rank under the policy {} delayed, by {} unit-months in all:",
                match self.at_rank.later.len() {
                    1 => "one order is".to_owned(),
                    count => format!("{count} orders are"),
                },
                number(self.at_rank.unit_months, 1)
            )?;
            list(page, &self.at_rank.later)
        }
    }
}

/// What is kept, in words.
fn nobody_is_delayed(keep: Keep, promised: PromisedFor) -> String {
    let nobody = match keep {
        Keep::Everybody => "nobody in the plan",
        Keep::EqualOrHigher => "nobody of equal or higher rank",
    };
    let past = match promised {
        PromisedFor::Planned => "",
        PromisedFor::DueOrPlanned => " past its due month",
    };
    format!("{nobody} is delayed{past}")
}

/// The tranches that are delayed, of an order with several.
fn tranches_of(part: &Later) -> Option<String> {
    let numbers: Vec<String> = part.tranches.iter().map(ToString::to_string).collect();
    (!numbers.is_empty()).then(|| numbers.join(", "))
}

/// Adds the orders that are delayed most.
fn list<'a>(page: &mut Page<'a>, later: &'a [Later]) -> fmt::Result {
    let mut sorted: Vec<&Later> = later.iter().collect();
    sorted.sort_by(|a, b| b.unit_months.total_cmp(&a.unit_months));
    let table = rows(sorted.into_iter().take(NAMED))
        .with(word("order"), |part| &part.order)
        .with(word("partner"), |part| &part.partner)
        .with(month("was"), |part| part.before)
        .with(month("is"), |part| part.after)
        .with(word("tranches").titled("later tranches").or(""), tranches_of)
        .with(whole("months").meaning(Sense::Delay), |part| part.months)
        .with(table::number("unit_months", 1).titled("unit-months"), |part| part.unit_months)
        .table();
    page.table(table);
    match later.len().saturating_sub(NAMED) {
        0 => Ok(()),
        more => write!(page, "\nand {more} more"),
    }
}

impl Quote {
    /// One row for each tranche.
    pub fn table(&self) -> Table<'_> {
        tranches(self).select(&TRANCHES)
    }

    /// The [table](Self::table) as CSV, numbers unrounded, an empty field where there is no
    /// value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }
}

/// Every tranche asked for.
fn tranches(quote: &Quote) -> Table<'_> {
    type Row<'a> = (usize, &'a QuotedTranche);
    rows((1..).zip(&quote.tranches))
        .with(word("order"), |_: Row<'_>| &quote.order)
        .with(word("partner"), |_| &quote.partner)
        .with(word("product"), |_| &quote.product)
        .with(whole("tranche").left(), |(number, _)| number)
        .with(table::amount("quantity").titled("units"), |(_, part)| part.quantity)
        .with(month("release").titled("from"), |(_, part)| part.release)
        .with(month("due").titled("asked for"), |(_, part)| part.due)
        .with(month("earliest"), |(_, part)| part.earliest)
        .with(month("at_rank").titled("at own rank"), |(_, part)| part.at_rank)
        .with(word("answer"), |_| quote.answer.name())
        .table()
}

impl fmt::Display for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for Catalogue {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        let nobody = nobody_is_delayed(self.keep, self.promised_for);
        writeln!(
            page,
            "Catalogue: {}, policy {}: the month by which all could be delivered, each order \
             alone, if {nobody}",
            self.scenario, self.policy
        )?;
        page.table(by_quantity(self));
        let count = self.unpromised.len();
        if count > 0 {
            page.write_str("\n\nParts that no promise covers may come later: of ")?;
            let names = self.unpromised.iter().map(ToString::to_string).collect();
            page.names(names, NAMED, format!(" and {} more", count.saturating_sub(NAMED)));
            page.write_str("; a quote says whether they do.")?;
        }
        Ok(())
    }
}

/// The first offer to a partner of a product, and all of them.
type OffersOf<'a> = (&'a Offer, &'a [Offer]);

/// The earliest months: a row for each partner and product, a column for each quantity.
fn by_quantity<'a>(catalogue: &'a Catalogue) -> Table<'a> {
    let mut quantities: Vec<f64> = catalogue.offers.iter().map(|offer| offer.quantity).collect();
    quantities.sort_by(f64::total_cmp);
    quantities.dedup();
    let same = |a: &Offer, b: &Offer| (&a.partner, &a.product) == (&b.partner, &b.product);
    let all = catalogue.offers.chunk_by(same).filter_map(|row| Some((row.first()?, row)));
    let table = rows(all)
        .with(word("partner"), |(first, _)| &first.partner)
        .with(word("product"), |(first, _)| &first.product);
    let add = |table: Rows<'a, OffersOf<'a>>, units: f64| {
        table.with(month(amount(units)), |(_, row)| {
            let offer = row.iter().find(|offer| offer.quantity.total_cmp(&units).is_eq());
            // Blank if nobody asked for the quantity, a dash if it cannot be delivered in time.
            offer.map_or(Cell::Nothing.shown(""), |offer| offer.earliest.into())
        })
    };
    quantities.into_iter().fold(table, add).table()
}

impl Catalogue {
    /// One row for each offer.
    pub fn table(&self) -> Table<'_> {
        rows(&self.offers)
            .with(word("partner"), |offer| &offer.partner)
            .with(word("product"), |offer| &offer.product)
            .with(table::amount("quantity"), |offer| offer.quantity)
            .with(month("earliest"), |offer| offer.earliest)
            .table()
    }

    /// The [table](Self::table) as CSV, numbers unrounded, an empty field where there is no
    /// value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }
}
