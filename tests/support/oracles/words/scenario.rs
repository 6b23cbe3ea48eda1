//! The scenario as it stands in the file.

use serde_json::Value;

use super::calendar::Calendar;
use super::cap::Cap;
use super::commitment::Commitment;
use super::component::Component;
use super::expansion::Expansion;
use super::labour::Labour;
use super::line::Line;
use super::order::Tranche;
use super::partner::Partner;
use super::product::Product;
use super::reservation::Reservation;
use super::table::Table;

/// The keys of what reservations and caps have in common.
const PORTION: [&str; 10] =
    ["id", "line", "component", "partner", "tier", "product", "share", "amount", "from", "to"];

/// Everything but the policies.
pub(super) struct Scenario {
    /// The horizon and its working days.
    pub(super) calendar: Calendar,
    /// What is delivered.
    pub(super) products: Vec<Product>,
    /// What is scarce: inputs,
    pub(super) components: Vec<Component>,
    /// lines,
    pub(super) lines: Vec<Line>,
    /// and hours.
    pub(super) labour: Vec<Labour>,
    /// Who orders.
    pub(super) partners: Vec<Partner>,
    /// What is ordered.
    pub(super) tranches: Vec<Tranche>,
    /// What was promised.
    pub(super) commitments: Vec<Commitment>,
    /// The most that somebody may get.
    pub(super) caps: Vec<Cap>,
    /// What somebody is assured of, claims of those who pay for expansions too.
    pub(super) reservations: Vec<Reservation>,
}

impl Scenario {
    /// The scenario of a file, and its table for the policies.
    pub(super) fn read(value: &Value) -> Result<(Self, Table<'_>), String> {
        let file = Table::new(
            value,
            "file",
            &[
                "version",
                "name",
                "start",
                "months",
                "calendar",
                "products",
                "components",
                "lines",
                "labour",
                "partners",
                "orders",
                "commitments",
                "reservations",
                "caps",
                "expansions",
                "policies",
            ],
        )?;
        let calendar = Calendar::read(&file)?;
        let mut expansions = Vec::new();
        let keys =
            ["id", "line", "component", "ordered", "lead", "adds", "cost", "payer", "claim", "on"];
        for table in file.tables("expansions", &keys)? {
            expansions.extend(Expansion::read(&table, &calendar)?);
        }
        let keys =
            ["id", "unit", "counting", "value", "approval_lead", "approval_leads", "stockpile"];
        let products: Vec<Product> = file
            .tables("products", &keys)?
            .iter()
            .map(|table| Product::read(table, &calendar))
            .collect::<Result<_, _>>()?;
        let components = file
            .tables(
                "components",
                &["id", "stock", "carried", "need", "need_per", "supply", "receipts"],
            )?
            .iter()
            .map(|table| Component::read(table, &expansions, &calendar))
            .collect::<Result<_, _>>()?;
        let lines: Vec<Line> = file
            .tables("lines", &["id", "usage", "ramp", "yield", "outages"])?
            .iter()
            .map(|table| Line::read(table, &expansions, &calendar))
            .collect::<Result<_, _>>()?;
        let labour = file
            .tables("labour", &["id", "hours", "need", "need_per", "outages"])?
            .iter()
            .map(|table| Labour::read(table, &calendar))
            .collect::<Result<_, _>>()?;
        let partners: Vec<Partner> = file
            .tables("partners", &["id", "attributes", "changes"])?
            .iter()
            .map(|table| Partner::read(table, &calendar))
            .collect::<Result<_, _>>()?;
        let tranches = Tranche::read(&file, &calendar, &partners, &products)?;
        let commitments = file
            .tables("commitments", &["order", "quantity", "by"])?
            .iter()
            .map(|table| Commitment::read(table, &calendar))
            .collect::<Result<_, _>>()?;
        let caps = file
            .tables("caps", &PORTION)?
            .iter()
            .map(|table| Cap::read(table, &calendar))
            .collect::<Result<_, _>>()?;
        let more = [&PORTION[..], &["owed", "against"]].concat();
        let mut reservations: Vec<Reservation> = file
            .tables("reservations", &more)?
            .iter()
            .map(|table| Reservation::read(table, &calendar))
            .collect::<Result<_, _>>()?;
        let claims = expansions.iter().filter_map(|one| Reservation::claim(one, &lines, &calendar));
        reservations.extend(claims);
        reservations.sort_by(|one, other| one.id.cmp(&other.id));
        let scenario = Self {
            calendar,
            products,
            components,
            lines,
            labour,
            partners,
            tranches,
            commitments,
            caps,
            reservations,
        };
        Ok((scenario, file))
    }
}
