//! What stands on a certificate beside the parts that every paper has.

use serde::Serialize;

use super::SheetPiece;
use crate::round::CertificateShift;

/// A certificate of one product. Type name, body line and signature are those of the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificateSheet {
    /// The star, 3 or 4.
    pub star: u8,
    /// Name of the product.
    pub product: String,
    /// Name of the owner.
    pub owner: String,
    /// Address of the owner, completed with commune and district or province.
    pub address: String,
    /// Code of the product; `None` where none is printed.
    pub code: Option<String>,
    /// Whether the page has frame, emblem and titles already, so that they are left out.
    pub stock: bool,
    /// How far everything is moved, in millimetres.
    pub shift: CertificateShift,
    /// Path of the emblem for the layout; `None` where the office has none.
    pub emblem: Option<String>,
    /// Path of the logo.
    pub logo: Option<String>,
    /// Path of a picture of the whole page instead of the frame that the layout draws.
    pub frame: Option<String>,
}

/// The form of a copy (thể thức bản sao) below an excerpt (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần
/// II). Signer and recipients are those of the paper, its letterhead is that of the original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyForm {
    /// How it is called: `TRÍCH SAO`.
    pub form: String,
    /// Letterhead of the copy: the body that makes it, its number, its place and date.
    pub header: super::Letterhead,
}

impl CertificateSheet {
    /// Returns what is filled in: product, owner, address, code.
    pub(super) fn pieces(&self) -> Vec<SheetPiece<'_>> {
        let mut pieces = vec![
            SheetPiece::Line("tên sản phẩm", &self.product),
            SheetPiece::Line("chủ thể", &self.owner),
            SheetPiece::Line("địa chỉ", &self.address),
        ];
        pieces.extend(self.code.iter().map(|code| SheetPiece::Line("mã sản phẩm", code)));
        pieces
    }
}

impl CopyForm {
    /// Returns the name of the copy and its number.
    pub(super) fn pieces(&self) -> Vec<SheetPiece<'_>> {
        vec![SheetPiece::Line("thể thức bản sao", &self.form)]
    }
}
