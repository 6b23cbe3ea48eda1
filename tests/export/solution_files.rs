//! Solution files as solvers write them, and what is wrong with others.

use std::error::Error;

use super::answer::{SOLVERS, Values, file_of, ours};
use super::solution_texts::{CBC, GUROBI, HIGHS, PRETTY, SCIP, SHOP, SPARSE};
use crate::support::plans::assert_clean;
use apportion::export::{Answer, AnswerError, Misfit, Solver};
use apportion::plan::Plan;
use apportion::planner::{OnConflict, PlanError, Planner};
use apportion::scenario::{Month, Scenario};
use proptest::prelude::{Strategy, prop, proptest};

const FILES: [(&str, Solver); 6] = [
    (HIGHS, Solver::Highs),
    (SPARSE, Solver::Highs),
    (PRETTY, Solver::Highs),
    (CBC, Solver::Cbc),
    (GUROBI, Solver::Gurobi),
    (SCIP, Solver::Scip),
];

fn shop() -> Scenario {
    Scenario::from_toml(SHOP).unwrap()
}

fn plan_by(planner: &Planner, text: &str) -> Result<Plan, PlanError> {
    let shop = shop();
    let plan = planner.plan_of(&shop, shop.policy("all").unwrap(), &Answer::read(text).unwrap())?;
    assert_clean(&shop, &plan);
    Ok(plan)
}

fn plan_of(text: &str) -> Result<Plan, PlanError> {
    plan_by(&Planner::new(), text)
}

#[test]
fn files_of_every_solver_are_the_same_plan() {
    let shop = shop();
    let best = apportion::plan(&shop, "all").unwrap();
    for (text, solver) in FILES {
        // As it comes from another system.
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        for text in [text, &windows] {
            let answer = Answer::read(text).unwrap();
            assert_eq!(answer.solver(), solver);
            let objective = if text.contains("# Columns 23") { 0.0 } else { 13.0 };
            assert_eq!(answer.objective(), Some(objective));
            assert_eq!(answer.value("x.B_1.hall_1.2026_02"), 5.0);
            let says = answer.status().unwrap_or_default().to_lowercase();
            assert_eq!(says.starts_with("optimal"), solver != Solver::Gurobi, "{says}");
            let plan = plan_of(text).unwrap();
            assert_eq!(plan.orders, best.orders, "{solver}");
            assert_eq!(plan.resources, best.resources, "{solver}");
            assert_eq!(plan.levels[1].objective, 13.0, "{solver}");
        }
    }
}

#[test]
fn no_solution_is_said_in_words() {
    let none = |text: &str| match Answer::read(text).unwrap_err() {
        AnswerError::NoSolution { solver, status } => format!("{solver}: {status}"),
        error => panic!("{error}"),
    };
    assert_eq!(none(&HIGHS.replacen("Optimal", "Infeasible", 1)), "HiGHS: Infeasible");
    let without = "Model status\nTime limit reached\n\n# Primal solution values\nNone\n";
    assert_eq!(none(without), "HiGHS: Time limit reached, no values");
    let missed = without.replace("None", "Infeasible\nObjective 1\n# Columns 0");
    assert_eq!(none(&missed), "HiGHS: Time limit reached, values that are not feasible");
    let pretty = PRETTY.replace("status: Optimal", "status: Primal infeasible or unbounded");
    assert_eq!(none(&pretty), "HiGHS: Primal infeasible or unbounded");
    let pretty = "Columns\n    Index Status        Lower        Upper       Primal         Dual  Name\n        \
                  0                   0          inf                             u.A_1\nRows\n\n\
                  Model status: Unknown\n";
    assert_eq!(none(pretty), "HiGHS: no values");
    for status in ["Infeasible", "Integer infeasible", "Unbounded"] {
        assert_eq!(none(&CBC.replace("Optimal", status)), format!("CBC: {status}"));
    }
    assert_eq!(none("solution status: infeasible\nno solution available\n"), "SCIP: infeasible");
    let limit = "solution status: time limit reached\nno solution available\n";
    assert_eq!(none(limit), "SCIP: time limit reached");
    // What is found before a limit is something.
    let stopped = CBC.replace("Optimal", "Stopped on time");
    assert_eq!(Answer::read(&stopped).unwrap().status(), Some("Stopped on time"));
}

