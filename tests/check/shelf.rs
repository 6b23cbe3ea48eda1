//! What comes off a shelf, and what is made for whom a cap names: neither can stand for the other.

use std::path::PathBuf;

use crate::support::months::month;
use crate::support::plans::{Fault, assert_found, planned};
use apportion::check::Code;
use apportion::plan::{Delivery, Plan, TranchePlan};
use apportion::scenario::Scenario;

fn scenario(folder: &str) -> Scenario {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    Scenario::from_path(root.join(folder).join("scenario.toml")).unwrap()
}

fn tranche<'a>(plan: &'a mut Plan, id: &str) -> &'a mut TranchePlan {
    let order = plan.orders.iter_mut().find(|order| order.order == *id).unwrap();
    &mut order.tranches[0]
}

/// In January A takes 6 off the shelf, and 5 are made for it: all that its cap allows.
#[test]
fn the_shelf_does_not_stand_for_what_is_made() {
    let scenario = scenario("cap_with_units_on_the_shelf");
    for policy in ["queue", "tiers"] {
        let plan = planned(&scenario, policy);
        let faults: [Fault<'_>; 5] = [
            ("more than was on the shelf", Code::StockBalance, &|plan| {
                let own = tranche(plan, "A");
                own.off_the_shelf[0].quantity = 11.0;
                own.production.remove(0);
            }),
            ("nothing off the shelf", Code::StockBalance, &|plan| {
                tranche(plan, "A").off_the_shelf.clear();
            }),
            ("made instead", Code::CapExceeded, &|plan| {
                let own = tranche(plan, "A");
                own.off_the_shelf.remove(0);
                own.production[0].quantity = 11.0;
            }),
            ("more than is taken", Code::StockTaken, &|plan| {
                tranche(plan, "A").off_the_shelf[0].quantity = 12.0;
            }),
            ("out of sequence", Code::CellSequence, &|plan| {
                let own = &mut tranche(plan, "A").off_the_shelf;
                own.push(own[0]);
            }),
        ];
        assert_found(&scenario, &plan, &faults);
    }
}

/// Where nobody is under a cap all is one stock, and nothing is told.
#[test]
fn where_nothing_is_told_apart_nothing_is_told() {
    let scenario = scenario("finished_goods_on_the_shelf");
    let plan = planned(&scenario, "tiers");
    let mut taken = plan.clone();
    let told: Delivery = tranche(&mut taken, "X").taken[0];
    assert_eq!(told.month, month(0));
    let faults: [Fault<'_>; 1] = [("told", Code::StockTaken, &|plan| {
        tranche(plan, "X").off_the_shelf.push(told);
    })];
    assert_found(&scenario, &plan, &faults);
}

/// A plan that stands in another one's stock takes more of it than there is.
#[test]
fn what_is_carried_for_one_is_not_taken_by_another() {
    let scenario = scenario("carried_in_stock_for_whom_a_cap_names");
    let plan = planned(&scenario, "queue");
    let faults: [Fault<'_>; 1] = [("another's", Code::StockBalance, &|plan| {
        // B has 1 and 3 made in January; one less is made, and one more of p's is taken.
        let own = tranche(plan, "B");
        own.production[0].quantity -= 1.0;
    })];
    assert_found(&scenario, &plan, &faults);
}
