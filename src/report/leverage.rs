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
        let table = table(self).select(&["id", "units", "promised", "saved"]);
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
    /// The rows as CSV.
    pub fn to_csv(&self) -> String {
        table(self).select(&["kind", "id", "units", "promised", "saved"]).to_csv()
    }
}

/// Every line and component, what saves most first.
fn table(leverage: &Leverage) -> Table<'_> {
    rows(&leverage.rows)
        .with(word("kind"), |row| row.part.kind.name())
        .with(word("id").titled("line or component"), |row| &row.part.id)
        .with(amount("units").titled(format!("{} more", percent(leverage.step))), |row| row.units)
        .with(number("promised", 1).titled("prices promise"), |row| row.promised)
        .with(number("saved", 1).titled("saves"), |row| row.saved)
        .table()
}
