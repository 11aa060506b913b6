//! The contact sheet of `ocop preview`: pictures of all pages on one page that needs no network and
//! no script.
//!
//! This desk names the pictures and fills the page. It neither draws nor writes a file.

mod html;
mod titles;

pub use self::titles::title as folder_title;
use crate::changes::ChangeKind;
use crate::documents::WaitingPaper;

/// The folder of the pictures in the outputs folder.
pub const FOLDER: &str = "xem-truoc";

/// The contact sheet.
pub const SHEET: &str = "xem-truoc/index.html";

/// All pictures of a preview.
#[derive(Debug, Default)]
pub struct ContactSheet {
    /// The round (Vietnamese): `Đợt 2 năm 2020, tỉnh Lai Châu`.
    pub round: String,
    /// Whether it is known what papers said before.
    pub compared: bool,
    /// Whether only some papers were asked for.
    pub chosen: bool,
    /// The papers in the order of the round.
    pub papers: Vec<PreviewedPaper>,
    /// Papers that cannot be issued yet.
    pub waiting: Vec<WaitingPaper>,
}

/// The pictures of one paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewedPaper {
    /// Name of the kind of paper.
    pub kind: String,
    /// Path of the paper below the outputs folder.
    pub file: String,
    /// The pages; empty when it cannot be typeset.
    pub pages: Vec<PreviewedPage>,
    /// What became of it since the last run; `None` where it says the same.
    pub what: Option<ChangeKind>,
    /// What differs, a line each (Vietnamese).
    pub told: Vec<String>,
}

/// The picture of one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewedPage {
    /// Name in the folder of pictures.
    pub name: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How many places are marked on it.
    pub marks: usize,
}

/// Returns the name of the picture of a page of this paper, from 1.
///
/// Paths consist of small letters, digits, hyphens, and slashes, so that no two papers share a
/// name.
#[must_use]
pub fn picture_name(file: &str, page: usize) -> String {
    let stem = file.strip_suffix(".pdf").unwrap_or(file).replace('/', "_");
    format!("{stem}_trang-{page}.png")
}

/// Tells whether a paper is meant by what was typed: its path with or without the outputs folder
/// and the ending, its name, or its folder.
#[must_use]
pub fn is_meant(file: &str, typed: &str) -> bool {
    let typed = typed.trim_end_matches('/').replace('\\', "/");
    let bare = |path: &str| path.strip_suffix(".pdf").unwrap_or(path).to_owned();
    let (file, typed) = (bare(file), bare(&typed));
    let name = file.rsplit('/').next().unwrap_or(&file);
    let ends_with = |path: &str| {
        typed.strip_suffix(path).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    let folders = file.match_indices('/').map(|(at, _)| &file[..at]);
    ends_with(&file) || typed == name || folders.into_iter().any(ends_with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_meant_by_path_name_or_folder() {
        let file = "02-giay-moi/07-ong-a.pdf";
        for typed in [
            file,
            "outputs/02-giay-moi/07-ong-a.pdf",
            "02-giay-moi\\07-ong-a.pdf",
            "07-ong-a.pdf",
            "07-ong-a",
            "02-giay-moi",
            "outputs/02-giay-moi/",
        ] {
            assert!(is_meant(file, typed), "{typed}");
        }
        for typed in ["", "ong-a", "giay-moi", "03-hop-hoi-dong", "07-ong-a.xlsx"] {
            assert!(!is_meant(file, typed), "{typed}");
        }
    }

    #[test]
    fn pictures_lie_in_one_folder_and_no_two_share_a_name() {
        assert_eq!(
            picture_name("06-quyet-dinh/quyet-dinh.pdf", 2),
            "06-quyet-dinh_quyet-dinh_trang-2.png"
        );
    }
}
