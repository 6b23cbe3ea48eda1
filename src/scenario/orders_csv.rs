//! Orders from a CSV table: one row for each tranche.

use std::collections::BTreeMap;
use std::io::Read;

use serde::Deserialize;

use super::error::{Place, ReadError};
use super::month::Month;
use super::order::{Order, Tranche};
use super::text::{plain, shorten};
use super::{OrderId, PartnerId, ProductId};

const NEEDED: [&str; 6] = ["id", "partner", "product", "signed", "due", "quantity"];
const ALLOWED: [&str; 3] = ["release", "urgency", "rating"];

/// One row. Rows with the same id are tranches of one order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: OrderId,
    partner: PartnerId,
    product: ProductId,
    signed: Month,
    due: Month,
    quantity: f64,
    #[serde(default)]
    release: Option<Month>,
    #[serde(default)]
    urgency: Option<f64>,
    #[serde(default)]
    rating: Option<String>,
}

impl Order {
    /// Reads orders from CSV with the columns `id`, `partner`, `product`, `signed`,
    /// `due`, `quantity` and, if wanted, `release`, `urgency`, `rating`, in any order.
    /// Rows of the same id are tranches of one order, and must agree in partner,
    /// product, contract month and rating.
    ///
    /// # Errors
    ///
    /// [`ReadError::Format`] with the line, if the table does not fit.
    ///
    /// ```
    /// use apportion::scenario::Order;
    ///
    /// let table = "id,partner,product,signed,due,quantity\n\
    ///              A,north,pump,2026-01,2026-05,10\n\
    ///              A,north,pump,2026-01,2026-09,30\n";
    /// let orders = Order::from_csv(table.as_bytes())?;
    /// assert_eq!(orders.len(), 1);
    /// assert_eq!(orders[0].total(), 40.0);
    /// # Ok::<(), apportion::scenario::ReadError>(())
    /// ```
    pub fn from_csv<R: Read>(reader: R) -> Result<Vec<Self>, ReadError> {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(reader);
        let mut orders: Vec<Self> = Vec::new();
        let mut known: BTreeMap<OrderId, usize> = BTreeMap::new();
        let headers = reader.headers().map_err(|error| csv_error(&error, None))?.clone();
        check_header(&headers)?;
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| csv_error(&error, None))? {
            let line = record.position().map_or(0, |position| position.line() as usize);
            let row: Row = record
                .deserialize(Some(&headers))
                .map_err(|error| csv_error(&error, Some((&headers, &record))))?;
            if let Some(&index) = known.get(&row.id) {
                orders[index].add_row(row, line)?;
            } else {
                known.insert(row.id.clone(), orders.len());
                orders.push(Self::from_row(row));
            }
        }
        // An order of a single row needs no tranches.
        for order in &mut orders {
            if let [only] = &order.tranches[..] {
                order.quantity = Some(only.quantity);
                (order.due, order.release, order.urgency) = (only.due, only.release, only.urgency);
                order.tranches.clear();
            }
        }
        Ok(orders)
    }

    fn from_row(row: Row) -> Self {
        let mut order = Self::new(row.id, row.partner, row.product, row.signed);
        order.rating = row.rating;
        order.tranches.push(Tranche {
            quantity: row.quantity,
            due: Some(row.due),
            release: row.release,
            urgency: row.urgency,
        });
        order
    }

    fn add_row(&mut self, row: Row, line: usize) -> Result<(), ReadError> {
        let same = (&self.partner, &self.product, self.signed, &self.rating)
            == (&row.partner, &row.product, row.signed, &row.rating);
        if !same {
            let place = Place { line: Some(line), path: "id".to_owned(), ..Place::default() };
            let message = format!(
                "order `{}` has rows that differ in partner, product, signed or rating",
                shorten(self.id.as_str())
            );
            return Err(ReadError::Format { place, message });
        }
        self.tranches.append(&mut Self::from_row(row).tranches);
        Ok(())
    }
}

/// Without this an empty table with a wrong heading would pass as no orders.
fn check_header(headers: &csv::StringRecord) -> Result<(), ReadError> {
    let fault = |path: &str, message: &str| {
        let place = Place { line: Some(1), path: shorten(path), ..Place::default() };
        let columns = format!("{}, and if wanted {}", NEEDED.join(", "), ALLOWED.join(", "));
        Err(ReadError::Format { place, message: format!("{message}; the columns are {columns}") })
    };
    for (index, name) in headers.iter().enumerate() {
        if !NEEDED.contains(&name) && !ALLOWED.contains(&name) {
            return fault(name, "unknown column");
        }
        if headers.iter().take(index).any(|before| before == name) {
            return fault(name, "the column is given twice");
        }
    }
    match NEEDED.iter().find(|name| !headers.iter().any(|header| header == **name)) {
        Some(name) => fault(name, "missing column"),
        None => Ok(()),
    }
}

/// `row` is the heading with the row that does not fit.
fn csv_error(
    error: &csv::Error,
    row: Option<(&csv::StringRecord, &csv::StringRecord)>,
) -> ReadError {
    let position = match error.kind() {
        csv::ErrorKind::Deserialize { pos, .. }
        | csv::ErrorKind::Utf8 { pos, .. }
        | csv::ErrorKind::UnequalLengths { pos, .. } => pos.as_ref(),
        _ => None,
    };
    let line = position.map(|position| position.line() as usize);
    let (column, message) = match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => {
            let at = err.field().map_or(usize::MAX, |at| at as usize);
            let found = shorten(row.and_then(|(_, values)| values.get(at)).unwrap_or_default());
            let name = row.and_then(|(names, _)| names.get(at)).unwrap_or_default();
            let message = match err.kind() {
                csv::DeserializeErrorKind::ParseFloat(_) => format!("`{found}` is not a number"),
                other => other.to_string(),
            };
            (name, message)
        }
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            ("", format!("the row has {len} fields, the header has {expected_len}"))
        }
        csv::ErrorKind::Utf8 { .. } => ("", "the row is not UTF-8 text".to_owned()),
        _ => ("", error.to_string()),
    };
    let place = Place { line, path: shorten(column), ..Place::default() };
    ReadError::Format { place, message: plain(&message) }
}
