//! Orders from a CSV table: one row for each tranche.

use std::collections::BTreeMap;
use std::io::Read;

use csv::StringRecord;

use super::error::{Place, ReadError};
use super::text::{plain, shorten};
use crate::scenario::OrderId;
use crate::scenario::book::{Order, Tranche};
use crate::scenario::time::Month;

const NEEDED: [&str; 6] = ["id", "partner", "product", "signed", "due", "quantity"];
const ALLOWED: [&str; 8] = [
    "release",
    "urgency",
    "rating",
    "cancel_after",
    "most_per_month",
    "lot",
    "least_shipment",
    "note",
];

impl Order {
    /// Reads orders from CSV with the columns `id`, `partner`, `product`, `signed`,
    /// `due`, `quantity` and, if wanted, `release`, `urgency`, `rating`, `cancel_after`,
    /// `most_per_month`, `lot`, `least_shipment`, in any order. A column `note` is for people: a source, a
    /// remark; it is not kept. Rows of the same id are tranches of one order, and must
    /// agree in partner, product, contract month, rating and terms of delivery.
    ///
    /// # Errors
    ///
    /// [`ReadError::Format`] with line and column, if the table does not fit.
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
        let columns = Columns::new(reader.headers().map_err(|error| csv_error(&error))?)?;
        let mut record = StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| csv_error(&error))? {
            let row = Row { columns: &columns, record: &record };
            let order = row.order()?;
            if let Some(&index) = known.get(&order.id) {
                row.add_to(&mut orders[index], order)?;
            } else {
                known.insert(order.id.clone(), orders.len());
                orders.push(order);
            }
        }
        // An order of a single row needs no tranches.
        for order in &mut orders {
            if let [only] = &order.tranches[..] {
                order.quantity = Some(only.quantity);
                (order.due, order.release, order.urgency) = (only.due, only.release, only.urgency);
                order.cancel_after = only.cancel_after;
                order.tranches.clear();
            }
        }
        Ok(orders)
    }
}

/// Where each column stands.
struct Columns(BTreeMap<&'static str, usize>);

impl Columns {
    /// Without this an empty table with a wrong heading would pass as no orders.
    fn new(headers: &StringRecord) -> Result<Self, ReadError> {
        let fault = |column: &str, message: &str| {
            let columns = format!("{}, and if wanted {}", NEEDED.join(", "), ALLOWED.join(", "));
            Err(at(Some(1), column, format!("{message}; the columns are {columns}")))
        };
        let mut columns = BTreeMap::new();
        for (index, name) in headers.iter().enumerate() {
            let Some(known) = NEEDED.iter().chain(&ALLOWED).find(|known| **known == name) else {
                return fault(name, "unknown column");
            };
            if columns.insert(*known, index).is_some() {
                return fault(name, "the column is given twice");
            }
        }
        match NEEDED.iter().find(|name| !columns.contains_key(**name)) {
            Some(name) => fault(name, "missing column"),
            None => Ok(Self(columns)),
        }
    }
}

struct Row<'a> {
    columns: &'a Columns,
    record: &'a StringRecord,
}

impl Row<'_> {
    /// An order of one tranche.
    fn order(&self) -> Result<Order, ReadError> {
        let signed = self.month("signed")?.ok_or_else(|| self.missing("signed"))?;
        let text = |column| self.cell(column).unwrap_or_default();
        let mut order = Order::new(text("id"), text("partner"), text("product"), signed);
        order.rating = self.cell("rating").map(str::to_owned);
        order.tranches.push(Tranche {
            quantity: self.number("quantity")?.ok_or_else(|| self.missing("quantity"))?,
            due: Some(self.month("due")?.ok_or_else(|| self.missing("due"))?),
            release: self.month("release")?,
            urgency: self.number("urgency")?,
            cancel_after: self.months("cancel_after")?,
        });
        order.most_per_month = self.number("most_per_month")?;
        order.lot = self.number("lot")?;
        order.least_shipment = self.number("least_shipment")?;
        Ok(order)
    }

    /// Adds the tranche of a row to an order that came before.
    fn add_to(&self, order: &mut Order, mut row: Order) -> Result<(), ReadError> {
        let differs = [
            ("partner", order.partner != row.partner),
            ("product", order.product != row.product),
            ("signed", order.signed != row.signed),
            ("rating", order.rating != row.rating),
            ("most_per_month", order.most_per_month != row.most_per_month),
            ("lot", order.lot != row.lot),
            ("least_shipment", order.least_shipment != row.least_shipment),
        ];
        if let Some((column, _)) = differs.iter().find(|(_, differs)| *differs) {
            let id = shorten(order.id.as_str());
            let message = format!("another row of order `{id}` says otherwise");
            return Err(self.fault(column, message));
        }
        order.tranches.append(&mut row.tranches);
        Ok(())
    }

    /// What a cell holds, if the column is there and the cell is not empty.
    fn cell(&self, column: &str) -> Option<&str> {
        let index = self.columns.0.get(column)?;
        self.record.get(*index).filter(|cell| !cell.is_empty())
    }

    fn month(&self, column: &str) -> Result<Option<Month>, ReadError> {
        let parse = |cell: &str| {
            cell.parse().map_err(|error: crate::scenario::ParseMonthError| {
                self.fault(column, error.to_string())
            })
        };
        self.cell(column).map(parse).transpose()
    }

    fn number(&self, column: &str) -> Result<Option<f64>, ReadError> {
        let parse = |cell: &str| {
            let fault = |_| self.fault(column, format!("`{}` is not a number", shorten(cell)));
            cell.parse().map_err(fault)
        };
        self.cell(column).map(parse).transpose()
    }

    fn months(&self, column: &str) -> Result<Option<u32>, ReadError> {
        let parse = |cell: &str| {
            let count = format!("`{}` is not a number of months", shorten(cell));
            cell.parse().map_err(|_| self.fault(column, count))
        };
        self.cell(column).map(parse).transpose()
    }

    fn missing(&self, column: &str) -> ReadError {
        self.fault(column, "the cell is empty".to_owned())
    }

    fn fault(&self, column: &str, message: String) -> ReadError {
        let line = self.record.position().map(|position| position.line() as usize);
        at(line, column, message)
    }
}

fn at(line: Option<usize>, column: &str, message: String) -> ReadError {
    let place = Place { line, path: shorten(column), ..Place::default() };
    ReadError::Format { place, message }
}

fn csv_error(error: &csv::Error) -> ReadError {
    let position = match error.kind() {
        csv::ErrorKind::Utf8 { pos, .. } | csv::ErrorKind::UnequalLengths { pos, .. } => {
            pos.as_ref()
        }
        _ => None,
    };
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the row has {len} fields, the header has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "the row is not UTF-8 text".to_owned(),
        _ => plain(&error.to_string()),
    };
    at(position.map(|position| position.line() as usize), "", message)
}
