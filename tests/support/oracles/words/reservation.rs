//! Reservations: shares of lines and components that somebody is assured of.
//!
//! Which units are entitled is data before any solve. From then on they are like a promise that
//! is worth less the later it is kept.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::component::Component;
use super::expansion::Expansion;
use super::line::Line;
use super::number::{Fraction, larger, smaller};
use super::order::Tranche;
use super::ranking::Ranking;
use super::scenario::Scenario;
use super::sequence::natural;
use super::table::Table;

/// A share or amount that somebody is assured of.
pub(super) struct Reservation {
    /// Its id.
    pub(super) id: String,
    line: Option<String>,
    component: Option<String>,
    whom: Whom,
    what: What,
    from: i64,
    to: i64,
    owed: Fraction,
    against: Option<String>,
}

/// For whom it is.
enum Whom {
    Partner(String),
    Tier(String),
    Product(String),
}

/// How much of a month it is.
enum What {
    Share(Fraction),
    Amount(Fraction),
    /// What is claimed of an expansion, month by month.
    Claim(Vec<Fraction>),
}

/// Units of a tranche that should be made by a month: those that all say which hold against a
/// tier or one above it.
pub(super) struct Reserved {
    /// The tier; none where they hold against everybody.
    pub(super) against: Option<usize>,
    /// The tranche.
    pub(super) tranche: usize,
    /// The month.
    pub(super) month: usize,
    /// How many units, counted from the first month on.
    pub(super) units: Fraction,
}

impl Reservation {
    /// A reservation of the file.
    pub(super) fn read(table: &Table<'_>, calendar: &Calendar) -> Result<Self, String> {
        let text = |key| Ok::<_, String>(table.text(key)?.map(str::to_owned));
        let month = |key| table.text(key)?.map(|text| calendar.month(text)).transpose();
        let whom = match (text("partner")?, text("tier")?, text("product")?) {
            (Some(id), None, None) => Whom::Partner(id),
            (None, Some(name), None) => Whom::Tier(name),
            (None, None, Some(id)) => Whom::Product(id),
            _ => return Err("a reservation for nobody or for several".into()),
        };
        let what = match (table.number("share")?, table.number("amount")?) {
            (Some(share), None) => What::Share(share),
            (None, Some(amount)) => What::Amount(amount),
            _ => return Err("a reservation of nothing or of two things".into()),
        };
        Ok(Self {
            id: table.said("id")?.to_owned(),
            line: text("line")?,
            component: text("component")?,
            whom,
            what,
            from: month("from")?.unwrap_or(0),
            to: month("to")?.unwrap_or(i64::MAX),
            owed: table.number("owed")?.unwrap_or(Fraction::ZERO),
            against: text("against")?,
        })
    }

    /// What who pays for an expansion claims of it: of a line what comes through outages and
    /// yield.
    pub(super) fn claim(one: &Expansion, lines: &[Line], calendar: &Calendar) -> Option<Self> {
        let payer = one.payer.clone().filter(|_| !one.claim.is_zero())?;
        let line = lines.iter().find(|line| Some(&line.id) == one.line.as_ref());
        let claimed = (0..calendar.months).map(|month| {
            let adds = one.amount(month, calendar) * &one.claim;
            line.map_or(adds.clone(), |line| adds * &line.through[month as usize])
        });
        Some(Self {
            id: format!("claim of {}", one.id),
            line: one.line.clone(),
            component: one.component.clone(),
            whom: Whom::Partner(payer),
            what: What::Claim(claimed.collect()),
            from: one.begins(),
            to: i64::MAX,
            owed: Fraction::ZERO,
            against: None,
        })
    }

    /// The share of a month, of what it has; what is owed comes with the first.
    fn share(&self, has: &Fraction, month: usize) -> Fraction {
        let inside = (self.from..=self.to).contains(&(month as i64));
        let share = match &self.what {
            _ if !inside => Fraction::ZERO,
            What::Share(share) => share * has,
            // OPEN: an amount above what there is. Read so: it stands, and the plan is short.
            What::Amount(amount) => amount.clone(),
            What::Claim(claimed) => claimed[month].clone(),
        };
        if month == 0 { share + &self.owed } else { share }
    }

    /// Whether it entitles to anything in a month.
    fn counts(&self, month: usize) -> bool {
        self.is_open(month) || (month == 0 && !self.owed.is_zero())
    }

    /// Whether a month is in its window.
    fn is_open(&self, month: usize) -> bool {
        (self.from..=self.to).contains(&(month as i64))
    }

    /// Whether it is for a tranche in a month.
    fn is_for(&self, scenario: &Scenario, ranking: &Ranking, one: usize, month: usize) -> bool {
        let tranche = &scenario.tranches[one];
        match &self.whom {
            Whom::Partner(id) => *id == scenario.partners[tranche.partner].id,
            Whom::Product(id) => *id == scenario.products[tranche.product].id,
            Whom::Tier(name) => {
                let tier = ranking.names.iter().position(|other| other == name);
                tier == Some(ranking.places[one].tier[month])
            }
        }
    }

    /// The tier before which it stands; none where it stands before all of them.
    ///
    /// OPEN: whether what holds against the first tier stands beside what holds against
    /// everybody, or below it. Read so: below.
    fn stands(&self, ranking: &Ranking) -> Option<usize> {
        ranking.names.iter().position(|name| Some(name) == self.against.as_ref())
    }
}

