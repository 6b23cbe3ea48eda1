//! `apportion compare`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

use clap::ValueEnum;

use super::above::Above;
use super::failure::Failure;
use super::filter::{known, told};
use super::input;
use super::outputs::Outputs;
use super::planning::Planning;
use super::screen::Screen;
use super::talk::Talk;
use crate::analysis::{
    CompareError, Comparison, Study, compare_expansion, compare_scenarios, study,
};
use crate::plan::Status;
use crate::report::{self, Page, Report};
use crate::scenario::{PartnerId, Scenario};

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  apportion compare orders.toml
  apportion compare orders.toml --baseline queue --csv comparison.csv
  apportion compare planned.toml actual.toml --deep
  apportion compare orders.toml --deep --csv - --table uses
  apportion compare orders.toml --expansion 'hall 2' --policy priority

Without --baseline, the first policy that is first come, first served, or else the first of
the first file. --deep adds what each policy costs against the least backlog possible,
value, how unequally waiting is spread, and the use of lines and components. With
--expansion, one policy is planned without it and with it; without --policy, the first
that is optimised.")]
pub(super) struct Compare {
    /// The scenario files; - is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The policy that the others are measured against
    #[arg(long, value_name = "NAME", conflicts_with = "expansion")]
    baseline: Option<String>,
    /// Add value, concentration, use of lines, and cost against the best possible
    #[arg(long, conflicts_with = "expansion")]
    deep: bool,
    /// Compare one policy without this expansion and with it
    #[arg(long, value_name = "ID")]
    expansion: Option<String>,
    /// The policy for --expansion
    #[arg(long, value_name = "NAME", requires = "expansion")]
    policy: Option<String>,
    /// Only this partner; may be given several times
    #[arg(long, value_name = "ID")]
    partner: Vec<String>,
    /// Only partners that have something late under one of the policies
    #[arg(long)]
    late: bool,
    /// Only so many partners: those whose wait changes most
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true,
        value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
    #[command(flatten)]
    talk: Talk,
    #[command(flatten)]
    planning: Planning,
    #[command(flatten)]
    outputs: Outputs,
    /// Which table --csv writes and --format prints; cases, values and uses need --deep
    #[arg(long, value_enum, value_name = "TABLE")]
    table: Option<Table>,
}

/// The tables of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Table {
    /// Every policy and partner
    #[default]
    Partners,
    /// Every policy, partner and month: backlog and deliveries
    Series,
    /// Every policy: totals, value, concentration and cost
    Cases,
    /// Every policy and partner in value
    Values,
    /// Every policy and line or component
    Uses,
}

/// What is printed and written.
#[derive(Clone)]
enum Found {
    Plain(Comparison),
    Deep(Box<Study>),
}

pub(super) fn run(args: &Compare, screen: &mut Screen) -> Result<(), Failure> {
    args.talk.begin(screen);
    let printing = args.outputs.name(screen)?;
    let printing = if args.talk.quiet { printing.without_text() } else { printing };
    let plain = [Table::Partners, Table::Series];
    if !plain.contains(&args.table.unwrap_or_default()) && !args.deep {
        return Err(Failure::Usage("this --table needs --deep".into()));
    }
    if args.expansion.is_some() && args.files.len() > 1 {
        return Err(Failure::Usage("--expansion is of one scenario".into()));
    }
    let scenarios = args
        .files
        .iter()
        .map(|file| input::scenario(file, screen))
        .collect::<Result<Vec<_>, _>>()?;
    let partners = scenarios.iter().flat_map(Scenario::partners);
    known("partner", &args.partner, partners.map(|partner| partner.id().as_str()))?;
    screen.end_of("read and check");
    let found = find(args, &scenarios, screen)?;
    screen.end_of("plan and compare");
    let (shown, line) = chosen(args, &found);
    let table = || shown.table(args.table.unwrap_or_default());
    let printing = printing.alone(args.table.is_some() && !args.outputs.has_csv());
    args.outputs.show(&Above(line, &shown), || found.to_json(), table, printing, screen)?;
    screen.end_of("write and print");
    let open = |case: &&crate::analysis::Case| case.status == Status::Unproven;
    let cases = &found.comparison().cases;
    let open: Vec<&str> = cases.iter().filter(open).map(|case| case.policy.as_str()).collect();
    if open.is_empty() {
        return Ok(());
    }
    screen.finish()?;
    Err(Failure::Failed(format!("stopped before the plan was proven: {}", open.join(", "))))
}

