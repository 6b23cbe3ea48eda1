//! Every feature of the format: a file and a line for each.
//!
//! `add` puts it into a draft; `remove` takes it out again, so that it can be seen whether
//! it makes a difference.

mod ageing;
mod approvals;
mod attribute_changes;
mod beyond;
mod calendar;
mod cancellations;
mod caps;
mod carried;
mod commitments;
mod components;
mod days;
mod dpas;
mod expansions;
mod gates;
mod geometric;
mod history;
mod labour;
mod lines;
mod losses;
mod lots;
mod lottery;
mod measures;
mod monthly_limits;
mod multipliers;
mod needs;
mod on_time;
mod outages;
mod overrides;
mod policy_changes;
mod products;
mod queue;
mod ramps;
mod ratings;
mod releases;
mod reservations;
mod score;
mod sequence;
mod shares;
mod shelf;
mod shipments;
mod split_tiers;
mod stockpiles;
mod tails;
mod tiers;
mod tranches;
mod urgencies;
mod weighted_tiers;
mod yields;

use super::draft::Draft;
use super::random::Random;
use super::size::Size;

macro_rules! features {
    ($($name:ident in $file:ident,)*) => {
        /// A feature of the format.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Feature { $($name),* }

        impl Feature {
            /// All of them, in the order in which they are added.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Puts it into a draft.
            pub(super) fn add(self, draft: &mut Draft, size: &Size, random: &mut Random) {
                match self { $(Self::$name => $file::add(draft, size, random)),* }
            }

            /// Takes it out of a draft.
            pub(crate) fn remove(self, draft: &mut Draft) {
                match self { $(Self::$name => $file::remove(draft)),* }
                draft.tidy();
                gates::mend(draft);
            }

            /// Its name.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($file)),* }
            }
        }
    };
}

// What is there first, then who comes first, then what refers to both.
features! {
    Products in products,
    Lines in lines,
    Components in components,
    Ramps in ramps,
    Calendar in calendar,
    Outages in outages,
    Yields in yields,
    Stockpiles in stockpiles,
    Tranches in tranches,
    Releases in releases,
    Urgencies in urgencies,
    Ratings in ratings,
    Approvals in approvals,
    AttributeChanges in attribute_changes,
    Lots in lots,
    Shipments in shipments,
    MonthlyLimits in monthly_limits,
    Shelf in shelf,
    Beyond in beyond,
    Cancellations in cancellations,
    SplitTiers in split_tiers,
    Queue in queue,
    Shares in shares,
    Score in score,
    Geometric in geometric,
    Tiers in tiers,
    WeightedTiers in weighted_tiers,
    Dpas in dpas,
    Sequence in sequence,
    Expansions in expansions,
    Commitments in commitments,
    Reservations in reservations,
    Caps in caps,
    Gates in gates,
    PolicyChanges in policy_changes,
    Overrides in overrides,
    Multipliers in multipliers,
    Ageing in ageing,
    Tails in tails,
    Measures in measures,
    Labour in labour,
    Lottery in lottery,
    Losses in losses,
    Days in days,
    OnTime in on_time,
    History in history,
    Needs in needs,
    Carried in carried,
}

impl Feature {
    /// Those that come after it refer to a book that is complete.
    pub(super) const LAST_OF_THE_BOOK: Self = Self::SplitTiers;

    /// The rules; a file has at least four of them.
    pub(crate) const RULES: &'static [Self] = &[
        Self::Queue,
        Self::Shares,
        Self::Score,
        Self::Geometric,
        Self::Tiers,
        Self::WeightedTiers,
        Self::SplitTiers,
        Self::Dpas,
        Self::Sequence,
        Self::Lottery,
    ];
}
