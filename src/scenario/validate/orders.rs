//! Orders and their tranches.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Code;
use super::findings::Findings;
use super::limits::end;
use super::references::Known;
use super::{numbers, terms};
use crate::scenario::ScenarioBuilder;
use crate::scenario::book::{History, Order, Partner, Tranche};
use crate::scenario::file::text::shorten;
use crate::scenario::plant::{Counting, Product};
use crate::scenario::time::{Month, When};
use crate::tolerance::{DUST, UNIT};

pub(super) fn validate(parts: &ScenarioBuilder, findings: &mut Findings) {
    let products = Known::new("product", parts.products.iter().map(|part| part.id.as_str()));
    let partners = Known::new("partner", parts.partners.iter().map(|part| part.id.as_str()));
    let made: BTreeSet<&str> = parts
        .lines
        .iter()
        .flat_map(|line| line.usage.keys().map(super::super::id::ProductId::as_str))
        .collect();
    let by_id: BTreeMap<&str, &Product> =
        parts.products.iter().map(|part| (part.id.as_str(), part)).collect();
    let customers: BTreeMap<&str, &Partner> =
        parts.partners.iter().map(|part| (part.id.as_str(), part)).collect();
    let mut without_line = BTreeSet::new();
    for (index, order) in parts.orders.iter().enumerate() {
        let path = format!("orders[{index}]");
        let before = findings.len();
        partners.check(order.partner.as_str(), format!("{path}.partner"), findings);
        let product = order.product.as_str();
        products.check(product, format!("{path}.product"), findings);
        // Once for each product: a book may have thousands of orders of it.
        if products.contains(product) && !made.contains(product) && without_line.insert(product) {
            let help = "add it to the usage of a line";
            findings.add(Code::NoLineFor, format!("{path}.product"), product, help);
        }
        let within = order.signed.month() < end(parts);
        if !within {
            let help = "lengthen the horizon or remove the order";
            findings.add(Code::SignedAfterEnd, format!("{path}.signed"), order.signed, help);
        }
        if let Some(rating) = &order.rating {
            numbers::name(rating, &format!("{path}.rating"), findings);
        }
        quantities(order, &path, findings);
        history(order, parts.start, &path, findings);
        whole(order, by_id.get(product).copied(), &path, findings);
        dates(order, &path, findings);
        if within && parts.months > 0 {
            beyond(order, end(parts), &path, findings);
        }
        let known = (by_id.get(product).copied(), customers.get(order.partner.as_str()).copied());
        terms::validate(order, known, parts.start, &path, findings);
        if findings.len() > before {
            // Nobody counts to the 317th row of a table.
            let id = shorten(order.id.as_str());
            findings.hint(before, &format!(" (order `{id}`)"));
        }
    }
}

fn quantities(order: &Order, path: &str, findings: &mut Findings) {
    match (order.quantity, order.tranches.is_empty()) {
        (None, true) => {
            findings.add(Code::NoQuantity, format!("{path}.quantity"), "", "give one of the two");
        }
        (Some(quantity), false) => {
            findings.add(
                Code::TwoQuantities,
                format!("{path}.quantity"),
                quantity,
                "remove one of the two",
            );
        }
        _ => {}
    }
    if let Some(quantity) = order.quantity {
        numbers::units(quantity, &format!("{path}.quantity"), findings);
    }
    if let Some(urgency) = order.urgency {
        numbers::positive(urgency, &format!("{path}.urgency"), findings);
    }
    for (index, tranche) in order.tranches.iter().enumerate() {
        let here = format!("{path}.tranches[{index}]");
        numbers::units(tranche.quantity, &format!("{here}.quantity"), findings);
        if let Some(urgency) = tranche.urgency {
            numbers::positive(urgency, &format!("{here}.urgency"), findings);
        }
    }
}

