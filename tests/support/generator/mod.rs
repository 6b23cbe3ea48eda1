//! Scenarios with every feature of the file format, as text.
//!
//! ```text
//! Generator::new(7).with([Feature::Lines, Feature::Caps]).draft().to_toml()
//! ```
//!
//! The same seed and features give the same file on every machine. Every feature has its
//! own random numbers, so a new one leaves the others as they are.

mod balance;
mod base;
pub(crate) mod draft;
mod drawn;
mod features;
pub(crate) mod month;
mod policy;
mod portion;
mod ramp;
pub(crate) mod random;
mod rewrite;
mod size;

pub(crate) use draft::Draft;
pub(crate) use drawn::{Case, Draws, drawn};
pub(crate) use features::Feature;
pub(crate) use month::At;
pub(crate) use random::Random;
pub(crate) use size::Size;

/// Makes a scenario with the features that are on.
#[derive(Debug, Clone)]
pub(crate) struct Generator {
    seed: u64,
    size: Size,
    features: Vec<Feature>,
}

impl Generator {
    /// No feature, and a size that goes by the seed.
    pub(crate) fn new(seed: u64) -> Self {
        let size = Size::any(&mut Random::new(seed, "size"));
        Self { seed, size, features: Vec::new() }
    }

    /// With these features too.
    pub(crate) fn with(mut self, features: impl IntoIterator<Item = Feature>) -> Self {
        self.features.extend(features);
        self
    }

    /// With every feature.
    pub(crate) fn all(self) -> Self {
        self.with(Feature::ALL.iter().copied())
    }

    /// With about half of the features, and at least four rules.
    pub(crate) fn some(self) -> Self {
        let mut random = Random::new(self.seed, "features");
        let mut on: Vec<Feature> =
            Feature::ALL.iter().copied().filter(|_| random.chance(50)).collect();
        while on.iter().filter(|part| Feature::RULES.contains(part)).count() < 4 {
            let rule = random.one_of(Feature::RULES);
            if !on.contains(&rule) {
                on.push(rule);
            }
        }
        self.with(on)
    }

    /// Without these features.
    pub(crate) fn without(mut self, features: &[Feature]) -> Self {
        self.features.retain(|feature| !features.contains(feature));
        self
    }

    /// Of this size.
    pub(crate) fn sized(mut self, size: Size) -> Self {
        self.size = size;
        self
    }

    /// Whether a feature is on.
    pub(crate) fn has(&self, feature: Feature) -> bool {
        self.features.contains(&feature)
    }

    /// The scenario. Without a rule it has a queue.
    pub(crate) fn draft(&self) -> Draft {
        let random = |stream: &str| Random::new(self.seed, stream);
        let mut draft = base::book(self.seed, &self.size, &mut random("book"));
        let mut balanced = false;
        for feature in Feature::ALL.iter().filter(|feature| self.has(**feature)) {
            if !balanced && *feature > Feature::LAST_OF_THE_BOOK {
                balance::balance(&mut draft, &mut random("balance"));
                balanced = true;
            }
            feature.add(&mut draft, &self.size, &mut random(feature.name()));
        }
        if draft.policies.is_empty() {
            Feature::Queue.add(&mut draft, &self.size, &mut random("queue"));
        }
        draft
    }
}
