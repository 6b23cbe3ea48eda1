//! One thing that is wrong with a scenario, or may be.

use std::fmt;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// There is no scenario.
    Error,
    /// There is one, but it may not say what was meant.
    Warning,
}

macro_rules! codes {
    ($($name:ident = $code:literal, $doc:literal;)*) => {
        /// A stable code for each thing that can be wrong.
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

            /// Whether it stops, or is only reported.
            pub fn severity(self) -> Severity {
                if self.as_str().starts_with('W') { Severity::Warning } else { Severity::Error }
            }

            /// What the code means.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$name => $doc,)* }
            }
        }
    };
}

codes! {
    Horizon = "E101", "the number of months is not between 1 and 1200, or the horizon reaches the end of year 9999";
    NoProducts = "E102", "there is no product";
    NoLines = "E103", "there is no line";
    DuplicateId = "E104", "an id is used twice";
    BadId = "E105", "an id or name is empty, longer than 200 characters, or has letters that are not seen or blanks at an end";
    UnknownId = "E106", "an id refers to nothing";
    TooMany = "E107", "there is more than is planned in memory: above 500,000 entries of a kind, or 2,500,000 months of lines and the like";
    SinceLater = "E108", "the plan that was made first begins after this one";
    NotFinite = "E201", "a number is not finite";
    Negative = "E202", "a number must not be negative";
    NotPositive = "E203", "a number must be positive";
    TooLarge = "E204", "a number is too large: above 9e15, where whole numbers stop being exact, or above 1200 months";
    TooSmall = "E205", "an amount is too small: up to a millionth of a unit is nothing";
    RampEmpty = "E301", "a ramp has no points, or a flat one no rate";
    RampOrder = "E302", "the points of a ramp are not in ascending months";
    RampMixed = "E303", "a flat ramp has points, or a ramp with points has a rate";
    EditOutside = "E304", "an edit of a ramp or an outage begins after the horizon, so it would do nothing";
    EditOrder = "E305", "an outage ends before it begins";
    EditValue = "E306", "an outage leaves more than all, or a slip lasts no month";
    Share = "E307", "a share of good or lost output is not between 0 and 1";
    CalendarDays = "E308", "a month has more working days than days";
    CalendarTwice = "E309", "a day or month of the calendar is given twice";
    LineIdle = "E401", "a line makes nothing";
    NoLineFor = "E402", "an ordered product is made by no line";
    SupplyIdle = "E403", "a component or labour is needed by nothing";
    ApprovalWhom = "E404", "an approval lead is not for either one partner or thresholds";
    NoQuantity = "E501", "an order has neither a quantity nor tranches";
    TwoQuantities = "E502", "an order has both a quantity and tranches";
    NoDue = "E503", "a due month is missing";
    ReleaseBeforeSigned = "E504", "a release month is before the contract month";
    SignedAfterEnd = "E506", "an order is signed after the last month of the scenario";
    DeliveredTooMuch = "E508", "more was delivered, made or entitled than is ordered, or less made than delivered";
    DeliveredLater = "E509", "what was delivered before the first month lies in a month that is planned";
    DeliveredTwice = "E510", "an order with tranches says itself what was delivered or made";
    PolicyField = "E601", "a policy lacks something that its rule needs";
    PolicyUnused = "E602", "a policy says something that its rule does not use";
    CriterionFlat = "E603", "floor and target of a criterion are the same";
    AttributeMissing = "E604", "a policy goes by an attribute that a partner, or every partner, lacks";
    TierOrder = "E605", "the last tier has thresholds, or an earlier one has none";
    ThresholdEmpty = "E606", "a threshold has no bound, or bounds that nothing meets";
    RatingUnknown = "E607", "an order has a rating that the policy does not rank";
    WeightRange = "E608", "the weights of a scale are not in ascending order";
    ChangeOrder = "E609", "changes are not in ascending months";
    ChangeIdle = "E610", "a change comes after the last month, or changes nothing";
    ChangeTiers = "E611", "a change has other tiers than its policy";
    GateEmpty = "E612", "a gate has no products or no thresholds";
    OverrideEmpty = "E613", "an override has no reason, or overrides nothing";
    GatePromised = "E614", "a gate keeps an order beyond a month for which something of it is promised";
    TableRow = "E701", "a row of the table of orders cannot be read";
    RowsDiffer = "E702", "two rows of one order say different things of it";
    CommitmentMonth = "E801", "a commitment is for a month after the horizon";
    CommitmentTooMuch = "E802", "more is committed than is ordered";
    CommitmentOrder = "E803", "a later commitment of an order adds nothing to an earlier one";
    LotNotWhole = "E812", "a lot of a product counted in whole units is not a whole number";
    ReservationNames = "E901", "a reservation or cap is not on one line or component, or not for one partner, tier or product";
    ReservationAmount = "E902", "a reservation or cap is not of one share or amount, or of a share above all";
    ReservationWindow = "E903", "a reservation or cap ends before it begins, or begins after the horizon";
    ReservationIdle = "E904", "a reservation or cap is for a product that its line does not make or that does not need its component";
    CapAgainst = "E905", "a cap holds for all plans, not against a tier, owes nothing and entitles to nothing";
    ExpansionNames = "E911", "an expansion is not of one line or component";
    ExpansionOutside = "E912", "an expansion that is on begins after the horizon";
    ExpansionClaim = "E913", "a claim is not a share from 0 to 1, or nobody pays";
    LineAtRest = "W405", "a line has no capacity in any month of the horizon";
    ReceiptAfterEnd = "W406", "a receipt arrives after the last month of the scenario, so that nobody gets it";
    PartOfUnit = "W501", "a quantity of a product counted in whole units is not a whole number";
    DueBeforeSigned = "W505", "a due month is before the contract month, so that it is late from the beginning";
    DueAfterEnd = "W507", "a due month is after the last month of the scenario, which cannot tell whether it is kept";
    UrgencyUnused = "W615", "the urgency of an order counts for nothing under a policy that serves one tranche after the other";
    RowTwice = "W701", "a row of the table of orders is there twice, and counts twice";
    RowsInCell = "W702", "a cell of the table of orders holds lines that look like rows";
    LeavesUnserved = "W811", "a customer leaves before the first delivery is possible, and gets nothing more";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One thing that is wrong, or may be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Which kind of thing.
    pub code: Code,
    /// Where, as a path into the scenario: `orders[3].due`.
    pub path: String,
    /// The value found there, as text.
    pub value: String,
    /// What to do.
    pub help: String,
}

impl Finding {
    /// Whether it stops, or is only reported.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, path, value, help } = self;
        write!(f, "{code} {path}")?;
        if !value.is_empty() {
            write!(f, " = {value}")?;
        }
        write!(f, ": {}; {help}", code.meaning())
    }
}
