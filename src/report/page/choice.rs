//! Which columns of a table a text shows.

use super::super::table::{Column, Limits, Table};

/// Which columns a text shows, by name.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::report) struct Choice {
    /// Those shown where there is no limit; all of them if it is empty.
    pub(in crate::report) plain: &'static [&'static str],
    /// Those shown on a screen, the most important first: as many of them as there is room for.
    /// Where all of them are plain, the others follow from left to right.
    pub(in crate::report) first: &'static [&'static str],
}

/// What of a table fits a screen.
pub(super) struct Fitting<'a> {
    pub(super) table: Table<'a>,
    pub(super) limits: Limits,
    /// The headings of columns that a text would show and the screen has no room for.
    pub(super) left_out: Vec<String>,
}

impl Choice {
    /// What is shown where there is no limit.
    pub(super) fn plain<'a>(self, table: &Table<'a>) -> Table<'a> {
        if self.plain.is_empty() { table.clone() } else { table.select(self.plain) }
    }

    /// What is shown on a screen. Where not all of the plain columns have room, long words are
    /// cut, down to a third of the screen; then columns are left out, those that matter least
    /// first.
    pub(super) fn fit<'a>(self, table: &Table<'a>, screen: usize) -> Fitting<'a> {
        let names: Vec<&str> = table.columns().map(|column| &*column.name).collect();
        let place = |name: &&str| names.iter().position(|known| known == name);
        let is_plain = |name: &str| self.plain.is_empty() || self.plain.contains(&name);
        let mut all: Vec<usize> = self.first.iter().filter_map(place).collect();
        if self.plain.is_empty() {
            let others = (0..names.len()).filter(|place| !all.contains(place));
            all.extend(others.collect::<Vec<_>>());
        }
        let wanted =
            all.iter().rposition(|&place| is_plain(names[place])).map_or(0, |last| last + 1);
        let columns: Vec<(usize, bool)> = {
            let widths = table.widths(Limits::NONE);
            let words: Vec<bool> = table.columns().map(Column::is_of_words).collect();
            all.iter().map(|&place| (widths[place], words[place])).collect()
        };
        // The first column says what a row is of.
        let (least, first) = ((screen / 3).max(1), (screen / 2).max(1));
        let fitting = |words: usize| fitting(&columns, (words.max(first), words), screen);
        let mut count = fitting(usize::MAX);
        if count < wanted {
            count = fitting(least).min(wanted);
        }
        let mut words = columns.iter().map(|(width, _)| *width).max().unwrap_or(0);
        while words > least && fitting(words) < count {
            words -= 1;
        }
        // Of a first column that is too wide there is what the screen can show.
        let limit = screen.saturating_sub(2).max(1);
        let first = if count == 0 { limit } else { words.max(first) };
        let limits = Limits { words, first, values: limit };
        let mut shown: Vec<usize> = all.iter().copied().take(count.max(1)).collect();
        shown.sort_unstable();
        let left_out = all.iter().skip(count.max(1)).filter(|&&place| is_plain(names[place]));
        let headings: Vec<&str> = table.columns().map(|column| &*column.heading).collect();
        // Where a heading is that of several columns, the name says which is meant.
        let told = |&place: &usize| {
            let heading = headings[place];
            let alike = headings.iter().filter(|one| **one == heading).count();
            if alike > 1 { format!("{heading} ({})", names[place]) } else { heading.to_owned() }
        };
        let left_out = left_out.map(told).collect();
        Fitting { table: table.at(shown.into_iter()), limits, left_out }
    }
}

/// How many columns fit, each with its width and whether it is of words, which are cut: in the
/// first column and in the others.
fn fitting(columns: &[(usize, bool)], (first, words): (usize, usize), screen: usize) -> usize {
    let mut used = 0;
    let fits = |(place, (width, is_cut)): &(usize, &(usize, bool))| {
        let longest = if *place == 0 { first } else { words };
        // A blank on both sides, but for the end of the line.
        used += if *is_cut { *width.min(&longest) } else { *width } + 2;
        used <= screen + 1
    };
    columns.iter().enumerate().take_while(fits).count()
}
