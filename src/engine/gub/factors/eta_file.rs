//! The eta file: product-form updates of the working basis, in the space of positions.
//!
//! A pivot appends one column eta (Dantzig and Orchard-Hays 1954). An exchange of a key with
//! a nonkey appends the involution of Dantzig and Van Slyke (1967).

/// Updates after which the basis is refactorised.
pub(crate) const MOST: usize = 64;

#[derive(Debug, Clone, Copy)]
struct Eta {
    position: u32,
    /// Pivot of a column eta; zero marks an exchange.
    pivot: f64,
    end: u32,
}

/// The updates since the last factorisation, oldest first.
#[derive(Debug, Default)]
pub(crate) struct EtaFile {
    list: Vec<Eta>,
    index: Vec<u32>,
    value: Vec<f64>,
}

impl EtaFile {
    pub(crate) fn clear(&mut self) {
        self.list.clear();
        self.index.clear();
        self.value.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn entries(&self) -> usize {
        self.index.len()
    }

    pub(crate) fn replace(&mut self, position: usize, alpha: &[f64], nonzero: &[u32]) {
        for &index in nonzero {
            let value = alpha[index as usize];
            if value != 0.0 && index as usize != position {
                self.index.push(index);
                self.value.push(value);
            }
        }
        self.close(position, alpha[position]);
    }

    pub(crate) fn exchange(&mut self, position: usize, others: &[u32]) {
        self.index.extend_from_slice(others);
        self.value.resize(self.index.len(), 1.0);
        self.close(position, 0.0);
    }

    fn close(&mut self, position: usize, pivot: f64) {
        let end = self.index.len() as u32;
        self.list.push(Eta { position: position as u32, pivot, end });
    }

    pub(crate) fn ftran(&self, x: &mut [f64]) {
        let mut start = 0;
        for eta in &self.list {
            let position = eta.position as usize;
            let range = start..eta.end as usize;
            start = range.end;
            let index = &self.index[range.clone()];
            if eta.pivot == 0.0 {
                let others: f64 = index.iter().map(|&other| x[other as usize]).sum();
                x[position] = -x[position] - others;
            } else if x[position] != 0.0 {
                let value = x[position] / eta.pivot;
                x[position] = value;
                for (&other, entry) in index.iter().zip(&self.value[range]) {
                    x[other as usize] -= entry * value;
                }
            }
        }
    }

    pub(crate) fn btran(&self, y: &mut [f64]) {
        for (number, eta) in self.list.iter().enumerate().rev() {
            let position = eta.position as usize;
            let start = if number == 0 { 0 } else { self.list[number - 1].end as usize };
            let range = start..eta.end as usize;
            let index = &self.index[range.clone()];
            if eta.pivot == 0.0 {
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
                // Never −0.
                y[position] = if value == 0.0 { 0.0 } else { value / eta.pivot };
            }
        }
    }
}
