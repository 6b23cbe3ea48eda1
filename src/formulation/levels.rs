//! The objectives, one level after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::backlog_costs::{BacklogCosts, held, slope};
use super::blocks::Group;
use super::build::BuildColumn;
use super::sequence::Sequence;
use super::told::{DRAWS, EQUALS, HELD, Telling, ToldLevel};
use crate::model::{BlockId, CostPath, ModelBuilder, draw_seed, drawn};
use crate::ranking::Ranking;
use crate::scenario::{AmongOnTime, Backlog, Lost, Method, Month, Product, Scenario, Tiering};

/// Adds the levels of a ranking.
///
/// 0. where something is promised: the units that are short, over all commitments;
/// 0. where something is reserved: unit-months by which units are made later than what
///    was reserved would have made them; before all tiers, or before the highest that it
///    holds against;
/// 1. where what is lost counts by value, the value that each tier loses, directly before
/// 1. the weighted backlog of each tier that has orders: a unit delivered in month t
///    costs `weight · max(0, t − due)`, one that is left `weight · max(0, T + tail − due)`,
///    where T is the month after the customer has left if that is earlier;
///    where weight or tier change with time, the sum over the months from due on of the
///    weight that the tier has in each; or, under rules that serve one tranche after the other,
///    the same for each tranche on a level of its own, with a weight of 1;
/// 2. the earliest delivery, tier by tier: `weight · t` a unit, `weight · T` if it is left, with the
///    weight and in the tier of the due month, so that priority decides also among those on time
///    (or, by choice, one level that counts all units alike: `value · t`);
///    then, where products are made ahead, the least stock, by holding weight: a unit
///    counts from the month in which it is made to the end, less from the month in which
///    it is taken, and the horizon once more, so that no cost is below zero; that is taken
///    off again where the level is told, see [`Formulation::opening`];
///
/// [`Formulation::opening`]: super::Formulation::opening
/// 3. the order among equals: `rank · usage · t`, with the rank of the first of all tranches their
///    number and of the last 1, so that whenever two tranches of equal usage could change places
///    the one before in the order has the earlier month;
/// 4. what is then still open: lines by id, then a number drawn for each cell.
pub(super) fn add(
    scenario: &Scenario,
    ranking: &Ranking,
    (groups, sequence): (&[Group<'_>], &Sequence),
    columns: &[BuildColumn],
    builder: &mut ModelBuilder,
) -> Vec<ToldLevel> {
    let mut telling = Telling::new(builder);
    if !scenario.commitments().is_empty() {
        let promised = groups.iter().map(|group| group.promised);
        let (paths, tables) = commitments(scenario.months(), promised);
        telling.level_with(COMMITMENTS, paths, tables, Vec::new());
    }
    let months = f64::from(scenario.months());
    let objectives = match ranking.method() {
        Method::Optimised(objectives) => objectives,
        Method::InTurn { .. } | Method::Shared => {
            // Only to measure the plan by: every unit counts the same.
            let paths =
                groups.iter().map(|group| slope(scenario, ranking, group, group.value)).collect();
            telling.level("backlog", paths);
            return telling.told;
        }
    };
    let later = groups.iter().filter_map(|group| group.path).collect::<BTreeSet<usize>>();
    let later = later.into_iter().flat_map(|path| held(&ranking.paths()[path], scenario.start()));
    let always = groups.iter().filter(|group| group.path.is_none()).map(|group| group.tier);
    let tiers: BTreeSet<usize> = always.chain(later.map(|step| step.tier)).collect();
    let mut shares = shares(scenario, ranking, groups);
    for &tier in &tiers {
        while let Some(first) =
            shares.first_entry().filter(|first| *first.key() as usize <= tier + 1)
        {
            let (label, paths) = first.remove();
            telling.level(label, paths);
        }
        if let Some(lost) = lost(scenario, ranking, groups, tier) {
            telling.level(of_tier(ranking, "lost value", tier), lost);
        }
        let mut waiting = BacklogCosts::new(scenario, ranking, tier);
        let paths: Vec<CostPath> = groups.iter().map(|group| waiting.path(group)).collect();
        match objectives.backlog {
            Backlog::Together => {
                let label = of_tier(ranking, "weighted backlog", tier);
                telling.level_with(label, paths, waiting.tables, Vec::new());
            }
            Backlog::InTurn(_) => {
                let label = of_tier(ranking, "backlog in sequence", tier);
                telling.in_turn(&label, turns(groups, sequence, &paths), &waiting.tables);
            }
        }
    }
    for (label, paths) in shares.into_values() {
        telling.level(label, paths);
    }
    let from_start = |rate: f64| CostPath::Slope { from: 0, rate, unserved: rate * months };
    match ranking.among_on_time() {
        AmongOnTime::Priority => {
            let tiers: BTreeSet<usize> = groups.iter().map(|group| group.tier).collect();
            for tier in tiers {
                let early = |group: &Group<'_>| {
                    let weight = due_weight(scenario, ranking, group);
                    if group.tier == tier { from_start(weight) } else { CostPath::Zero }
                };
                let label = of_tier(ranking, "earliest delivery", tier);
                telling.level(label, groups.iter().map(early).collect());
            }
        }
        AmongOnTime::Due => {
            let early = groups.iter().map(|group| from_start(group.value));
            telling.level("earliest delivery", early.collect());
        }
    }
    if !columns.is_empty() {
        stock_held(scenario, groups, columns, &mut telling);
    }
    let usage = first_usages(scenario);
    let order =
        groups.iter().map(|group| from_start(sequence.rank(group.demand) * usage[group.product]));
    telling.level(EQUALS, order.collect());
    let first = first_period(scenario);
    let draw = |column: &BuildColumn| {
        let (product, line) = column.keys;
        1.0 + f64::from(column.rank)
            + drawn(product, draw_seed(line, first + column.build.month as u64))
    };
    let draws = columns.iter().map(draw).collect();
    telling.level_with(DRAWS, vec![CostPath::Draw; groups.len()], Vec::new(), draws);
    telling.told
}

/// The tranches that cost something, one after the other, with their blocks.
fn turns(
    groups: &[Group<'_>],
    sequence: &Sequence,
    paths: &[CostPath],
) -> Vec<(usize, Vec<(BlockId, CostPath)>)> {
    let costly = |path: CostPath| match path {
        CostPath::Zero => false,
        CostPath::Slope { rate, unserved, .. } => rate > 0.0 || unserved > 0.0,
        CostPath::Table { .. } | CostPath::Draw => true,
    };
    let blocks = groups.iter().zip(paths).zip(0..).filter(|((_, path), _)| costly(**path));
    let mut blocks: Vec<(usize, BlockId, CostPath)> =
        blocks.map(|((group, &path), block)| (group.demand, BlockId(block), path)).collect();
    blocks.sort_by_key(|&(demand, block, _)| (sequence.turn(demand), block));
    let of_tranche = |run: &[(usize, BlockId, CostPath)]| {
        (run[0].0, run.iter().map(|&(_, block, path)| (block, path)).collect())
    };
    blocks.chunk_by(|a, b| a.0 == b.0).map(of_tranche).collect()
}

/// The number of the first month in the calendar: draws stay when a plan begins later.
pub(super) fn first_period(scenario: &Scenario) -> u64 {
    u64::from(scenario.start().since(Month::MIN))
}

/// The name of a level that each tier has one of.
fn of_tier(ranking: &Ranking, what: &str, tier: usize) -> String {
    let name = ranking.tiers().get(tier).map_or("", String::as_str);
    match ranking.rule().ruling().tiering() {
        Tiering::Single => what.to_owned(),
        Tiering::Thresholds(_) | Tiering::Ratings(_) => format!("{what} of tier {name}"),
    }
}

/// Where what is lost counts by value: once for each unit whose customer is in the tier in the
/// month in which it leaves. None if nobody is.
fn lost(
    scenario: &Scenario,
    ranking: &Ranking,
    groups: &[Group<'_>],
    tier: usize,
) -> Option<Vec<CostPath>> {
    if ranking.lost() != Lost::Value {
        return None;
    }
    let leaves = |group: &Group<'_>| {
        let order = scenario.demands()[group.demand].order;
        let last = scenario.month(group.window.end.saturating_sub(1) as usize);
        group.last.is_some() && ranking.tier_at(order, last) == tier
    };
    let cost = |group: &Group<'_>| {
        let once = CostPath::Slope { from: scenario.months(), rate: 0.0, unserved: group.value };
        if leaves(group) { once } else { CostPath::Zero }
    };
    groups.iter().any(leaves).then(|| groups.iter().map(cost).collect())
}

fn stock_held(
    scenario: &Scenario,
    groups: &[Group<'_>],
    columns: &[BuildColumn],
    telling: &mut Telling<'_>,
) {
    let months = f64::from(scenario.months());
    let path = |group: &Group<'_>| match scenario.products()[group.product].stock() {
        Some(stock) => {
            let rate = stock.holding_weight();
            CostPath::Slope { from: 0, rate, unserved: rate * months }
        }
        None => CostPath::Zero,
    };
    let made = |column: &BuildColumn| column.holding * (months - column.build.month as f64);
    let paths = groups.iter().map(path).collect();
    telling.level_with(HELD, paths, Vec::new(), columns.iter().map(made).collect());
}

/// The levels of what is reserved, by how high they stand: 0 before all tiers, `n + 1`
/// before tier `n`.
fn shares(
    scenario: &Scenario,
    ranking: &Ranking,
    groups: &[Group<'_>],
) -> BTreeMap<u32, (String, Vec<CostPath>)> {
    let mut levels = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        for &(rank, from) in group.reserved {
            let (_, paths) = levels.entry(rank).or_insert_with(|| {
                let mut label = "reserved shares not met".to_owned();
                if let Some(tier) = rank.checked_sub(1) {
                    let name = ranking.tiers().get(tier as usize).map_or("", String::as_str);
                    label = format!("{label}, against tier {name}");
                }
                (label, vec![CostPath::Zero; groups.len()])
            });
            let unserved = f64::from(scenario.months() - from);
            paths[index] = CostPath::Slope { from, rate: 1.0, unserved };
        }
    }
    levels
}

/// Name of the level of commitments.
pub(super) const COMMITMENTS: &str = "commitments not met";

/// A unit costs one for each month by which it is promised and after which it is made:
/// the sum is what every commitment is short of, counted from the beginning of its order.
pub(super) fn commitments<'a>(
    months: u32,
    promised: impl Iterator<Item = &'a [u32]>,
) -> (Vec<CostPath>, Vec<Vec<f64>>) {
    let mut tables: BTreeMap<&[u32], usize> = BTreeMap::new();
    let paths: Vec<Option<usize>> = promised
        .map(|promised| {
            let next = tables.len();
            (!promised.is_empty()).then(|| *tables.entry(promised).or_insert(next))
        })
        .collect();
    let mut lists: Vec<(usize, Vec<f64>)> = tables
        .into_iter()
        .map(|(promised, index)| {
            let missed = |month| promised.iter().filter(|&&by| by < month).count() as f64;
            (index, (0..=months).map(missed).collect())
        })
        .collect();
    lists.sort_by_key(|list| list.0);
    let paths = paths.into_iter().map(|table| {
        table.map_or(CostPath::Zero, |table| CostPath::Table { table: table as u32, scale: 1.0 })
    });
    (paths.collect(), lists.into_iter().map(|list| list.1).collect())
}

/// What a unit of each product takes on the first, by id, of the lines that make it.
fn first_usages(scenario: &Scenario) -> Vec<f64> {
    let of = |product: &Product| {
        scenario.lines().iter().find_map(|line| line.usage().get(product.id())).copied()
    };
    scenario.products().iter().map(|product| of(product).unwrap_or(1.0)).collect()
}

/// What a unit weighs in its due month, or in the month of the horizon nearest to it: with urgency,
/// without ageing.
fn due_weight(scenario: &Scenario, ranking: &Ranking, group: &Group<'_>) -> f64 {
    let Some(path) = group.path else { return group.weight };
    let month = scenario.standing_month(group.due_month);
    group.weight * ranking.path_in(path, month).map_or(1.0, |step| step.weight)
}
