//! The ranking of bottlenecks as text and CSV.

use std::fmt::{self, Write as _};

use super::page::{Choice, Page, Report};
use super::table::{Table, amount, number, rows, whole, word};
use crate::number::{number as rounded, percent};
use crate::prices::{Leverage, LeverageRow, Misled};

/// The columns of the text.
const SHOWN: Choice = Choice {
    plain: &["resource", "units", "promised", "saved"],
    first: &["resource", "saved", "units", "promised", "kind"],
};

impl fmt::Display for Leverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for Leverage {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        let step = percent(self.step);
        writeln!(
            page,
            "Bottlenecks: {}, policy {}, level {}: {}",
            self.scenario, self.policy, self.level, self.name
        )?;
        page.choice(self.table(), SHOWN);
        writeln!(page)?;
        for Misled { promising, better } in self.misled() {
            writeln!(
                page,
                "Prices mislead: they put {} ({} promised) before {} ({}), but {step} more of \
                 {} saves {}, of {} only {}.",
                promising.part.id,
                rounded(promising.promised, 1),
                better.part.id,
                rounded(better.promised, 1),
                better.part.id,
                rounded(better.saved, 1),
                promising.part.id,
                rounded(promising.saved, 1),
            )?;
        }
        let together = rounded(self.together, 1);
        write!(page, "Together they save {together}")?;
        let synergy = self.synergy();
        if self.is_additive() {
            write!(page, ": no more and no less than one by one.")
        } else if synergy > 0.0 {
            write!(page, ", {} more than one by one: they need each other.", rounded(synergy, 1))
        } else {
            write!(
                page,
                ", {} less than one by one: they stand in for each other.",
                rounded(-synergy, 1)
            )
        }
    }
}

impl Leverage {
    /// One row for each line and component, those that save most first.
    pub fn table(&self) -> Table<'_> {
        Self::table_of(std::slice::from_ref(self))
    }

    /// The [tables](Self::table) of several levels as one.
    pub fn table_of(levels: &[Self]) -> Table<'_> {
        let step = levels.first().map_or(0.0, |level| level.step);
        let all = levels.iter().flat_map(|of| of.rows.iter().map(move |row| (of.level, row)));
        rows(all)
            .with(word("kind"), |(_, row): (usize, &LeverageRow)| row.part.kind.name())
            .with(word("resource"), |(_, row)| &row.part.id)
            .with(amount("units").titled(format!("{} more", percent(step))), |(_, row)| row.units)
            .with(number("promised", 1).titled("prices promise"), |(_, row)| row.promised)
            .with(number("saved", 1).titled("saves"), |(_, row)| row.saved)
            .with(whole("level"), |(level, _)| level)
            .table()
    }

    /// The [table](Self::table) as CSV, numbers unrounded, an empty field where there is no
    /// value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }
}
