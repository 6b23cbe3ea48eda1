//! Where the units of several tranches are made, one after the other.

use std::collections::{BTreeMap, VecDeque};

use super::served::Made;
use super::share::Share;
use crate::tolerance::NEGLIGIBLE;

/// Tranches that have one unit in the making in common: whoever gets it, all of it is made in
/// months in which something may be made for any of them.
struct Bench {
    members: Vec<usize>,
    /// All that was made for its members, and the units of it that are delivered.
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
/// Complexity: O(shares × months × log months).
pub(super) fn make(shares: &[Share], made: &mut [Vec<Made>]) {
    let mut coming: Vec<usize> = (0..shares.len()).collect();
    coming.sort_by_key(|&index| (shares[index].first, shares[index].place));
    let mut coming = coming.into_iter().peekable();
    let begin = |share: &Share| {
        let deadline = share.deadline(1.0);
        Standing { entries: 0, months: 0, sum: 0.0, units: 0.0, deadline }
    };
    let mut given = Given { shares, standings: shares.iter().map(begin).collect(), made };
    let mut benches: Vec<Bench> = Vec::new();
    let Some(last) = shares.iter().map(Share::last).max() else { return };
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
        // The unit in the making is that of whoever would get it.
        if let Some(next) = bench.next(&given).or(bench.last) {
            given.give_older(next, usize::MAX, &mut bench.rest);
        }
    }
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
            bench.give(next, 1.0, given);
            match benches.last_mut() {
                Some(youngest) if older == last => {
                    given.give_older(next, month, &mut bench.rest);
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
        if deadline(&own) <= month || is_whole(bench.open(), slack) {
            return Some((index, index, own));
        }
        if next[index + 1..].iter().flatten().all(|other| deadline(&own) <= deadline(other)) {
            let mut open = bench.open();
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
            self.give(index, units, given);
        }
        // Of more than it fills, a share has begun one unit at most.
        let open = self.members.iter().copied().filter(|&index| given.is_open(index));
        let mut open: Vec<_> = open.map(|index| (given.turn(index), index)).collect();
        open.sort_unstable();
        for (_, index) in open {
            if !is_whole(self.open(), shares[index].slack) {
                break;
            }
            self.give(index, 1.0, given);
        }
        // Who has all before its share is made is still worked for: others get that.
        let works = |index: usize| shares[index].last() > month;
        let wants = |index: usize| given.standings[index].units < shares[index].quantity;
        self.members.retain(|&index| works(index) || wants(index));
    }

    fn give(&mut self, index: usize, units: f64, given: &mut Given<'_>) {
        let rounding = NEGLIGIBLE * self.made.max(1.0);
        given.give(index, units, rounding, &mut self.rest);
        self.delivered += units;
        self.last = Some(index);
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

    /// Gives units from what is made, the oldest first. What is missing of them is but rounding, and
    /// so is what little they leave.
    fn give(&mut self, index: usize, units: f64, rounding: f64, rest: &mut VecDeque<Made>) {
        let standing = &mut self.standings[index];
        standing.units += units;
        standing.deadline = self.shares[index].deadline(standing.units + 1.0);
        let own = &mut self.made[self.shares[index].demand];
        let mut open = units;
        while open > rounding
            && let Some(made) = rest.front_mut()
        {
            let taken = if made.2 - open > rounding { open } else { made.2 };
            own.push((made.0, made.1, taken));
            made.2 -= taken;
            open -= taken;
            if made.2 <= 0.0 {
                rest.pop_front();
            }
        }
    }

    /// Gives all that was made before a month.
    fn give_older(&mut self, index: usize, month: usize, rest: &mut VecDeque<Made>) {
        let count = rest.partition_point(|made| made.0 < month);
        self.made[self.shares[index].demand].extend(rest.drain(..count));
    }
}
