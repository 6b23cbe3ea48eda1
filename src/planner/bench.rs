//! Where the units of several tranches are made, one after the other.

use std::collections::{BTreeMap, VecDeque};

use super::served::Made;
use super::share::Share;
use crate::tolerance::{self, NEGLIGIBLE};

/// Tranches that have one unit in the making in common: whoever gets it, all of it is made in
/// months in which something may be made for any of them.
struct Bench {
    members: Vec<usize>,
    /// All that was made for its members, and what of it is in units that are delivered.
    made: f64,
    delivered: f64,
    /// What is made and not yet in a unit, the oldest first.
    rest: VecDeque<Made>,
    /// Who got the last unit.
    last: Option<usize>,
}

/// What is given to whom.
struct Given<'a> {
    shares: &'a [Share],
    standings: Vec<Standing>,
    made: &'a mut [Vec<Made>],
}

/// How far a share has come.
struct Standing {
    /// Entries and months of it that are behind, and what it is by now.
    entries: usize,
    months: usize,
    sum: f64,
    /// Units delivered, and the deadline of the next one.
    units: f64,
    deadline: usize,
    /// What of the next one was made for it.
    piece: f64,
    /// The last month in which it was given units, and what of them was made before that month.
    given: Option<usize>,
    early: f64,
}

/// Gives what is made of some shares away again, so that whole units come of it.
///
/// A unit is delivered when all that is made makes one more whole, to the earliest deadline among
/// those whose share has begun another one, equals by their place: a share that fills a unit
/// must have it, and one that has not begun it must not. So by the end of every month a tranche
/// has its share, rounded down or up. That it can be done: of all the units that some shares begin
/// and fill from one month to another there are no more than what is made of these shares
/// in between, rounded down, and what is made makes at least so many whole; with no window
/// too short, the earliest deadline misses none (Hall; Steiner and Yeomans for just-in-time
/// sequences). And while more is made than is delivered some share has begun a unit that it has not.
///
/// Nothing may be made for a tranche before its first month. So those who come while a unit is in
/// the making are on a bench of their own, until that is complete: then all that is left was made
/// since they came, and the benches are one. All have what they must have: two benches
/// together deliver at least what each would, and what an older one takes of what a
/// younger one made is for a deadline before which nobody on the younger one must have a unit that
/// its share has begun; of those begun later there are no more than what is made from then on.
///
/// Returns what nobody is to have: nothing, unless somebody got more than its share before the first
/// month of whom others then went out of the book.
///
/// Complexity: O(shares × months × log months).
pub(super) fn make(shares: &[Share], made: &mut [Vec<Made>]) -> Vec<Made> {
    let mut coming: Vec<usize> = (0..shares.len()).collect();
    coming.sort_by_key(|&index| (shares[index].first, shares[index].place));
    let mut coming = coming.into_iter().peekable();
    let begin = |share: &Share| {
        let Share { before: sum, units, piece, .. } = *share;
        let deadline = share.deadline(units + 1.0);
        let (given, early) = (None, 0.0);
        Standing { entries: 0, months: 0, sum, units, deadline, piece, given, early }
    };
    let mut given = Given { shares, standings: shares.iter().map(begin).collect(), made };
    let mut benches: Vec<Bench> = Vec::new();
    let mut nobodys = Vec::new();
    let Some(last) = shares.iter().map(Share::last).max() else { return nobodys };
    for month in 0..=last {
        let mut newcomers = Vec::new();
        while let Some(index) = coming.next_if(|&index| shares[index].first <= month) {
            newcomers.push(index);
        }
        match benches.last_mut() {
            Some(youngest) if newcomers.is_empty() || youngest.rest.is_empty() => {
                youngest.members.append(&mut newcomers);
            }
            _ => benches.push(Bench::of(newcomers)),
        }
        for bench in &mut benches {
            bench.work(month, &mut given);
        }
        deliver(&mut benches, month, &mut given);
    }
    for mut bench in benches {
        // The unit in the making is that of whoever would get it; rounding is the last one's.
        let rounding = bench.open() <= tolerance::UNIT_MOST;
        match bench.next(&given).or(bench.last.filter(|_| rounding)) {
            Some(next) => given.give_older(next, usize::MAX, &mut bench),
            None => nobodys.extend(bench.rest),
        }
    }
    nobodys
}

