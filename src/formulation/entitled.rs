//! What reservations entitle their beneficiaries to.

use std::collections::BTreeMap;

use super::portions::Portion;
use super::window::Window;
use crate::ranking::Ranking;
use crate::resources::{Amount, Keeps, Resource, ResourceKey, ResourceKind, Resources};
use crate::scenario::{Demand, Month, Reservation, Scenario};
use crate::tolerance;

/// Units of a tranche that a reservation alone would have made by a month, or had by the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Entitled {
    /// Position of the reservation in [`Scenario::reservations`].
    pub reservation: usize,
    /// Position of the tranche in [`Scenario::demands`].
    pub demand: usize,
    /// Index of the month by the end of which they should be made.
    pub month: u32,
    /// Index of the month in which they were entitled; none if that was before the first.
    pub since: Option<u32>,
    /// Units of the tranche before them, of those that are made from the first month on: below zero
    /// for what was made before it.
    pub begin: f64,
    /// How many they are.
    pub quantity: f64,
}

/// Units of a tranche that the share of a month makes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Earned {
    pub(super) reservation: usize,
    pub(super) demand: usize,
    /// Index of the month.
    pub(super) month: usize,
    /// Units of the tranche that are still to be made, before these: below zero for what was made
    /// before the first month.
    pub(super) begin: f64,
    pub(super) quantity: f64,
}

/// What the shares make, month by month. Each unit counts for one reservation: in a month they
/// take their turns by id.
///
/// Complexity: O(months × reservations × tranches) at most.
pub(super) fn earned(
    scenario: &Scenario,
    ranking: &Ranking,
    resources: &Resources,
) -> (Vec<Earned>, Left) {
    let mut sources: Vec<Source<'_>> = scenario
        .reservations()
        .iter()
        .enumerate()
        .filter_map(|reservation| Source::new(scenario, ranking, resources, reservation))
        .collect();
    if sources.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let limit = |order: usize| scenario.orders()[order].most_per_month_given();
    let limits = scenario.limited_orders().filter_map(|order| Some((order, limit(order)?)));
    let limits: BTreeMap<usize, f64> = limits.collect();
    let mut taken = vec![0.0; scenario.demands().len()];
    for (demand, units) in before(scenario).map(|(_, demand, units)| (demand, units)) {
        taken[demand] += units;
    }
    let mut earned: Vec<Earned> = Vec::new();
    for month in 0..scenario.months() as usize {
        // What is left of the monthly limits of orders that have one.
        let mut limits = limits.clone();
        for source in &mut sources {
            let reservation = source.position;
            let so_far = (&mut taken[..], &mut limits);
            source.month(scenario, ranking, month, so_far, |demand, begin, quantity| {
                // Units are counted from the plan that was made first.
                let begin = begin - scenario.demands()[demand].made_since();
                earned.push(Earned { reservation, demand, month, begin, quantity });
            });
        }
    }
    let keeping = sources.into_iter().filter(|source| source.keeps);
    (earned, keeping.map(|source| (source.position, source.lefts)).collect())
}

/// By position of the reservation what it has left at the end of each month for the next; of
/// reservations of components.
type Left = Vec<(usize, Vec<f64>)>;

/// What reservations come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Rights {
    /// Units by tranche, in the order in which they were entitled; also those that are due after
    /// the horizon.
    pub entitled: Vec<Entitled>,
    /// By position of the reservation what it has left at the end of each month for the next; of
    /// reservations of components.
    pub left: Left,
}

impl Rights {
    /// What was entitled before the first month, and what shares make from then on.
    pub(super) fn new(scenario: &Scenario, earned: &[Earned], left: Left) -> Self {
        let due = |demand: usize| scenario.index_of(scenario.demands()[demand].due);
        let mut begins: BTreeMap<usize, f64> = BTreeMap::new();
        let mut entitled = Vec::with_capacity(earned.len());
        for (reservation, demand, quantity) in before(scenario) {
            let made = scenario.demands()[demand].made_since();
            let next = begins.entry(demand).or_insert(-made);
            let (begin, month) = (*next, due(demand) as u32);
            *next += quantity;
            entitled.push(Entitled { reservation, demand, month, since: None, begin, quantity });
        }
        entitled.extend(earned.iter().map(|part| {
            let &Earned { reservation, demand, month, begin, quantity } = part;
            let (since, month) = (Some(month as u32), month.max(due(demand)) as u32);
            Entitled { reservation, demand, month, since, begin, quantity }
        }));
        entitled.sort_by(|a, b| a.demand.cmp(&b.demand).then(a.begin.total_cmp(&b.begin)));
        Self { entitled, left }
    }

