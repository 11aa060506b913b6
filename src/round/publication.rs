//! What is published of the owners of recognised products.

use serde::{Deserialize, Serialize};

/// What the published lists say of an owner beside its name as the decision names it, and its
/// address (`[publication]`). All of it is left out unless it is asked for: these are data of
/// persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Publication {
    /// Whether the telephone number is published.
    pub phone: bool,
    /// Whether the tax code is published.
    pub tax_code: bool,
    /// Whether the name of the representative is published.
    pub representative: bool,
}
