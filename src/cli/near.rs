//! Ids that are written almost alike.

use std::cmp::Reverse;

/// How many are named.
const NAMED: usize = 3;

/// As much of an id as is compared.
const COMPARED: usize = 40;

/// The ids nearest to one that there is not: those that a few letters more, less or otherwise
/// make of it, whatever their case, and those of which it is a part.
pub(super) fn near<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let folded = |id: &str| -> Vec<char> {
        id.chars().take(COMPARED).flat_map(char::to_lowercase).collect()
    };
    let wanted = folded(wanted);
    let most = (wanted.len() / 3).max(1);
    let mut found: Vec<(usize, Reverse<usize>, &str)> = Vec::new();
    for id in known {
        let letters = folded(id);
        let common = letters.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        let is_part = wanted.len() > 1 && letters.windows(wanted.len()).any(|part| part == wanted);
        let distance = if letters.len().abs_diff(wanted.len()) > most {
            usize::MAX
        } else {
            distance(&wanted, &letters)
        };
        if is_part || distance <= most {
            found.push((distance.min(most + 1), Reverse(common), id));
        }
    }
    found.sort();
    found.into_iter().take(NAMED).map(|(.., id)| id).collect()
}

/// How many letters are put in, left out, changed, or have changed places with the next
/// (Damerau and Levenshtein; no part is changed twice).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (row, &letter) in a.iter().enumerate() {
        let mut now = vec![row + 1];
        for (column, &other) in b.iter().enumerate() {
            let mut least = last[column] + usize::from(letter != other);
            least = least.min(last[column + 1] + 1).min(now[column] + 1);
            let swapped = row > 0 && column > 0 && letter == b[column - 1] && a[row - 1] == other;
            if swapped && let Some(two_back) = before.get(column - 1) {
                least = least.min(two_back + 1);
            }
            now.push(least);
        }
        before = std::mem::replace(&mut last, now);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted() {
        let distance = |a: &str, b: &str| {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            distance(&letters(a), &letters(b))
        };
        assert_eq!(distance("north", "north"), 0);
        assert_eq!(distance("north", "nroth"), 1);
        assert_eq!(distance("north", "orth"), 1);
        assert_eq!(distance("north", "northern"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
    }

    #[test]
    fn the_nearest_come_first() {
        let known = ["north", "south", "northwest", "N-1", "n"];
        assert_eq!(near("nort", known.into_iter()), ["north", "northwest"]);
        assert_eq!(near("NORTH", known.into_iter()), ["north", "northwest"]);
        assert_eq!(near("suoth", known.into_iter()), ["south"]);
        assert_eq!(near("west", known.into_iter()), ["northwest"]);
        assert!(near("zzz", known.into_iter()).is_empty());
        assert_eq!(near("x", ["y"].into_iter()), ["y"]);
        assert!(near("", std::iter::empty()).is_empty());
    }
}
