//! A table of the file, read strictly.
//!
//! A key that this oracle does not know might change the answer. So every reader names the
//! keys that it understands, and any other one that is set ends the work.

use serde_json::{Map, Value};

use super::number::{Fraction, read};

/// A table and where it stands.
#[derive(Clone)]
pub(super) struct Table<'a> {
    map: &'a Map<String, Value>,
    path: String,
}

impl<'a> Table<'a> {
    /// The table that a value is, with no keys but these.
    pub(super) fn new(value: &'a Value, path: &str, keys: &[&str]) -> Result<Self, String> {
        let Value::Object(map) = value else {
            return Err(format!("not covered: {path} is no table"));
        };
        for (key, said) in map {
            if !keys.contains(&key.as_str()) && !nothing(said) {
                return Err(format!("not covered: the key {path}.{key}"));
            }
        }
        Ok(Self { map, path: path.to_owned() })
    }

    /// What stands under a key; nothing where it is left out.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// What must stand under a key.
    fn must(&self, key: &str) -> Result<&'a Value, String> {
        self.get(key).ok_or_else(|| format!("{}.{key} is missing", self.path))
    }

    /// A text that may be left out.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'a str>, String> {
        self.get(key)
            .map(|value| {
                value.as_str().ok_or_else(|| format!("not covered: {}.{key} is no text", self.path))
            })
            .transpose()
    }

    /// A text that must be there.
    pub(super) fn said(&self, key: &str) -> Result<&'a str, String> {
        self.text(key)?.ok_or_else(|| format!("{}.{key} is missing", self.path))
    }

    /// A number that may be left out.
    pub(super) fn number(&self, key: &str) -> Result<Option<Fraction>, String> {
        self.get(key)
            .map(|value| read(value).map_err(|why| format!("{why} ({}.{key})", self.path)))
            .transpose()
    }

    /// A number that must be there.
    pub(super) fn amount(&self, key: &str) -> Result<Fraction, String> {
        self.must(key)?;
        self.number(key)?.ok_or_else(|| format!("{}.{key} is missing", self.path))
    }

    /// A whole number that may be left out.
    pub(super) fn count(&self, key: &str) -> Result<Option<i64>, String> {
        self.get(key)
            .map(|value| {
                value
                    .as_i64()
                    .ok_or_else(|| format!("not covered: {}.{key} is no whole number", self.path))
            })
            .transpose()
    }

    /// The entries of a list; none where it is left out.
    pub(super) fn entries(&self, key: &str) -> Result<Vec<&'a Value>, String> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(list)) => Ok(list.iter().collect()),
            Some(_) => Err(format!("not covered: {}.{key} is no list", self.path)),
        }
    }

    /// The tables of a list, with no keys but these.
    pub(super) fn tables(&self, key: &str, keys: &[&str]) -> Result<Vec<Table<'a>>, String> {
        let path = |position: usize| format!("{}.{key}[{position}]", self.path);
        self.entries(key)?
            .into_iter()
            .enumerate()
            .map(|(position, value)| Table::new(value, &path(position), keys))
            .collect()
    }

    /// What stands in a table by name; empty where it is left out.
    pub(super) fn named(&self, key: &str) -> Result<Vec<(String, &'a Value)>, String> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Object(map)) => {
                Ok(map.iter().map(|(name, value)| (name.clone(), value)).collect())
            }
            Some(_) => Err(format!("not covered: {}.{key} is no table", self.path)),
        }
    }

    /// A table of numbers by name; empty where it is left out.
    pub(super) fn numbers(&self, key: &str) -> Result<Vec<(String, Fraction)>, String> {
        let number = |(name, value): (String, &Value)| {
            let number = read(value).map_err(|why| format!("{why} ({}.{key})", self.path));
            Ok((name, number?))
        };
        self.named(key)?.into_iter().map(number).collect()
    }
}

/// Whether a value says nothing: what is written with its default is as if left out.
pub(super) fn nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}
