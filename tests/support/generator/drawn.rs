//! Generated scenarios as proptest draws them: from a seed, with the features that a test
//! is about. What fails is made smaller by taking features and orders out again.

use std::fmt;
use std::ops::Deref;

use apportion::scenario::Scenario;
use proptest::prelude::any;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::random::Random;
use super::{Draft, Feature, Generator, Size};

/// Scenarios in which each feature is on in every second one.
pub(crate) fn drawn() -> Draws {
    Draws { on: Vec::new(), off: Vec::new(), size: None }
}

/// What is drawn.
#[derive(Debug, Clone)]
pub(crate) struct Draws {
    on: Vec<Feature>,
    off: Vec<Feature>,
    size: Option<Size>,
}

impl Draws {
    /// With these features in every scenario.
    pub(crate) fn with(mut self, features: impl IntoIterator<Item = Feature>) -> Self {
        self.on.extend(features);
        self
    }

    /// Without these features.
    pub(crate) fn without(mut self, features: impl IntoIterator<Item = Feature>) -> Self {
        self.off.extend(features);
        self
    }

    /// Of this size.
    pub(crate) fn sized(mut self, size: Size) -> Self {
        self.size = Some(size);
        self
    }

    /// The scenario of a seed.
    pub(crate) fn of(&self, seed: u64) -> Case {
        let mut generator = Generator::new(seed).some().with(self.on.iter().copied());
        generator = generator.without(&self.off);
        if let Some(size) = self.size {
            generator = generator.sized(size);
        }
        let draft = generator.draft();
        let text = draft.to_toml();
        let scenario = Scenario::from_toml(&text)
            .unwrap_or_else(|error| panic!("seed {seed}: {error:?}\n{text}"));
        Case { seed, draft, scenario }
    }
}

/// A generated scenario and the file that it was read from.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) seed: u64,
    pub(crate) draft: Draft,
    pub(crate) scenario: Scenario,
}

impl Case {
    /// The scenario with something else done to its draft, if that is one.
    pub(crate) fn changed(&self, change: impl FnOnce(&mut Draft)) -> Option<Scenario> {
        let mut draft = self.draft.clone();
        change(&mut draft);
        Scenario::from_toml(&draft.to_toml()).ok()
    }
}

impl Deref for Case {
    type Target = Scenario;

    fn deref(&self) -> &Scenario {
        &self.scenario
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seed {}\n{}", self.seed, self.draft.to_toml())
    }
}

impl Strategy for Draws {
    type Tree = Shrinking;
    type Value = Case;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let case = self.of(any::<u64>().new_tree(runner)?.current());
        // The last are tried first: what refers to others before the others.
        let features = Feature::ALL.iter().filter(|feature| !self.on.contains(feature));
        let orders = case.draft.orders.iter().map(|order| Less::Order(order.id.clone()));
        let less = orders.chain(features.map(|feature| Less::Feature(*feature))).collect();
        Ok(Shrinking { less, before: None, case })
    }
}

/// What can be taken out.
#[derive(Debug, Clone)]
enum Less {
    Feature(Feature),
    Order(String),
}

/// A case that becomes smaller.
#[derive(Debug, Clone)]
pub(crate) struct Shrinking {
    case: Case,
    before: Option<Case>,
    less: Vec<Less>,
}

impl ValueTree for Shrinking {
    type Value = Case;

    fn current(&self) -> Case {
        self.case.clone()
    }

    fn simplify(&mut self) -> bool {
        while let Some(less) = self.less.pop() {
            let mut draft = self.case.draft.clone();
            match &less {
                Less::Feature(feature) => feature.remove(&mut draft),
                Less::Order(id) => draft.remove_order(id),
            }
            let text = draft.to_toml();
            if text == self.case.draft.to_toml() || draft.orders.is_empty() {
                continue;
            }
            if let Ok(scenario) = Scenario::from_toml(&text) {
                let smaller = Case { seed: self.case.seed, draft, scenario };
                self.before = Some(std::mem::replace(&mut self.case, smaller));
                return true;
            }
        }
        false
    }

    fn complicate(&mut self) -> bool {
        let Some(before) = self.before.take() else { return false };
        self.case = before;
        true
    }
}

impl Random {
    /// Puts a list in random order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.place(end + 1));
        }
    }
}

/// Every scenario on the way is one, and where nothing holds any more little is left.
#[test]
fn cases_become_small() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..40 {
        let mut tree = drawn().with([Feature::Caps]).new_tree(&mut runner).unwrap();
        while tree.simplify() {}
        let draft = tree.current().draft;
        assert_eq!((draft.orders.len(), draft.lines.len()), (1, 1), "{:?}", tree.current());
        assert!(draft.commitments.is_empty() && draft.reservations.is_empty());
    }
}
