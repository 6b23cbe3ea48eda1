//! The natural order of names: SO9 before SO10.

use std::cmp::Ordering;

/// Compares two names as people do: numbers in them by their size, all else letter by letter.
/// What is the same so far (`A1`, `A01`) goes by its letters, so that no two names are equal that
/// are not the same.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    loop {
        match (left.first(), right.first()) {
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (own, other) = (number(&mut left), number(&mut right));
                let by_size = own.len().cmp(&other.len()).then_with(|| own.cmp(other));
                if by_size != Ordering::Equal {
                    return by_size;
                }
            }
            // Bytes of UTF-8 are in the order of their letters.
            (Some(x), Some(y)) if x == y => (left, right) = (&left[1..], &right[1..]),
            (x, y) => return x.cmp(&y).then_with(|| a.cmp(b)),
        }
    }
}

/// Takes the digits that a text begins with, without leading zeros.
fn number<'a>(text: &mut &'a [u8]) -> &'a [u8] {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(count);
    *text = rest;
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    &digits[zeros..]
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn numbers_count() {
        let sorted = [
            "",
            "2026-9",
            "2026-10",
            "A-1",
            "A-1b",
            "A-2",
            "A-10",
            "A-010b",
            "SO9",
            "SO10",
            "SO99999999999999999999999",
            "SO100000000000000000000000",
            "SO_1",
            "a1",
            "Ä01",
            "Ä1",
        ];
        for (place, one) in sorted.iter().enumerate() {
            for (other, two) in sorted.iter().enumerate() {
                assert_eq!(compare(one, two), place.cmp(&other), "{one} {two}");
            }
        }
    }
}
