//! Decrypts workbooks that Excel encrypted with its built-in password (MS-OFFCRYPTO, MS-XLS). Excel
//! opens such a file without asking for a password, so nobody knows that it is encrypted. Excel
//! encrypts so when the structure of an old workbook is protected, other programs whenever they
//! like.
//!
//! Files with a password that a person chose stay locked. Nothing here protects a secret, so
//! nothing is wiped or compared in constant time.

mod agile;
mod package;
mod standard;
mod xls;

pub(crate) use self::package::package;
pub(crate) use self::xls::xls;

/// The password that Excel tries before it asks for one.
const PASSWORD: &str = "VelvetSweatshop";

/// Returns the password as it is hashed: UTF-16, the low byte first.
fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
