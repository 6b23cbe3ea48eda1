//! The page.

use std::fmt;

use super::super::table::{Limits, Table};
use super::canvas::Tone;
use super::choice::Choice;

/// What can be read as a page.
pub trait Report {
    /// Puts it on a page.
    ///
    /// # Errors
    ///
    /// None: a page takes everything. It is what [`write!`] gives.
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result;

    /// The page.
    fn page(&self) -> Page<'_> {
        let mut page = Page::default();
        // A page takes everything.
        let _ = self.put(&mut page);
        page
    }
}

/// A report in pieces: text and tables.
///
/// Its [`Display`](fmt::Display) is what the report prints where it is not known how wide the
/// screen is; [`draw`](Self::draw) fits one, and [`to_markdown`](Self::to_markdown) is for what
/// is read elsewhere.
///
/// ```
/// # use apportion::scenario::{Line, Order, Partner, Policy, Product, Ramp, Scenario};
/// # let scenario = Scenario::builder("s", "2026-01".parse()?, 12)
/// #     .product(Product::new("pump")).line(Line::new("hall", Ramp::flat(1.0)).makes("pump"))
/// #     .partner(Partner::new("north"))
/// #     .order(Order::new("N", "north", "pump", "2026-01".parse::<apportion::scenario::Month>()?).quantity(5.0)
/// #         .due("2026-02".parse::<apportion::scenario::Month>()?))
/// #     .policy(Policy::first_come_first_served("queue")).build()?;
/// use apportion::report::{Report, plan_text};
///
/// let plan = apportion::planner::plan(&scenario, "queue")?;
/// let text = plan_text(&plan);
/// let mut narrow = String::new();
/// text.page().draw(&mut narrow, 40)?;
/// assert!(narrow.lines().all(|line| line.chars().count() <= 40));
/// assert!(text.page().to_markdown().contains("| order | partner |"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Page<'a> {
    pub(super) pieces: Vec<Piece<'a>>,
}

/// A part of a page.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// Text, which need not be whole lines.
    Text(Tone, String),
    /// A table, on lines of its own, without a line feed behind the last.
    Table(Table<'a>, Choice),
    /// A table that is several where it is too wide.
    Beside(Beside<'a>),
    /// Names parted by commas, as many as there is room for.
    Names(Names),
}

/// A table that is several, each under the title, where it is too wide.
#[derive(Debug)]
pub(super) struct Beside<'a> {
    pub(super) title: String,
    pub(super) table: Table<'a>,
    plain: Plain,
}

/// How wide such a table is where the screen is not known.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) enum Plain {
    /// So many characters; an empty line follows each.
    Width(usize),
    /// So many columns beside the first, without the one of this name, which is for screens; an
    /// empty line comes before each.
    Columns { most: usize, without: &'static str },
}

impl<'a> Beside<'a> {
    /// The tables where the screen is not known.
    pub(super) fn plain(&self) -> Vec<Table<'a>> {
        match self.plain {
            Plain::Width(width) => self.table.beside(width, Limits::NONE),
            Plain::Columns { most, .. } => {
                let table = self.without();
                let others: Vec<usize> = (1..table.columns().len()).collect();
                let parts = others.chunks(most.max(1));
                parts.map(|part| table.at([0].into_iter().chain(part.iter().copied()))).collect()
            }
        }
    }

    /// The tables on a screen. What is for screens only makes them no more.
    pub(super) fn fit(&self, screen: usize, limits: Limits) -> Vec<Table<'a>> {
        let (all, less) = (self.table.beside(screen, limits), self.without());
        let less = less.beside(screen, limits);
        if less.len() < all.len() { less } else { all }
    }

    /// The table without the column that is for screens only.
    fn without(&self) -> Table<'a> {
        let Plain::Columns { without, .. } = self.plain else { return self.table.clone() };
        let columns = self.table.columns().enumerate();
        let others = columns.filter(|(_, column)| column.name != without);
        self.table.at(others.map(|(place, _)| place))
    }

    /// The empty lines around each table.
    pub(super) fn blanks(&self) -> (&'static str, &'static str) {
        match self.plain {
            Plain::Width(_) => ("", "\n"),
            Plain::Columns { .. } => ("\n", ""),
        }
    }
}

/// A list of names in a line of text.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) all: Vec<String>,
    /// The most that are shown where the screen is not known, and what then follows.
    pub(super) most: usize,
    pub(super) more: String,
}

impl<'a> Page<'a> {
    /// Adds the title of what follows, on a line of its own.
    pub(in crate::report) fn heading(&mut self, text: impl Into<String>) {
        self.toned(Tone::Heading, text);
        self.text("\n");
    }

    /// Adds text of a tone.
    pub(in crate::report) fn toned(&mut self, tone: Tone, text: impl Into<String>) {
        self.pieces.push(Piece::Text(tone, text.into()));
    }

    /// Adds a table, all of it if there is room.
    pub(in crate::report) fn table(&mut self, table: Table<'a>) {
        self.choice(table, Choice::default());
    }

    /// Adds a table, of which some columns are shown.
    pub(in crate::report) fn choice(&mut self, table: Table<'a>, choice: Choice) {
        self.pieces.push(Piece::Table(table, choice));
    }

    /// Adds a table that is several where it is too wide.
    pub(in crate::report) fn beside(
        &mut self,
        title: impl Into<String>,
        table: Table<'a>,
        plain: Plain,
    ) {
        self.pieces.push(Piece::Beside(Beside { title: title.into(), table, plain }));
    }

    /// Adds names to the line: where the screen is not known, `most` of them, and then `more`.
    pub(in crate::report) fn names(&mut self, names: Vec<String>, most: usize, more: String) {
        self.pieces.push(Piece::Names(Names { all: names, most, more }));
    }

    pub(super) fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(Tone::Plain, last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(Tone::Plain, text.to_owned())),
        }
    }
}

/// Adds plain text.
impl fmt::Write for Page<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text(text);
        Ok(())
    }
}

/// A table alone.
impl Report for Table<'_> {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        page.table(self.clone());
        Ok(())
    }
}
