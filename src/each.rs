//! Asking for many things, one after the other or on several threads, until one fails.

/// What `ask` says of each item, in their order, or the first error in that order. `state`
/// makes what is kept from one item to the next.
///
/// Nothing is asked after an error: what has reached a limit reaches it with every item that
/// is left, and each would cost the beginning of a solve.
#[cfg(not(feature = "parallel"))]
pub(crate) fn try_each<I, S, T, E>(
    items: &[I],
    state: impl Fn() -> S,
    ask: impl Fn(&mut S, &I) -> Result<T, E>,
) -> Result<Vec<T>, E> {
    let mut state = state();
    items.iter().map(|item| ask(&mut state, item)).collect()
}

/// The same on several threads. Items behind one that has failed are not begun; those before
/// it are, so that the error is the one that a single thread would meet.
#[cfg(feature = "parallel")]
pub(crate) fn try_each<I: Sync, S, T: Send, E: Send>(
    items: &[I],
    state: impl Fn() -> S + Sync + Send,
    ask: impl Fn(&mut S, &I) -> Result<T, E> + Sync + Send,
) -> Result<Vec<T>, E> {
    use rayon::prelude::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    let failed = AtomicUsize::new(usize::MAX);
    let one = |state: &mut S, (index, item): (usize, &I)| {
        if index > failed.load(Ordering::Relaxed) {
            return None;
        }
        let found = ask(state, item);
        if found.is_err() {
            failed.fetch_min(index, Ordering::Relaxed);
        }
        Some(found)
    };
    let found: Vec<Option<Result<T, E>>> =
        items.par_iter().enumerate().map_init(state, one).collect();
    found.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::try_each;

    /// Asks for the numbers below `count`, of which some fail: the answer, and which were
    /// asked for.
    fn ask(count: usize, fails: &[usize]) -> (Result<Vec<usize>, usize>, Vec<usize>) {
        let items: Vec<usize> = (0..count).collect();
        let asked = Mutex::new(Vec::new());
        let one = |state: &mut usize, &item: &usize| {
            *state += 1;
            if let Ok(mut asked) = asked.lock() {
                asked.push(item);
            }
            if fails.contains(&item) { Err(item) } else { Ok(item * item) }
        };
        let answer = try_each(&items, || 0, one);
        let mut asked = asked.into_inner().unwrap_or_default();
        asked.sort_unstable();
        (answer, asked)
    }

    #[test]
    fn answers_come_in_order() {
        let (answer, asked) = ask(100, &[]);
        assert_eq!(answer, Ok((0..100).map(|item| item * item).collect()));
        assert_eq!(asked, (0..100).collect::<Vec<_>>());
        assert_eq!(ask(0, &[]).0, Ok(Vec::new()));
    }

    #[test]
    fn the_error_is_the_first_and_everything_before_it_is_asked() {
        for fails in [&[0, 50][..], &[17, 18, 99], &[99], &[63, 5, 40, 41]] {
            let first = fails.iter().copied().min().unwrap_or_default();
            let (answer, asked) = ask(100, fails);
            assert_eq!(answer, Err(first));
            assert!((0..=first).all(|item| asked.contains(&item)));
        }
    }

    #[cfg(not(feature = "parallel"))]
    #[test]
    fn nothing_is_asked_after_an_error() {
        assert_eq!(ask(100, &[17, 40]).1, (0..=17).collect::<Vec<_>>());
    }
}
