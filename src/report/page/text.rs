//! Pages as text, as wide as they are or as a screen.

use std::fmt::{self, Write as _};

use super::super::table::Limits;
use super::canvas::{Canvas, Tone};
use super::fold::Fold;
use super::page::{Names, Page, Piece};

/// No screen is taken to be narrower.
const NARROWEST: usize = 20;

/// As wide as it is.
impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.pieces {
            match piece {
                Piece::Text(_, text) => f.write_str(text)?,
                Piece::Table(table, choice) => choice.plain(table).draw(f, Limits::NONE)?,
                Piece::Beside(beside) => {
                    for table in beside.plain() {
                        let (before, behind) = beside.blanks();
                        write!(f, "{before}{}\n{table}\n{behind}", beside.title)?;
                    }
                }
                Piece::Names(Names { all, most, more }) => {
                    let shown = all.len().min(*most);
                    f.write_str(&all[..shown].join(", "))?;
                    f.write_str(if shown < all.len() { more } else { "" })?;
                }
            }
        }
        Ok(())
    }
}

impl Page<'_> {
    /// Draws the page for a screen of this width, in characters; one below 20 is taken for 20.
    /// No line is wider. Of a table that is, the columns that matter least are left out, and a
    /// line behind it says which; tables with a column for each policy, partner or month become
    /// several, and lists in a line are cut.
    ///
    /// # Errors
    ///
    /// Those of the canvas.
    pub fn draw(&self, canvas: &mut dyn Canvas, width: usize) -> fmt::Result {
        let width = width.max(NARROWEST);
        let mut fold = Fold::new(canvas, width);
        for piece in &self.pieces {
            match piece {
                Piece::Text(tone, text) => fold.text(*tone, text)?,
                Piece::Table(table, choice) => {
                    let fitting = choice.fit(table, width);
                    fitting.table.draw(fold.canvas()?, fitting.limits)?;
                    if !fitting.left_out.is_empty() {
                        let list = fitting.left_out.join(", ");
                        let text = "a wider terminal or --format csv has more";
                        fold.text(Tone::Plain, &format!("\n(not shown: {list}; {text})"))?;
                    }
                }
                Piece::Beside(beside) => {
                    let words = (width / 3).max(1);
                    // What is left beside a first column of words, with the blanks.
                    let values = width.saturating_sub(words + 4).max(1);
                    let limits = Limits { words, first: words, values };
                    for table in beside.fit(width, limits) {
                        let (before, behind) = beside.blanks();
                        fold.text(Tone::Plain, before)?;
                        fold.text(Tone::Heading, &beside.title)?;
                        fold.text(Tone::Plain, "\n")?;
                        table.draw(fold.canvas()?, limits)?;
                        fold.text(Tone::Plain, "\n")?;
                        fold.text(Tone::Plain, behind)?;
                    }
                }
                Piece::Names(names) => names.draw(&mut fold)?,
            }
        }
        fold.end_line()
    }
}

impl Names {
    /// As many names as there is room for on the line, at least one; then how many more there are.
    fn draw(&self, fold: &mut Fold<'_>) -> fmt::Result {
        let room = fold.room();
        let mut shown = String::new();
        for (index, name) in self.all.iter().enumerate() {
            let parted = if index == 0 { "" } else { ", " };
            let left = self.all.len() - index - 1;
            // With what closes the line.
            let behind =
                if left == 0 { 2 } else { format!(", … and {left} more").chars().count() + 2 };
            let wide = shown.chars().count() + parted.len() + name.chars().count() + behind;
            if index > 0 && wide > room {
                write!(shown, ", … and {} more", left + 1)?;
                break;
            }
            shown.push_str(parted);
            shown.push_str(name);
        }
        fold.text(Tone::Plain, &shown)
    }
}
