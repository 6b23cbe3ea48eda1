//! `apportion quote`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ValueEnum;

use super::failure::Failure;
use super::input;
use super::note::note;
use super::outputs::{Outputs, Printing};
use super::planning::Planning;
use super::screen::Screen;
use super::target::Target;
use crate::analysis::{self, Keep, QuoteError, Quoter};
use crate::plan::PromisedFor;
use crate::planner::Planner;
use crate::scenario::{
    Finding, Findings, Inquiry, Method, Month, PartnerId, Policy, ProductId, Scenario, Tranche,
};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion quote orders.toml --partner poland --product shell --quantity 20000
  apportion quote orders.toml --partner poland --product shell --tranche 5000@2026-03 \
--tranche 15000
  apportion quote orders.toml --policy dpas --protect equal-or-higher --rating DX \
--partner army --product radio --quantity 100 --due 2026-06 --reserve booked.toml
  apportion quote orders.toml --catalogue --quantity 100 --quantity 1000 --csv -

The earliest month by which a new order can be promised without making anybody in the plan
late; and who would be late if it took the place that the policy gives it. Orders that the
plan delivers before they are due may move up to their due month: --keep-dates protects
their dates too. Without --policy, the first policy of the file that is optimised is taken (if
none is, the first), and standard error says which.")]
pub(super) struct Quote {
    /// The scenario file; - is standard input
    file: PathBuf,
    /// The policy to plan by; without it, the first of the file that is optimised
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// The customer; --catalogue takes several, and all of them without this option
    #[arg(long, value_name = "ID", required_unless_present = "catalogue")]
    partner: Vec<String>,
    /// The product; --catalogue takes several, and everything that a line makes without this
    /// option
    #[arg(long, value_name = "ID", required_unless_present = "catalogue")]
    product: Vec<String>,
    /// How many units; with --catalogue it may be given several times
    #[arg(
        long,
        value_name = "UNITS",
        required_unless_present = "tranche",
        allow_negative_numbers = true
    )]
    quantity: Vec<f64>,
    /// A part of the order, with the month asked for if there is one; may be given several
    /// times
    #[arg(long, value_name = "UNITS[@MONTH]", value_parser = tranche,
        conflicts_with_all = ["quantity", "catalogue"])]
    tranche: Vec<Tranche>,
    /// The month in which it is wanted; without it, as soon as it can be had
    #[arg(long, value_name = "MONTH", conflicts_with = "catalogue")]
    due: Option<Month>,
    /// The contract month; without it, the first month of the scenario
    #[arg(long, value_name = "MONTH")]
    signed: Option<Month>,
    /// The first month in which a delivery can be taken
    #[arg(long, value_name = "MONTH", conflicts_with = "catalogue")]
    release: Option<Month>,
    /// Its legal rating, such as DX
    #[arg(long, value_name = "RATING", conflicts_with = "catalogue")]
    rating: Option<String>,
    /// The most that is made of it in a month
    #[arg(long, value_name = "UNITS", conflicts_with = "catalogue", allow_negative_numbers = true)]
    most_per_month: Option<f64>,
    /// The id of the order, once it is in the book
    #[arg(long, value_name = "ID", conflicts_with = "catalogue")]
    id: Option<String>,
    /// Who may not be delayed
    #[arg(long, value_enum, value_name = "WHO", default_value_t = Protect::Everybody)]
    protect: Protect,
    /// Orders that are delivered before their due month keep that date; without this option
    /// they may be delayed until they are due
    #[arg(long)]
    keep_dates: bool,
    /// The earliest month for every partner, product and quantity, each order alone
    #[arg(long)]
    catalogue: bool,
    /// Book the order: write the scenario with it and all promises, as JSON if the name
    /// ends in .json, else as TOML
    #[arg(long, value_name = "OUT", conflicts_with = "catalogue")]
    reserve: Option<Target>,
    #[command(flatten)]
    planning: Planning,
    #[command(flatten)]
    outputs: Outputs,
}

/// Who may not be delayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Protect {
    /// Everybody in the plan
    Everybody,
    /// Orders of equal or higher rank under the policy, as 15 CFR 700.13 has it for ratings
    EqualOrHigher,
}

fn tranche(text: &str) -> Result<Tranche, String> {
    let (units, due) = text.split_once('@').map_or((text, None), |(units, due)| (units, Some(due)));
    let units = units.parse::<f64>().map_err(|_| format!("`{units}` is not a number of units"))?;
    let tranche = Tranche::new(units);
    Ok(match due {
        Some(due) => tranche.due(due.parse::<Month>().map_err(|error| error.to_string())?),
        None => tranche,
    })
}

pub(super) fn run(args: &Quote, screen: &mut Screen) -> Result<(), Failure> {
    let reserve = ("--reserve", args.reserve.as_ref());
    let printing = args.outputs.name_with(&[reserve], screen)?;
    let scenario = input::scenario(&args.file, screen)?;
    let rules = args.policy.is_none()
        && !input::policies(&scenario)?
            .iter()
            .any(|policy| matches!(policy.method(), Method::Optimised(_)));
    let first = scenario.policies().first().map(|policy| policy.id().as_str());
    let named = if rules { first } else { args.policy.as_deref() };
    let policy = input::optimised(&scenario, named)?.clone();
    let planner = args.planning.planner(screen);
    if args.catalogue {
        return catalogue(args, screen, printing, scenario, &policy, &planner);
    }
    let inquiry = inquiry(args)?;
    warn(&scenario, std::slice::from_ref(&inquiry));
    let mut quoter = quoter(args, scenario, &policy, &planner)?;
    if args.reserve.is_none() {
        let quote = quoter.quote(&inquiry).map_err(told)?;
        return show(args, screen, printing, &quote);
    }
    match quoter.book(&inquiry) {
        Ok(booking) => {
            show(args, screen, printing, &booking.quote)?;
            if let Some(target) = &args.reserve {
                let text = if target.ends_with("json") {
                    booking.scenario.to_json()
                } else {
                    booking.scenario.to_toml()
                };
                screen.write(target, &text.map_err(|error| Failure::of(&error))?)?;
            }
            for promise in &booking.commitments {
                let (units, by) = (crate::number::amount(promise.quantity()), promise.by());
                note(&format!("booked as {}: {units} by {by}", promise.order()));
            }
            Ok(())
        }
        // The quote is shown although the order cannot be booked.
        Err(error @ QuoteError::NoDate(_)) => {
            let quote = quoter.quote(&inquiry).map_err(told)?;
            show(args, screen, printing, &quote)?;
            screen.finish()?;
            Err(Failure::of(&error))
        }
        Err(error) => Err(told(error)),
    }
}