#[test]
fn what_is_no_solution_file_says_where() {
    let error = |text: &str| Answer::read(text).unwrap_err().to_string();
    let unknown = "this is no solution file of HiGHS, CBC, Gurobi or SCIP";
    for text in ["", "\n\n", "{\"version\": 1}", "x 1", SHOP] {
        assert_eq!(error(text), unknown);
    }
    // Not whole.
    assert_eq!(
        error(&HIGHS[..HIGHS.find("u.B_1").unwrap()]),
        "the file ends too early: column 12 of 23 is missing"
    );
    assert_eq!(
        error("Model status\nOptimal\n"),
        "the file ends too early: the solution is missing"
    );
    assert_eq!(
        error(&PRETTY[..PRETTY.find("Model status").unwrap()]),
        "the file ends too early: the status of the model is missing"
    );
    let line = "`     15 s.seal.2026_01".trim_start_matches(['`', ' ']);
    assert_eq!(
        error(&CBC[..CBC.find("s.seal.2026_01").unwrap() + "s.seal.2026_01".len()]),
        format!("line 11: `{line}` is no column with its value, as CBC writes them")
    );
    assert_eq!(
        error(&GUROBI[..GUROBI.find(" 2\n").unwrap()]),
        "line 3: `x.A_1.t0.from_stock.2026_01` is no column with its value, as Gurobi writes them"
    );
    assert!(error(&SCIP[..SCIP.find("\t(obj:0)").unwrap()]).starts_with("line 3: "));
    assert_eq!(
        error("solution status: unknown"),
        "the file ends too early: the objective is missing"
    );
    // No numbers.
    for value in ["NaN", "inf", "-Infinity", "1e999", "unknown", "2,5"] {
        let text = GUROBI.replace("2026_02 5", &format!("2026_02 {value}"));
        assert_eq!(
            error(&text),
            format!("line 8: x.B_1.hall_1.2026_02 is `{value}`, which is no finite number")
        );
    }
    let twice = GUROBI.to_owned() + "s.seal.2026_01 3\n";
    assert_eq!(error(&twice), "line 16: s.seal.2026_01 has a value already");
}

/// Why an answer with one text for another is none of the program.
fn misfit(from: &str, to: &str) -> String {
    assert!(GUROBI.contains(from), "{from}");
    let error = plan_of(&GUROBI.replace(from, to)).unwrap_err();
    assert!(matches!(error, PlanError::Misfit(_)), "{error}");
    error.source().unwrap().to_string()
}

#[test]
fn columns_that_there_are_not_are_named() {
    assert_eq!(
        misfit("x.B_1.hall_1", "x.B_7.hall_1"),
        "there is no column `x.B_7.hall_1.2026_01`: `B_7` is not known here \
         (nor are 2 other columns of the answer)"
    );
    let alone = |from, to, part: &str| {
        let error = misfit(from, to);
        assert!(error.ends_with(&format!(": {part} is not known here")), "{error}");
    };
    alone("x.B_1.hall_1.2026_03", "x.B_1.hall_2.2026_03", "`hall_2`");
    alone("x.B_1.hall_1.2026_03", "x.B_1.hall_1.2026_04", "`2026_04`");
    // Not before its release.
    alone("x.A_1.t1.from_stock.2026_02", "x.A_1.t1.from_stock.2026_01", "`2026_01`");
    alone("s.seal", "s.hall_1", "`hall_1`");
    alone("s.seal", "s.sealant", "`sealant`");
    alone("y.pump_on_hall_1_in_2026_02", "y.pump", "`pump`");
    alone("u.A_1.t0 0", "u. 0", "``");
    alone("u.A_1.t0 0", "C0001 0", "`C0001`");
    alone("u.A_1.t0 0", "x 0", "``");
    let both = GUROBI.replace("u.A_1.t0 ", "A ").replace("s.seal", "B");
    let Err(PlanError::Misfit(error)) = plan_of(&both) else { panic!("it is refused") };
    assert!(matches!(error, Misfit::Unknown { others: 1, .. }), "{error}");
    assert!(error.to_string().ends_with("(nor is one other column of the answer)"), "{error}");
}

