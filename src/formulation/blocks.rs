//! Which tranches are alike, and the order of the blocks.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::key::key;
use super::member::{Member, Split};
use super::portions::Portion;
use super::remainders;
use super::sequence::{Sequence, sequence};
use super::window::Window;
use crate::ranking::Ranking;
use crate::resources::Resources;
use crate::scenario::{Backlog, Division, Measure, Method, Month, Scenario};
use crate::tolerance;

/// Tranches that are one block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group<'a> {
    pub(super) key: u64,
    pub(super) product: usize,
    pub(super) tier: usize,
    /// Weight of a unit in a month of backlog, measure and urgency included; where it
    /// changes, what the weights of the path are multiplied by.
    pub(super) weight: f64,
    /// Position in the ranking's paths, where weight or tier change.
    pub(super) path: Option<usize>,
    /// The measure alone: what a unit counts for.
    pub(super) value: f64,
    pub(super) quantity: f64,
    pub(super) window: Window,
    /// Its index, up to the number of months.
    pub(super) due: u32,
    pub(super) due_month: Month,
    /// The last month of its customer, if that is before the last of the horizon, or even before
    /// the first: what is left then is lost.
    pub(super) last: Option<Month>,
    /// Whether nothing is made for it.
    pub(super) passed: bool,
    /// Indices of the months by which its units are promised.
    pub(super) promised: &'a [u32],
    /// For each level of reservations that entitles to its units, how high it stands and
    /// the index of the month.
    pub(super) reserved: &'a [(u32, u32)],
    /// Position of the first portion, and the demand that it belongs to.
    pub(super) portion: usize,
    pub(super) demand: usize,
    /// Where its members are in the list of all.
    pub(super) members: Range<usize>,
}

/// What makes tranches companions: they differ in nothing but what an order says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Company {
    tier: u32,
    due: Month,
    product: u32,
    /// What a unit counts for, and the weight that the policy gives it.
    value: u64,
    standing: u64,
    path: Option<u32>,
}

/// What makes tranches alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Alike {
    company: Company,
    window: Window,
    /// The first month in which it can be taken, from the beginning of the plan that was made first
    /// on: who came after that is not alike with who was there, however much later it is.
    released: Month,
    /// With urgency.
    weight: u64,
    /// Rules that go by one order after the other merge nothing, and nothing is like an
    /// order of which something is promised or reserved.
    single: Option<u32>,
    last: Option<Month>,
    /// Which set of resources of which only some take.
    restricted: u32,
}

/// A portion with what makes it like others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Classed {
    alike: Alike,
    /// In the order among equals.
    place: u32,
    portion: u32,
}

pub(super) fn split(ranking: &Ranking) -> Split {
    let division = match ranking.method() {
        Method::Optimised(objectives) => objectives.division,
        Method::InTurn { .. } => Division::InSequence,
        Method::Shared => Division::InProportion,
    };
    match division {
        Division::InSequence => Split::Sequence,
        Division::InProportion => Split::Proportion,
    }
}

