//! Why an order is late and what would help, in sentences that a customer could be sent.

use std::collections::BTreeMap;

use crate::analysis::explain::{Cause, Delay, OrderDelay};
use crate::analysis::way_out::{Change, Way, WayOut};
use crate::number::{amount, number};
use crate::scenario::{Month, PartnerId};

/// Reasons named; the others are added up.
const REASONS: usize = 3;
/// Partners named for one reason.
const PARTNERS: usize = 3;

impl OrderDelay {
    /// Two sentences: how late the order is, and why. Causes alike are one reason; whole months
    /// add up to [`months`](Self::months).
    pub fn in_words(&self) -> String {
        let reasons = reasons(self);
        let late = lateness(self);
        if reasons.is_empty() {
            return late;
        }
        let mut clauses: Vec<String> =
            reasons.iter().map(|(months, reason)| format!("{months} {reason}")).collect();
        let named: u64 = reasons.iter().map(|part| part.0).sum();
        let left = (self.months.round() as u64).saturating_sub(named);
        if left > 0 {
            clauses.push(format!("{left} for smaller reasons"));
        }
        match &reasons[..] {
            [(_, only)] if left == 0 => format!("{late} That is {only}."),
            _ => format!("{late} Of that, {}.", clauses.join("; ")),
        }
    }
}

impl WayOut {
    /// A sentence: the first way that brings the order on time, or how near the nearest comes.
    pub fn in_words(&self) -> String {
        let others = |way: &Way| {
            let much = number(way.others.abs(), 0);
            match way.others {
                _ if much == "0" => String::new(),
                less if less < 0.0 => format!("; all others would wait {much} unit-months less"),
                _ => format!("; all others would wait {much} unit-months more"),
            }
        };
        let comes = |way: &Way| match way.completion {
            Some(month) => format!("it would come by {month}"),
            None => "it would still not come within the horizon".to_owned(),
        };
        if let Some(way) = self.ways.first() {
            return format!("{} {}{}.", supposing(&way.change), comes(way), others(way));
        }
        let nearest = self.short.iter().filter(|way| way.completion.is_some());
        match nearest.min_by_key(|way| way.completion) {
            Some(way) => format!(
                "Nothing that was tried brings it on time; {} {}{}.",
                small(&supposing(&way.change)),
                comes(way),
                others(way)
            ),
            None => "Nothing that was tried brings it on time.".to_owned(),
        }
    }
}

/// How late an order is.
fn lateness(delay: &OrderDelay) -> String {
    let OrderDelay { order, partner, product, due, .. } = delay;
    let quantity = amount(delay.quantity);
    let late = months(delay.months.round() as u64);
    let end = match (delay.completion, delay.until) {
        (Some(month), _) => format!("comes by {month}: {late} late"),
        (None, Some(last)) => {
            format!("has not all come when {partner} takes nothing more after {last}: {late} late")
        }
        (None, None) => format!("does not all come within the horizon: {late} late by then"),
    };
    format!("{order} of {partner}, {quantity} {product} due {due}, {end}.")
}

/// The largest reasons with whole months; they and the rest add up to the months of the order.
fn reasons(delay: &OrderDelay) -> Vec<(u64, String)> {
    let mut alike: BTreeMap<(Cause, Vec<&str>), Vec<&Delay>> = BTreeMap::new();
    for part in delay.causes.iter().filter(|part| part.months > 0.0) {
        let places = part.scarce.iter().map(|key| key.id.as_str()).collect();
        alike.entry((part.cause, places)).or_default().push(part);
    }
    let sum = |parts: &[&Delay]| parts.iter().map(|part| part.months).sum::<f64>();
    let mut groups: Vec<_> =
        alike.into_iter().map(|(key, parts)| (sum(&parts), key, parts)).collect();
    // As they come where they are equal: by cause.
    groups.sort_by(|a, b| b.0.total_cmp(&a.0));
    groups.truncate(REASONS);
    let whole = whole_months(delay.months, groups.iter().map(|group| group.0));
    let told = groups.iter().zip(whole).filter(|(_, months)| *months > 0);
    told.map(|((_, (cause, places), parts), months)| {
        (months, reason(delay, (*cause, &places.join(" + ")), parts, months))
    })
    .collect()
}

/// Months rounded so that with what is left they add up to all: the largest fractions up.
fn whole_months(all: f64, parts: impl Iterator<Item = f64>) -> Vec<u64> {
    let mut parts: Vec<f64> = parts.collect();
    let count = parts.len();
    parts.push((all - parts.iter().sum::<f64>()).max(0.0));
    let mut whole: Vec<u64> = parts.iter().map(|part| part.floor() as u64).collect();
    let mut missing = (all.round() as u64).saturating_sub(whole.iter().sum());
    let mut by_fraction: Vec<usize> = (0..parts.len()).collect();
    by_fraction.sort_by(|&a, &b| parts[b].fract().total_cmp(&parts[a].fract()));
    for index in by_fraction {
        if missing == 0 {
            break;
        }
        whole[index] += 1;
        missing -= 1;
    }
    whole.truncate(count);
    whole
}

