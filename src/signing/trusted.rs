//! Reads the files that `[signing]` names: trusted certificates, and pictures.

use std::path::{Component, Path, PathBuf};

use pdf_signature::{Certificate, Issuers};
use unicode_normalization::UnicodeNormalization as _;

use super::Obstacle;
use crate::careful::{self, PAPER_BYTES};
use crate::round::{SIGNING_FOLDER, SigningSettings};

/// Returns the trusted authorities: the roots of the settings and of the files `more`, with the
/// intermediate certificates of the settings.
///
/// # Errors
///
/// [`Obstacle`] when a file cannot be read, or no root is named at all.
pub fn issuers(
    signing: &SigningSettings,
    inputs: &Path,
    more: &[PathBuf],
) -> Result<Issuers, Obstacle> {
    let mut trusted = roots(signing, inputs)?;
    for path in more {
        trusted.extend(read_certificates(path)?);
    }
    if trusted.is_empty() {
        return Err(Obstacle::NoRoot);
    }
    let between = certificates(&signing.intermediates, inputs)?;
    Ok(Issuers::new(trusted, between))
}

/// Returns the root certificates that the settings name.
///
/// # Errors
///
/// [`Obstacle`] when a file cannot be read.
pub fn roots(signing: &SigningSettings, inputs: &Path) -> Result<Vec<Certificate>, Obstacle> {
    certificates(&signing.roots, inputs)
}

/// Reads the certificates of a file: PEM with any number of them, or DER with one.
///
/// # Errors
///
/// [`Obstacle`] when it cannot be read or understood.
pub fn read_certificates(path: &Path) -> Result<Vec<Certificate>, Obstacle> {
    let bytes = read_file(path)?;
    Certificate::from_pem_or_der(&bytes)
        .map_err(|fault| Obstacle::Certificates { path: path.to_owned(), fault })
}

fn certificates(paths: &[PathBuf], inputs: &Path) -> Result<Vec<Certificate>, Obstacle> {
    let mut all = Vec::new();
    for path in paths {
        all.extend(read_certificates(&below(path, inputs)?)?);
    }
    Ok(all)
}

/// Returns the path of a file that the settings name.
///
/// # Errors
///
/// [`Obstacle::OutsideFolder`] when the path leads out of its folder.
pub(super) fn below(path: &Path, inputs: &Path) -> Result<PathBuf, Obstacle> {
    if path.components().all(|part| matches!(part, Component::Normal(_))) {
        Ok(inputs.join(SIGNING_FOLDER).join(path))
    } else {
        Err(Obstacle::OutsideFolder(path.to_owned()))
    }
}

/// Reads a whole file, within the limit for papers.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Obstacle> {
    careful::read_named_file(path, PAPER_BYTES)
        .map_err(|source| Obstacle::NotRead { path: path.to_owned(), source })
}

/// Tells whether one of two names contains the other, so that titles before a name do not matter.
/// Case, spaces and the abbreviation of a people's committee do not matter either.
#[must_use]
pub fn is_same_name(holder: &str, printed: &str) -> bool {
    let letters = |name: &str| {
        let letters = name.nfc().filter(|sign| sign.is_alphabetic());
        let letters: String = letters.flat_map(char::to_lowercase).collect();
        letters.replace("ủybannhândân", "ubnd").replace("uỷbannhândân", "ubnd")
    };
    let (holder, printed) = (letters(holder), letters(printed));
    !holder.is_empty()
        && !printed.is_empty()
        && (holder.contains(&printed) || printed.contains(&holder))
}

/// Words of which the name of a body has one.
const OF_BODIES: [&str; 24] = [
    "ubnd",
    "hđnd",
    "ủy ban",
    "uỷ ban",
    "hội đồng",
    "sở ",
    "bộ ",
    "chi cục",
    "cục ",
    "phòng",
    "văn phòng",
    "trung tâm",
    "ban ",
    "viện",
    "tổng cục",
    "cơ quan",
    "tỉnh",
    "huyện",
    "thành phố",
    "xã ",
    "phường",
    "công ty",
    "hợp tác xã",
    "cơ sở",
];

/// Tells whether a name is one that bodies have, not persons.
#[must_use]
pub fn is_body_name(name: &str) -> bool {
    let name: String = name.nfc().flat_map(char::to_lowercase).collect();
    OF_BODIES.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_with_a_title_or_in_capitals_and_another_one_is_not() {
        assert!(is_same_name("HÀ TRỌNG HẢI", "Hà Trọng Hải"));
        assert!(is_same_name("THỬ NGHIỆM - Hà Trọng Hải", "Hà Trọng Hải"));
        assert!(is_same_name("Hà Tro\u{323}ng Hải", "TS. Hà Trọng  Hải"));
        assert!(!is_same_name("Hà Trọng Hai", "Hà Trọng Hải"));
        assert!(!is_same_name("", "Hà Trọng Hải"));
        assert!(is_same_name("ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", "UBND tỉnh Lai Châu"));
    }

    #[test]
    fn the_name_of_a_body_is_told_from_that_of_a_person() {
        for body in ["UBND tỉnh Lai Châu", "Sở Nông nghiệp và PTNT", "VĂN PHÒNG UBND"] {
            assert!(is_body_name(body), "{body}");
        }
        for person in ["Hà Trọng Hải", "Nguyễn Thị Bích", "Lò Văn Sơn"] {
            assert!(!is_body_name(person), "{person}");
        }
    }
}