/// The blocks in the order among equals, for rules that are carried out in turn in the order
/// in which they are served; and the members of all blocks, one block after the other.
///
/// The order is one of tranches, see [`Sequence`]. Where tranches share in proportion, a block is
/// all that are alike. Elsewhere it is those alike between which no companion stands that is not:
/// that leaves the order among companions as it is. (Tranches that are no companions may change
/// places with members of a block; they differ in weight or product.) A block has the place of its
/// first member.
///
/// Portions are sorted, so that those alike lie side by side: that takes less time and memory
/// than looking each up in a table of such large keys.
pub(super) fn group<'a>(
    scenario: &Scenario,
    ranking: &Ranking,
    portions: &'a [Portion],
    resources: &Resources,
    sequence: &Sequence,
) -> (Vec<Group<'a>>, Vec<Member>) {
    let mut classed = classify(scenario, ranking, portions, resources, sequence);
    match split(ranking) {
        Split::Sequence => classed = by_company(&classed),
        Split::Proportion => classed.sort_unstable(),
    }
    let parts = parts(scenario, ranking, portions, &classed);
    // Of some there is nothing to be made and, after all, nothing to be shared.
    classed.retain(|part| {
        let index = part.portion as usize;
        portions[index].quantity > 0.0 || parts[index] > 0.0
    });
    let runs = classed.chunk_by(|a, b| a.alike == b.alike).collect();
    let runs = in_order(scenario, ranking, portions, runs);
    let mut members = Vec::with_capacity(classed.len());
    let mut groups = Vec::with_capacity(runs.len());
    for run in runs {
        let start = members.len();
        members.extend(run.iter().map(|part| {
            let Portion { demand, quantity, .. } = portions[part.portion as usize];
            Member { demand, quantity, part: parts[part.portion as usize] }
        }));
        let quantity = members[start..].iter().map(|member| member.part).sum();
        let Classed { alike, portion: index, .. } = run[0];
        let portion = &portions[index as usize];
        let demand = &scenario.demands()[portion.demand];
        let order = &scenario.orders()[demand.order];
        groups.push(Group {
            key: key(order.id().as_str(), demand.tranche as u64),
            product: demand.product,
            tier: alike.company.tier as usize,
            weight: f64::from_bits(alike.weight),
            path: alike.company.path.map(|path| path as usize),
            value: f64::from_bits(alike.company.value),
            quantity,
            window: alike.window,
            due: scenario.index_of(demand.due) as u32,
            due_month: demand.due,
            last: alike.last,
            passed: portion.passed,
            promised: &portion.promised,
            reserved: &portion.reserved,
            portion: index as usize,
            demand: portion.demand,
            members: start..members.len(),
        });
    }
    (groups, members)
}

/// Companions side by side, each company in the order among equals. Numbers stand for companies,
/// so that little is moved.
fn by_company(classed: &[Classed]) -> Vec<Classed> {
    let mut companies: HashMap<Company, u32> = HashMap::new();
    let mut order: Vec<(u64, u32)> = Vec::with_capacity(classed.len());
    for (part, index) in classed.iter().zip(0..) {
        let next = companies.len() as u32;
        let company = *companies.entry(part.alike.company).or_insert(next);
        order.push((u64::from(company) << 32 | u64::from(part.place), index));
    }
    // Portions come in the order of their numbers.
    order.sort_unstable();
    order.into_iter().map(|(_, index)| classed[index as usize]).collect()
}

/// What each portion shares by. Under a rule that shares out remainders balance among all that are
/// served in the same ways, in an optimised plan among those alike, which come one after the other.
fn parts(
    scenario: &Scenario,
    ranking: &Ranking,
    portions: &[Portion],
    classed: &[Classed],
) -> Vec<f64> {
    let mut parts: Vec<f64> = portions.iter().map(|portion| portion.quantity).collect();
    if split(ranking) == Split::Sequence {
        return parts;
    }
    let mut sets: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (run, own) in classed.chunk_by(|a, b| a.alike == b.alike).enumerate() {
        let Alike { company, restricted, .. } = own[0].alike;
        let set = match ranking.method() {
            Method::Shared => (company.product, restricted, 0),
            Method::Optimised(_) | Method::InTurn { .. } => (0, 0, run),
        };
        // Who is gone has no share to come.
        if own[0].alike.window.end > own[0].alike.window.release {
            sets.entry(set).or_default().extend(own.iter().map(|part| part.portion as usize));
        }
    }
    for set in sets.into_values() {
        // Who is promised something shares with nobody.
        let ahead = |&index: &usize| {
            let Portion { committed, demand, .. } = portions[index];
            if committed { 0.0 } else { remainders::ahead(scenario, &scenario.demands()[demand]) }
        };
        let mut aheads: Vec<f64> = set.iter().map(ahead).collect();
        remainders::balance(&mut aheads);
        for (index, ahead) in set.into_iter().zip(aheads).filter(|part| part.1 != 0.0) {
            let part = parts[index] + ahead;
            let dust = tolerance::DUST * scenario.demands()[portions[index].demand].quantity;
            parts[index] = if part <= dust { 0.0 } else { part };
        }
    }
    parts
}

