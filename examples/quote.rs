//! When a new customer can have what, and who would pay for an earlier date: an inquiry,
//! a booking, and a catalogue.
//!
//! ```text
//! cargo run --release --example quote [SCENARIO [PARTNER PRODUCT QUANTITY]]
//! ```
//!
//! Without arguments, Estonia asks for 20,000 more shells of `shells_155mm.toml`. The
//! policy is the first of the file that is optimised.

mod shared;

use std::error::Error;
use std::fmt::Write;
use std::process::ExitCode;

use apportion::analysis::{Keep, QuoteError, Quoter};
use apportion::planner::Planner;
use apportion::scenario::{Inquiry, PartnerId, ProductId, Scenario};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/shells_155mm.toml");

fn main() -> ExitCode {
    shared::print(text())
}

fn text() -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let scenario = Scenario::from_path(arguments.first().map_or(FILE, String::as_str))?;
    let (partner, product, quantity) = match &arguments[..] {
        [_, partner, product, quantity] => (
            PartnerId::from(partner.as_str()),
            ProductId::from(product.as_str()),
            quantity.parse()?,
        ),
        [] => ("estonia".into(), "shell".into(), 20_000.0),
        // The first of another file.
        _ => {
            let first = scenario.orders().first().ok_or("the scenario has no order")?;
            (first.partner().clone(), first.product().clone(), first.total())
        }
    };
    let policies = scenario.policies();
    let policy = policies
        .iter()
        .find(|policy| matches!(policy.method(), apportion::scenario::Method::Optimised(_)));
    let policy = policy.or(policies.first()).ok_or("the scenario has no policy")?.clone();
    let signed = scenario.start();

    let mut quoter = Quoter::new(scenario, &policy, &Planner::new())?;
    let inquiry = Inquiry::new(partner.clone(), product.clone(), quantity).due(signed);
    writeln!(out, "1. Nobody is made late\n\n{}\n", quoter.quote(&inquiry)?)?;

    let mut higher = quoter.clone().keep(Keep::EqualOrHigher);
    writeln!(out, "2. Whoever stands lower may be\n\n{}\n", higher.quote(&inquiry)?)?;

    writeln!(out, "3. Booked as under 1, and the same is asked for again\n")?;
    match quoter.book(&inquiry) {
        Ok(booking) => {
            for promise in &booking.commitments {
                let (units, by) = (promise.quantity(), promise.by());
                writeln!(out, "{}: {units} {product} by {by}", promise.order())?;
            }
            let again = &quoter.earliest(std::slice::from_ref(&inquiry))?[0];
            match again.completion() {
                Some(month) => writeln!(out, "the next {quantity}: by {month}\n")?,
                None => writeln!(out, "the next {quantity}: not within the horizon\n")?,
            }
        }
        Err(error @ QuoteError::NoDate(_)) => writeln!(out, "{error}\n")?,
        Err(error) => return Err(error.into()),
    }

    let partners: Vec<PartnerId> =
        quoter.scenario().partners().iter().take(5).map(|part| part.id().clone()).collect();
    let sizes = [0.05, 0.5, 1.0, 5.0].map(|share| (share * quantity).ceil());
    writeln!(out, "4. {}", quoter.catalogue(&partners, &[product], &sizes, signed)?)?;
    Ok(out)
}
