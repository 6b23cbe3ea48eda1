//! Where a resource of the list stands in a model.

use crate::model::ResourceId;

/// The resource of a model that stands for one of the list: a model begins with them, in their
/// order.
pub(super) fn row_of(resource: usize) -> ResourceId {
    ResourceId(resource as u32)
}
