//! `[signing]` of `round.toml`: who signs with which certificate, how the signature looks, and
//! which authorities are trusted.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Folder of certificates and pictures inside the inputs folder; paths in `[signing]` are below it.
pub const FOLDER: &str = "ky-so";

/// Settings of digital signatures. All of them may be left out; what is missing is reported when
/// somebody signs.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SigningSettings {
    /// Certificates of the trusted authorities (PEM or DER), including that of the timestamp
    /// authority.
    pub roots: Vec<PathBuf>,
    /// Certificates between those of the signers and the roots; a token often holds only the
    /// signer's own.
    pub intermediates: Vec<PathBuf>,
    /// Address of the timestamp authority, `http://…`; without it, signatures carry no timestamp.
    pub timestamp: Option<String>,
    /// Seconds to wait for the answer of the timestamp authority.
    pub timestamp_wait: TimestampWait,
    /// Whether papers get number and day after the signature (Nghị định 30/2020/NĐ-CP, Điều 14, 15).
    /// They are then printed with blanks, and what `[papers]` sets is what other papers cite.
    pub number_after: bool,
    /// The authorised persons who sign.
    pub officials: Vec<Official>,
    /// The seals of the issuing bodies.
    pub seals: Vec<Seal>,
}

/// Seconds to wait for a timestamp. The authority of Ban Cơ yếu Chính phủ has been seen to take
/// more than two minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct TimestampWait(pub u64);

impl Default for TimestampWait {
    fn default() -> Self {
        Self(180)
    }
}

/// Largest width of a picture that fits the signature block, in millimetres: the block of the
/// minutes is 80 mm wide.
pub const WIDEST_PICTURE: f64 = 80.0;

/// An authorised person (người có thẩm quyền).
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Official {
    /// Full name, as the papers print it.
    pub name: String,
    /// The certificate with which this person must sign: its SHA-256 fingerprint, or its holder.
    pub certificate: Option<String>,
    /// The picture of the hand signature: PNG, blue, transparent.
    pub image: Option<PathBuf>,
    /// Width of the picture on paper, in millimetres. The decree gives none.
    #[serde(default = "signature_width")]
    pub width: f64,
}

/// The seal (con dấu) of an issuing body.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// Key of the body in `[issuers]`.
    pub issuer: String,
    /// The certificate of the body: its SHA-256 fingerprint, or its holder.
    pub certificate: Option<String>,
    /// The picture of the seal: PNG, red, transparent, cut to its edge.
    pub image: Option<PathBuf>,
    /// Real diameter of the seal, in millimetres. Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.8 asks
    /// for the real size and gives none; round seals of provinces are known to be 36 to 42 mm.
    #[serde(default = "seal_diameter")]
    pub diameter: f64,
}

fn signature_width() -> f64 {
    40.0
}

fn seal_diameter() -> f64 {
    36.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commented_settings_of_a_new_round_are_settings() {
        let text = include_str!("../../templates/new/round.toml");
        let block = text.split_once("# [signing]\n").expect("the block stands at the end").1;
        let lines: Vec<_> =
            block.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
        let signing: SigningSettings =
            toml::from_str(&lines.join("\n").replace("[[signing.", "[[")).unwrap();
        assert_eq!(signing.timestamp_wait, TimestampWait::default());
        assert_eq!(
            (signing.officials[0].width, signing.seals[0].diameter),
            (signature_width(), seal_diameter())
        );
    }
}
