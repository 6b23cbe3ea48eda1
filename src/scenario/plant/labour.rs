//! Working hours that lines share.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::line::Line;
use super::need::NeedPer;
use super::output::{Outage, left_in};
use super::ramp::Ramp;
use crate::scenario::file::strict;
use crate::scenario::id::{LineId, ProductId, id};
use crate::scenario::time::{Calendar, Horizon, Month};
use crate::scenario::validate::finding::Code;
use crate::scenario::validate::findings::Findings;
use crate::scenario::validate::part::{Among, Part};
use crate::scenario::validate::references::Known;
use crate::scenario::validate::{numbers, outages, ramps};

id!(
    /// The id of [`Labour`].
    LabourId
);

/// People, a crew or a shift: hours of each month that several lines share. What a month does
/// not use is lost.
///
/// ```
/// use apportion::scenario::{Labour, Ramp};
///
/// let welders = Labour::new("welders", Ramp::flat(1_600.0))
///     .needed("hall 1", "pump", 2.0)
///     .needed_by_all("hall 2", 1.5);
/// assert_eq!(welders.hours_for(&"hall 1".into(), &"pump".into()), Some(2.0));
/// assert_eq!(welders.hours_for(&"hall 1".into(), &"valve".into()), None);
/// assert_eq!(welders.hours_for(&"hall 2".into(), &"valve".into()), Some(1.5));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labour {
    id: LabourId,
    #[serde(deserialize_with = "strict::table")]
    hours: Ramp,
    #[serde(deserialize_with = "strict::tables")]
    need: Vec<LabourNeed>,
    #[serde(default, skip_serializing_if = "NeedPer::is_start")]
    need_per: NeedPer,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    outages: Vec<Outage>,
}

/// The hours that a unit takes on a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabourNeed {
    /// The line.
    pub line: LineId,
    /// The product; without it every product that the line makes and that has no entry of its
    /// own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<ProductId>,
    /// Hours for one unit, > 0: for a start, unless it is said otherwise.
    pub hours: f64,
}

impl Labour {
    /// Labour with its hours by month. It limits nothing until [`needed`](Self::needed) or
    /// [`needed_by_all`](Self::needed_by_all) says so.
    pub fn new(id: impl Into<LabourId>, hours: Ramp) -> Self {
        let need_per = NeedPer::Start;
        Self { id: id.into(), hours, need: Vec::new(), need_per, outages: Vec::new() }
    }

    /// A unit of a product that is started on a line takes so many hours, > 0; a good one
    /// only, if the labour is needed [per good unit](Self::per_good_unit).
    #[must_use]
    pub fn needed(
        mut self,
        line: impl Into<LineId>,
        product: impl Into<ProductId>,
        hours: f64,
    ) -> Self {
        self.need.push(LabourNeed { line: line.into(), product: Some(product.into()), hours });
        self
    }

    /// A unit of every product made on a line takes so many hours, > 0, unless
    /// [`needed`](Self::needed) says otherwise of the product.
    #[must_use]
    pub fn needed_by_all(mut self, line: impl Into<LineId>, hours: f64) -> Self {
        self.need.push(LabourNeed { line: line.into(), product: None, hours });
        self
    }

    /// What units take is for a good one: those that a line scraps take no hours.
    #[must_use]
    pub fn per_good_unit(mut self) -> Self {
        self.need_per = NeedPer::GoodUnit;
        self
    }

    /// A planned outage: a share of the hours, 0 to 1, is lost from one month to another, both
    /// included.
    #[must_use]
    pub fn outage(mut self, from: Month, to: Month, lost: f64) -> Self {
        self.outages.push(Outage { from, to, lost });
        self
    }

    /// Brings needs into one order: the same labour is equal, however it was written.
    pub(in crate::scenario) fn sort(&mut self) {
        self.need.sort_by(|a, b| (&a.line, &a.product).cmp(&(&b.line, &b.product)));
    }

    /// Its id.
    pub fn id(&self) -> &LabourId {
        &self.id
    }

    /// Its hours by month, before working days and outages; what is left of them is
    /// [`hours_in`](Self::hours_in).
    pub fn hours(&self) -> &Ramp {
        &self.hours
    }

    /// The hours that units take.
    pub fn need(&self) -> &[LabourNeed] {
        &self.need
    }

    /// Whether hours are taken by a start or by a good unit.
    pub fn need_per(&self) -> NeedPer {
        self.need_per
    }

    /// The planned outages.
    pub fn outages(&self) -> &[Outage] {
        &self.outages
    }

    /// The hours that a unit of a product takes on a line, of those that they are
    /// [for](Self::need_per); none if it takes none.
    pub fn hours_for(&self, line: &LineId, product: &ProductId) -> Option<f64> {
        let of_line = || self.need.iter().filter(|need| need.line == *line);
        let own = of_line().find(|need| need.product.as_ref() == Some(product));
        let any = || of_line().find(|need| need.product.is_none());
        own.or_else(any).map(|need| need.hours)
    }

    /// What there is of it, month by month: its hours, times the working days where they are per
    /// working day, less planned outages. Without a calendar Monday to Friday are worked.
    pub fn hours_in(&self, horizon: Horizon, calendar: Option<&Calendar>) -> Vec<f64> {
        let mut hours = self.hours.amounts(horizon, calendar);
        for (hours, month) in hours.iter_mut().zip(horizon.iter()) {
            *hours *= left_in(&self.outages, month);
        }
        hours
    }
}

impl Part for Labour {
    fn check(&self, path: &str, among: &Among<'_>, findings: &mut Findings) {
        let lines = Known::new("line", among.lines.iter().map(|part| part.id.as_str()));
        let products = Known::new("product", among.products.iter().map(|part| part.id.as_str()));
        ramps::validate(&self.hours, &format!("{path}.hours"), among.horizon, findings);
        outages::validate(&self.outages, path, among.horizon, findings);
        if self.need.is_empty() {
            let help = "say on which lines it is needed, or remove it";
            findings.add(Code::SupplyIdle, format!("{path}.need"), "", help);
        }
        let mut seen = BTreeSet::new();
        for (index, need) in self.need.iter().enumerate() {
            let path = format!("{path}.need[{index}]");
            lines.check(need.line.as_str(), format!("{path}.line"), findings);
            numbers::positive(need.hours, &format!("{path}.hours"), findings);
            if let Some(product) = &need.product {
                products.check(product.as_str(), format!("{path}.product"), findings);
                let known = |line: &&Line| line.id == need.line;
                let line = among.lines.iter().find(known);
                if line.is_some_and(|line| !line.usage.contains_key(product)) {
                    let help = format!("line `{}` does not make it", need.line);
                    findings.add(Code::SupplyIdle, format!("{path}.product"), product, help);
                }
            }
            if !seen.insert((&need.line, &need.product)) {
                let help = "give each line and product once";
                findings.add(Code::DuplicateId, format!("{path}.line"), &need.line, help);
            }
        }
    }
}
