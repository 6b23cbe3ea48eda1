//! Series of months as a few marks.

/// From nothing to the most.
const MARKS: [char; 5] = ['▁', '▂', '▃', '▅', '▇'];

/// The most marks of a series.
const MOST: usize = 12;

/// A series as marks, of which the highest is the most of it: one for each month or, of more
/// than twelve, for the highest of some months in a row. Only what is nothing has the lowest mark.
/// Empty where there is nothing at all.
pub(super) fn sparkline(series: impl IntoIterator<Item = f64>) -> String {
    let series: Vec<f64> = series.into_iter().collect();
    let most = series.iter().copied().fold(0.0, f64::max);
    // Also where it is no number.
    if !(most > 0.0 && most.is_finite()) {
        return String::new();
    }
    let marks = series.len().min(MOST);
    let mark = |place: usize| {
        let (from, to) = (place * series.len() / marks, (place + 1) * series.len() / marks);
        let high = series[from..to].iter().copied().fold(0.0, f64::max);
        let steps = (MARKS.len() - 1) as f64;
        MARKS[((high / most * steps).ceil() as usize).min(MARKS.len() - 1)]
    };
    (0..marks).map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::sparkline;

    #[test]
    fn the_highest_is_the_most() {
        assert_eq!(sparkline([0.0, 1.0, 25.0, 26.0, 51.0, 100.0]), "▁▂▂▃▅▇");
        assert_eq!(sparkline([5.0; 3]), "▇▇▇");
        assert_eq!(sparkline([1e-9, 1e9]), "▂▇");
    }

    #[test]
    fn many_months_share_a_mark() {
        let series = (0..24).map(|month| if month == 5 { 8.0 } else { 0.0 });
        assert_eq!(sparkline(series), "▁▁▇▁▁▁▁▁▁▁▁▁");
        assert_eq!(sparkline(vec![1.0; 1_200]).chars().count(), 12);
        assert_eq!(sparkline(vec![1.0; 13]).chars().count(), 12);
    }

    #[test]
    fn of_nothing_there_is_none() {
        for nothing in [vec![], vec![0.0; 5], vec![f64::NAN], vec![f64::INFINITY], vec![-1.0]] {
            assert_eq!(sparkline(nothing), "");
        }
    }
}
