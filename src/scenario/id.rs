//! Names by which the parts of a scenario refer to each other.

/// The most characters of an id or name.
pub(crate) const LONGEST: usize = 200;

/// Makes the type of the ids of one kind of part.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(::std::sync::Arc<str>);

        impl $name {
            /// The id as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                &*self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                &*self.0 == *other
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }
    };
}

pub(in crate::scenario) use id;

id!(
    /// Id of a [`Product`](super::Product).
    ProductId
);
id!(
    /// Id of a [`Line`](super::Line).
    LineId
);
id!(
    /// Id of a [`Component`](super::Component).
    ComponentId
);
id!(
    /// Id of a [`Partner`](super::Partner).
    PartnerId
);
id!(
    /// Id of an [`Order`](super::Order).
    OrderId
);
id!(
    /// Id of a [`Cap`](super::Cap).
    CapId
);
id!(
    /// Id of an [`Expansion`](super::Expansion).
    ExpansionId
);
id!(
    /// Id of a [`Reservation`](super::Reservation).
    ReservationId
);
id!(
    /// Id of a [`Policy`](super::Policy).
    PolicyId
);
