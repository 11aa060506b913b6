//! Names that no file may have under Windows: those of devices, and those that Windows changes or
//! takes for something else.
//!
//! Ground floor. The outputs are named alike on every system, so that a folder can be carried from
//! one to the other.

/// Names of devices. A file `con.xlsx` is the console, in any folder.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// Beginnings of names of devices; a digit follows.
const PORTS: [&str; 2] = ["com", "lpt"];

/// Tells whether Windows takes a file or folder of this name for a device, whatever its extension.
#[must_use]
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end_matches(' ').to_lowercase();
    let is_port = |port: &&str| {
        let number = stem.strip_prefix(*port).unwrap_or_default();
        matches!(number, "¹" | "²" | "³")
            || (number.len() == 1 && number.bytes().all(|digit| digit.is_ascii_digit()))
    };
    DEVICES.contains(&stem.as_str()) || PORTS.iter().any(is_port)
}

/// Tells whether a path with `/` between its parts can be stored under Windows as it is written: no
/// part is a device, holds a sign that means something else there, or ends in a dot or a space,
/// which Windows drops.
#[must_use]
pub fn is_storable(path: &str) -> bool {
    path.split('/').all(|part| {
        !is_device(part)
            && !part.ends_with(['.', ' '])
            && !part.chars().any(|sign| {
                sign.is_control() || matches!(sign, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\')
            })
    })
}

#[cfg(test)]
mod tests {
    use super::{is_device, is_storable};

    #[test]
    fn devices_are_known_with_every_extension() {
        for name in
            ["con", "CON", "Nul.xlsx", "aux.tar.gz", "com1", "LPT9.pdf", "prn ", "con .x", "com²"]
        {
            assert!(is_device(name), "{name}");
        }
        for name in ["con-cuong", "xa-con.xlsx", "com", "com10", "comx", "null", "", "đồng nul"]
        {
            assert!(!is_device(name), "{name}");
        }
    }

    #[test]
    fn what_windows_would_change_is_not_stored_under_that_name() {
        for path in ["inputs/con.xlsx", "a./b", "a /b", "a:b", "a\\b", "x/nul", "a?.pdf", "a\u{7}"]
        {
            assert!(!is_storable(path), "{path:?}");
        }
        for path in [
            "inputs/a=b.xlsx",
            "inputs/ho-so/Sìn Hồ (mới).xlsx",
            "outputs/06-quyet-dinh/quyet-dinh.pdf",
        ] {
            assert!(is_storable(path), "{path}");
        }
    }
}