/// Puts runs of tranches that are alike in the order of the blocks.
fn in_order<'c>(
    scenario: &Scenario,
    ranking: &Ranking,
    portions: &[Portion],
    mut runs: Vec<&'c [Classed]>,
) -> Vec<&'c [Classed]> {
    let by_place = |run: &&[Classed]| (run[0].place, run[0].portion);
    // What is promised goes before what is carried out: by month, then as the rule has it.
    let promised = |run: &&[Classed]| {
        let portion = &portions[run[0].portion as usize];
        portion.promised.first().copied().unwrap_or(u32::MAX)
    };
    match ranking.method() {
        Method::Optimised(_) => runs.sort_by_key(by_place),
        Method::InTurn { turns, .. } => {
            let mut keyed: Vec<_> = runs
                .into_iter()
                .map(|run| {
                    let demand = &scenario.demands()[portions[run[0].portion as usize].demand];
                    let order = &scenario.orders()[demand.order];
                    let turn = turns.turn(order, &scenario.partners()[demand.partner]);
                    let equal =
                        (sequence(scenario, demand.order), scenario.natural_place(demand.order));
                    // Within an order, what is due first is served first.
                    let part = (demand.due_when, demand.release_when, demand.tranche);
                    (turn, (equal, part, run[0].portion), run)
                })
                .collect();
            keyed.sort_by(|(turn, place, _), (other_turn, other_place, _)| {
                turn.total_cmp(other_turn).then_with(|| place.cmp(other_place))
            });
            runs = keyed.into_iter().map(|(_, _, run)| run).collect();
            runs.sort_by_key(promised);
        }
        Method::Shared => {
            runs.sort_by_key(by_place);
            runs.sort_by_key(promised);
        }
    }
    runs
}

/// The portions that can get anything, by position.
fn classify(
    scenario: &Scenario,
    ranking: &Ranking,
    portions: &[Portion],
    resources: &Resources,
    sequence: &Sequence,
) -> Vec<Classed> {
    let (in_turn, weighs) = match ranking.method() {
        Method::Optimised(objectives) => match objectives.backlog {
            Backlog::Together => (false, true),
            // Whatever it is worth, a tranche is late by months.
            Backlog::InTurn(_) => (true, false),
        },
        Method::Shared => (false, true),
        Method::InTurn { .. } => (true, true),
    };
    let end = scenario.horizon().end();
    // Nothing, which nearly all take of what only some do, is the set 0.
    let mut sets: BTreeMap<&[usize], u32> = BTreeMap::from([(&[][..], 0)]);
    let mut classed = Vec::with_capacity(portions.len());
    for (index, portion) in portions.iter().enumerate() {
        let demand = &scenario.demands()[portion.demand];
        let order = &scenario.orders()[demand.order];
        let standing = &ranking.orders()[demand.order];
        // Whom gates never let in is no part of the program.
        let Some(window) = Window::of(scenario, ranking, demand) else { continue };
        let factor = standing.path.map_or(standing.weight, |_| standing.factor);
        let value = match ranking.measure() {
            Measure::Value => scenario.products()[demand.product].value(),
            Measure::Orders => 1.0 / order.total(),
            Measure::Units => 1.0,
        };
        let restricted = match resources.restricted(portion.demand) {
            [] => 0,
            some => {
                let next = sets.len() as u32;
                *sets.entry(some).or_insert(next)
            }
        };
        let company = Company {
            tier: ranking.tier_at(demand.order, scenario.standing_month(demand.due)) as u32,
            due: demand.due,
            product: demand.product as u32,
            value: value.to_bits(),
            standing: factor.to_bits(),
            path: standing.path.map(|path| path as u32),
        };
        let alike = Alike {
            company,
            window,
            released: Window::opens(ranking, demand).max(scenario.since()).min(end),
            weight: (if weighs { value * factor * demand.urgency } else { 1.0 }).to_bits(),
            single: (in_turn || portion.committed).then_some(index as u32),
            last: demand.until.filter(|until| *until < end),
            restricted,
        };
        let place = sequence.place(portion.demand);
        classed.push(Classed { alike, place, portion: index as u32 });
    }
    classed
}
