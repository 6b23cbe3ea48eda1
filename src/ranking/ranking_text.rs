//! A ranking as text.

use std::fmt;

use super::eligibility::Eligibility;
use super::ranking::Ranking;
use super::standing::PartnerStanding;
use crate::text;

impl fmt::Display for Ranking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Policy {}, rule {}", self.policy, self.rule.name())?;
        if !self.changes.is_empty() {
            writeln!(f, "In {}, the first month", self.start)?;
        }
        write!(f, "{}", self.table(&self.criteria, &self.partners))?;
        for change in &self.changes {
            writeln!(f, "\n\nFrom {} on, those whose standing changes", change.from)?;
            write!(f, "{}", self.table(&change.criteria, &change.partners))?;
        }
        if !self.multipliers.is_empty() {
            let factors = self.multipliers.iter();
            let factors = factors.map(|(id, factor)| format!("{id} × {factor}"));
            write!(f, "\n\nProducts: {}", factors.collect::<Vec<_>>().join(", "))?;
        }
        if self.ageing > 0.0 {
            let rate = self.ageing;
            write!(f, "\n\nAgeing: weight × (1 + {rate} × months after the due month)")?;
        }
        if !self.gated.is_empty() {
            write!(f, "\n\nNot eligible")?;
        }
        for part in &self.gated {
            write!(f, "\n  {} for {}", part.partner, part.product)?;
            if let Eligibility::From(month) = part.eligibility {
                write!(f, " before {month}")?;
            }
        }
        if !self.overrides.is_empty() {
            write!(f, "\n\nOverrides")?;
        }
        self.overrides.iter().try_for_each(|part| write!(f, "\n  {part}"))
    }
}

impl Ranking {
    fn table(&self, criteria: &[String], partners: &[PartnerStanding]) -> String {
        let mut heading = vec!["partner".to_owned(), "tier".to_owned()];
        heading.extend(criteria.iter().cloned());
        heading.extend(["score".to_owned(), "weight".to_owned()]);
        let mut table = text::table(heading);
        // Highest first, so that the table reads as a ranking.
        let mut order: Vec<&PartnerStanding> = partners.iter().collect();
        order.sort_by(|a, b| {
            a.tier
                .cmp(&b.tier)
                .then(b.weight.total_cmp(&a.weight))
                .then_with(|| a.partner.cmp(&b.partner))
        });
        for standing in order {
            let mut row = vec![
                standing.partner.to_string(),
                self.tiers.get(standing.tier).cloned().unwrap_or_default(),
            ];
            row.extend(standing.parts.iter().map(|part| {
                format!("{} → {}", text::number(part.value, 2), text::number(part.points, 3))
            }));
            row.push(standing.score.map_or_else(|| "–".to_owned(), |score| text::number(score, 3)));
            row.push(text::number(standing.weight, 2));
            table.add_row(row);
        }
        text::render(&mut table, 2)
    }
}
