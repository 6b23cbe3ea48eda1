//! Caps: the most that somebody may get of a line or component.

use super::calendar::Calendar;
use super::component::Component;
use super::line::Line;
use super::number::Fraction;
use super::ranking::Ranking;
use super::scenario::Scenario;
use super::table::Table;

/// A hard limit, month by month, on what somebody uses.
pub(super) struct Cap {
    /// Its id.
    pub(super) id: String,
    /// The line, if it is on one.
    pub(super) line: Option<String>,
    /// The component, if it is on one.
    pub(super) component: Option<String>,
    partner: Option<String>,
    tier: Option<String>,
    product: Option<String>,
    share: Option<Fraction>,
    amount: Option<Fraction>,
    from: i64,
    to: i64,
}

impl Cap {
    /// A cap of the file.
    pub(super) fn read(table: &Table<'_>, calendar: &Calendar) -> Result<Self, String> {
        let text = |key| Ok::<_, String>(table.text(key)?.map(str::to_owned));
        let month = |key| table.text(key)?.map(|text| calendar.month(text)).transpose();
        Ok(Self {
            id: table.said("id")?.to_owned(),
            line: text("line")?,
            component: text("component")?,
            partner: text("partner")?,
            tier: text("tier")?,
            product: text("product")?,
            share: table.number("share")?,
            amount: table.number("amount")?,
            from: month("from")?.unwrap_or(i64::MIN),
            to: month("to")?.unwrap_or(i64::MAX),
        })
    }

    /// What it leaves of what a month has; nothing is said of a month outside its window.
    pub(super) fn limit(&self, has: &Fraction, month: usize) -> Option<Fraction> {
        if !(self.from..=self.to).contains(&(month as i64)) {
            return None;
        }
        self.share.as_ref().map(|share| share * has).or_else(|| self.amount.clone())
    }

    /// Whether it is on anything that a product takes.
    pub(super) fn bears_on(&self, scenario: &Scenario, product: &str) -> bool {
        let on = |line: &&Line| self.line.as_ref() == Some(&line.id);
        let of = |part: &&Component| self.component.as_ref() == Some(&part.id);
        scenario.lines.iter().filter(on).any(|line| line.usage.contains_key(product))
            || scenario.components.iter().filter(of).any(|part| part.is_for(product))
    }

    /// The tranches that it names under a policy.
    pub(super) fn named(
        &self,
        scenario: &Scenario,
        ranking: &Ranking,
    ) -> Result<Vec<usize>, String> {
        let mut named = Vec::new();
        for (one, tranche) in scenario.tranches.iter().enumerate() {
            let is = match (&self.partner, &self.product, &self.tier) {
                (Some(id), None, None) => *id == scenario.partners[tranche.partner].id,
                (None, Some(id), None) => *id == scenario.products[tranche.product].id,
                (None, None, Some(name)) => of_tier(ranking, name, one),
                _ => return Err("a cap for nobody or for several".into()),
            };
            if is {
                named.push(one);
            }
        }
        Ok(named)
    }
}

/// Whether a tranche is in a tier in the first month; without a tier of the name the cap is not
/// of this policy.
fn of_tier(ranking: &Ranking, name: &str, one: usize) -> bool {
    let tier = ranking.names.iter().position(|other| other == name);
    tier == Some(ranking.places[one].tier[0])
}
