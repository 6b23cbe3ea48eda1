//! Which orders or partners a text or table is about: arguments that several commands share.

use std::collections::BTreeSet;

use super::failure::Failure;
use super::near::near;

/// Whose orders, and of which products.
#[derive(Debug, clap::Args)]
pub(super) struct Whose {
    /// Only the orders of this partner; may be given several times
    #[arg(long, value_name = "ID")]
    pub(super) partner: Vec<String>,
    /// Only the orders of this product; may be given several times
    #[arg(long, value_name = "ID")]
    pub(super) product: Vec<String>,
}

/// Which orders, whatever they are of.
#[derive(Debug, clap::Args)]
pub(super) struct Most {
    /// Only orders that are late
    #[arg(long)]
    pub(super) late: bool,
    #[command(flatten)]
    pub(super) top: Top,
}

/// How many.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Top {
    /// Only so many: those that are late or move most, the first of them first
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) top: Option<u32>,
}

impl Whose {
    /// Whether everything is meant.
    pub(super) fn is_everything(&self) -> bool {
        self.partner.is_empty() && self.product.is_empty()
    }

    /// Whether an order of this partner and product is meant.
    pub(super) fn has(&self, partner: &str, product: &str) -> bool {
        let is = |ids: &[String], id: &str| ids.is_empty() || ids.iter().any(|one| one == id);
        is(&self.partner, partner) && is(&self.product, product)
    }

    /// Checks that there is what is named.
    pub(super) fn known<'a>(
        &self,
        partners: impl Iterator<Item = &'a str>,
        products: impl Iterator<Item = &'a str>,
    ) -> Result<(), Failure> {
        known("partner", &self.partner, partners)?;
        known("product", &self.product, products)
    }

    /// As it was given.
    pub(super) fn words(&self) -> Vec<String> {
        let words = |option: &str, ids: &[String]| -> Vec<String> {
            ids.iter().map(|id| format!("--{option} {id}")).collect()
        };
        [words("partner", &self.partner), words("product", &self.product)].concat()
    }
}

impl Top {
    /// Cuts a list, in which the first matter most.
    pub(super) fn cut<T>(self, list: &mut Vec<T>) {
        list.truncate(self.top.map_or(usize::MAX, |most| most as usize));
    }

    /// As it was given.
    pub(super) fn words(self) -> Vec<String> {
        self.top.map(|most| format!("--top {most}")).into_iter().collect()
    }
}

impl Most {
    /// As it was given.
    pub(super) fn words(&self) -> Vec<String> {
        let late = self.late.then(|| "--late".to_owned());
        late.into_iter().chain(self.top.words()).collect()
    }
}

/// Checks that there are such ids; names those that are near.
pub(super) fn known<'a>(
    what: &str,
    asked: &[String],
    there: impl Iterator<Item = &'a str>,
) -> Result<(), Failure> {
    if asked.is_empty() {
        return Ok(());
    }
    let there: BTreeSet<&str> = there.collect();
    let Some(id) = asked.iter().find(|id| !there.contains(id.as_str())) else { return Ok(()) };
    let near = near(id, there.iter().copied());
    let hint = match &near[..] {
        [] => String::new(),
        [only] => format!("; did you mean {only}?"),
        [names @ .., last] => format!("; did you mean {} or {last}?", names.join(", ")),
    };
    Err(Failure::Usage(format!("there is no {what} `{id}`{hint}")))
}

/// What is said above a result of which only a part is shown; nothing if all of it is.
pub(super) fn told(noun: &str, shown: usize, all: usize, words: &[String]) -> Option<String> {
    if words.is_empty() {
        return None;
    }
    let words = words.join(" ");
    Some(match shown {
        0 => format!("No {noun} of {all} matches {words}"),
        shown => format!("Only {shown} of {all} {noun}s: {words}"),
    })
}
