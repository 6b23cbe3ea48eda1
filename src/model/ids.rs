//! Typed positions in a [`Model`](super::Model).

macro_rules! position {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The position as an index into the model's list of its kind.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

position!(
    /// A group of coupling rows, one for each period.
    ResourceId
);
position!(
    /// What one unit takes from the resources.
    RecipeId
);
position!(
    /// A set of recipes that a block may use.
    FamilyId
);
position!(
    /// A demand block: one equality row `Σ x + u = quantity`.
    BlockId
);
position!(
    /// A column that belongs to no block.
    ExtraId
);