/// Delivers what is complete by the end of a month.
fn deliver(benches: &mut Vec<Bench>, month: usize, given: &mut Given<'_>) {
    loop {
        while let Some((older, last, next)) = older_unit(benches, month, given) {
            let mut taken: Vec<Bench> = benches.drain(older..=last).collect();
            let Some(mut bench) = taken.pop() else { return };
            for mut other in taken {
                bench.join(&mut other);
            }
            given.give(next, (1.0, month), &mut bench);
            match benches.last_mut() {
                Some(youngest) if older == last => {
                    given.give_older(next, month, &mut bench);
                    youngest.join(&mut bench);
                }
                _ => benches.insert(older, bench),
            }
        }
        let Some(youngest) = benches.last_mut() else { return };
        youngest.complete(month, given);
        if older_unit(benches, month, given).is_none() {
            return;
        }
    }
}

/// A unit that can be completed on a bench that is not the youngest: that bench, the last one of
/// which something is taken for it, and whose it is. What younger benches have made is taken only
/// for an earlier deadline than any of theirs, so that they miss none.
fn older_unit(benches: &[Bench], month: usize, given: &Given<'_>) -> Option<(usize, usize, usize)> {
    let (_, older) = benches.split_last()?;
    if older.is_empty() {
        return None;
    }
    let next: Vec<Option<usize>> = benches.iter().map(|bench| bench.next(given)).collect();
    let deadline = |next: &usize| given.standings[*next].deadline;
    for (index, bench) in older.iter().enumerate() {
        let Some(own) = next[index] else { continue };
        let slack = given.shares[own].slack;
        let piece = given.standings[own].piece;
        // What a share fills is there, but for rounding; where an order went out of the book since
        // somebody got more than its share, perhaps not.
        let must = deadline(&own) <= month && is_whole(bench.open() + piece, 2.0 * slack);
        if must || is_whole(bench.open() + piece, slack) {
            return Some((index, index, own));
        }
        if next[index + 1..].iter().flatten().all(|other| deadline(&own) <= deadline(other)) {
            let mut open = bench.open() + piece;
            for (last, other) in benches.iter().enumerate().skip(index + 1) {
                open += other.open();
                if is_whole(open, slack) {
                    return Some((index, last, own));
                }
            }
        }
    }
    None
}

/// Whether what is made makes a unit whole.
fn is_whole(made: f64, slack: f64) -> bool {
    // Half of what may be missing in all, so that sums by tranche say the same.
    made + 0.5 * slack >= 1.0
}

impl Bench {
    fn of(members: Vec<usize>) -> Self {
        Self { members, made: 0.0, delivered: 0.0, rest: VecDeque::new(), last: None }
    }

    /// Makes what is made of its members' shares in a month.
    fn work(&mut self, month: usize, given: &mut Given<'_>) {
        let mut lines: BTreeMap<usize, f64> = BTreeMap::new();
        for &index in &self.members {
            for &(_, line, amount) in given.go_on(index, month) {
                *lines.entry(line).or_default() += amount;
            }
        }
        for (line, amount) in lines {
            self.made += amount;
            self.rest.push_back((month, line, amount));
        }
    }

    /// Takes over another one whose rest was made in this month.
    fn join(&mut self, other: &mut Self) {
        self.members.append(&mut other.members);
        self.made += other.made;
        self.delivered += other.delivered;
        self.rest.append(&mut other.rest);
        self.rest.make_contiguous().sort_by_key(|&(month, line, _)| (month, line));
        self.last = self.last.or(other.last);
    }

    /// Of those whose share has begun a unit that they have not, the one with the earliest deadline.
    fn next(&self, given: &Given<'_>) -> Option<usize> {
        let open = self.members.iter().copied().filter(|&index| given.is_open(index));
        open.min_by_key(|&index| given.turn(index))
    }

    /// What is made and not delivered.
    fn open(&self) -> f64 {
        self.made - self.delivered
    }

