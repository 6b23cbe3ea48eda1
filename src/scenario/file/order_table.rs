//! Orders from a CSV table: one row for each tranche.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read};

use csv::StringRecord;

use super::error::{Place, ReadError, ScenarioError};
use super::memory;
use super::quotes::long_cells;
use super::regular::{MOST_BYTES, text};
use super::text::{plain, shorten};
use crate::hash;
use crate::scenario::OrderId;
use crate::scenario::book::{History, Order, Tranche};
use crate::scenario::time::When;
use crate::scenario::validate::finding::Code;
use crate::scenario::validate::findings::Findings;

const NEEDED: [&str; 6] = ["id", "partner", "product", "signed", "due", "quantity"];
/// What a date may be.
const WHEN: &str = "a month as 2026-05 or a day as 2026-05-17";

const ALLOWED: [&str; 12] = [
    "delivered",
    "made",
    "release",
    "urgency",
    "priority",
    "sequence",
    "rating",
    "cancel_after",
    "most_per_month",
    "lot",
    "least_shipment",
    "note",
];

impl Order {
    /// Reads orders from CSV with the columns `id`, `partner`, `product`, `signed`, `due`,
    /// `quantity` and, if wanted, `delivered`, `made`, `release`, `urgency`, `priority`, `sequence`, `rating`,
    /// `cancel_after`, `most_per_month`, `lot`, `least_shipment`, in any order. A column `note` is
    /// for people: a source, a remark; it is not kept. Rows of the same id are tranches of one
    /// order, and must agree in partner, product, contract date, priority, sequence, rating and
    /// terms of delivery. What only may be wrong is told by [`OrderTable`].
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Read`] with a line, if it is no such table; [`ScenarioError::Invalid`]
    /// with every row that cannot be read.
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
    /// # Ok::<(), apportion::scenario::ScenarioError>(())
    /// ```
    pub fn from_csv<R: Read>(reader: R) -> Result<Vec<Self>, ScenarioError> {
        OrderTable::from_csv(reader).map(|table| table.orders)
    }
}

/// The orders of a CSV table, and what may be wrong with it.
///
/// ```
/// use apportion::scenario::OrderTable;
///
/// let table = "id,partner,product,signed,due,quantity\n\
///              A,north,pump,2026-01,2026-05,10\n\
///              A,north,pump,2026-01,2026-05,10\n";
/// let table = OrderTable::from_csv(table.as_bytes())?;
/// assert_eq!(table.orders()[0].total(), 20.0);
/// assert_eq!(table.warnings().iter().next().map(|found| found.path.as_str()), Some("line 3"));
/// # Ok::<(), apportion::scenario::ScenarioError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct OrderTable {
    orders: Vec<Order>,
    warnings: Findings,
}

impl OrderTable {
    /// Reads a table as [`Order::from_csv`] describes it.
    ///
    /// # Errors
    ///
    /// As [`Order::from_csv`].
    pub fn from_csv<R: Read>(reader: R) -> Result<Self, ScenarioError> {
        let mut bytes = Vec::new();
        let most = MOST_BYTES + 1;
        let read = reader.take(most).read_to_end(&mut bytes);
        let read = read.and_then(|count| match count as u64 {
            count if count < most => Ok(()),
            _ => Err(io::Error::other("the table is larger than 256 MiB")),
        });
        read.map_err(|error| at(None, "", plain(&error.to_string())))?;
        Self::parse(&text(bytes)?)
    }

    /// The orders, in the order of their first rows.
    pub fn orders(&self) -> &[Order] {
        &self.orders
    }

    /// Rows that are there twice, cells that look like rows: `line 5` is the fifth of the text.
    pub fn warnings(&self) -> &Findings {
        &self.warnings
    }

    /// These orders behind others, and the warnings.
    pub(super) fn behind(self, mut others: Vec<Order>) -> (Vec<Order>, Findings) {
        others.extend(self.orders);
        (others, self.warnings)
    }