    /// The units that are due within so many months; those of a tranche that come together are one
    /// entry. What is due later is never late.
    pub(super) fn due(&self, months: u32) -> Vec<Entitled> {
        let due = self.entitled.iter().copied().filter(|part| part.month < months);
        let mut due: Vec<Entitled> = due.collect();
        due.dedup_by(|next, part| {
            let same = (next.reservation, next.demand, next.month)
                == (part.reservation, part.demand, part.month);
            if same {
                part.quantity = next.begin + next.quantity - part.begin;
            }
            same
        });
        due
    }
}

/// What reservations entitled to before the first month, by id: the reservation, the tranche, units.
fn before(scenario: &Scenario) -> impl Iterator<Item = (usize, usize, f64)> {
    let reservations = scenario.reservations().iter().enumerate();
    reservations.flat_map(move |(reservation, part)| {
        part.entitlements().iter().filter_map(move |units| {
            let order = scenario.order_position(units.order().as_str())?;
            let (first, own) = scenario.demands_at(order);
            own.get(units.number())?;
            Some((reservation, first + units.number(), units.units()))
        })
    })
}

/// A reservation month by month.
struct Source<'a> {
    /// Position of the reservation.
    position: usize,
    reservation: &'a Reservation,
    /// What the line or component offers each month.
    offered: Vec<f64>,
    /// Whether what is not taken stays.
    keeps: bool,
    left: f64,
    /// What is left at the end of each month for the next.
    lefts: Vec<f64>,
    /// Those whom it serves as long as they are in its tier, if it is for one.
    turns: Vec<Turn>,
    /// What a unit of each product takes, on the line that takes least of those that make any of
    /// it in the month.
    takes: BTreeMap<usize, Amount>,
}

/// A tranche that a reservation serves.
struct Turn {
    demand: usize,
    window: Window,
}

