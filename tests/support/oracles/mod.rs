//! Second opinions: what is optimal, found in another way.

pub(crate) mod dispatch;
pub(crate) mod enumeration;
pub(crate) mod general;
pub(crate) mod microlp;
pub(crate) mod rational;
pub(crate) mod words;
