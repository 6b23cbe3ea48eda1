//! Orders from a CSV table: one row for each tranche.

use std::collections::BTreeMap;
use std::io::Read;

use serde::Deserialize;

use super::error::{Place, ReadError};
use super::month::{Month, shorten};
use super::order::{Order, Tranche};
use super::{OrderId, PartnerId, ProductId};

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
        let headers = reader.headers().map_err(|error| csv_error(&error))?.clone();
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| csv_error(&error))? {
            let line = record.position().map_or(0, |position| position.line() as usize);
            let row: Row = record.deserialize(Some(&headers)).map_err(|error| csv_error(&error))?;
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
            let place = Place { line: Some(line), column: None, path: "id".to_owned() };
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

fn csv_error(error: &csv::Error) -> ReadError {
    let position = match error.kind() {
        csv::ErrorKind::Deserialize { pos, .. }
        | csv::ErrorKind::Utf8 { pos, .. }
        | csv::ErrorKind::UnequalLengths { pos, .. } => pos.as_ref(),
        _ => None,
    };
    let line = position.map(|position| position.line() as usize);
    let message = match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        _ => error.to_string(),
    };
    ReadError::Format { place: Place { line, column: None, path: String::new() }, message }
}
