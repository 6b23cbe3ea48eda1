//! Tables as JSON: an array with an object for each row, unrounded, null where there is no
//! value.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::cell::Cell;
use super::typed::Table;

impl Table<'_> {
    /// The table as JSON. A number that is not finite is null.
    ///
    /// # Errors
    ///
    /// [`serde_json::Error`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }
}

/// An array of objects.
impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut array = serializer.serialize_seq(Some(self.rows()))?;
        for index in 0..self.rows() {
            array.serialize_element(&Row { table: self, index })?;
        }
        array.end()
    }
}

struct Row<'t, 'a> {
    table: &'t Table<'a>,
    index: usize,
}

impl Serialize for Row<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.table.columns().len()))?;
        for (column, cell) in self.table.row(self.index) {
            object.serialize_entry(&column.name, cell)?;
        }
        object.end()
    }
}

/// The exact value.
impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_none(),
            Self::Word(word) => serializer.serialize_str(word),
            Self::Whole(count) => serializer.serialize_i64(*count),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Month(month) => month.serialize(serializer),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Shown(shown) => shown.value.serialize(serializer),
        }
    }
}