/// The same with only the partners asked for, and what is said of that. Totals stay those of
/// all.
fn chosen(args: &Compare, found: &Found) -> (Found, Option<String>) {
    let named = args.partner.iter().map(|id| format!("--partner {id}"));
    let late = args.late.then(|| "--late".to_owned());
    let words = named.chain(late).chain(args.top.map(|most| format!("--top {most}")));
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        return (found.clone(), None);
    }
    let mut all: BTreeMap<PartnerId, (bool, f64)> = BTreeMap::new();
    for outcome in found.comparison().cases.iter().flat_map(|case| &case.partners) {
        if outcome.orders > 0 {
            let (late, most) = all.entry(outcome.partner.clone()).or_default();
            *late |= outcome.late > 0.0;
            *most = outcome.gain.map_or(*most, |gain| gain.abs().max(*most));
        }
    }
    let count = all.len();
    let mut chosen: Vec<(PartnerId, f64)> = all
        .into_iter()
        .filter(|(id, (late, _))| {
            let named = args.partner.is_empty() || args.partner.iter().any(|one| *id == **one);
            named && (*late || !args.late)
        })
        .map(|(id, (_, most))| (id, most))
        .collect();
    chosen.sort_by(|a, b| b.1.total_cmp(&a.1));
    chosen.truncate(args.top.map_or(usize::MAX, |most| most as usize));
    let line = told("partner", chosen.len(), count, &words);
    let ids: BTreeSet<PartnerId> = chosen.into_iter().map(|(id, _)| id).collect();
    (found.of(&ids), line)
}

fn find(args: &Compare, scenarios: &[Scenario], screen: &mut Screen) -> Result<Found, Failure> {
    let planner = args.planning.planner(screen);
    let found = if let (Some(expansion), [scenario]) = (&args.expansion, scenarios) {
        let policy = input::optimised(scenario, args.policy.as_deref())?;
        compare_expansion(scenario, policy, expansion, &planner).map(Found::Plain)
    } else {
        for scenario in scenarios {
            input::policies(scenario)?;
        }
        let baseline = args.baseline.as_deref();
        if args.deep {
            study(scenarios, &planner, baseline).map(|study| Found::Deep(Box::new(study)))
        } else {
            compare_scenarios(scenarios, &planner, baseline).map(Found::Plain)
        }
    };
    found.map_err(|error| match error {
        CompareError::UnknownBaseline { .. } | CompareError::UnknownExpansion { .. } => {
            Failure::Usage(error.to_string())
        }
        error => Failure::of(&error),
    })
}

impl Found {
    fn comparison(&self) -> &Comparison {
        match self {
            Self::Plain(comparison) => comparison,
            Self::Deep(study) => &study.comparison,
        }
    }

    /// The same with only these partners.
    fn of(&self, partners: &BTreeSet<PartnerId>) -> Self {
        let keep = |comparison: &mut Comparison| {
            for case in &mut comparison.cases {
                case.partners.retain(|outcome| partners.contains(&outcome.partner));
            }
        };
        let mut found = self.clone();
        match &mut found {
            Self::Plain(comparison) => keep(comparison),
            Self::Deep(study) => {
                keep(&mut study.comparison);
                for depth in &mut study.depths {
                    depth.partners.retain(|part| partners.contains(&part.partner));
                }
            }
        }
        found
    }

    fn to_json(&self) -> Result<String, CompareError> {
        match self {
            Self::Plain(comparison) => comparison.to_json(),
            Self::Deep(study) => study.to_json(),
        }
    }

    /// Tables other than that of the partners are those of a study.
    fn table(&self, table: Table) -> report::Table<'_> {
        match (self, table) {
            (found, Table::Series) => found.comparison().series_table(),
            (Self::Deep(study), Table::Cases) => study.table(),
            (Self::Deep(study), Table::Values) => study.partners_table(),
            (Self::Deep(study), Table::Uses) => study.uses_table(),
            (found, _) => found.comparison().table(),
        }
    }
}

impl Report for Found {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        match self {
            Self::Plain(comparison) => comparison.put(page),
            Self::Deep(study) => study.put(page),
        }
    }
}
