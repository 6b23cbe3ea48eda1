//! `apportion prices`.

use std::fmt::{self, Write as _};
use std::path::PathBuf;

use super::failure::Failure;
use super::input;
use super::level::LevelChoice;
use super::outputs::Outputs;
use super::planning::Planning;
use super::screen::Screen;
use crate::planner::PlanError;
use crate::prices::{Leverage, PriceIntervals, PriceQuery};
use crate::report::{Page, Report};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion prices orders.toml --policy priority
  apportion prices orders.toml --level 2 --part charge --part hall
  apportion prices orders.toml --level all --csv prices.csv
  apportion prices orders.toml --bottlenecks --step 0.2

Every line and component by month: what one unit more would save on a level of the
policy, the engine's price, what one unit less would cost, and for how many units that
holds. With --bottlenecks, what a step more of each really saves, with a warning where
prices would put them in another order. Without --policy, the first policy of the file that
is optimised is taken, and standard error says which.")]
pub(super) struct Prices {
    /// The scenario file; - is standard input
    file: PathBuf,
    /// The policy to plan by; without it, the first of the file that is optimised
    #[arg(long, value_name = "NAME")]
    policy: Option<String>,
    /// The level on which to count, from 1, or all; without it, the first of commitments,
    /// reserved shares and backlogs that is above zero, else the first backlog
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    level: Option<LevelChoice>,
    /// Only this line or component; may be given several times
    #[arg(long, value_name = "ID", conflicts_with = "bottlenecks")]
    part: Vec<String>,
    /// Skip for how many units each price holds, which takes most of the time
    #[arg(long, conflicts_with = "bottlenecks")]
    no_ranges: bool,
    /// Rank lines and components by what a step more of each, every month, would save
    #[arg(long)]
    bottlenecks: bool,
    /// The step, as a share of what there is
    #[arg(
        long,
        value_name = "SHARE",
        default_value_t = 0.1,
        requires = "bottlenecks",
        allow_negative_numbers = true
    )]
    step: f64,
    #[command(flatten)]
    planning: Planning,
    #[command(flatten)]
    outputs: Outputs,
}

pub(super) fn run(args: &Prices, screen: &mut Screen) -> Result<(), Failure> {
    let printing = args.outputs.name(screen)?;
    let scenario = input::scenario(&args.file, screen)?;
    let policy = input::optimised(&scenario, args.policy.as_deref())?;
    let planner = args.planning.planner(screen);
    let levels = LevelChoice::numbers(args.level, true, &planner, &scenario, policy)?;
    if args.bottlenecks {
        let found = levels.iter().map(|&level| {
            planner.leverage(&scenario, policy, level, args.step).map_err(|error| failure(&error))
        });
        let found = found.collect::<Result<Vec<Leverage>, _>>()?;
        let table = || Leverage::table_of(&found);
        args.outputs.show(
            &InTurn(&found),
            || json(&found, Leverage::to_json),
            table,
            printing,
            screen,
        )
    } else {
        let found = levels.iter().map(|&level| {
            let query = args.part.iter().fold(PriceQuery::new().level(level), PriceQuery::part);
            let query = if args.no_ranges { query.without_ranges() } else { query };
            planner.price_intervals(&scenario, policy, &query).map_err(|error| failure(&error))
        });
        let found = found.collect::<Result<Vec<PriceIntervals>, _>>()?;
        let table = || PriceIntervals::table_of(&found);
        let json = || json(&found, PriceIntervals::to_json);
        args.outputs.show(&InTurn(&found), json, table, printing, screen)
    }
}

/// The text of each level, one after the other.
struct InTurn<'f, T>(&'f [T]);

impl<T: Report> Report for InTurn<'_, T> {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        for (index, one) in self.0.iter().enumerate() {
            page.write_str(if index > 0 { "\n\n" } else { "" })?;
            one.put(page)?;
        }
        Ok(())
    }
}

/// One level as it is, several as a list.
fn json<T, E>(found: &[T], one: impl Fn(&T) -> Result<String, E>) -> Result<String, E> {
    let texts = found.iter().map(one).collect::<Result<Vec<String>, E>>()?;
    Ok(match &texts[..] {
        [only] => only.clone(),
        all => format!("[{}]", all.join(",\n")),
    })
}

fn failure(error: &PlanError) -> Failure {
    match error {
        PlanError::NoPrices(_)
        | PlanError::UnknownLevel { .. }
        | PlanError::UnknownPart(_)
        | PlanError::Step(_) => Failure::Usage(error.to_string()),
        error => Failure::of(error),
    }
}