/// What was delivered and made before the first month.
fn history(order: &Order, start: Month, path: &str, findings: &mut Findings) {
    let of_order = [
        ("delivered", order.delivered.is_some()),
        ("made", order.made.is_some()),
        ("entitled_from", order.entitled_from.is_some()),
        ("exact_share", order.exact_share.is_some()),
    ];
    if !order.tranches.is_empty() {
        for (field, _) in of_order.iter().filter(|(_, given)| *given) {
            let help = "give it for each tranche";
            findings.add(Code::DeliveredTwice, format!("{path}.{field}"), "", help);
        }
    }
    let single = order.quantity.map(|quantity| Tranche {
        delivered: order.delivered.clone(),
        made: order.made,
        entitled_from: order.entitled_from,
        exact_share: order.exact_share,
        ..Tranche::new(quantity)
    });
    let parts = order.tranches.iter().enumerate();
    let parts = parts.map(|(index, part)| (format!("{path}.tranches[{index}]"), part));
    let all = single.iter().map(|part| (path.to_owned(), part)).chain(parts);
    for (path, part) in all.filter(|(_, part)| part.quantity > 0.0) {
        let list = part.delivered.iter().flat_map(|history| &history.deliveries);
        for (index, past) in list.enumerate() {
            let here = format!("{path}.delivered[{index}]");
            numbers::not_negative(past.quantity, &format!("{here}.quantity"), findings);
            if let Some(month) = past.month.filter(|month| *month >= start) {
                let help = format!("the first month that is planned is {start}");
                findings.add(Code::DeliveredLater, format!("{here}.month"), month, help);
            }
        }
        let delivered = part.delivered.as_ref().map_or(0.0, History::total);
        let slack = UNIT + DUST * part.quantity;
        if delivered > part.quantity + slack {
            let help = format!("{} are ordered", part.quantity);
            findings.add(Code::DeliveredTooMuch, format!("{path}.delivered"), delivered, help);
        }
        if let Some(made) = part.made {
            let here = format!("{path}.made");
            numbers::not_negative(made, &here, findings);
            if made > part.quantity + slack {
                let help = format!("{} are ordered", part.quantity);
                findings.add(Code::DeliveredTooMuch, here, made, help);
            } else if made < delivered - slack {
                let help = format!("{delivered} were delivered; what is delivered was made");
                findings.add(Code::DeliveredTooMuch, here, made, help);
            }
        }
        if let Some(from) = part.entitled_from {
            let here = format!("{path}.entitled_from");
            numbers::not_negative(from, &here, findings);
            let made = part.made.unwrap_or(delivered);
            if from > made + slack {
                let help = format!("{made} were made before the first month");
                findings.add(Code::DeliveredTooMuch, here, from, help);
            }
        }
        if let Some(share) = part.exact_share {
            let here = format!("{path}.exact_share");
            numbers::not_negative(share, &here, findings);
            if share > part.quantity + slack {
                let help = format!("{} are ordered", part.quantity);
                findings.add(Code::DeliveredTooMuch, here, share, help);
            }
        }
    }
}

/// Of products counted in whole units, the fraction of a quantity goes out with the last unit, as
/// if there were such; and a point may have been meant to part the thousands.
fn whole(order: &Order, product: Option<&Product>, path: &str, findings: &mut Findings) {
    if product.is_none_or(|product| product.counting != Counting::Whole) {
        return;
    }
    let mut check = |quantity: f64, path: String| {
        if quantity.is_finite() && quantity > UNIT && quantity.fract() != 0.0 {
            let thousands = (quantity * 1000.0).round();
            let or = if thousands.fract() == 0.0 {
                format!(", or {thousands} if the point parts the thousands")
            } else {
                String::new()
            };
            let help = format!("give a whole number{or}; or count the product by measure");
            findings.add(Code::PartOfUnit, path, quantity, help);
        }
    };
    let single = order.quantity.map(|quantity| (quantity, &order.delivered, path.to_owned()));
    let parts =
        order.tranches.iter().enumerate().map(|(index, part)| {
            (part.quantity, &part.delivered, format!("{path}.tranches[{index}]"))
        });
    for (quantity, delivered, path) in single.into_iter().chain(parts) {
        check(quantity, format!("{path}.quantity"));
        // With the last unit of such a quantity its fraction went out.
        let past = delivered.iter().filter(|_| quantity.fract() == 0.0);
        for (index, past) in past.flat_map(|history| &history.deliveries).enumerate() {
            check(past.quantity, format!("{path}.delivered[{index}].quantity"));
        }
    }
}

fn dates(order: &Order, path: &str, findings: &mut Findings) {
    // Days put orders in sequence; what is before what is a matter of months.
    let mut later = |when: Option<When>, code: Code, path: String| {
        if let Some(when) = when
            && when.month() < order.signed.month()
        {
            findings.add(code, path, when, format!("it was signed in {}", order.signed.month()));
        }
    };
    later(order.release, Code::ReleaseBeforeSigned, format!("{path}.release"));
    later(order.due, Code::DueBeforeSigned, format!("{path}.due"));
    for (index, tranche) in order.tranches.iter().enumerate() {
        let here = format!("{path}.tranches[{index}]");
        later(tranche.release, Code::ReleaseBeforeSigned, format!("{here}.release"));
        later(tranche.due, Code::DueBeforeSigned, format!("{here}.due"));
    }
    if order.due.is_some() {
        return;
    }
    if order.tranches.is_empty() {
        findings.add(
            Code::NoDue,
            format!("{path}.due"),
            "",
            "give the month promised in the contract",
        );
    }
    for (index, tranche) in order.tranches.iter().enumerate() {
        if tranche.due.is_none() {
            let help = "give it here or for the whole order";
            findings.add(Code::NoDue, format!("{path}.tranches[{index}].due"), "", help);
        }
    }
}

/// What is due after the horizon is planned, and nobody can say whether it is on time.
fn beyond(order: &Order, end: Month, path: &str, findings: &mut Findings) {
    let mut check = |due: Option<When>, path: &dyn Fn() -> String| {
        if let Some(due) = due.filter(|due| due.month() >= end) {
            let help = format!("lengthen the horizon, which ends in {}", end - 1);
            findings.add(Code::DueAfterEnd, path(), due, help);
        }
    };
    check(order.due, &|| format!("{path}.due"));
    for (index, tranche) in order.tranches.iter().enumerate() {
        check(tranche.due, &|| format!("{path}.tranches[{index}].due"));
    }
}
