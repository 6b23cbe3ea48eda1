//! A stable code for each thing that a plan can get wrong.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! codes {
    ($($name:ident = $code:literal, $doc:literal;)*) => {
        /// A stable code for each thing that a plan can get wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $code, "`: ", $doc, ".")] $name,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as it is printed.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What the code means.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $doc,)* }
            }
        }
    };
}

codes! {
    Version = "C101", "the format version is not one that this release knows";
    ScenarioName = "C102", "the plan is of another scenario";
    Horizon = "C103", "the plan has another first month or number of months";
    PolicyInvalid = "C104", "the plan's policy is not valid for the scenario";
    PolicyDiffers = "C105", "the scenario has another policy under this id";
    Status = "C106", "the status does not fit the policy's rule";
    Unique = "C107", "the plan says that it is the only one, and its optimum is not proven";
    ToldApart = "C108", "the number of orders that only their id tells apart is wrong";
    PassedOver = "C109", "the list of what is passed over is not one of tranches with lots or shipments, in their order";
    OrderMissing = "C201", "an order of the scenario is not in the plan";
    OrderUnknown = "C202", "an order of the plan is not in the scenario";
    OrderTwice = "C203", "an order is in the plan twice";
    OrderSequence = "C204", "the orders are not in the order of their ids";
    OrderFact = "C205", "partner, product, contract month or quantity of an order is wrong";
    TrancheCount = "C206", "an order has more or fewer tranches than in the scenario";
    TrancheFact = "C207", "quantity, release or due month of a tranche is wrong";
    Eligibility = "C208", "the eligibility of an order is not what the gates of the policy say";
    Amount = "C301", "a quantity produced is not a finite number above zero";
    Month = "C302", "production lies outside the horizon";
    Release = "C303", "production lies before the release month";
    LineUnknown = "C304", "production is on a line that the scenario does not have";
    LineProduct = "C305", "production is on a line that does not make the product";
    CellSequence = "C306", "production is not in the order of month and line, each once";
    Quantity = "C307", "more is produced than the tranche asks for";
    Capacity = "C308", "more is taken of a line or of labour than there is in a month";
    Stock = "C309", "more is taken of a component than has arrived";
    Division = "C310", "tranches that are alike do not share as the policy says";
    CustomerGone = "C311", "production lies after the month in which the customer leaves";
    MonthlyLimit = "C312", "more is made of an order in a month than its limit allows";
    StockTaken = "C313", "units are taken from stock, or not, against the way their product is made";
    StockBalance = "C314", "more of a product is taken from stock than was made, or more is left than it may hold";
    Gate = "C315", "production of an order that is not eligible in that month";
    RuleBroken = "C316", "production is not what the rule gives when it is carried out";
    MadeThough = "C317", "units are made that are passed over";
    InVain = "C318", "a unit or more is made for lots or shipments that are never complete";
    Deliveries = "C401", "the deliveries are not the units complete";
    Delivered = "C402", "the units delivered are not the sum of what is complete";
    OnTime = "C403", "the units on time are not what is complete by the due months";
    First = "C404", "the month of the first delivery is wrong";
    Half = "C405", "the month by which half is delivered is wrong";
    Completion = "C406", "the completion month is wrong";
    Lateness = "C407", "the lateness is not completion − due month";
    Wait = "C408", "the wait is not completion − contract month";
    Lost = "C409", "the units lost are not what is missing when the customer leaves";
    OrderBacklog = "C501", "the backlog of an order is not what is due and not delivered";
    BacklogSeries = "C502", "a backlog by month is not the sum over its orders";
    BacklogKeys = "C503", "the backlog lacks a partner or product, or has one too many";
    SeriesLength = "C504", "a series by month has not one number for each month";
    ResourceList = "C601", "the resources of the plan are not those of the scenario, in their order";
    ResourceOffered = "C602", "what there is of a resource is not what the scenario says";
    ResourceUsed = "C603", "what is used of a resource is not what production takes";
    ResourceLeft = "C607", "what is left of a resource is not what came in less what was used";
    LevelList = "C701", "the levels are not those of the policy";
    Objective = "C702", "the objective is not what production costs";
    RuleClaim = "C703", "a rule has a bound or prices, though it proves nothing";
    BoundMissing = "C704", "a proven plan has a level without bound";
    PricesMissing = "C705", "a proven plan has a level without prices to prove its bound by";
    Gap = "C706", "a proven plan has a level whose objective and bound differ";
    BoundAbove = "C707", "the bound is above the objective";
    PricesShape = "C708", "the prices have not one number for each resource and month";
    PriceInvalid = "C709", "a price is not finite, below zero where capacity may be left, or rising where stock may be left";
    BoundUnproven = "C710", "the bound is higher than the prices prove";
    LateList = "C711", "the late tranches are not those of the sequence, each once and in its place";
    LateValue = "C712", "a tranche is late by more or less than its production says";
    LateSum = "C713", "the prices of a level are not the sum of those of its late tranches";
    AsDelivered = "C714", "the value of a level as delivered is not what deliveries cost";
    RootLevels = "C715", "the levels without anything passed over do not fit those of the plan";
    RootUnproven = "C716", "a bound without anything passed over is higher than its prices prove";
    CommitmentList = "C801", "the commitments are not those of the scenario";
    CommitmentKept = "C802", "what is kept of a commitment, or short, is not what is delivered by its month";
    LossList = "C803", "the losses by partner and product are not the sums over the orders";
    ReservationList = "C901", "the reservations are not those of the scenario, by id";
    ReservationShort = "C902", "what a reservation entitles to, or is short of, is wrong";
    ExpansionList = "C911", "the expansions are not those of the scenario, by id";
    ExpansionAdded = "C912", "what an expansion adds is wrong";
    CapExceeded = "C921", "somebody gets more than a cap allows";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let known = Self::ALL.iter().find(|code| code.as_str() == text);
        known.copied().ok_or_else(|| D::Error::custom("not a code of the check"))
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_ascend_and_the_module_page_lists_them_all() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].as_str() < pair[1].as_str()));
        let page = include_str!("mod.rs");
        for code in Code::ALL {
            let row = format!("//! | `{code}` | {} |", code.meaning());
            assert!(page.contains(&row), "the table lacks: {row}");
        }
    }
}
