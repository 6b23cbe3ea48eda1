//! How unequally something is spread.

/// The Gini coefficient of values with weights: the mean difference of two values drawn at
/// random (by weight) as a share of twice their mean.
///
/// With values x and weights w, `Σᵢ Σⱼ wᵢ wⱼ |xᵢ − xⱼ| / (2 · Σ w · Σ w x)`: 0 if all are
/// the same, near 1 if one small part has everything. None if the weights or the values add
/// up to nothing. Values and weights are at least 0; parts of weight 0 do not count.
///
/// Complexity: O(n log n).
///
/// ```
/// use apportion::analysis::gini;
///
/// assert_eq!(gini(&[(4.0, 1.0), (4.0, 9.0)]), Some(0.0));
/// // One of four has everything.
/// assert_eq!(gini(&[(8.0, 1.0), (0.0, 3.0)]), Some(0.75));
/// assert_eq!(gini(&[(0.0, 3.0)]), None);
/// ```
pub fn gini(parts: &[(f64, f64)]) -> Option<f64> {
    let mut sorted: Vec<(f64, f64)> = parts.iter().copied().filter(|part| part.1 > 0.0).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let weights: f64 = sorted.iter().map(|part| part.1).sum();
    let mass: f64 = sorted.iter().map(|(value, weight)| value * weight).sum();
    if weights <= 0.0 || mass <= 0.0 {
        return None;
    }
    // Each value is added once for every one below it, and taken away for every one above.
    let mut before = 0.0;
    let mut sum = 0.0;
    for (value, weight) in sorted {
        let after = weights - before - weight;
        sum += weight * value * (before - after);
        before += weight;
    }
    // What rounding leaves between equal values is no difference.
    Some((sum / (weights * mass)).max(0.0))
}