impl<'a> Source<'a> {
    /// None if there is nothing of which it is a share.
    fn new(
        scenario: &Scenario,
        ranking: &Ranking,
        resources: &Resources,
        (position, reservation): (usize, &'a Reservation),
    ) -> Option<Self> {
        let resource = resources.get(resources.position(&reserved(reservation)?)?);
        let offered = match reservation.expansion() {
            Some(id) => {
                let expansion = scenario.expansions().iter().find(|part| part.id() == id);
                expansion.map(|part| scenario.added(part)).unwrap_or_default()
            }
            None => resource.counted(),
        };
        let products = 0..scenario.products().len();
        let of_line = reservation.line().is_some();
        let lines = if of_line { Vec::new() } else { capacities(scenario, resources) };
        let takes = |product: usize| {
            let least = if of_line {
                resource.least_per_unit(product)
            } else {
                alone(resource, product, &lines)
            };
            Some((product, least?))
        };
        let takes: BTreeMap<usize, Amount> = products.filter_map(takes).collect();
        let demands = scenario.demands().iter().enumerate();
        let turn = |(index, demand): (usize, &Demand)| {
            let window = Window::of(scenario, ranking, demand)?;
            let served =
                takes.contains_key(&demand.product) && is_for(scenario, reservation, demand);
            served.then_some(Turn { demand: index, window })
        };
        let mut turns: Vec<Turn> = demands.filter_map(turn).collect();
        let since = scenario.since();
        let first = reservation.first().unwrap_or(since);
        let before = |due: Month| first > since && due < first;
        turns.sort_by_key(|turn| {
            let demand = &scenario.demands()[turn.demand];
            let name = scenario.natural_place(demand.order);
            (before(demand.due), demand.due_when, demand.release_when, name, turn.demand)
        });
        let keeps = match resource.keeps() {
            Keeps::Nothing => false,
            Keeps::Stock { .. } => true,
        };
        let (left, lefts) = (0.0, Vec::new());
        Some(Self { position, reservation, offered, keeps, left, lefts, turns, takes })
    }

    /// Entitles to what the share of a month makes: nobody who has left, nobody who is not in its
    /// tier in that month, and of no order more than is made of it in a month.
    fn month(
        &mut self,
        scenario: &Scenario,
        ranking: &Ranking,
        month: usize,
        (taken, limits): (&mut [f64], &mut BTreeMap<usize, f64>),
        entitle: impl FnMut(usize, f64, f64),
    ) {
        self.serve(scenario, ranking, month, (taken, limits), entitle);
        // What is left of a line is lost; and of what does not hold, nothing stays.
        let holds = self.reservation.holds_in(scenario.month(month));
        if !self.keeps || !holds {
            self.left = 0.0;
        }
        self.lefts.push(self.left);
    }

    fn serve(
        &mut self,
        scenario: &Scenario,
        ranking: &Ranking,
        month: usize,
        (taken, limits): (&mut [f64], &mut BTreeMap<usize, f64>),
        mut entitle: impl FnMut(usize, f64, f64),
    ) {
        let now = scenario.month(month);
        // What it owes from before the first month is due in it, whether it holds by then or not.
        let owed = if month == 0 { self.reservation.owed_before() } else { 0.0 };
        let holds = self.reservation.holds_in(now);
        if !holds && owed <= 0.0 {
            return;
        }
        let offered = self.offered.get(month).copied().unwrap_or(0.0);
        let monthly = if holds { self.reservation.monthly(offered) } else { 0.0 };
        let share = owed + monthly + self.left;
        self.left = share;
        for &Turn { demand: index, window } in &self.turns {
            let demand = &scenario.demands()[index];
            let takes = self.takes.get(&demand.product).map_or(0.0, |takes| takes.in_month(month));
            let limit = limits.get(&demand.order).copied().unwrap_or(f64::INFINITY);
            let open = demand.quantity - demand.entitled_from - taken[index];
            if self.left <= tolerance::DUST * share {
                break;
            }
            let served =
                window.has(month) && is_in_tier(ranking, self.reservation, demand.order, now);
            let dust = tolerance::DUST * demand.quantity;
            // In a month in which nothing takes of it, it makes nothing.
            if !served || takes <= 0.0 || open <= dust || limit <= dust {
                continue;
            }
            let fits = (self.left / takes).min(limit);
            // The last units of a tranche are all of it.
            let units = if open - fits <= dust { open } else { fits };
            entitle(index, taken[index], units);
            taken[index] += units;
            self.left = (self.left - units * takes).max(0.0);
            if let Some(limit) = limits.get_mut(&demand.order) {
                *limit = (*limit - units).max(0.0);
            }
        }
    }
}

/// What each line can make, month by month.
fn capacities<'a>(scenario: &Scenario, resources: &'a Resources) -> Vec<&'a [f64]> {
    let key = |id: &str| ResourceKey::new(ResourceKind::Line, id);
    let position = |id: &str| resources.position(&key(id));
    let lines = scenario.lines().iter().map(|line| position(line.id().as_str()));
    lines.map(|line| line.map_or(&[][..], |line| resources.get(line).offered())).collect()
}

/// What a unit of a product takes by month, on the line that takes least of those that have any
/// capacity then; 0 where none has, so that nothing is made. None if no line takes of it at all.
fn alone(resource: &Resource, product: usize, lines: &[&[f64]]) -> Option<Amount> {
    let taking = lines.iter().enumerate();
    let taking =
        taking.filter_map(|(line, has)| Some((resource.per_unit_made(product, line)?, *has)));
    let taking: Vec<(&Amount, &[f64])> = taking.collect();
    if taking.iter().all(|(_, has)| has.iter().all(|capacity| *capacity > 0.0)) {
        return resource.least_per_unit(product);
    }
    let least = |month: usize| {
        let running = taking.iter().filter(|(_, has)| has.get(month).is_some_and(|one| *one > 0.0));
        let amounts = running.map(|(amount, _)| amount.in_month(month));
        amounts.filter(|amount| *amount > 0.0).reduce(f64::min).unwrap_or(0.0)
    };
    let months = taking.iter().map(|(_, has)| has.len()).max()?;
    Some((0..months).map(least).collect::<Vec<f64>>().into())
}

/// What a reservation is a share of.
pub(super) fn reserved(reservation: &Reservation) -> Option<ResourceKey> {
    let line = reservation.line().map(|id| ResourceKey::new(ResourceKind::Line, id.as_str()));
    line.or_else(|| {
        let id = reservation.component()?;
        Some(ResourceKey::new(ResourceKind::Component, id.as_str()))
    })
}