fn quoter(
    args: &Quote,
    scenario: Scenario,
    policy: &Policy,
    planner: &Planner,
) -> Result<Quoter, Failure> {
    let quoter = Quoter::new(scenario, policy, planner).map_err(told)?;
    let quoter = quoter.keep(match args.protect {
        Protect::Everybody => Keep::Everybody,
        Protect::EqualOrHigher => Keep::EqualOrHigher,
    });
    Ok(if args.keep_dates { quoter.promised_for(PromisedFor::Planned) } else { quoter })
}

/// What the arguments ask for.
fn inquiry(args: &Quote) -> Result<Inquiry, Failure> {
    let ([partner], [product]) = (&args.partner[..], &args.product[..]) else {
        let text = "a quote is for one partner and one product; for several use --catalogue";
        return Err(Failure::Usage(text.into()));
    };
    let mut inquiry = match (&args.quantity[..], &args.tranche[..]) {
        (&[quantity], []) => Inquiry::new(partner.as_str(), product.as_str(), quantity),
        ([], tranches) => {
            Inquiry::of_tranches(partner.as_str(), product.as_str(), tranches.to_vec())
        }
        _ => {
            let text = "a quote is for one quantity; for parts of an order use --tranche, for \
                        several quantities --catalogue";
            return Err(Failure::Usage(text.into()));
        }
    };
    inquiry = args.due.map_or(inquiry.clone(), |month| inquiry.due(month));
    inquiry = args.signed.map_or(inquiry.clone(), |month| inquiry.signed(month));
    inquiry = args.release.map_or(inquiry.clone(), |month| inquiry.release(month));
    if let Some(rating) = &args.rating {
        inquiry = inquiry.rating(rating);
    }
    if let Some(units) = args.most_per_month {
        inquiry = inquiry.most_per_month(units);
    }
    if let Some(id) = &args.id {
        inquiry = inquiry.named(id.as_str());
    }
    Ok(inquiry)
}

/// Says what may be wrong with what is asked for; what is wrong is said by the quote.
fn warn(scenario: &Scenario, inquiries: &[Inquiry]) {
    let Ok((book, _)) = scenario.with_inquiries(inquiries) else { return };
    let first = scenario.orders().len();
    let (mut findings, mut said) = (Findings::default(), BTreeSet::new());
    for (number, inquiry) in (first..).zip(inquiries) {
        let order = format!("orders[{number}].");
        for Finding { code, path, value, help } in book.warnings() {
            let Some(path) = path.strip_prefix(&order) else { continue };
            let path = format!("{path} of {}", inquiry.product());
            // What is asked for many partners is said once.
            if said.insert((*code, path.clone(), value)) {
                findings.add(*code, path, value, help);
            }
        }
    }
    input::warn(&"what is asked for", &findings);
}

fn catalogue(
    args: &Quote,
    screen: &mut Screen,
    printing: Printing,
    scenario: Scenario,
    policy: &Policy,
    planner: &Planner,
) -> Result<(), Failure> {
    let mut partners: Vec<PartnerId> =
        args.partner.iter().map(|id| PartnerId::from(id.as_str())).collect();
    if partners.is_empty() {
        partners = scenario.partners().iter().map(|part| part.id().clone()).collect();
    }
    let mut products: Vec<ProductId> =
        args.product.iter().map(|id| ProductId::from(id.as_str())).collect();
    if products.is_empty() {
        let made = |id: &ProductId| scenario.lines().iter().any(|l| l.usage().contains_key(id));
        let all = scenario.products().iter().map(|part| part.id().clone());
        products = all.filter(made).collect();
    }
    let signed = args.signed.unwrap_or(scenario.start());
    let one = partners.first().into_iter().flat_map(|partner| {
        products.iter().flat_map(move |product| {
            let ask = |&units: &f64| Inquiry::new(partner.clone(), product.clone(), units);
            args.quantity.iter().map(ask)
        })
    });
    warn(&scenario, &one.map(|inquiry| inquiry.signed(signed)).collect::<Vec<_>>());
    let mut quoter = quoter(args, scenario, policy, planner)?;
    let catalogue = quoter.catalogue(&partners, &products, &args.quantity, signed).map_err(told)?;
    args.outputs.show(&catalogue, || catalogue.to_json(), || catalogue.table(), printing, screen)
}

fn show(
    args: &Quote,
    screen: &mut Screen,
    printing: Printing,
    quote: &analysis::Quote,
) -> Result<(), Failure> {
    args.outputs.show(quote, || quote.to_json(), || quote.table(), printing, screen)
}

/// An invalid order is wrong usage; everything else is a failure.
#[allow(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn told(error: QuoteError) -> Failure {
    let failure = Failure::of(&error);
    match (error, failure) {
        (QuoteError::Inquiry(_), Failure::Failed(text)) => Failure::Usage(text),
        (_, failure) => failure,
    }
}
