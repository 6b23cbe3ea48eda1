//! Approval leads of some partners.

use super::finding::Code;
use super::findings::Findings;
use super::references::Known;
use super::subject::Subject;
use super::yardsticks::thresholds;
use crate::scenario::ScenarioBuilder;

pub(super) fn validate(parts: &ScenarioBuilder, subject: &Subject<'_>, findings: &mut Findings) {
    let partners = Known::new("partner", parts.partners.iter().map(|part| part.id.as_str()));
    for (index, product) in parts.products.iter().enumerate() {
        for (position, lead) in product.approval_leads.iter().enumerate() {
            let path = format!("products[{index}].approval_leads[{position}]");
            if let Some(partner) = &lead.partner {
                partners.check(partner.as_str(), format!("{path}.partner"), findings);
            }
            if lead.partner.is_some() != lead.thresholds.is_empty() {
                let help = "give one of the two: partner or thresholds";
                findings.add(Code::ApprovalWhom, path.as_str(), "", help);
            }
            thresholds(&lead.thresholds, &format!("{path}.thresholds"), subject, findings);
            if lead.months > super::limits::MOST_MONTHS {
                let here = format!("{path}.months");
                findings.add(Code::TooLarge, here, lead.months, "give at most 1200 months");
            }
        }
    }
}
