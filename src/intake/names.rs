//! What the name of a file says about whether to open it. The name says nothing about the format.

/// The part a file plays in a folder or archive, by its name alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// To be opened.
    Paper,
    /// A lock file of Excel (`~$a.xlsx`) or LibreOffice (`.~lock.a.ods#`): somebody has the workbook open.
    Lock,
    /// Written by the system for itself: hidden files and folders, what macOS adds to archives.
    Hidden,
    /// A note of Windows Explorer; hashed as a part of the folder, but nothing to read.
    Furniture,
}

/// The role of a file by its path below the folder or archive, with `/` between the parts.
pub(super) fn role(path: &str) -> Role {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    if folders.split('/').any(|part| is_hidden(part) || part == "__MACOSX") {
        Role::Hidden
    } else if name.starts_with("~$") || name.starts_with(".~lock.") {
        Role::Lock
    } else if is_hidden(name) {
        Role::Hidden
    } else if ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str()) {
        Role::Furniture
    } else {
        Role::Paper
    }
}

/// Whether a name is hidden as on Unix; `..` is no name but a way up, and only archives have it.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') && name != "." && name != ".."
}

#[cfg(test)]
mod tests {
    use super::{Role, role};

    #[test]
    fn the_name_tells_papers_from_what_lies_around() {
        for (path, expected) in [
            ("ho-so/than-uyen.xlsx", Role::Paper),
            ("ho-so/~$than-uyen.xlsx", Role::Lock),
            (".~lock.than-uyen.ods#", Role::Lock),
            (".git/config", Role::Hidden),
            ("a/.DS_Store", Role::Hidden),
            ("__MACOSX/a.xlsx", Role::Hidden),
            ("a/Thumbs.db", Role::Furniture),
        ] {
            assert_eq!(role(path), expected, "{path}");
        }
    }
}
