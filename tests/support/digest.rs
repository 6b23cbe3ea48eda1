//! A plan as lines that say what it decides, and short hashes of them.
//!
//! Plans are read as JSON only, so that names of the library may change. Numbers enter
//! with nine digits, so that it does not show in which order they were added up.

use std::fmt::Write;

use serde_json::Value;

/// What a plan decides.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Digest {
    /// Order, tranche, line, month, quantity.
    pub(crate) production: Vec<String>,
    /// Completion, lateness, deliveries of each tranche.
    pub(crate) dates: Vec<String>,
    /// Names, values, bounds.
    pub(crate) levels: Vec<String>,
    /// What a unit more would save, by level, line or component, and month.
    pub(crate) prices: Vec<String>,
}

impl Digest {
    pub(crate) fn of(plan: &Value) -> Self {
        let mut digest = Self::default();
        for order in list(&plan["orders"]) {
            digest.order(order);
        }
        for (number, level) in (1..).zip(list(&plan["levels"])) {
            let name = text(&level["name"]);
            let (value, bound) = (number_of(&level["objective"]), number_of(&level["bound"]));
            digest.levels.push(format!("{number} {name} {value} {bound}"));
            digest.prices_of(number, &level["prices"], plan);
        }
        digest
    }

    fn order(&mut self, order: &Value) {
        let id = text(&order["order"]);
        self.dates.push(dates(&format!("{id} all"), order));
        for (number, tranche) in (1..).zip(list(&order["tranches"])) {
            let number: usize = number;
            self.dates.push(dates(&format!("{id} {number}"), tranche));
            for (kind, key) in [("delivered", "deliveries"), ("taken", "taken")] {
                for part in list(&tranche[key]) {
                    let (month, units) = (text(&part["month"]), number_of(&part["quantity"]));
                    self.dates.push(format!("{id} {number} {kind} {month} {units}"));
                }
            }
            for part in list(&tranche["production"]) {
                let (line, month) = (text(&part["line"]), text(&part["month"]));
                let units = number_of(&part["quantity"]);
                // Of what rounding leaves there may be a line or none.
                if units != "0" {
                    self.production.push(format!("{id} {number} {line} {month} {units}"));
                }
            }
        }
    }

    fn prices_of(&mut self, level: usize, prices: &Value, plan: &Value) {
        let kinds = [
            ("lines", "line"),
            ("components", "component"),
            ("caps", "cap"),
            ("stocks", "store"),
            ("limits", "limit"),
        ];
        for (name, kind) in kinds {
            let parts = list(&plan["resources"]).iter().zip(list(prices));
            let own = parts.filter(|(part, _)| text(&part["resource"]["kind"]) == kind);
            for (index, (part, months)) in own.enumerate() {
                let id = match kind {
                    "limit" => index.to_string(),
                    _ => text(&part["resource"]["id"]).to_owned(),
                };
                for (month, price) in list(months).iter().enumerate() {
                    let price = number_of(price);
                    if price != "0" {
                        self.prices.push(format!("{level} {name} {id} {month} {price}"));
                    }
                }
            }
        }
    }

    /// The hash of each section.
    #[allow(dead_code, reason = "not every test that reads plans keeps hashes")]
    pub(crate) fn hashes(&self) -> [String; 4] {
        [&self.production, &self.dates, &self.levels, &self.prices].map(|lines| hash(lines))
    }
}

/// When it is done, and how late.
fn dates(name: &str, part: &Value) -> String {
    let mut line = name.to_owned();
    for key in ["completion", "lateness", "first", "half", "until", "eligibility"] {
        if !part[key].is_null() {
            let _ = write!(line, " {key} {}", part[key]);
        }
    }
    for key in ["delivered", "lost"] {
        let _ = write!(line, " {key} {}", number_of(&part[key]));
    }
    line
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

/// Nine digits of a number; what is next to nothing is nothing.
fn number_of(value: &Value) -> String {
    const NOTHING: f64 = 1e-9;
    // Numbers with ten digits that end in five are met as they are, and a little less:
    // both are rounded up.
    const UP: f64 = 1.0 + 3e-12;
    match value.as_f64() {
        None => "-".to_owned(),
        Some(number) if number.abs() < NOTHING => "0".to_owned(),
        Some(number) => format!("{:.8e}", number * UP),
    }
}

/// FNV-1a over the lines, shortened.
#[allow(dead_code, reason = "as above")]
fn hash<T: AsRef<str>>(lines: &[T]) -> String {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for byte in lines.iter().flat_map(|line| line.as_ref().bytes().chain([b'\n'])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    format!("{:010x}", hash >> 24)
}
