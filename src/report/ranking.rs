//! A ranking as text.

use std::fmt;

use super::table::{Cell, Rows, Table, number, rows, word};
use crate::number::number as rounded;
use crate::ranking::{Eligibility, PartnerStanding, Ranking};

impl fmt::Display for Ranking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Policy {}, rule {}", self.policy(), self.rule().name())?;
        if !self.changes().is_empty() {
            writeln!(f, "In {}, the first month", self.start())?;
        }
        write!(f, "{}", standings(self, self.criteria(), self.partners()))?;
        for change in self.changes() {
            writeln!(f, "\n\nFrom {} on, those whose standing changes", change.from)?;
            write!(f, "{}", standings(self, &change.criteria, &change.partners))?;
        }
        if !self.multipliers().is_empty() {
            let factors = self.multipliers().iter();
            let factors = factors.map(|(id, factor)| format!("{id} × {factor}"));
            write!(f, "\n\nProducts: {}", factors.collect::<Vec<_>>().join(", "))?;
        }
        if self.ageing() > 0.0 {
            let rate = self.ageing();
            write!(f, "\n\nAgeing: weight × (1 + {rate} × months after the due month)")?;
        }
        if !self.gated().is_empty() {
            write!(f, "\n\nNot eligible")?;
        }
        for part in self.gated() {
            write!(f, "\n  {} for {}", part.partner, part.product)?;
            if let Eligibility::From(month) = part.eligibility {
                write!(f, " before {month}")?;
            }
        }
        if !self.overrides().is_empty() {
            write!(f, "\n\nOverrides")?;
        }
        self.overrides().iter().try_for_each(|part| write!(f, "\n  {part}"))
    }
}

/// A row for each partner, the highest first.
fn standings<'a>(
    ranking: &'a Ranking,
    criteria: &'a [String],
    partners: &'a [PartnerStanding],
) -> Table<'a> {
    let mut sorted: Vec<&PartnerStanding> = partners.iter().collect();
    sorted.sort_by(|a, b| {
        a.tier
            .cmp(&b.tier)
            .then(b.weight.total_cmp(&a.weight))
            .then_with(|| a.partner.cmp(&b.partner))
    });
    let table = rows(sorted)
        .with(word("partner"), |standing| &standing.partner)
        .with(word("tier").or(""), |standing| ranking.tiers().get(standing.tier));
    let add = |table: Rows<'a, &'a PartnerStanding>, (index, criterion): (usize, &'a String)| {
        table.with(number(criterion, 2), |standing| {
            standing.parts.get(index).map(|part| {
                let shown = format!("{} → {}", rounded(part.value, 2), rounded(part.points, 3));
                Cell::from(part.value).shown(shown)
            })
        })
    };
    criteria
        .iter()
        .enumerate()
        .fold(table, add)
        .with(number("score", 3), |standing| standing.score)
        .with(number("weight", 2), |standing| standing.weight)
        .table()
}
