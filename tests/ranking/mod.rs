//! Who comes first: policies and their terms.

mod policies;
mod policy_terms;
mod rules;
mod standing;