    pub(super) fn parse(text: &str) -> Result<Self, ScenarioError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        memory::check(text, &memory::CSV)?;
        let long = long_cells(text)?;
        // Rows of another length are told with all others.
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
        let columns = Columns::new(reader.headers().map_err(|error| csv_error(&error))?)?;
        let mut findings = Findings::default();
        for cell in long.iter().filter(|cell| cell.commas + 1 >= columns.count) {
            let help = format!(
                "it goes on to line {}: if these are rows, close the quote where the cell ends",
                cell.last
            );
            findings.add(Code::RowsInCell, format!("line {}", cell.first), "", help);
        }
        let mut orders: Vec<Order> = Vec::new();
        let mut known: BTreeMap<OrderId, (usize, usize)> = BTreeMap::new();
        let mut seen: HashMap<u64, usize> = HashMap::new();
        let mut lines = Lines { text, byte: 0, line: 1 };
        let mut record = StringRecord::new();
        while reader.read_record(&mut record).map_err(|error| csv_error(&error))? {
            let line = lines.of(record.position().map_or(0, csv::Position::byte));
            let row = Row { columns: &columns, record: &record, line };
            let Some(mut order) = row.order(&mut findings) else { continue };
            let first = *seen.entry(row.hash()).or_insert(line);
            if first != line {
                let help = format!("it is line {first} again; remove one, or say in note why both");
                findings.add(Code::RowTwice, format!("line {line}"), order.id.as_str(), help);
            }
            if let Some(&(index, first)) = known.get(&order.id) {
                row.compare(&orders[index], &order, first, &mut findings);
                orders[index].tranches.append(&mut order.tranches);
            } else {
                known.insert(order.id.clone(), (orders.len(), line));
                orders.push(order);
            }
        }
        let warnings = findings.into_result()?;
        // An order of a single row needs no tranches.
        for order in &mut orders {
            if let [only] = &order.tranches[..] {
                order.quantity = Some(only.quantity);
                (order.due, order.release, order.urgency) = (only.due, only.release, only.urgency);
                order.cancel_after = only.cancel_after;
                order.tranches.clear();
            }
        }
        Ok(Self { orders, warnings })
    }
}

/// On which line something stands.
struct Lines<'a> {
    text: &'a str,
    /// How far the lines are counted.
    byte: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a row that begins at this place or behind the blank lines there. Places
    /// ascend.
    fn of(&mut self, start: u64) -> usize {
        let bytes = self.text.as_bytes();
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        while let Some(byte) = bytes.get(self.byte) {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(self.byte + 1) != Some(&b'\n'),
                _ if self.byte < start => false,
                _ => break,
            };
            self.line += usize::from(ends);
            self.byte += 1;
        }
        self.line
    }
}

/// Where each column stands.
struct Columns {
    places: BTreeMap<&'static str, usize>,
    count: usize,
}

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
                let parted = [(';', "semicolons"), ('\t', "tabs")];
                let parted =
                    parted.iter().find(|(mark, _)| headers.len() == 1 && name.contains(*mark));
                return match parted {
                    Some((_, by)) => fault("", &format!("cells are parted by {by}, not by commas")),
                    None => fault(name, "unknown column"),
                };
            };
            if columns.insert(*known, index).is_some() {
                return fault(name, "the column is given twice");
            }
        }
        match NEEDED.iter().find(|name| !columns.contains_key(**name)) {
            Some(name) => fault(name, "missing column"),
            None => Ok(Self { places: columns, count: headers.len() }),
        }
    }
}

struct Row<'a> {
    columns: &'a Columns,
    record: &'a StringRecord,
    line: usize,
}