/// What follows the months of a reason.
fn reason(
    delay: &OrderDelay,
    (cause, place): (Cause, &str),
    parts: &[&Delay],
    months: u64,
) -> String {
    match cause {
        Cause::BeforeStart => "were over when the plan begins".to_owned(),
        Cause::NotCounted => {
            "because units are made, but not yet a whole unit, lot or shipment".to_owned()
        }
        Cause::NotReleased => "because it was not signed or approved".to_owned(),
        Cause::NotEligible => "because the policy does not let it be served".to_owned(),
        Cause::OwnLimit => "because it takes no more than its own limit a month".to_owned(),
        Cause::Cap => format!("because {place} caps what it may take"),
        Cause::Component | Cause::Line | Cause::Shared => {
            format!("because there is too little of {place} even for this order alone")
        }
        Cause::Store => format!("because there is no more room for {place} in store"),
        Cause::HigherTier => {
            let than = delay.tier.as_ref().map_or(String::new(), |tier| format!(" than {tier}"));
            format!(
                "because {place} went to orders of a higher tier{than}: {}",
                takers(delay, parts, false, months)
            )
        }
        Cause::Commitment => {
            format!(
                "because {place} went into what was promised: {}",
                takers(delay, parts, false, months)
            )
        }
        Cause::ReservedShare => {
            format!("because {place} is reserved: {}", takers(delay, parts, false, months))
        }
        Cause::SameTier | Cause::LowerTier => {
            let whose = if cause == Cause::LowerTier { "orders of a lower tier" } else { "others" };
            format!("because {place} went to {whose}: {}", takers(delay, parts, true, months))
        }
        Cause::NotUsed => {
            "because capacity stays unused, as something that counts more forbids its use"
                .to_owned()
        }
        Cause::EndOfHorizon => "after the horizon".to_owned(),
    }
}

/// What the orders of one partner took.
#[derive(Debug, Default)]
struct Took {
    months: f64,
    /// The greatest of their weights.
    weight: Option<f64>,
    until: Option<Month>,
}

/// Who took it, by partner, the largest part first, with the months of each; if they are weighed
/// against each other, also what each weighs.
fn takers(delay: &OrderDelay, parts: &[&Delay], weighs: bool, all: u64) -> String {
    let mut partners: BTreeMap<&PartnerId, Took> = BTreeMap::new();
    for (part, taker) in parts.iter().filter_map(|part| Some((part, part.taker.as_ref()?))) {
        let took = partners.entry(&taker.partner).or_default();
        took.months += part.months;
        if taker.weight > took.weight {
            took.weight = taker.weight;
        }
        took.until = took.until.max(taker.until);
    }
    let mut partners: Vec<(&PartnerId, Took)> = partners.into_iter().collect();
    partners.sort_by(|a, b| b.1.months.total_cmp(&a.1.months));
    if let [(id, took)] = &partners[..] {
        return who(delay, id, None, took, weighs);
    }
    // The part of each in the whole months of all.
    let sum: f64 = partners.iter().map(|part| part.1.months).sum();
    let scale = all as f64 / sum.max(f64::MIN_POSITIVE);
    let named = partners.iter().take(PARTNERS).map(|part| scale * part.1.months);
    let whole = whole_months(all as f64, named);
    let named: u64 = whole.iter().sum();
    let mut told: Vec<String> = partners
        .iter()
        .zip(whole)
        .filter(|(_, months)| *months > 0)
        .map(|((id, took), months)| who(delay, id, Some(months), took, weighs))
        .collect();
    if all > named {
        told.push(format!("others ({})", all - named));
    }
    told.join(", ")
}

/// A partner with its part of the months, and with what speaks for its orders.
fn who(
    delay: &OrderDelay,
    id: &PartnerId,
    months: Option<u64>,
    took: &Took,
    weighs: bool,
) -> String {
    let name = if *id == delay.partner { format!("{id} itself") } else { id.to_string() };
    let own = delay.weight.filter(|_| weighs);
    let mut says: Vec<String> = months.map(|months| months.to_string()).into_iter().collect();
    if let Some((weight, own)) = took.weight.zip(own) {
        let (weight, own) = (amount(weight), amount(own));
        says.push(if weight == own {
            format!("weight {weight} too")
        } else {
            format!("weight {weight} against {own}")
        });
    }
    if let Some(last) = took.until {
        says.push(format!("leaves after {last}"));
    }
    if says.is_empty() { name } else { format!("{name} ({})", says.join("; ")) }
}

/// The condition under which a change would help.
fn supposing(change: &Change) -> String {
    match change {
        Change::Slip { order, partner, months: later } => {
            format!("If {order} of {partner} were due {} later,", months(u64::from(*later)))
        }
        Change::Tier { tier } => format!("In tier {tier}"),
        Change::Expansion { expansion, cost } => {
            format!("With {expansion}, which costs {},", amount(*cost))
        }
        Change::Capacity { .. } | Change::Supply { .. } | Change::Together { .. } => {
            format!("With {change}")
        }
    }
}

/// The same within a sentence.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

fn months(count: u64) -> String {
    if count == 1 { "1 month".to_owned() } else { format!("{count} months") }
}
