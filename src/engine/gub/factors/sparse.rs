//! Sparse lists, as factors are stored.

/// Sparse lists indexed by step or row, in flat vectors.
#[derive(Debug, Default)]
pub(crate) struct Sparse {
    pub(crate) start: Vec<u32>,
    pub(crate) index: Vec<u32>,
    pub(crate) value: Vec<f64>,
}

impl Sparse {
    pub(crate) fn clear(&mut self) {
        self.start.clear();
        self.start.push(0);
        self.index.clear();
        self.value.clear();
    }

    pub(crate) fn range(&self, list: usize) -> std::ops::Range<usize> {
        self.start[list] as usize..self.start[list + 1] as usize
    }

    pub(crate) fn is_empty(&self, list: usize) -> bool {
        self.start[list] == self.start[list + 1]
    }

    pub(crate) fn push(&mut self, index: u32, value: f64) {
        self.index.push(index);
        self.value.push(value);
    }

    pub(crate) fn close(&mut self) {
        self.start.push(self.index.len() as u32);
    }

    pub(crate) fn entries(&self, list: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.range(list);
        let values = &self.value[range.clone()];
        self.index[range].iter().zip(values).map(|(&index, &value)| (index as usize, value))
    }

    /// The transposed lists: entry `(list, i)` becomes `(to(i), from(list))`.
    pub(crate) fn transpose_into(
        &self,
        other: &mut Self,
        lists: usize,
        to: impl Fn(u32) -> usize,
        from: impl Fn(usize) -> u32,
    ) {
        let mut count = vec![0_u32; lists + 1];
        for &index in &self.index {
            count[to(index) + 1] += 1;
        }
        for list in 0..lists {
            count[list + 1] += count[list];
        }
        other.start.clone_from(&count);
        other.index.clear();
        other.index.resize(self.index.len(), 0);
        other.value.clear();
        other.value.resize(self.index.len(), 0.0);
        for list in 0..self.start.len() - 1 {
            for entry in self.range(list) {
                let slot = &mut count[to(self.index[entry])];
                other.index[*slot as usize] = from(list);
                other.value[*slot as usize] = self.value[entry];
                *slot += 1;
            }
        }
    }
}