/// What a reservation is of.
enum Of<'a> {
    Line(&'a Line),
    Component(&'a Component),
}

impl Of<'_> {
    /// What there is in a month: of a line in good units.
    fn has(&self, month: usize) -> Fraction {
        match self {
            Self::Line(line) => line.good_capacity(month),
            Self::Component(component) => component.arrives[month].clone(),
        }
    }

    /// What a unit of a product takes of it in a month; nothing where it takes none or none is
    /// made. Of a component it is what it takes on the line that takes the least.
    fn takes(&self, scenario: &Scenario, product: &str, month: usize) -> Option<Fraction> {
        match self {
            Self::Line(line) => line.usage.get(product).cloned(),
            Self::Component(component) => {
                let lines = scenario.lines.iter();
                let pieces = lines.filter_map(|line| {
                    component.pieces(product, month, &line.starts(product, month)?)
                });
                pieces.reduce(smaller)
            }
        }
    }
}

/// The units that reservations say should be made, month by month.
pub(super) fn entitled(scenario: &Scenario, ranking: &Ranking) -> Result<Vec<Reserved>, String> {
    let months = scenario.calendar.months as usize;
    let mut open: Vec<Fraction> = scenario.tranches.iter().map(Tranche::open).collect();
    // What of a component was not used stays reserved.
    let mut kept = vec![Fraction::ZERO; scenario.reservations.len()];
    let mut given: Vec<(Option<usize>, usize, usize, Fraction)> = Vec::new();
    for month in 0..months {
        let mut taken: BTreeMap<&str, Fraction> = BTreeMap::new();
        for (place, reservation) in scenario.reservations.iter().enumerate() {
            let line = scenario.lines.iter().find(|one| Some(&one.id) == reservation.line.as_ref());
            let component = scenario.components.iter();
            let component =
                component.into_iter().find(|one| Some(&one.id) == reservation.component.as_ref());
            let of = match (line, component) {
                (Some(line), None) => Of::Line(line),
                (None, Some(component)) => Of::Component(component),
                _ => return Err("a reservation on nothing that is known".into()),
            };
            if !reservation.counts(month) {
                continue;
            }
            let mut left = reservation.share(&of.has(month), month) + &kept[place];
            for one in turns(scenario, reservation) {
                let tranche = &scenario.tranches[one];
                let served = ranking.places[one].opens.is_some_and(|opens| opens <= month as i64)
                    && tranche.release <= month as i64
                    && (month as i64) < tranche.end(scenario.calendar.months)
                    && reservation.is_for(scenario, ranking, one, month);
                let product = &scenario.products[tranche.product].id;
                let Some(takes) = of.takes(scenario, product, month).filter(|_| served) else {
                    continue;
                };
                let mut units = smaller(open[one].clone(), &left / &takes);
                let of_order = taken.entry(tranche.order.as_str()).or_insert(Fraction::ZERO);
                if let Some(most) = &tranche.most {
                    units = smaller(units, larger(Fraction::ZERO, most - &*of_order));
                }
                if units.is_zero() {
                    continue;
                }
                *of_order += &units;
                left -= &units * takes;
                open[one] -= &units;
                // Short from then on, or from its due month on.
                let from = (month as i64).max(tranche.due.month);
                if from < scenario.calendar.months {
                    given.push((reservation.stands(ranking), one, from as usize, units));
                }
            }
            // It stays reserved as long as the window is open.
            if matches!(of, Of::Component(_)) && reservation.is_open(month) {
                kept[place] = left;
            }
        }
    }
    Ok(wanted(scenario, ranking, &given))
}

/// By due date, release date, order and number; in a window that begins after the scenario
/// those that are due before it come last.
fn turns(scenario: &Scenario, reservation: &Reservation) -> Vec<usize> {
    let mut all: Vec<usize> = (0..scenario.tranches.len()).collect();
    all.sort_by(|&one, &other| {
        let (a, b) = (&scenario.tranches[one], &scenario.tranches[other]);
        let before = |due: i64| reservation.from > 0 && due < reservation.from;
        (before(a.due.month).cmp(&before(b.due.month)))
            .then_with(|| a.due.before(b.due))
            .then_with(|| a.released.before(b.released))
            .then_with(|| natural(&a.order, &b.order))
            .then_with(|| a.number.cmp(&b.number))
    });
    all
}

/// What should be made by the end of each month, by the tier before which it counts; what stands
/// above counts there too.
///
/// OPEN: whether a unit is short after its customer has left. Read so: it is, "until it is made".
fn wanted(
    scenario: &Scenario,
    ranking: &Ranking,
    given: &[(Option<usize>, usize, usize, Fraction)],
) -> Vec<Reserved> {
    let mut reserved = Vec::new();
    for against in std::iter::once(None).chain((0..ranking.names.len()).map(Some)) {
        if !given.iter().any(|(stands, ..)| *stands == against) {
            continue;
        }
        for tranche in 0..scenario.tranches.len() {
            for month in 0..scenario.calendar.months as usize {
                let by = given.iter().filter(|(stands, one, from, _)| {
                    *stands <= against && *one == tranche && *from <= month
                });
                let units = by.fold(Fraction::ZERO, |sum, (.., units)| sum + units);
                if !units.is_zero() {
                    reserved.push(Reserved { against, tranche, month, units });
                }
            }
        }
    }
    reserved
}
