//! Opens what Excel encrypts with a password of its own (MS-OFFCRYPTO, MS-XLS): nobody is asked for
//! one when such a file is opened, so nobody knows that it is encrypted. Excel does so when the
//! structure of an old workbook is protected, other programs at will.
//!
//! Files with a password of somebody's own stay locked. Nothing here keeps a secret, so nothing is
//! wiped or compared in constant time.

mod agile;
mod package;
mod standard;
mod xls;

pub(crate) use self::package::package;
pub(crate) use self::xls::xls;

/// The password that Excel tries before it asks for one.
const PASSWORD: &str = "VelvetSweatshop";

/// The password as it goes into a hash: UTF-16, the low byte first.
fn password() -> Vec<u8> {
    PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
