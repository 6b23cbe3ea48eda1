//! Who is on time where tranches count one after the other.

use super::objective::Objective;

/// Who is on time where tranches count one after the other: by place, from which number in the
/// list of levels and late tranches on, and on which level.
pub(super) struct Kept<'a> {
    by_place: Vec<Vec<(usize, &'a Objective)>>,
}

impl<'a> Kept<'a> {
    /// Of levels with the late tranches of each, and where each level begins in that list.
    pub(super) fn new(
        levels: impl Iterator<Item = (&'a Objective, Option<&'a [usize]>)>,
        begins: &[usize],
        places: usize,
    ) -> Self {
        let mut by_place = vec![Vec::new(); places];
        for ((objective, late), &begin) in levels.zip(begins) {
            let (Some(turns), Some(late)) = (&objective.turns, late) else { continue };
            let mut before = 0;
            for (position, turn) in turns.iter().enumerate() {
                if late.get(before) == Some(&position) {
                    before += 1;
                    continue;
                }
                for &place in &turn.places {
                    by_place[place].push((begin + before, objective));
                }
            }
        }
        Self { by_place }
    }

    pub(super) fn on_time(
        &self,
        place: usize,
    ) -> impl Iterator<Item = (usize, &'a Objective)> + '_ {
        self.by_place[place].iter().copied()
    }
}
