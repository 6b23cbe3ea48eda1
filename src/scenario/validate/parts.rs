//! Products, components, lines and partners.

use super::finding::Code;
use super::findings::Findings;
use super::limits::end;
use super::references::Known;
use super::{needs, numbers, ramps};
use crate::scenario::ScenarioBuilder;
use crate::scenario::id::ProductId;
use crate::scenario::plant::Receipt;
use crate::scenario::rights::Cap;
use crate::scenario::time::Month;

fn receipts(receipts: &[Receipt], end: Month, path: &str, findings: &mut Findings) {
    for (index, part) in receipts.iter().enumerate() {
        let path = format!("{path}.receipts[{index}]");
        numbers::not_negative(part.quantity, &format!("{path}.quantity"), findings);
        if part.month >= end {
            let help = format!("lengthen the horizon, which ends in {}", end - 1);
            findings.add(Code::ReceiptAfterEnd, format!("{path}.month"), part.month, help);
        }
    }
}

pub(super) fn validate(parts: &ScenarioBuilder, findings: &mut Findings) {
    let products = Known::new("product", parts.products.iter().map(|part| part.id.as_str()));
    let caps = Known::new("cap", parts.caps.iter().map(Cap::id));
    let horizon = (parts.start, end(parts));
    if products.is_empty() {
        findings.add(Code::NoProducts, "products", "", "add what is ordered and made");
    }
    for (index, product) in parts.products.iter().enumerate() {
        numbers::name(&product.unit, &format!("products[{index}].unit"), findings);
        numbers::positive(product.value, &format!("products[{index}].value"), findings);
        if let Some(stockpile) = &product.stockpile {
            let path = format!("products[{index}].stockpile");
            if let Some(limit) = stockpile.limit {
                numbers::not_negative(limit, &format!("{path}.limit"), findings);
            }
            numbers::positive(stockpile.holding_weight(), &format!("{path}.holding"), findings);
            numbers::not_negative(stockpile.stock, &format!("{path}.stock"), findings);
            receipts(&stockpile.receipts, end(parts), &path, findings);
            for (number, part) in stockpile.carried.iter().enumerate() {
                let path = format!("{path}.carried[{number}]");
                numbers::not_negative(part.quantity, &format!("{path}.quantity"), findings);
                for (cap, id) in part.caps.iter().enumerate() {
                    caps.check(id, format!("{path}.caps[{cap}]"), findings);
                }
            }
        }
        if product.approval_lead > super::limits::MOST_MONTHS {
            let path = format!("products[{index}].approval_lead");
            findings.add(Code::TooLarge, path, product.approval_lead, "give at most 1200 months");
        }
    }
    for (index, component) in parts.components.iter().enumerate() {
        let path = format!("components[{index}]");
        numbers::not_negative(component.stock, &format!("{path}.stock"), findings);
        numbers::not_negative(component.carried, &format!("{path}.carried"), findings);
        for (product, need) in &component.need {
            let here = format!("{path}.need.{product}");
            products.check(product.as_str(), here.clone(), findings);
            needs::validate(need, &here, horizon, findings);
        }
        if component.need.is_empty() {
            let help = "say which products need it, or remove it";
            findings.add(Code::SupplyIdle, format!("{path}.need"), "", help);
        }
        ramps::validate(&component.supply, &format!("{path}.supply"), horizon, findings);
        receipts(&component.receipts, end(parts), &path, findings);
    }
    if parts.lines.is_empty() {
        findings.add(Code::NoLines, "lines", "", "add where the products are made");
    }
    for (index, line) in parts.lines.iter().enumerate() {
        let path = format!("lines[{index}]");
        amounts(&line.usage, &format!("{path}.usage"), &products, findings);
        if line.usage.is_empty() {
            let help = "say which products it makes, or remove it";
            findings.add(Code::LineIdle, format!("{path}.usage"), "", help);
        }
        ramps::validate(&line.ramp, &format!("{path}.ramp"), horizon, findings);
    }
    for (index, partner) in parts.partners.iter().enumerate() {
        for (name, value) in &partner.attributes {
            let path = format!("partners[{index}].attributes.{name}");
            numbers::name(name, &path, findings);
            numbers::finite(*value, &path, findings);
        }
    }
}

/// Lines that can make nothing. Only for parts that are valid.
pub(super) fn at_rest(parts: &ScenarioBuilder, findings: &mut Findings) {
    for (index, line) in parts.lines.iter().enumerate() {
        if parts.capacity(index).iter().all(|capacity| *capacity <= 0.0) {
            let help = "give its ramp a rate within the horizon, or remove it";
            findings.add(Code::LineAtRest, format!("lines[{index}].ramp"), &line.id, help);
        }
    }
}

fn amounts<'a>(
    amounts: impl IntoIterator<Item = (&'a ProductId, &'a f64)>,
    path: &str,
    products: &Known<'_>,
    findings: &mut Findings,
) {
    for (product, amount) in amounts {
        let here = format!("{path}.{product}");
        products.check(product.as_str(), here.clone(), findings);
        numbers::positive(*amount, &here, findings);
    }
}
