//! Flip points as text and CSV.

use std::fmt::{self, Write as _};

use super::page::{Page, Report};
use super::table::{Cell, Table, exact, number, rows, word};
use crate::analysis::{
    Access, Crossing, FlipPoints, GateFlip, Missing, TierDistance, TierFlip, WeightFlip,
};

/// The most weights printed for a criterion.
const SHOWN: usize = 20;

/// The columns of the CSV.
const COLUMNS: [&str; 9] =
    ["kind", "partner", "other", "attribute", "now", "crossing", "value", "from", "to"];

impl fmt::Display for FlipPoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for FlipPoints {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        write!(page, "{}: flip points of policy {} in {}", self.scenario, self.policy, self.month)?;
        if !self.tiers.is_empty() {
            let table = table(self.tiers.iter().map(Flip::Tier))
                .select(&["partner", "attribute", "now", "if_it", "from", "to"])
                .titled(["partner", "attribute", "now", "changes tier if it", "from", "to"]);
            page.write_str("\n\n")?;
            page.heading("One attribute that changes the tier");
            page.table(table);
        }
        let far: Vec<&TierDistance> =
            self.distances.iter().filter(|part| part.missing.len() > 1).collect();
        if !far.is_empty() {
            write!(page, "\n\nTiers for which more than one attribute is missing")?;
            for part in far {
                let missing: Vec<String> = part.missing.iter().map(Missing::to_string).collect();
                let list = missing.join(", ");
                write!(page, "\n {} for {}: {list}", part.partner, part.tier)?;
            }
        }
        if !self.gates.is_empty() {
            let table = table(self.gates.iter().map(Flip::Gate))
                .select(&["partner", "other", "attribute", "now", "gates", "if_it"])
                .titled(["partner", "product", "attribute", "now", "gates", "if it"]);
            let title = "One attribute that opens or closes the gates of a product";
            page.write_str("\n\n")?;
            page.heading(title);
            page.table(table);
        }
        if !self.weights.is_empty() {
            let shown = nearest(self);
            let more = self.weights.len() - shown.len();
            let title = "Weights at which two partners change places";
            page.write_str("\n\n")?;
            page.heading(title);
            page.table(weights(shown));
            if more > 0 {
                write!(page, "\n and {more} more, further from the weights now")?;
            }
        }
        if self.tiers.is_empty() && self.weights.is_empty() && self.gates.is_empty() {
            write!(page, "\n\nNo single number changes anybody's place.")?;
        }
        Ok(())
    }
}

/// For each criterion, the flip points nearest to its present weight, in their order.
fn nearest(flips: &FlipPoints) -> Vec<&WeightFlip> {
    let far = |flip: &WeightFlip| (flip.weight - flip.now).abs();
    let mut shown = Vec::new();
    for group in flips.weights.chunk_by(|a, b| a.attribute == b.attribute) {
        let mut distances: Vec<f64> = group.iter().map(far).collect();
        distances.sort_by(f64::total_cmp);
        let most = distances.get(SHOWN - 1).copied().unwrap_or(f64::INFINITY);
        shown.extend(group.iter().filter(|flip| far(flip) <= most).take(SHOWN));
    }
    shown
}

