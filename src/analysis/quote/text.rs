//! Quotes and catalogues as text and CSV.

use std::fmt;

use super::{Answer, Catalogue, Keep, Later, Offer, Quote};
use crate::scenario::Month;
use crate::text::{self, Csv, amount, number, optional};

/// How many who are made later a text names.
const NAMED: usize = 10;

fn shown(month: Option<Month>) -> String {
    month.map_or_else(|| "–".to_owned(), |month| month.to_string())
}

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "Quote: {} of {} for {} ({}), policy {}, tier {}",
            amount(self.quantity),
            self.product,
            self.partner,
            self.scenario,
            self.policy,
            self.tier
        )?;
        let nobody = match self.keep {
            Keep::Everybody => "nobody in the plan is made later",
            Keep::EqualOrHigher => "nobody who stands as high or higher is made later",
        };
        match (self.answer, self.completion) {
            (Answer::Accept, Some(month)) => {
                writeln!(f, "Can be promised: all by {month}, and {nobody}.")?;
            }
            (Answer::OfferLater, Some(month)) => {
                writeln!(f, "Not for the months asked for. All by {month}, and {nobody}.")?;
            }
            _ => writeln!(f, "Cannot be promised in full within the horizon if {nobody}.")?,
        }
        let heading = ["tranche", "units", "from", "asked for", "earliest", "at own rank"];
        let mut table = text::table(heading);
        for (number, part) in (1..).zip(&self.tranches) {
            let number: usize = number;
            table.add_row([
                number.to_string(),
                amount(part.quantity),
                part.release.to_string(),
                shown(part.due),
                shown(part.earliest),
                shown(part.at_rank),
            ]);
        }
        writeln!(f, "{}", text::render(&mut table, 1))?;
        if !self.later.is_empty() {
            writeln!(f, "At the earliest months, made later:")?;
            writeln!(f, "{}", list(&self.later))?;
        }
        if self.at_rank.later.is_empty() {
            write!(f, "At its own rank under the policy nobody is made later either.")
        } else {
            writeln!(
                f,
                "At its own rank under the policy {} made later, by {} unit-months in all:",
                match self.at_rank.later.len() {
                    1 => "one order is".to_owned(),
                    count => format!("{count} orders are"),
                },
                number(self.at_rank.unit_months, 1)
            )?;
            write!(f, "{}", list(&self.at_rank.later))
        }
    }
}

/// Those who lose most.
fn list(later: &[Later]) -> String {
    let mut sorted: Vec<&Later> = later.iter().collect();
    sorted.sort_by(|a, b| b.unit_months.total_cmp(&a.unit_months));
    let heading = ["order", "partner", "was", "is", "months", "unit-months"];
    let mut table = text::table(heading);
    for part in sorted.iter().take(NAMED) {
        table.add_row([
            part.order.to_string(),
            part.partner.to_string(),
            shown(part.before),
            shown(part.after),
            part.months.map_or_else(|| "–".to_owned(), |months| months.to_string()),
            number(part.unit_months, 1),
        ]);
    }
    let more = match later.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("\nand {more} more"),
    };
    text::render(&mut table, 2) + &more
}

impl Quote {
    /// The tranches as CSV, numbers unrounded, an empty field where there is no month.
    pub fn to_csv(&self) -> String {
        let mut table = Csv::new([
            "order", "partner", "product", "tranche", "quantity", "release", "due", "earliest",
            "at_rank", "answer",
        ]);
        for (number, part) in (1..).zip(&self.tranches) {
            let number: usize = number;
            table.row(&[
                self.order.to_string(),
                self.partner.to_string(),
                self.product.to_string(),
                number.to_string(),
                part.quantity.to_string(),
                part.release.to_string(),
                optional(part.due),
                optional(part.earliest),
                optional(part.at_rank),
                self.answer.name().to_owned(),
            ]);
        }
        table.into_text()
    }
}

impl fmt::Display for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nobody = match self.keep {
            Keep::Everybody => "nobody in the plan",
            Keep::EqualOrHigher => "nobody who stands as high or higher",
        };
        writeln!(
            f,
            "Catalogue: {}, policy {}: the month by which all could be delivered, each order \
             alone, if {nobody} is made later",
            self.scenario, self.policy
        )?;
        let mut quantities: Vec<f64> = self.offers.iter().map(|offer| offer.quantity).collect();
        quantities.sort_by(f64::total_cmp);
        quantities.dedup();
        let heading = ["partner", "product"].map(str::to_owned);
        let heading = heading.into_iter().chain(quantities.iter().map(|&units| amount(units)));
        let mut table = text::table(heading);
        let same = |a: &Offer, b: &Offer| (&a.partner, &a.product) == (&b.partner, &b.product);
        for row in self.offers.chunk_by(same) {
            let Some(first) = row.first() else { continue };
            let mut cells = vec![first.partner.to_string(), first.product.to_string()];
            for units in &quantities {
                let offer = row.iter().find(|offer| offer.quantity.total_cmp(units).is_eq());
                cells.push(offer.map_or_else(String::new, |offer| shown(offer.earliest)));
            }
            table.add_row(cells);
        }
        write!(f, "{}", text::render(&mut table, 2))
    }
}

impl Catalogue {
    /// The offers as CSV; an empty field where there is no month.
    pub fn to_csv(&self) -> String {
        let mut table = Csv::new(["partner", "product", "quantity", "earliest"]);
        for offer in &self.offers {
            table.row(&[
                offer.partner.to_string(),
                offer.product.to_string(),
                offer.quantity.to_string(),
                optional(offer.earliest),
            ]);
        }
        table.into_text()
    }
}
