//! Pages as Markdown: headings, paragraphs, lists and tables, to be read elsewhere.

use super::super::table::{Limits, Table};
use super::canvas::Tone;
use super::page::{Names, Page, Piece};
use super::printable::printable;

impl Page<'_> {
    /// The page as Markdown (tables as GitHub has them). It does not depend on any screen.
    pub fn to_markdown(&self) -> String {
        let mut out = Markdown::default();
        for piece in &self.pieces {
            match piece {
                Piece::Text(Tone::Heading, text) => {
                    out.end_line();
                    out.block(&format!("### {}", escaped(text)));
                }
                Piece::Text(_, text) => out.text(text),
                Piece::Table(table, choice) => out.table(&choice.plain(table)),
                Piece::Beside(beside) => {
                    out.end_line();
                    out.block(&format!("### {}", escaped(&beside.title)));
                    out.table(&beside.table);
                }
                Piece::Names(Names { all, .. }) => out.text(&all.join(", ")),
            }
        }
        out.end_line();
        out.text
    }
}

impl Table<'_> {
    /// The table as Markdown: rounded, as in text.
    pub fn to_markdown(&self) -> String {
        let mut out = Markdown::default();
        out.table(self);
        out.text
    }
}

/// What is written so far, and the line that is not.
#[derive(Debug, Default)]
struct Markdown {
    text: String,
    line: String,
    in_list: bool,
}

impl Markdown {
    fn text(&mut self, text: &str) {
        for (number, part) in text.split('\n').enumerate() {
            if number > 0 {
                self.end_line();
            }
            self.line.push_str(part);
        }
    }

    /// Lines that are indented are a list, any other is a paragraph.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let text = line.trim();
        if text.is_empty() {
            return;
        }
        if !line.starts_with(' ') {
            self.block(&escaped(text));
            return;
        }
        if !self.in_list && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str("- ");
        self.text.push_str(&escaped(text));
        self.text.push('\n');
        self.in_list = true;
    }

    /// Adds lines with an empty one before them.
    fn block(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.text.push('\n');
        self.in_list = false;
    }

    fn table(&mut self, table: &Table<'_>) {
        self.end_line();
        let headings = table.columns().map(|column| escaped(&column.heading));
        let mut lines = vec![row(headings)];
        lines.push(row(table
            .columns()
            .map(|column| if column.is_right() { "---:" } else { "---" }.to_owned())));
        for index in 0..table.rows() {
            let cells =
                table.row(index).map(|(column, cell)| escaped(&column.line(cell, Limits::NONE)));
            lines.push(row(cells));
        }
        self.block(&lines.join("\n"));
    }
}

fn row(cells: impl Iterator<Item = String>) -> String {
    let cells: Vec<String> = cells.collect();
    format!("| {} |", cells.join(" | "))
}

/// Text that means nothing to Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, letter) in printable(text).char_indices() {
        let marks = matches!(letter, '\\' | '|' | '*' | '_' | '`' | '<' | '[' | ']' | '~' | '&');
        let begins = index == 0 && matches!(letter, '#' | '+' | '-' | '>' | '=');
        if marks || begins {
            out.push('\\');
        }
        out.push(if letter == '\n' { ' ' } else { letter });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::table::{exact, rows, word};
    use super::*;

    #[test]
    fn names_are_no_marks() {
        let table = rows([("a|b", 1.5), ("_c_\n# d", -2.0)])
            .with(word("id"), |(id, _)| id)
            .with(exact("n"), |(_, n)| n)
            .table();
        let text = "| id | n |\n| --- | ---: |\n| a\\|b | 1.5 |\n| \\_c\\_ # d | \\-2 |\n";
        assert_eq!(table.to_markdown(), text);
    }

    #[test]
    fn a_page_has_paragraphs_lists_and_tables() {
        let mut page = Page::default();
        page.heading("Title");
        page.text("first line\nsecond\n one\n two\n\n");
        page.table(rows([1.0]).with(exact("n"), |n| n).table());
        page.text("\nend");
        let text =
            "### Title\n\nfirst line\n\nsecond\n\n- one\n- two\n\n| n |\n| ---: |\n| 1 |\n\nend\n";
        assert_eq!(page.to_markdown(), text);
    }
}
