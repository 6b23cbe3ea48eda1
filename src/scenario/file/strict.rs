//! Reading without leniency: serde would take a list for a table, and the last of two
//! equal keys.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A value that is only read from a table, never from a list of its fields.
pub(in crate::scenario) struct Table<T>(pub(in crate::scenario) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        table(deserializer).map(Self)
    }
}

/// One table.
pub(in crate::scenario) fn table<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Only<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Only<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a table")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }

    deserializer.deserialize_map(Only(PhantomData))
}

/// One table that may be left out.
pub(in crate::scenario) fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    table(deserializer).map(Some)
}

/// A list of tables.
pub(in crate::scenario) fn tables<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let tables: Vec<Table<T>> = Vec::deserialize(deserializer)?;
    Ok(tables.into_iter().map(|Table(value)| value).collect())
}

/// A number, or a list of tables with the fields that `expected` names.
pub(in crate::scenario) fn number_or_tables<'de, D, T, V>(
    deserializer: D,
    expected: &'static str,
    number: fn(f64) -> V,
    list: fn(Vec<T>) -> V,
) -> Result<V, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct NumberOr<T, V> {
        expected: &'static str,
        number: fn(f64) -> V,
        list: fn(Vec<T>) -> V,
    }

    impl<'de, T: Deserialize<'de>, V> Visitor<'de> for NumberOr<T, V> {
        type Value = V;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "a number, or a list of tables with {}", self.expected)
        }

        fn visit_f64<E>(self, number: f64) -> Result<V, E> {
            Ok((self.number)(number))
        }

        fn visit_i64<E>(self, number: i64) -> Result<V, E> {
            Ok((self.number)(number as f64))
        }

        fn visit_u64<E>(self, number: u64) -> Result<V, E> {
            Ok((self.number)(number as f64))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<V, A::Error> {
            tables(SeqAccessDeserializer::new(seq)).map(self.list)
        }
    }

    deserializer.deserialize_any(NumberOr { expected, number, list })
}

/// A table of numbers, or of what may stand for one; each key once.
pub(in crate::scenario) fn amounts<'de, D, K, A>(
    deserializer: D,
) -> Result<BTreeMap<K, A>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord + AsRef<str>,
    A: Deserialize<'de>,
{
    struct Amounts<K, A>(PhantomData<(K, A)>);

    impl<'de, K: Deserialize<'de> + Ord + AsRef<str>, V: Deserialize<'de>> Visitor<'de>
        for Amounts<K, V>
    {
        type Value = BTreeMap<K, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a table of numbers")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut amounts = BTreeMap::new();
            while let Some(key) = map.next_key::<K>()? {
                if amounts.contains_key(&key) {
                    let key = super::text::shorten(key.as_ref());
                    return Err(A::Error::custom(format!("the key `{key}` is given twice")));
                }
                let amount = map.next_value()?;
                amounts.insert(key, amount);
            }
            Ok(amounts)
        }
    }

    deserializer.deserialize_map(Amounts(PhantomData))
}
