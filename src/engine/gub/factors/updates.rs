//! Product-form updates in the space of positions.

/// Updates kept before the basis is factorised anew.
pub(super) const MOST: usize = 64;

#[derive(Debug, Clone, Copy)]
struct Update {
    position: u32,
    /// Pivot of a column eta; zero marks an exchange of roles.
    pivot: f64,
    end: u32,
}

/// The updates since the last factorisation, oldest first.
#[derive(Debug, Default)]
pub(super) struct Updates {
    list: Vec<Update>,
    index: Vec<u32>,
    value: Vec<f64>,
}

impl Updates {
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.index.clear();
        self.value.clear();
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn entries(&self) -> usize {
        self.index.len()
    }

    pub(super) fn replace(&mut self, position: usize, alpha: &[f64], nonzero: &[u32]) {
        for &index in nonzero {
            let value = alpha[index as usize];
            if value != 0.0 && index as usize != position {
                self.index.push(index);
                self.value.push(value);
            }
        }
        self.close(position, alpha[position]);
    }

    pub(super) fn exchange(&mut self, position: usize, others: &[u32]) {
        self.index.extend_from_slice(others);
        self.value.resize(self.index.len(), 1.0);
        self.close(position, 0.0);
    }

    fn close(&mut self, position: usize, pivot: f64) {
        let end = self.index.len() as u32;
        self.list.push(Update { position: position as u32, pivot, end });
    }

    pub(super) fn solve(&self, x: &mut [f64]) {
        let mut start = 0;
        for update in &self.list {
            let position = update.position as usize;
            let range = start..update.end as usize;
            start = range.end;
            let index = &self.index[range.clone()];
            if update.pivot == 0.0 {
                let others: f64 = index.iter().map(|&other| x[other as usize]).sum();
                x[position] = -x[position] - others;
            } else if x[position] != 0.0 {
                let value = x[position] / update.pivot;
                x[position] = value;
                for (&other, entry) in index.iter().zip(&self.value[range]) {
                    x[other as usize] -= entry * value;
                }
            }
        }
    }

    pub(super) fn solve_transposed(&self, y: &mut [f64]) {
        for (number, update) in self.list.iter().enumerate().rev() {
            let position = update.position as usize;
            let start = if number == 0 { 0 } else { self.list[number - 1].end as usize };
            let range = start..update.end as usize;
            let index = &self.index[range.clone()];
            if update.pivot == 0.0 {
                let value = y[position];
                if value != 0.0 {
                    y[position] = -value;
                    for &other in index {
                        y[other as usize] -= value;
                    }
                }
            } else {
                let entries = index.iter().zip(&self.value[range]);
                let others: f64 = entries.map(|(&other, entry)| entry * y[other as usize]).sum();
                let value = y[position] - others;
                if value != 0.0 {
                    y[position] = value / update.pivot;
                } else {
                    y[position] = 0.0;
                }
            }
        }
    }
}
