//! The natural order of ids: SO9 before SO10, as the scenario has it.

/// What an id is sorted by: its parts, and itself where those are the same (`A1`, `A01`).
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Natural<'a>(Vec<Part<'a>>, &'a str);

/// A part of an id: numbers come before letters.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    /// How many digits it has without zeros before them, and these.
    Number(usize, &'a str),
    Letter(char),
}

impl<'a> Natural<'a> {
    /// Which of two ids comes first.
    #[cfg(feature = "cli")]
    pub(crate) fn compare(one: &str, other: &str) -> std::cmp::Ordering {
        Natural::of(one).cmp(&Natural::of(other))
    }

    pub(crate) fn of(id: &'a str) -> Self {
        let mut parts = Vec::new();
        let mut rest = id;
        while let Some(letter) = rest.chars().next() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (part, behind) = rest.split_at(if digits > 0 { digits } else { letter.len_utf8() });
            if digits > 0 {
                let number = part.trim_start_matches('0');
                parts.push(Part::Number(number.len(), number));
            } else {
                parts.push(Part::Letter(letter));
            }
            rest = behind;
        }
        Self(parts, id)
    }
}

#[cfg(test)]
mod tests {
    use super::Natural;

    #[test]
    fn numbers_count() {
        let sorted =
            ["", "2026-9", "2026-10", "A-1", "A-1b", "A-2", "A-010b", "SO9", "SO10", "Ä01", "Ä1"];
        for pair in sorted.windows(2) {
            assert!(Natural::of(pair[0]) < Natural::of(pair[1]), "{pair:?}");
        }
    }
}