#[test]
fn rows_that_do_not_hold_are_named() {
    assert_eq!(misfit("2026_02 5", "2026_02 4"), "row `want.B_1` comes to 8 instead of 9");
    assert_eq!(
        misfit("x.A_1.t0.from_stock.2026_02 0", "x.A_1.t0.from_stock.2026_02 0.00001"),
        "row `want.A_1.t0` comes to 2.00001 instead of 2"
    );
    // One less that is left is one more than there is room for.
    let early = GUROBI.replace("2026_01 2.0000000000000000e+00", "2026_01 3");
    let early = early.replace("x.B_1.hall_1.2026_03 2", "x.B_1.hall_1.2026_03 1");
    let error = plan_of(&early).unwrap_err().source().unwrap().to_string();
    assert_eq!(error, "row `cap.hall_1.2026_01` comes to 7, that is 1 more than there is");
    // A stock that is not what is left.
    assert_eq!(misfit("s.seal.2026_01 3", ""), "row `stock.seal.2026_01` comes to 2 instead of 5");
    assert_eq!(
        misfit("in_2026_02 1", "in_2026_02 0.5"),
        "row `stock.stock_of_pump.2026_02` comes to 0.50 instead of 0"
    );
}

#[test]
fn values_out_of_their_bounds_are_named() {
    for (from, to, expected) in [
        ("u.A_1.t0 0", "u.A_1.t0 -0.01", "`u.A_1.t0` is -0.01, which is below 0"),
        (
            "B_1.hall_1.2026_03 2",
            "B_1.hall_1.2026_03 -1",
            "`x.B_1.hall_1.2026_03` is -1, which is below 0",
        ),
        ("in_2026_03 4", "in_2026_03 19", "`y.pump_on_hall_1_in_2026_03` is 19, which is above 18"),
        ("u.A_1.t0 0", "one 2", "`one` is 2, which is above 1"),
    ] {
        assert_eq!(misfit(from, to), expected);
    }
}

fn dates(plan: &Plan) -> Vec<[Option<Month>; 2]> {
    plan.orders.iter().map(|order| [order.first, order.completion]).collect()
}

/// What rounding leaves, and what files of eight digits do: an order is complete all the same.
#[test]
fn rounding_is_put_right() {
    let tiny = GUROBI
        .replace("x.A_1.t0.from_stock.2026_02 0", "x.A_1.t0.from_stock.2026_02 -1e-15")
        .replace("u.A_1.t0 0", "u.A_1.t0 -3e-9")
        .replace("hall_1.2026_02 5", "hall_1.2026_02 5.0000000001")
        .replace("s.seal.2026_01 3", "s.seal.2026_01 2.99999999");
    let (tiny, plan) = (plan_of(&tiny).unwrap(), plan_of(GUROBI).unwrap());
    assert_eq!(dates(&tiny), dates(&plan));
    let delivered = |plan: &Plan| plan.orders.iter().map(|part| part.delivered).sum::<f64>();
    assert_eq!(delivered(&tiny), delivered(&plan));

    let thirds = SHOP
        .replace("rate = 6", "rate = 3.3333333333333333")
        .replace("commitments = [{ order = \"A-1\", quantity = 2, by = \"2026-01\" }]", "")
        .replace("months = 3", "months = 9");
    let scenario = Scenario::from_toml(&thirds).unwrap();
    let policy = scenario.policy("all").unwrap();
    let best = apportion::plan(&scenario, "all").unwrap();
    let exact = ours(&scenario, policy, 2);
    let round = |value: f64| format!("{value:.7}").parse::<f64>().unwrap();
    let values: Values = exact.iter().map(|(name, &value)| (name.clone(), round(value))).collect();
    assert_ne!(values, exact);
    for solver in SOLVERS {
        let answer = Answer::read(&file_of(solver, &values, 1.0)).unwrap();
        let plan = Planner::new().plan_of(&scenario, policy, &answer).unwrap();
        assert_clean(&scenario, &plan);
        assert_eq!(dates(&plan), dates(&best));
    }
}