/// A flip point of any kind.
#[derive(Debug, Clone, Copy)]
enum Flip<'a> {
    Tier(&'a TierFlip),
    Gate(&'a GateFlip),
    Weight(&'a WeightFlip),
}

impl<'a> Flip<'a> {
    fn kind(self) -> &'static str {
        match self {
            Self::Tier(_) => "tier",
            Self::Gate(_) => "gate",
            Self::Weight(_) => "weight",
        }
    }

    fn partner(self) -> Cell<'a> {
        match self {
            Self::Tier(flip) => (&flip.partner).into(),
            Self::Gate(flip) => (&flip.partner).into(),
            Self::Weight(flip) => (&flip.above).into(),
        }
    }

    /// The product of a gate, or the partner that falls behind.
    fn other(self) -> Cell<'a> {
        match self {
            Self::Tier(_) => Cell::Nothing,
            Self::Gate(flip) => (&flip.product).into(),
            Self::Weight(flip) => (&flip.below).into(),
        }
    }

    fn attribute(self) -> &'a String {
        match self {
            Self::Tier(TierFlip { attribute, .. })
            | Self::Gate(GateFlip { attribute, .. })
            | Self::Weight(WeightFlip { attribute, .. }) => attribute,
        }
    }

    fn now(self) -> Option<f64> {
        match self {
            Self::Tier(TierFlip { now, .. }) | Self::Gate(GateFlip { now, .. }) => *now,
            Self::Weight(flip) => Some(flip.now),
        }
    }

    fn crossing(self) -> Crossing {
        match self {
            Self::Tier(TierFlip { crossing, .. }) | Self::Gate(GateFlip { crossing, .. }) => {
                *crossing
            }
            Self::Weight(_) => Crossing::RisesAbove,
        }
    }

    fn value(self) -> f64 {
        match self {
            Self::Tier(TierFlip { value, .. }) | Self::Gate(GateFlip { value, .. }) => *value,
            Self::Weight(flip) => flip.weight,
        }
    }

    fn from(self) -> &'a str {
        match self {
            Self::Tier(flip) => &flip.from,
            Self::Gate(GateFlip { access: Access::Opens, .. }) => "closed",
            Self::Gate(GateFlip { access: Access::Closes, .. }) => "open",
            Self::Weight(flip) => &flip.tier,
        }
    }

    fn to(self) -> &'a str {
        match self {
            Self::Tier(flip) => &flip.to,
            Self::Gate(GateFlip { access: Access::Opens, .. }) => "open",
            Self::Gate(GateFlip { access: Access::Closes, .. }) => "closed",
            Self::Weight(flip) => &flip.tier,
        }
    }
}

/// A row for each flip point.
fn table<'a>(flips: impl IntoIterator<Item = Flip<'a>>) -> Table<'a> {
    let gates = |flip: Flip<'a>| match flip {
        Flip::Gate(GateFlip { access: Access::Opens, .. }) => Some("open"),
        Flip::Gate(GateFlip { access: Access::Closes, .. }) => Some("close"),
        _ => None,
    };
    rows(flips)
        .with(word("kind"), |flip: Flip<'a>| flip.kind())
        .with(word("partner"), Flip::partner)
        .with(word("other"), Flip::other)
        .with(word("attribute"), Flip::attribute)
        .with(exact("now").or(NO_ATTRIBUTE), Flip::now)
        .with(word("crossing"), |flip| flip.crossing().name())
        .with(exact("value"), Flip::value)
        .with(word("from").right(), Flip::from)
        .with(word("to").right(), Flip::to)
        .with(word("gates").right(), gates)
        .with(word("if_it").right(), |flip| format!("{} {}", flip.crossing(), flip.value()))
        .table()
}

/// A row for each weight at which two partners change places.
fn weights(flips: Vec<&WeightFlip>) -> Table<'_> {
    rows(flips)
        .with(word("criterion"), |flip| &flip.attribute)
        .with(word("tier"), |flip| &flip.tier)
        .with(exact("now").titled("weight now"), |flip| flip.now)
        .with(number("value", 4).titled("equal at"), |flip| flip.weight)
        .with(word("below").titled("first below").right(), |flip| &flip.below)
        .with(word("above").titled("first above").right(), |flip| &flip.above)
        .table()
}

/// What text says of an attribute that the partner does not have.
const NO_ATTRIBUTE: &str = "none";

impl fmt::Display for Crossing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name().replace('_', " "))
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.attribute)?;
        match (self.at_least, self.at_most) {
            (Some(low), Some(high)) => write!(f, "{low} to {high}")?,
            (Some(low), None) => write!(f, "at least {low}")?,
            (None, Some(high)) => write!(f, "at most {high}")?,
            (None, None) => {}
        }
        let now = self.now.map_or_else(|| NO_ATTRIBUTE.to_owned(), |now| now.to_string());
        write!(f, " (now {now})")
    }
}

impl FlipPoints {
    /// One row for each flip point. Those of the kind `tier` are a partner that changes tier;
    /// of the kind `gate` gates of a product (`other`) that open or close to a partner; of
    /// the kind `weight` a partner that comes before the other one, within the tier, when the
    /// weight of the criterion rises above the value.
    pub fn table(&self) -> Table<'_> {
        let tiers = self.tiers.iter().map(Flip::Tier);
        let gates = self.gates.iter().map(Flip::Gate);
        let weights = self.weights.iter().map(Flip::Weight);
        table(tiers.chain(gates).chain(weights)).select(&COLUMNS)
    }

    /// The [table](Self::table) as CSV, numbers unrounded, an empty field where there is no
    /// value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }
}
