//! Portions cut where claims end.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::Claim;
use super::facts::Facts;
use super::portion::{Portion, ROUNDING};
use super::share::Share;

/// What is claimed of a tranche on one level: by index of the month, units from its beginning.
struct Claimed {
    /// The highest tier that the level holds against; none if it holds against all.
    level: Option<usize>,
    months: BTreeMap<usize, f64>,
}

/// Portions cut where claims end; alike only with itself is what has a claim in its tranche.
/// On a level the claims of that level and of all above it count together, from the beginning
/// of the tranche.
pub(super) fn cut(
    facts: &Facts<'_>,
    portions: Vec<Portion>,
    claims: &[Claim],
    shares: &[Share<'_>],
) -> Vec<Portion> {
    if claims.is_empty() {
        return portions;
    }
    let tiers = &facts.standings.tiers;
    let level = |share: &Share<'_>| {
        let name = share.against?;
        tiers.iter().position(|known| known == name)
    };
    let levels: Vec<Option<usize>> = shares.iter().map(level).collect();
    let all: BTreeSet<Option<usize>> =
        claims.iter().map(|claim| levels[claim.reservation]).collect();
    let mut cut = Vec::with_capacity(portions.len() + claims.len());
    for own in portions.chunk_by(|a, b| a.tranche == b.tranche) {
        let tranche = own[0].tranche;
        let from = claims.partition_point(|claim| claim.tranche < tranche);
        let to = claims.partition_point(|claim| claim.tranche <= tranche);
        if from == to {
            cut.extend_from_slice(own);
            continue;
        }
        let claimed = claimed(&claims[from..to], &levels, &all, facts.tranches[tranche].counted);
        let least = ROUNDING * facts.tranches[tranche].quantity;
        let mut begin = 0.0;
        for portion in own {
            pieces(portion, begin, &claimed, least, &mut cut);
            begin += portion.quantity;
        }
    }
    cut
}

/// Nothing is like what is claimed: for rules, which hold it and cut nothing.
pub(super) fn set_apart(portions: &mut [Portion], claims: &[Claim]) {
    let claimed: BTreeSet<usize> = claims.iter().map(|claim| claim.tranche).collect();
    for portion in portions.iter_mut().filter(|part| claimed.contains(&part.tranche)) {
        portion.alone = true;
    }
}

/// What is claimed of one tranche on each of all levels.
fn claimed(
    claims: &[Claim],
    levels: &[Option<usize>],
    all: &BTreeSet<Option<usize>>,
    made: f64,
) -> Vec<Claimed> {
    let of = |level: Option<usize>| {
        let mut months: BTreeMap<usize, f64> = BTreeMap::new();
        for claim in claims.iter().filter(|claim| levels[claim.reservation] <= level) {
            *months.entry(claim.month).or_default() += claim.end - claim.begin;
        }
        // The first of them were made before.
        let mut sum = -made;
        for units in months.values_mut() {
            sum += *units;
            *units = sum;
        }
        Claimed { level, months }
    };
    all.iter().copied().map(of).collect()
}

/// The pieces of a portion that begins at a unit of its tranche.
fn pieces(portion: &Portion, begin: f64, claimed: &[Claimed], least: f64, cut: &mut Vec<Portion>) {
    let end = begin + portion.quantity;
    let mut ends: Vec<f64> = claimed
        .iter()
        .flat_map(|claimed| claimed.months.values().copied())
        .filter(|stop| *stop > begin + least && *stop < end - least)
        .chain([end])
        .collect();
    ends.sort_by(f64::total_cmp);
    ends.dedup_by(|next, stop| *next - *stop <= least);
    let whole = ends.len() == 1;
    let mut at = begin;
    for stop in ends {
        // The first month by which all units up to here are claimed.
        let covers = |claimed: &Claimed| {
            let mut months = claimed.months.iter();
            let first = months.find(|(_, until)| **until > at + least)?;
            Some((claimed.level, *first.0))
        };
        cut.push(Portion {
            quantity: if whole { portion.quantity } else { stop - at },
            alone: true,
            reserved: claimed.iter().filter_map(covers).collect(),
            ..portion.clone()
        });
        at = stop;
    }
}
