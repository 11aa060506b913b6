//! Settings of the certificates (giấy chứng nhận).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How certificates are printed (`[certificate]`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CertificateSettings {
    /// Whether they are printed on stock (phôi) that has frame, emblem and titles already: only
    /// what differs from product to product is then printed, where the whole page has it.
    ///
    /// Default false, chosen by us: the whole page is printed.
    pub stock: bool,
    /// How far everything is moved to meet the stock.
    pub shift: CertificateShift,
    /// The number of the first certificate; the others follow in the order of the decision.
    ///
    /// Default none: the certificates seen in use have no number of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numbers_from: Option<u32>,
    /// Whether the code of the product (mã số sản phẩm) is printed, where its list has one.
    ///
    /// Default false: the certificates seen in use have none.
    pub product_code: bool,
}

/// A distance on the page, in millimetres; at most [`CertificateShift::MOST`] either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CertificateShift {
    /// To the right; negative to the left.
    pub right: Decimal,
    /// Down; negative up.
    pub down: Decimal,
}

impl CertificateShift {
    /// The longest distance: a sheet that lies further off does not fit the frame.
    pub const MOST: Decimal = Decimal::from_parts(15, 0, 0, false, 0);
}
