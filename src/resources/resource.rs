//! Something scarce.

use super::amount::Amount;

/// Something of which there is so much in each month, and who takes how much of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Resource {
    id: String,
    label: String,
    offered: Vec<f64>,
    keeps: Keeps,
    takes: Takes,
    takers: Takers,
    bounds: Option<Bounds>,
    /// What of an opening stock is left of earlier months.
    carried: f64,
}

/// What becomes of what a month leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Keeps {
    /// It is lost.
    Nothing,
    /// It stays for later months.
    Stock {
        /// What is there before the first month.
        opening: f64,
        /// The most that can be there at the end of a month; may be infinite.
        limit: f64,
    },
}

/// How much of a resource is taken.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Takes {
    /// A good unit of a product made on a line takes so much: product, line and amount, by
    /// position, ascending.
    Making(Vec<(usize, usize, Amount)>),
    /// A unit delivered takes one, wherever it was made or taken from.
    Serving,
    /// A unit of a product, by position, that is made for stock adds one; one that is
    /// delivered takes one.
    Storing(usize),
    /// A unit of a product, by position, that is delivered and was made by nobody here takes one,
    /// instead of one that was made for whom it is delivered to.
    Shelf(usize),
}

/// Whose production or deliveries take of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Takers {
    /// Everybody's.
    All,
    /// Those of some tranches, by position in
    /// [`Scenario::demands`](crate::scenario::Scenario::demands), ascending.
    Some(Vec<usize>),
}

/// How a resource bounds what is taken of another one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bounds {
    /// The other one, by position.
    pub of: usize,
    /// For each month whether it does; where not, it offers more than anybody can use.
    pub holds: Vec<bool>,
    /// How much more there is of it for each unit more of the other one.
    pub share: f64,
}

impl Resource {
    /// A resource; `label` is its name in models.
    pub(super) fn new(
        id: impl Into<String>,
        label: impl Into<String>,
        offered: Vec<f64>,
        takes: Takes,
    ) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            offered,
            keeps: Keeps::Nothing,
            takes,
            takers: Takers::All,
            bounds: None,
            carried: 0.0,
        }
    }

    /// Keeps what a month leaves.
    pub(super) fn keeping(mut self, opening: f64, limit: f64) -> Self {
        self.keeps = Keeps::Stock { opening, limit };
        self
    }

    /// With so much of what is there before the first month left of earlier months.
    pub(super) fn carrying(mut self, carried: f64) -> Self {
        self.carried = carried;
        self
    }

    /// Taken for some tranches only.
    pub(super) fn for_some(mut self, takers: Vec<usize>) -> Self {
        self.takers = Takers::Some(takers);
        self
    }

    /// Bounding what is taken of another resource.
    pub(super) fn bounding(mut self, bounds: Bounds) -> Self {
        self.bounds = Some(bounds);
        self
    }

    /// The id of what it stands for.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Its name in models.
    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    /// How much there is, or arrives, in each month; an opening stock apart.
    pub(crate) fn offered(&self) -> &[f64] {
        &self.offered
    }

    /// The same, none in a month in which it bounds nothing.
    pub(crate) fn bound(&self, month: usize) -> Option<f64> {
        self.holds(month).then(|| self.offered.get(month).copied()).flatten()
    }

    /// Whether it bounds anything in a month.
    pub(crate) fn holds(&self, month: usize) -> bool {
        self.bounds.as_ref().is_none_or(|bounds| bounds.holds.get(month).copied().unwrap_or(false))
    }

    /// How it bounds what is taken of another resource, if it does.
    pub(crate) fn bounds(&self) -> Option<&Bounds> {
        self.bounds.as_ref()
    }

    /// What becomes of what a month leaves.
    pub(crate) fn keeps(&self) -> Keeps {
        self.keeps
    }

    /// How much is taken.
    pub(crate) fn takes(&self) -> &Takes {
        &self.takes
    }

    /// Whose production or deliveries take of it.
    pub(crate) fn takers(&self) -> &Takers {
        &self.takers
    }

    /// Whether somebody supplies it; what is in a store was made.
    pub(crate) fn is_supplied(&self) -> bool {
        match self.takes {
            Takes::Making(_) | Takes::Serving => true,
            Takes::Storing(_) | Takes::Shelf(_) => false,
        }
    }

    /// What there is to take for the first time in each month: what is offered, and the
    /// opening stock in the first month.
    pub(crate) fn arrivals(&self) -> Vec<f64> {
        self.arriving(0.0)
    }

    /// The same, of which shares count: without what is left of earlier months, in which they
    /// counted it.
    pub(crate) fn counted(&self) -> Vec<f64> {
        self.arriving(self.carried)
    }

    fn arriving(&self, without: f64) -> Vec<f64> {
        let mut arrivals = self.offered.clone();
        match self.keeps {
            Keeps::Nothing => {}
            Keeps::Stock { opening, .. } => {
                if let Some(first) = arrivals.first_mut() {
                    *first += opening - without;
                }
            }
        }
        arrivals
    }

    /// What a unit of a product takes that is made on a line.
    pub(crate) fn per_unit_made(&self, product: usize, line: usize) -> Option<&Amount> {
        match &self.takes {
            Takes::Making(rates) => {
                let found = rates.binary_search_by_key(&(product, line), |rate| (rate.0, rate.1));
                found.ok().map(|index| &rates[index].2)
            }
            Takes::Serving | Takes::Storing(_) | Takes::Shelf(_) => None,
        }
    }

    /// What a unit of a product takes that is delivered.
    pub(crate) fn per_unit_delivered(&self, product: usize) -> Option<f64> {
        match self.takes {
            Takes::Making(_) | Takes::Shelf(_) => None,
            Takes::Serving => Some(1.0),
            Takes::Storing(stored) => (stored == product).then_some(1.0),
        }
    }

    /// The most that a unit of a product takes, on whatever line and whenever it is made.
    pub(crate) fn most_per_unit(&self, product: usize) -> Option<f64> {
        match &self.takes {
            Takes::Making(_) => self.rates(product).map(Amount::most).reduce(f64::max),
            Takes::Serving | Takes::Storing(_) | Takes::Shelf(_) => {
                self.per_unit_delivered(product)
            }
        }
    }

    /// The least that a unit of a product takes by month, on whatever line that makes any of it
    /// then: 0 in a month in which none does, or none takes any.
    pub(crate) fn least_per_unit(&self, product: usize) -> Option<Amount> {
        match &self.takes {
            Takes::Making(_) => {
                let mut rates = self.rates(product);
                let first = rates.next()?.clone();
                Some(rates.fold(first, |least, rate| least.lesser(rate)))
            }
            Takes::Serving | Takes::Storing(_) | Takes::Shelf(_) => {
                self.per_unit_delivered(product).map(Amount::Always)
            }
        }
    }

    /// What units of a product take on the lines that make it.
    fn rates(&self, product: usize) -> impl Iterator<Item = &Amount> {
        let rates = match &self.takes {
            Takes::Making(rates) => rates.as_slice(),
            Takes::Serving | Takes::Storing(_) | Takes::Shelf(_) => &[],
        };
        let first = rates.partition_point(|rate| rate.0 < product);
        let own = rates[first..].iter().take_while(move |rate| rate.0 == product);
        own.map(|rate| &rate.2)
    }
}