    /// Delivers what is complete.
    fn complete(&mut self, month: usize, given: &mut Given<'_>) {
        let shares = given.shares;
        let must = |&index: &usize| {
            let standing = &given.standings[index];
            shares[index].full(standing.sum) - standing.units
        };
        let mut due: Vec<(usize, f64)> =
            self.members.iter().map(|index| (*index, must(index))).collect();
        due.retain(|(_, units)| *units > 0.0);
        due.sort_by_key(|&(index, _)| shares[index].place);
        for (index, units) in due {
            let there = self.open() + given.standings[index].piece + shares[index].slack;
            let units = units.min(there.floor());
            if units > 0.0 {
                given.give(index, (units, month), self);
            }
        }
        // Of more than it fills, a share has begun one unit at most.
        let open = self.members.iter().copied().filter(|&index| given.is_open(index));
        let mut open: Vec<_> = open.map(|index| (given.turn(index), index)).collect();
        open.sort_unstable();
        for (_, index) in open {
            if !is_whole(self.open() + given.standings[index].piece, shares[index].slack) {
                break;
            }
            given.give(index, (1.0, month), self);
        }
        // Who has all before its share is made is still worked for: others get that.
        let works = |index: usize| shares[index].last() > month;
        let wants = |index: usize| given.standings[index].units < shares[index].quantity;
        self.members.retain(|&index| works(index) || wants(index));
    }
}

impl Given<'_> {
    /// Goes on to the end of a month: what is made of a share in it.
    fn go_on(&mut self, index: usize, month: usize) -> &[Made] {
        let (share, standing) = (&self.shares[index], &mut self.standings[index]);
        match share.sums.get(standing.months) {
            Some(&(next, sum)) if next == month => standing.sum = sum,
            _ => return &[],
        }
        standing.months += 1;
        let own = &share.made[standing.entries..];
        let own = &own[..own.iter().take_while(|made| made.0 == month).count()];
        standing.entries += own.len();
        own
    }

    fn is_open(&self, index: usize) -> bool {
        let standing = &self.standings[index];
        self.shares[index].begun(standing.sum) > standing.units
    }

    /// Deadline and place: the least comes first.
    fn turn(&self, index: usize) -> (usize, u32) {
        (self.standings[index].deadline, self.shares[index].place)
    }

    /// Gives units from what is made, the oldest first, and returns how much of it that is. What is
    /// missing of them is but rounding, and so is what little they leave.
    ///
    /// Of what was made before the month it gets less than a unit, or one would have been complete
    /// earlier.
    fn give(&mut self, index: usize, (units, month): (f64, usize), bench: &mut Bench) {
        let rounding = NEGLIGIBLE * bench.made.max(1.0);
        let (share, standing) = (&self.shares[index], &mut self.standings[index]);
        if standing.given < Some(month) {
            (standing.given, standing.early) = (Some(month), standing.piece);
        }
        standing.units += units;
        let missing = units - std::mem::take(&mut standing.piece);
        standing.deadline = share.deadline(standing.units + 1.0);
        bench.delivered += missing;
        bench.last = Some(index);
        let own = &mut self.made[share.demand];
        let mut open = missing;
        for bounded in [true, false] {
            let mut at = 0;
            while open > rounding
                && let Some(made) = bench.rest.get_mut(at)
            {
                let early = bounded && made.0 < month;
                let most = if early { 1.0 - 2.0 * share.slack - standing.early } else { open };
                let wanted = open.min(most);
                if wanted <= rounding {
                    at += 1;
                    continue;
                }
                let taken = if made.2 - wanted > rounding { wanted } else { made.2 };
                own.push((made.0, made.1, taken));
                made.2 -= taken;
                open -= taken;
                standing.early += if early { taken } else { 0.0 };
                if made.2 <= 0.0 {
                    bench.rest.remove(at);
                }
            }
        }
    }

    /// Gives all that was made before a month, for the next unit; how much that is.
    fn give_older(&mut self, index: usize, month: usize, bench: &mut Bench) {
        let count = bench.rest.partition_point(|made| made.0 < month);
        let older = bench.rest.drain(..count);
        for made in older {
            self.standings[index].piece += made.2;
            bench.delivered += made.2;
            self.made[self.shares[index].demand].push(made);
        }
    }
}
