//! Who displaces whom, as text and CSV.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use super::page::{Page, Report};
use super::table::{Rows, Table, amount, rows, word};
use crate::analysis::explain::{Baseline, Displacement};
use crate::scenario::PartnerId;

/// The most partners that have a column of their own.
const COLUMNS: usize = 8;

impl fmt::Display for Displacement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for Displacement {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        let Self { scenario, policy, .. } = self;
        writeln!(page, "Who waits because of whom, in unit-months: {scenario}, policy {policy}")?;
        match &self.baseline {
            Baseline::Attribution => writeln!(page, "by what each took of what the other needed")?,
            Baseline::Without => writeln!(page, "against plans without the other's orders")?,
            Baseline::Policy(other) => writeln!(page, "less what it is under policy {other}")?,
        }
        let mut causes: BTreeMap<&PartnerId, f64> = BTreeMap::new();
        for (because, units) in self.waits.values().flatten() {
            *causes.entry(because).or_default() += units.abs();
        }
        if causes.is_empty() {
            return write!(page, "\nNo partner waits because of another.");
        }
        let mut columns: Vec<(&PartnerId, f64)> = causes.into_iter().collect();
        columns.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let others = columns.split_off(columns.len().min(COLUMNS));
        writeln!(page)?;
        page.table(matrix(self, &columns, &others));
        Ok(())
    }
}

/// Who waits (rows) because of whom (columns); the smaller causes share one column.
fn matrix<'a>(
    displacement: &'a Displacement,
    columns: &[(&'a PartnerId, f64)],
    others: &[(&'a PartnerId, f64)],
) -> Table<'a> {
    type Row<'a> = (&'a PartnerId, &'a BTreeMap<PartnerId, f64>);
    let get = |row: &BTreeMap<PartnerId, f64>, id: &PartnerId| row.get(id).copied().unwrap_or(0.0);
    // A blank is easier to read than many zeros.
    let cell = |units: f64| (units != 0.0).then_some(units);
    let table = rows(&displacement.waits).with(word("waits"), |(waits, _)| waits);
    let add = |table: Rows<'a, Row<'a>>, (id, _): &(&'a PartnerId, f64)| {
        table.with(amount(id.as_str()).or(""), |(_, row)| cell(get(row, id)))
    };
    let mut table = columns.iter().fold(table, add);
    if !others.is_empty() {
        let name = format!("{} others", others.len());
        table = table.with(amount(name).or(""), |(_, row)| {
            cell(others.iter().map(|(id, _)| get(row, id)).sum())
        });
    }
    table
        .with(amount("waits in all"), |(waits, _)| {
            displacement.totals.get(waits).copied().unwrap_or(0.0)
        })
        .table()
}

impl Displacement {
    /// One row for each pair that is not zero.
    pub fn table(&self) -> Table<'_> {
        let all = self.waits.iter().flat_map(|(waits, row)| {
            row.iter().map(move |(because, &units)| (waits, because, units))
        });
        rows(all)
            .with(word("waits"), |(waits, ..)| waits)
            .with(word("because_of").titled("because of"), |(_, because, _)| because)
            .with(amount("unit_months").titled("unit-months"), |(.., units)| units)
            .table()
    }

    /// The [table](Self::table) as CSV, numbers unrounded, an empty field where there is no
    /// value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }
}
