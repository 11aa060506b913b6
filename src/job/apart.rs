//! Tells whether two folders are separate, whatever their names: links, `..` and names in other
//! letters can lead to the same folder.

use std::path::{Component, Path, PathBuf};

use crate::careful;

/// Tells whether neither folder is the other or lies in it. A folder that does not exist yet is
/// judged by the place where it would be made.
pub(super) fn are_apart(one: &Path, other: &Path) -> bool {
    let (one, other) = (resolved(one), resolved(other));
    !lies_in(&one, &other) && !lies_in(&other, &one)
}

/// Returns the path as the system resolves it, as far as it exists; the rest as it is written.
fn resolved(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut made = PathBuf::new();
    for part in whole.components() {
        match part {
            // Links were followed before `..` is applied, as the system does it.
            Component::ParentDir => drop(made.pop()),
            Component::CurDir => {}
            part => {
                made.push(part);
                if let Ok(real) = careful::real(&made) {
                    made = real;
                }
            }
        }
    }
    made
}

/// Tells whether the inner path is the outer folder or lies in it.
fn lies_in(inner: &Path, outer: &Path) -> bool {
    inner.ancestors().any(|folder| are_same(folder, outer))
}

/// Tells whether two paths lead to the same folder. Two spellings of an existing folder have the
/// same inode number, also where a system ignores the case of letters.
#[cfg(unix)]
fn are_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let number = |path: &Path| fs_err::metadata(path).ok().map(|found| (found.dev(), found.ino()));
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one == other,
        _ => false,
    }
}

/// Compares two paths without regard to the case of letters, as Windows does.
#[cfg(not(unix))]
fn are_same(one: &Path, other: &Path) -> bool {
    let lower = |path: &Path| path.to_string_lossy().to_lowercase();
    lower(one) == lower(other)
}

#[cfg(test)]
mod tests {
    use super::are_apart;

    #[test]
    fn folders_in_each_other_are_not_apart() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs_err::create_dir_all(at("inputs/ho-so")).unwrap();
        for (one, other) in [
            ("inputs", "inputs"),
            ("inputs", "inputs/outputs"),
            ("inputs", "inputs/chua-co/outputs"),
            ("inputs", "inputs/ho-so"),
            ("inputs", "."),
            ("inputs", "inputs/ho-so/../ra"),
            ("inputs", "inputs/chua-co/../../inputs/ra"),
            ("inputs", "./inputs/"),
        ] {
            assert!(!are_apart(&at(one), &at(other)), "{one} {other}");
            assert!(!are_apart(&at(other), &at(one)), "{other} {one}");
        }
        for other in ["outputs", "inputs-2", "inputs/../outputs", "chua-co/outputs"] {
            assert!(are_apart(&at("inputs"), &at(other)), "{other}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_where_it_leads() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs_err::create_dir_all(at("inputs/ho-so")).unwrap();
        fs_err::create_dir_all(at("khac")).unwrap();
        fs_err::os::unix::fs::symlink(at("inputs/ho-so"), at("lien-ket")).unwrap();
        assert!(!are_apart(&at("inputs"), &at("lien-ket")));
        assert!(!are_apart(&at("inputs"), &at("lien-ket/outputs")));
        assert!(
            !are_apart(&at("inputs"), &at("lien-ket/../outputs")),
            "up from where the link leads"
        );
        fs_err::os::unix::fs::symlink(at("khac"), at("inputs/ra")).unwrap();
        assert!(are_apart(&at("inputs"), &at("inputs/ra")), "it leads out of the inputs");
    }
}
