//! Numbers and sums as solvers read them.

use std::io::{self, Write};

/// The shortest text that reads back as the same number.
pub(super) fn number(value: f64) -> String {
    // Minus zero is zero.
    let plain = format!("{}", value + 0.0);
    if plain.len() <= 20 { plain } else { format!("{value:e}") }
}

/// A sum of terms, wrapped well before the 255 letters that old readers take.
pub(super) struct Sum<'a> {
    out: &'a mut dyn Write,
    column: usize,
    empty: bool,
}

impl<'a> Sum<'a> {
    const WIDTH: usize = 100;

    /// Begins a sum after its name.
    pub(super) fn new(out: &'a mut dyn Write, name: &str) -> io::Result<Self> {
        write!(out, " {name}:")?;
        Ok(Self { out, column: name.len() + 2, empty: true })
    }

    /// Adds a term; nothing if its coefficient is zero.
    #[allow(clippy::float_cmp, reason = "a coefficient of exactly one is left out")]
    pub(super) fn add(&mut self, coefficient: f64, name: &str) -> io::Result<()> {
        if coefficient == 0.0 {
            return Ok(());
        }
        let sign = match (coefficient < 0.0, self.empty) {
            (true, true) => "-",
            (true, false) => "- ",
            (false, true) => "",
            (false, false) => "+ ",
        };
        let size = coefficient.abs();
        let factor = if size == 1.0 { String::new() } else { number(size) + " " };
        let length = 1 + sign.len() + factor.len() + name.len();
        if !self.empty && self.column + length > Self::WIDTH {
            write!(self.out, "\n  ")?;
            self.column = 2;
        }
        write!(self.out, " {sign}{factor}{name}")?;
        self.column += length;
        self.empty = false;
        Ok(())
    }

    /// Ends the sum: with zero if there is no term, then with a text.
    pub(super) fn end(self, zero: Option<&str>, text: &str) -> io::Result<()> {
        if let Some(name) = zero.filter(|_| self.empty) {
            write!(self.out, " 0 {name}")?;
        }
        writeln!(self.out, "{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_read_back() {
        let values = [0.0, -0.0, 1.0, 0.1, -2.5, 1e-9, 1e300, 9e15, 1.0 / 3.0, 123_456.789_012_345];
        for value in values {
            let text = number(value);
            assert!(text.len() < 30, "{text}");
            assert_eq!(
                text.parse::<f64>().map(f64::to_bits),
                Ok((value + 0.0).to_bits()),
                "{text}"
            );
        }
    }
}
