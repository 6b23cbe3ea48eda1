//! A ranking as text.

use std::fmt::{self, Write as _};

use super::page::{Choice, Page, Report};
use super::table::{Cell, Rows, Table, exact, month, number, rows, word};
use crate::number::number as rounded;
use crate::ranking::{Eligibility, PartnerStanding, Ranking};
use crate::scenario::Month;

impl fmt::Display for Ranking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for Ranking {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        writeln!(page, "Policy {}, rule {}", self.policy(), self.rule().name())?;
        if !self.changes().is_empty() {
            writeln!(page, "In {}, the first month", self.start())?;
        }
        page.choice(standings(self, self.criteria(), self.partners()), STANDINGS);
        for change in self.changes() {
            writeln!(page, "\n\nFrom {} on, those whose standing changes", change.from)?;
            page.choice(standings(self, &change.criteria, &change.partners), STANDINGS);
        }
        if !self.multipliers().is_empty() {
            let factors = self.multipliers().iter();
            let factors = factors.map(|(id, factor)| format!("{id} × {factor}"));
            write!(page, "\n\nProducts: {}", factors.collect::<Vec<_>>().join(", "))?;
        }
        if self.ageing() > 0.0 {
            let rate = self.ageing();
            write!(page, "\n\nAgeing: weight × (1 + {rate} × months after the due month)")?;
        }
        if !self.gated().is_empty() {
            write!(page, "\n\nNot eligible")?;
        }
        for part in self.gated() {
            write!(page, "\n  {} for {}", part.partner, part.product)?;
            if let Eligibility::From(month) = part.eligibility {
                write!(page, " before {month}")?;
            }
        }
        if !self.overrides().is_empty() {
            write!(page, "\n\nOverrides")?;
        }
        self.overrides().iter().try_for_each(|part| write!(page, "\n  {part}"))
    }
}

/// Before the criteria comes what they amount to.
const STANDINGS: Choice = Choice { plain: &[], first: &["partner", "tier", "weight", "score"] };

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

impl Ranking {
    /// One row for each partner, and one more for each month from which on its standing is
    /// another.
    pub fn table(&self) -> Table<'_> {
        Self::table_of(std::slice::from_ref(self))
    }

    /// The [tables](Self::table) of several rankings as one.
    pub fn table_of(rankings: &[Self]) -> Table<'_> {
        type Row<'a> = (&'a Ranking, Month, &'a PartnerStanding);
        let all = rankings.iter().flat_map(|ranking| {
            let first = [(ranking.start(), ranking.partners())];
            let changes = ranking.changes().iter().map(|part| (part.from, &part.partners[..]));
            first.into_iter().chain(changes).flat_map(move |(from, partners)| {
                partners.iter().map(move |standing| (ranking, from, standing))
            })
        });
        rows(all)
            .with(word("policy"), |(ranking, ..): Row<'_>| ranking.policy())
            .with(word("rule"), |(ranking, ..)| ranking.rule().name())
            .with(month("from"), |(_, from, _)| from)
            .with(word("partner"), |(.., standing)| &standing.partner)
            .with(word("tier"), |(ranking, _, standing)| ranking.tiers().get(standing.tier))
            .with(exact("score"), |(.., standing)| standing.score)
            .with(exact("weight"), |(.., standing)| standing.weight)
            .table()
    }
}