impl Row<'_> {
    /// An order of one tranche; none if a cell cannot be read.
    fn order(&self, findings: &mut Findings) -> Option<Order> {
        let (length, count) = (self.record.len(), self.columns.count);
        if length != count {
            let help = format!("the row has {length} fields, the header has {count}");
            findings.add(Code::TableRow, format!("line {}", self.line), "", help);
            return None;
        }
        let before = findings.errors();
        let signed = self.needed("signed", WHEN, findings);
        let quantity = self.needed("quantity", "a number as 1250.5", findings);
        let due = self.needed("due", WHEN, findings);
        let release = self.value("release", WHEN, findings);
        let delivered: Option<f64> = self.value("delivered", "a number as 1250.5", findings);
        let made = self.value("made", "a number as 1250.5", findings);
        let priority = self.value("priority", "a whole number as 3", findings);
        let sequence = self.value("sequence", "a whole number as 3", findings);
        let urgency = self.value("urgency", "a number as 1.5", findings);
        let cancel_after = self.value("cancel_after", "a number of months", findings);
        let most_per_month = self.value("most_per_month", "a number as 1250.5", findings);
        let lot = self.value("lot", "a number as 1250.5", findings);
        let least_shipment = self.value("least_shipment", "a number as 1250.5", findings);
        if findings.errors() > before {
            return None;
        }
        let text = |column| self.cell(column).unwrap_or_default();
        let signed: When = signed?;
        let mut order = Order::new(text("id"), text("partner"), text("product"), signed);
        order.priority = priority;
        order.sequence = sequence;
        order.rating = self.cell("rating").map(str::to_owned);
        let delivered = delivered.map(History::units);
        let quantity = quantity?;
        order.tranches.push(Tranche {
            quantity,
            due,
            release,
            urgency,
            cancel_after,
            delivered,
            made,
            entitled_from: None,
            exact_share: None,
        });
        order.most_per_month = most_per_month;
        order.lot = lot;
        order.least_shipment = least_shipment;
        Some(order)
    }

    /// Reports where this row says otherwise of its order than the first one.
    fn compare(&self, order: &Order, row: &Order, first: usize, findings: &mut Findings) {
        let whole = |value: Option<u32>| value.map_or_else(String::new, |value| value.to_string());
        let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        let columns = [
            ("partner", order.partner.as_str().to_owned(), row.partner.as_str().to_owned()),
            ("product", order.product.as_str().to_owned(), row.product.as_str().to_owned()),
            ("signed", order.signed.to_string(), row.signed.to_string()),
            ("priority", whole(order.priority), whole(row.priority)),
            ("sequence", whole(order.sequence), whole(row.sequence)),
            (
                "rating",
                order.rating.clone().unwrap_or_default(),
                row.rating.clone().unwrap_or_default(),
            ),
            ("most_per_month", number(order.most_per_month), number(row.most_per_month)),
            ("lot", number(order.lot), number(row.lot)),
            ("least_shipment", number(order.least_shipment), number(row.least_shipment)),
        ];
        for (column, before, here) in columns.into_iter().filter(|(_, one, two)| one != two) {
            let before = if before.is_empty() { "nothing".to_owned() } else { shorten(&before) };
            let help = format!(
                "line {first} says {before}; they are rows of order `{}`: make them agree, or give \
                 this one another id",
                shorten(order.id.as_str())
            );
            findings.add(Code::RowsDiffer, self.path(column), here, help);
        }
    }

    /// What a cell holds, if the column is there and the cell is not empty.
    fn cell(&self, column: &str) -> Option<&str> {
        let index = self.columns.places.get(column)?;
        self.record.get(*index).filter(|cell| !cell.is_empty())
    }

    fn value<T: std::str::FromStr>(
        &self,
        column: &str,
        wanted: &str,
        findings: &mut Findings,
    ) -> Option<T> {
        let cell = self.cell(column)?;
        let value = cell.parse().ok();
        if value.is_none() {
            findings.add(Code::TableRow, self.path(column), cell, format!("give {wanted}"));
        }
        value
    }

    fn needed<T: std::str::FromStr>(
        &self,
        column: &str,
        wanted: &str,
        findings: &mut Findings,
    ) -> Option<T> {
        if self.cell(column).is_none() {
            let help = format!("the cell is empty; give {wanted}");
            findings.add(Code::TableRow, self.path(column), "", help);
        }
        self.value(column, wanted, findings)
    }

    fn path(&self, column: &str) -> String {
        format!("line {}, at {column}", self.line)
    }

    /// A number for all its cells.
    fn hash(&self) -> u64 {
        const END: u8 = 0xff;
        hash::bytes(self.record.iter().flat_map(|cell| cell.bytes().chain([END])))
    }
}

fn at(line: Option<usize>, column: &str, message: String) -> ReadError {
    let place = Place { line, path: shorten(column), ..Place::default() };
    ReadError::Format { place, message }
}

fn csv_error(error: &csv::Error) -> ReadError {
    at(None, "", plain(&error.to_string()))
}
