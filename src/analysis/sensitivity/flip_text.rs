//! Flip points as text and CSV.

use std::fmt;

use super::crossing::Crossing;
use super::flip_points::FlipPoints;
use super::gate_flips::Access;
use super::tier_flips::{Missing, TierDistance};
use super::weight_flips::WeightFlip;
use crate::text;

impl fmt::Display for FlipPoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: flip points of policy {} in {}", self.scenario, self.policy, self.month)?;
        if !self.tiers.is_empty() {
            let heading = ["partner", "attribute", "now", "changes tier if it", "from", "to"];
            let mut table = text::table(heading);
            for flip in &self.tiers {
                table.add_row([
                    flip.partner.to_string(),
                    flip.attribute.clone(),
                    now(flip.now),
                    format!("{} {}", flip.crossing, flip.value),
                    flip.from.clone(),
                    flip.to.clone(),
                ]);
            }
            write!(f, "\n\nOne attribute that changes the tier\n{}", text::render(&mut table, 2))?;
        }
        let far: Vec<&TierDistance> =
            self.distances.iter().filter(|part| part.missing.len() > 1).collect();
        if !far.is_empty() {
            write!(f, "\n\nTiers for which more than one attribute is missing")?;
            for part in far {
                let missing: Vec<String> = part.missing.iter().map(Missing::to_string).collect();
                let list = missing.join(", ");
                write!(f, "\n {} for {}: {list}", part.partner, part.tier)?;
            }
        }
        if !self.gates.is_empty() {
            let heading = ["partner", "product", "attribute", "now", "gates", "if it"];
            let mut table = text::table(heading);
            for flip in &self.gates {
                table.add_row([
                    flip.partner.to_string(),
                    flip.product.to_string(),
                    flip.attribute.clone(),
                    now(flip.now),
                    match flip.access {
                        Access::Opens => "open".to_owned(),
                        Access::Closes => "close".to_owned(),
                    },
                    format!("{} {}", flip.crossing, flip.value),
                ]);
            }
            let title = "One attribute that opens or closes the gates of a product";
            write!(f, "\n\n{title}\n{}", text::render(&mut table, 3))?;
        }
        if !self.weights.is_empty() {
            let heading =
                ["criterion", "tier", "weight now", "equal at", "first below", "first above"];
            let mut table = text::table(heading);
            let shown = self.nearest();
            for flip in &shown {
                table.add_row([
                    flip.attribute.clone(),
                    flip.tier.clone(),
                    flip.now.to_string(),
                    text::number(flip.weight, 4),
                    flip.below.to_string(),
                    flip.above.to_string(),
                ]);
            }
            let title = "Weights at which two partners change places";
            write!(f, "\n\n{title}\n{}", text::render(&mut table, 2))?;
            let more = self.weights.len() - shown.len();
            if more > 0 {
                write!(f, "\n and {more} more, further from the weights now")?;
            }
        }
        if self.tiers.is_empty() && self.weights.is_empty() && self.gates.is_empty() {
            write!(f, "\n\nNo single number changes anybody's place.")?;
        }
        Ok(())
    }
}

/// Weights of a criterion that are printed.
const SHOWN: usize = 20;

impl FlipPoints {
    /// Of each criterion the weights nearest to what it weighs now, in the order of all.
    fn nearest(&self) -> Vec<&WeightFlip> {
        let far = |flip: &WeightFlip| (flip.weight - flip.now).abs();
        let mut shown = Vec::new();
        for group in self.weights.chunk_by(|a, b| a.attribute == b.attribute) {
            let mut distances: Vec<f64> = group.iter().map(far).collect();
            distances.sort_by(f64::total_cmp);
            let most = distances.get(SHOWN - 1).copied().unwrap_or(f64::INFINITY);
            shown.extend(group.iter().filter(|flip| far(flip) <= most).take(SHOWN));
        }
        shown
    }
}

fn now(value: Option<f64>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

impl Crossing {
    /// Its name as written in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Self::FallsBelow => "falls_below",
            Self::FallsTo => "falls_to",
            Self::RisesTo => "rises_to",
            Self::RisesAbove => "rises_above",
        }
    }
}

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
        write!(f, " (now {})", now(self.now))
    }
}

const HEADING: [&str; 9] =
    ["kind", "partner", "other", "attribute", "now", "crossing", "value", "from", "to"];

impl FlipPoints {
    /// The flip points as CSV, numbers unrounded. Rows of the kind `tier` are a partner that
    /// changes tier; of the kind `gate` gates of a product (`other`) that open or close to
    /// it; of the kind `weight` a partner that comes before the other one,
    /// within the tier, when the weight of the criterion rises above the value.
    pub fn to_csv(&self) -> String {
        let mut table = text::Csv::new(HEADING);
        for flip in &self.tiers {
            table.row(&[
                "tier".to_owned(),
                flip.partner.to_string(),
                String::new(),
                flip.attribute.clone(),
                text::optional(flip.now),
                flip.crossing.name().to_owned(),
                flip.value.to_string(),
                flip.from.clone(),
                flip.to.clone(),
            ]);
        }
        for flip in &self.gates {
            let (open, closed) = ("open".to_owned(), "closed".to_owned());
            let (from, to) = match flip.access {
                Access::Opens => (closed, open),
                Access::Closes => (open, closed),
            };
            table.row(&[
                "gate".to_owned(),
                flip.partner.to_string(),
                flip.product.to_string(),
                flip.attribute.clone(),
                text::optional(flip.now),
                flip.crossing.name().to_owned(),
                flip.value.to_string(),
                from,
                to,
            ]);
        }
        for flip in &self.weights {
            table.row(&[
                "weight".to_owned(),
                flip.above.to_string(),
                flip.below.to_string(),
                flip.attribute.clone(),
                flip.now.to_string(),
                Crossing::RisesAbove.name().to_owned(),
                flip.weight.to_string(),
                flip.tier.clone(),
                flip.tier.clone(),
            ]);
        }
        table.into_text()
    }
}
