//! What can be planned in the memory of an ordinary machine.

use std::collections::BTreeMap;

use super::finding::Code;
use super::findings::Findings;
use super::limits::MOST_MONTHS;
use crate::scenario::ScenarioBuilder;
use crate::scenario::id::ProductId;
use crate::scenario::plant::{Line, Yield};

/// The most entries of a kind; tranches for orders. A tranche takes up to 5 kB of a plan and
/// its report.
const MOST_ENTRIES: usize = 500_000;

/// The most months of what is scarce, over all of it: a line in a month takes up to 400 bytes.
const MOST_MONTHS_OF_PARTS: usize = 2_500_000;

/// So many partners take in a month what a line takes.
const PARTNERS_FOR_A_LINE: usize = 16;

pub(in crate::scenario) fn validate(parts: &ScenarioBuilder, findings: &mut Findings) {
    let counts = [
        ("products", parts.products.len()),
        ("components", parts.components.len()),
        ("lines", parts.lines.len()),
        ("labour", parts.labour.len()),
        ("partners", parts.partners.len()),
        ("orders", parts.orders.iter().map(|order| order.tranches.len().max(1)).sum()),
        ("commitments", parts.commitments.len()),
        ("reservations", parts.reservations.len()),
        ("caps", parts.caps.len()),
        ("expansions", parts.expansions.len()),
        ("policies", parts.policies.len()),
    ];
    for (path, count) in counts {
        if count > MOST_ENTRIES {
            findings.add(Code::TooMany, path, count, "split the scenario");
        }
    }
    let scarce = [
        parts.lines.len(),
        parts.components.len(),
        parts.labour.len(),
        parts.reservations.len(),
        parts.caps.len(),
        parts.expansions.len(),
        parts.products.iter().filter(|product| product.stockpile.is_some()).count(),
        parts.orders.iter().filter(|order| order.most_per_month.is_some()).count(),
        parts.partners.len() / PARTNERS_FOR_A_LINE,
        changing(parts),
    ];
    let scarce = scarce.iter().fold(0, |sum: usize, count| sum.saturating_add(*count));
    let months = parts.months.min(MOST_MONTHS) as usize;
    if scarce.saturating_mul(months) > MOST_MONTHS_OF_PARTS {
        let value = format!("{months} × {scarce}");
        let help = "count lines, components, labour, reservations, caps, expansions, stores, orders \
                    with a monthly limit, a sixteenth of the partners, and whatever changes with \
                    time of what a product takes on a line; give fewer of them, or fewer months";
        findings.add(Code::TooMany, "months", value, help);
    }
}

/// How many needs change with time: of the components and labour that a product takes on a line,
/// those with dates and all where the yield of the line has some.
fn changing(parts: &ScenarioBuilder) -> usize {
    let mut needs: BTreeMap<&ProductId, (usize, usize)> = BTreeMap::new();
    for (product, need) in parts.components.iter().flat_map(|part| &part.need) {
        let (all, dated) = needs.entry(product).or_default();
        *all += 1;
        *dated += usize::from(need.constant().is_none());
    }
    let of = |line: &Line| {
        let steady = match line.good[..] {
            [] => true,
            [Yield { from: None, share }] => share > 0.0,
            _ => false,
        };
        let products = line.usage.keys();
        let changing = products.map(|product| {
            let (all, dated) = needs.get(product).copied().unwrap_or_default();
            if steady { dated } else { all.saturating_add(parts.labour.len()) }
        });
        changing.fold(0, usize::saturating_add)
    };
    parts.lines.iter().map(of).fold(0, usize::saturating_add)
}