#[test]
fn promises_come_first_whatever_an_answer_says() {
    // Which block of a tranche is served first makes no difference.
    let swapped = GUROBI
        .replace("x.A_1.t0.from_stock.2026_01 2", "x.A_1.t0.from_stock.2026_01 0")
        .replace("x.A_1.t0.from_stock.2026_02 0", "x.A_1.t0.from_stock.2026_02 2")
        .replace("in_2026_01 4", "in_2026_01 2")
        .replace("in_2026_02 1", "in_2026_02 1\nu.B_1 2\ns.seal.2026_02 2\ns.seal.2026_03 2")
        .replace("hall_1.2026_02 5", "hall_1.2026_02 3")
        .replace("in_2026_02 1", "in_2026_02 3");
    let plan = plan_of(&swapped).unwrap();
    assert_eq!(plan.commitments[0].kept, 2.0);
    assert_eq!(plan.levels[0].objective, 0.0);

    let broken = swapped
        .replace("x.A_1.t0.p1.from_stock.2026_01 2", "x.A_1.t0.p1.from_stock.2026_02 2")
        .replace("in_2026_01 2", "in_2026_01 0")
        .replace("in_2026_02 3", "in_2026_02 5\nu.A_1.t0 0")
        .replacen("u.A_1.t0 0\n", "", 1)
        .replace("x.B_1.hall_1.2026_02 3", "x.B_1.hall_1.2026_02 1")
        .replace(
            "u.B_1 2\ns.seal.2026_02 2\ns.seal.2026_03 2",
            "u.B_1 4\ns.seal.2026_02 4\ns.seal.2026_03 4",
        );
    let error = plan_of(&broken).unwrap_err();
    assert!(matches!(error, PlanError::Broken { short: 2.0 }), "{error}");
    assert_eq!(error.to_string(), "the answer is short of 2 units that are promised");
    let least = Planner::new().on_conflict(OnConflict::LeastBreach);
    assert_eq!(plan_by(&least, &broken).unwrap().levels[0].objective, 2.0);
}

#[test]
fn a_rule_has_no_program() {
    let shop = shop();
    let answer = Answer::read(SCIP).unwrap();
    let error = Planner::new().plan_of(&shop, shop.policy("queue").unwrap(), &answer);
    assert!(matches!(error, Err(PlanError::NotOptimised(_))));
}

/// Made for stock, taken by nobody: the plan is without it, and so are its levels.
#[test]
fn what_is_made_in_vain_is_not_made() {
    let more = GUROBI
        .replace("in_2026_03 4", "in_2026_03 6\ns.stock_of_pump.2026_03 2")
        .replace("x.B_1.hall_1.2026_03 2", "u.B_1 2\ns.seal.2026_03 2");
    let plan = plan_of(&more).unwrap();
    let made = plan.orders.iter().flat_map(|order| &order.tranches);
    let made: f64 = made.flat_map(|part| &part.production).map(|part| part.quantity).sum();
    assert_eq!(made, 16.0);
    assert_eq!(plan.levels[3].objective, 0.0);
}

/// What lies there goes out first, and as much of the last that is made stays in stock for nobody.
#[test]
fn what_is_made_beside_what_lies_there_is_not_made() {
    let scenario = SHOP.replace("holding = 1", "holding = 1, stock = 4");
    let scenario = Scenario::from_toml(&scenario).unwrap();
    let stock = "s.stock_of_pump.2026_01 4\ns.stock_of_pump.2026_02 4\ns.stock_of_pump.2026_03 4\n";
    let answer = Answer::read(&(GUROBI.to_owned() + stock)).unwrap();
    let policy = scenario.policy("all").unwrap();
    let plan = Planner::new().plan_of(&scenario, policy, &answer).unwrap();
    assert_clean(&scenario, &plan);
    let made = plan.orders[0].tranches.iter().flat_map(|part| &part.production);
    assert_eq!(made.map(|part| part.quantity).sum::<f64>(), 5.0);
}

proptest! {
    /// Cut anywhere, or with lines in each other's places, a file may be refused; no more happens.
    #[test]
    fn nothing_ends_in_panic(
        file in 0..FILES.len(),
        cut in 0.0..1.0_f64,
        lines in prop::collection::vec(
            (0..40_usize, "[-a-zA-Z0-9_.#*:() ]{0,20}".prop_map(|text| text)), 0..4),
    ) {
        let text = FILES[file].0;
        let end = (cut * text.len() as f64) as usize;
        let mut mixed: Vec<String> = text.lines().map(str::to_owned).collect();
        for (place, line) in lines {
            mixed.insert(place.min(mixed.len()), line);
        }
        for text in [&text[..end], &mixed.join("\n")] {
            if let Ok(answer) = Answer::read(text) {
                let shop = shop();
                let _ = Planner::new().plan_of(&shop, shop.policy("all").unwrap(), &answer);
            }
        }
    }
}