/// Whether a reservation is for a tranche, tiers apart.
fn is_for(scenario: &Scenario, reservation: &Reservation, demand: &Demand) -> bool {
    reservation.partner().is_none_or(|id| scenario.partners()[demand.partner].id() == id)
        && reservation.product().is_none_or(|id| scenario.products()[demand.product].id() == id)
}

/// Whether an order is in the tier of a reservation in a month; what it is entitled to by then
/// stays so.
fn is_in_tier(ranking: &Ranking, reservation: &Reservation, order: usize, month: Month) -> bool {
    reservation.tier().is_none_or(|name| {
        ranking.tiers().get(ranking.tier_at(order, month)).is_some_and(|tier| tier == name)
    })
}

/// How high the levels of reservations stand, by reservation: 0 before all tiers, `n + 1`
/// before tier `n`.
pub(super) fn ranks(scenario: &Scenario, ranking: &Ranking) -> Vec<u32> {
    let rank = |part: &Reservation| {
        let name = part.protected_against()?;
        ranking.tiers().iter().position(|tier| tier == name)
    };
    scenario
        .reservations()
        .iter()
        .map(|part| rank(part).map_or(0, |tier| tier as u32 + 1))
        .collect()
}

/// Cuts portions where what is entitled ends.
///
/// Units are counted from the beginning of a tranche. On each level they are entitled to
/// what the reservations of that level and of those above give together, so that on every
/// level the first units are entitled first: nothing is lost if they are made first.
///
/// What was made before the first month since reservations are counted has been made of the first
/// of them.
pub(super) fn cut(
    scenario: &Scenario,
    portions: Vec<Portion>,
    entitled: &[Entitled],
    ranks: &[u32],
) -> Vec<Portion> {
    if entitled.is_empty() {
        return portions;
    }
    // Every level that there is: what stands above one counts on it too, also of a tranche that
    // has nothing else there. Otherwise it would be served on the cost of who stands higher.
    let mut levels: Vec<u32> = entitled.iter().map(|part| ranks[part.reservation]).collect();
    levels.sort_unstable();
    levels.dedup();
    let mut cut = Vec::with_capacity(portions.len() + entitled.len());
    for own in portions.chunk_by(|a, b| a.demand == b.demand) {
        let first = entitled.partition_point(|part| part.demand < own[0].demand);
        let last = entitled.partition_point(|part| part.demand <= own[0].demand);
        if first == last {
            cut.extend_from_slice(own);
            continue;
        }
        let schedules = schedules(
            &entitled[first..last],
            ranks,
            &levels,
            scenario.demands()[own[0].demand].made_since(),
        );
        let total: f64 = own.iter().map(|portion| portion.quantity).sum();
        let mut done = 0.0;
        for portion in own {
            let begin = done;
            let end = begin + portion.quantity;
            while done < end {
                let here = |schedule: &Schedule| {
                    schedule
                        .steps
                        .iter()
                        .find(|step| step.0 - done > tolerance::DUST * total)
                        .copied()
                };
                let mut reserved = Vec::with_capacity(schedules.len());
                let mut stop = end;
                for schedule in &schedules {
                    let Some((until, month)) = here(schedule) else { continue };
                    reserved.push((schedule.rank, month));
                    if end - until > tolerance::DUST * total {
                        stop = stop.min(until);
                    }
                }
                let whole = done <= begin && stop >= end;
                let quantity = if whole { portion.quantity } else { stop - done };
                cut.push(Portion { quantity, committed: true, reserved, ..portion.clone() });
                done = stop;
            }
        }
    }
    cut
}

/// What a tranche is entitled to on one level: units counted from its beginning, and the
/// month by which they should be made.
struct Schedule {
    rank: u32,
    steps: Vec<(f64, u32)>,
}

fn schedules(own: &[Entitled], ranks: &[u32], levels: &[u32], made: f64) -> Vec<Schedule> {
    let of = |rank: u32| {
        let mut parts: Vec<&Entitled> =
            own.iter().filter(|part| ranks[part.reservation] <= rank).collect();
        parts.sort_by_key(|part| part.month);
        let mut steps: Vec<(f64, u32)> = Vec::new();
        let mut units = -made;
        for part in parts {
            units += part.quantity;
            match steps.last_mut() {
                Some((until, month)) if *month == part.month => *until = units,
                _ => steps.push((units, part.month)),
            }
        }
        Schedule { rank, steps }
    };
    levels.iter().copied().map(of).collect()
}
