//! Runs of levels, and the levels that cost something.

use std::collections::BTreeSet;

use super::super::basis::simplex::Simplex;
use super::super::basis::snapshot::Snapshot;
use super::super::halt::Halt;
use super::super::levels::MOST_ROUNDS;
use super::super::limits::Limits;
use super::prepared::Turns;
use super::waiting::Waiting;
use crate::model::{CostPath, Prices};

/// A run of at least so many levels gets a crash basis.
const CRASHED: usize = 8;

/// Levels being optimised in turn.
struct InTurn<'s, 'm> {
    simplex: &'s mut Simplex<'m>,
    turns: &'m Turns,
    lot_of: Vec<u32>,
    waiting: Waiting,
    /// Whether all had to be woken, whatever their turn.
    all_awake: bool,
}

impl<'m> Simplex<'m> {
    /// Optimises levels of few blocks one after the other, and adds the prices of each.
    pub(crate) fn in_turn(
        &mut self,
        turns: &'m Turns,
        limits: &mut Limits,
        prices: &mut Vec<Prices>,
    ) -> Result<(), Halt> {
        self.begin_level(&turns.together);
        for lot in &mut self.lots {
            lot.path = CostPath::Zero;
        }
        self.face.bands.clear();
        let (lot_of, waiting) = (self.lot_of(), Waiting::new(self));
        self.face.active.retain(|&lot| !waiting.lots[lot as usize]);
        let mut run = InTurn { simplex: self, turns, lot_of, waiting, all_awake: false };
        run.all(limits, prices)?;
        run.finish();
        Ok(())
    }
}

impl InTurn<'_, '_> {
    fn all(&mut self, limits: &mut Limits, prices: &mut Vec<Prices>) -> Result<(), Halt> {
        let count = self.turns.paths.len();
        let nothing = Prices::fine_zero(self.simplex.columns.rows);
        let (mut at, mut length) = (0, count);
        while at < count {
            let end = self.until_again(at..at + length.min(count - at));
            limits.begin_level(self.turns.levels.start + at);
            let lots = self.lots(at..end);
            if end > at + 1 {
                let before = (Snapshot::of(self.simplex), self.simplex.face.active.len());
                let woken = self.begin(&lots);
                self.optimise(limits, end - at >= CRASHED)?;
                if self.simplex.cost_nothing(&lots) {
                    self.close_free_of_cost(&lots);
                    prices.extend(std::iter::repeat_n(nothing.clone(), end - at));
                    (at, length) = (end, 2 * length);
                } else {
                    self.take_back(before, &lots, woken)?;
                    length = (end - at) / 2;
                }
            } else {
                self.begin(&lots);
                self.optimise(limits, false)?;
                if self.simplex.cost_nothing(&lots) {
                    self.close_free_of_cost(&lots);
                    prices.push(nothing.clone());
                    length = 2;
                } else {
                    prices.push(self.close(limits)?);
                    for &(lot, _) in &lots {
                        self.simplex.lots[lot as usize].path = CostPath::Zero;
                    }
                    length = 1;
                }
                at = end;
            }
        }
        Ok(())
    }

    /// The end of the run, or the first level on which a block costs something again.
    fn until_again(&self, levels: std::ops::Range<usize>) -> usize {
        let mut seen = BTreeSet::new();
        let again = |level: &usize| {
            let own = self.turns.paths[*level].iter();
            own.filter(|part| !seen.insert(part.0)).count() > 0
        };
        levels.clone().find(again).unwrap_or(levels.end)
    }

    /// The lots that cost something on some of the levels, with their costs there.
    fn lots(&self, levels: std::ops::Range<usize>) -> Vec<(u32, CostPath)> {
        let own = self.turns.paths[levels].iter().flatten();
        own.map(|&(block, path)| (self.lot_of[block.index()], path)).collect()
    }

    /// Gives the lots their costs and lets them take part. Those that waited until now are given
    /// back.
    fn begin(&mut self, lots: &[(u32, CostPath)]) -> Vec<u32> {
        let mut woken = Vec::new();
        for &(lot, path) in lots {
            if self.waiting.lots[lot as usize] {
                woken.push(lot);
                self.simplex.wake(lot, &mut self.waiting);
            }
            self.simplex.lots[lot as usize].path = path;
        }
        woken
    }

    fn optimise(&mut self, limits: &mut Limits, crash: bool) -> Result<(), Halt> {
        let simplex = &mut *self.simplex;
        if crash {
            simplex.crash_by_urgency();
        }
        simplex.statistics.levels += 1;
        simplex.begin_run()?;
        match simplex.optimise(limits) {
            // What waits may be needed to take what would be too much.
            Err(Halt::Infeasible(_)) if !self.all_awake => {
                self.wake_all();
                self.simplex.begin_run()?;
                self.simplex.optimise(limits)
            }
            end => end,
        }
    }

    fn wake_all(&mut self) {
        self.all_awake = true;
        for lot in 0..self.simplex.lots.len() as u32 {
            self.simplex.wake(lot, &mut self.waiting);
        }
    }

    fn close_free_of_cost(&mut self, lots: &[(u32, CostPath)]) {
        for &(lot, path) in lots {
            self.simplex.close_dear(lot, path);
        }
        let mut active = std::mem::take(&mut self.simplex.face.active);
        active.retain(|&lot| !self.simplex.is_settled(lot));
        self.simplex.face.active = active;
    }

    /// As if the levels had not been begun.
    fn take_back(
        &mut self,
        (basis, active): (Snapshot, usize),
        lots: &[(u32, CostPath)],
        woken: Vec<u32>,
    ) -> Result<(), Halt> {
        basis.restore(self.simplex);
        for &(lot, _) in lots {
            self.simplex.lots[lot as usize].path = CostPath::Zero;
        }
        if !self.all_awake {
            for lot in woken {
                self.waiting.lots[lot as usize] = true;
            }
            self.simplex.face.active.truncate(active);
        }
        self.simplex.begin_run()
    }

    /// Closes what the present level decides, and gives its prices.
    fn close(&mut self, limits: &mut Limits) -> Result<Prices, Halt> {
        for _ in 0..MOST_ROUNDS {
            self.simplex.refine_prices();
            if !self.all_awake && self.simplex.is_wanted(&self.waiting) {
                self.wake_all();
                self.simplex.begin_run()?;
                self.simplex.optimise(limits)?;
                continue;
            }
            let attractive = self.simplex.close_turn(&mut self.waiting);
            if attractive.is_empty() {
                break;
            }
            for variable in attractive {
                limits.check(self.simplex.statistics.pivots)?;
                self.simplex.enter_fine(variable)?;
            }
            self.simplex.recompute_load();
            self.simplex.refactor()?;
        }
        Ok(self.simplex.fine.to_prices())
    }

    /// Lets all take part again that still wait.
    fn finish(&mut self) {
        self.wake_all();
        let mut active = std::mem::take(&mut self.simplex.face.active);
        active.sort_unstable();
        active.dedup();
        self.simplex.face.active = active;
    }
}
