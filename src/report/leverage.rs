//! The ranking of bottlenecks as text and CSV.

use std::fmt;

use super::table::{Table, amount, number, rows, word};
use crate::number::{number as rounded, percent};
use crate::prices::{Leverage, Misled};

impl fmt::Display for Leverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let step = percent(self.step);
        writeln!(
            f,
            "Bottlenecks: {}, policy {}, level {}: {}",
            self.scenario, self.policy, self.level, self.name
        )?;
        let table = self.table().select(&["id", "units", "promised", "saved"]);
        writeln!(f, "{table}")?;
        for Misled { promising, better } in self.misled() {
            writeln!(
                f,
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
        write!(f, "Together they save {together}")?;
        let synergy = self.synergy();
        if self.is_additive() {
            write!(f, ": no more and no less than one by one.")
        } else if synergy > 0.0 {
            write!(f, ", {} more than one by one: they need each other.", rounded(synergy, 1))
        } else {
            write!(
                f,
                ", {} less than one by one: they stand in for each other.",
                rounded(-synergy, 1)
            )
        }
    }
}

impl Leverage {
    /// One row for each line and component, those that save most first.
    pub fn table(&self) -> Table<'_> {
        rows(&self.rows)
            .with(word("kind"), |row| row.part.kind.name())
            .with(word("id").titled("resource"), |row| &row.part.id)
            .with(amount("units").titled(format!("{} more", percent(self.step))), |row| row.units)
            .with(number("promised", 1).titled("prices promise"), |row| row.promised)
            .with(number("saved", 1).titled("saves"), |row| row.saved)
            .table()
    }

    /// The [table](Self::table) as CSV, numbers unrounded, an empty field where there is no
    /// value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }
}
