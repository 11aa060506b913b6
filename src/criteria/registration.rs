//! What an act says of registering a product that was recognised before, and of product codes.

use serde::Deserialize;

use super::model::SubmittingUnits;

/// `[registration]`: the times of a re-evaluation (đánh giá lại).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistrationTimes {
    /// Most days before the end of the certificate on which the dossier may be handed in.
    pub earliest_days: u16,
    /// Fewest days before the end of the certificate on which the dossier must be handed in.
    pub latest_days: u16,
    /// Days that the evaluation may take from the day on which the dossier was received.
    pub evaluation_days: u16,
    /// Days for which a certificate goes on after its end when the dossier came at another time.
    pub extension_days: u16,
    /// Whether the council gives its opinion in writing and meets only where opinions differ.
    pub in_writing: bool,
    /// Source of these values.
    pub source: String,
}

/// `[product_code]`: how the act builds the code of a product (mã số sản phẩm).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductCodeForm {
    /// The form as the act prints it, e.g. `(T)-(X)-(STT)-(năm)`.
    pub form: String,
    /// The unit whose code stands behind that of the province.
    pub unit: SubmittingUnits,
    /// Digits of that code.
    pub unit_digits: usize,
    /// Source of the form.
    pub source: String,
}
