//! The scale (thang điểm) of a criterion: the options that a member chooses from, the marks and
//! stars that they carry, and the slips of the printed text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::legal_form::LegalForm;

/// The options of a criterion, or of one of its two cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// The case (`Trường hợp 1: …`); `None` where the criterion has only one scale.
    pub case: Option<String>,
    /// The options, in the order of the form. Sets whose scale is printed alike share it.
    pub options: Arc<[MarkOption]>,
}

/// An option (lựa chọn) of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MarkOption {
    /// Its mark.
    pub mark: u8,
    /// The star for which it is the least that is asked, from 3 to 5; `None` where it carries none.
    pub star: Option<u8>,
    /// Its wording.
    pub text: String,
}

/// The least marks of a criterion for 3, 4 and 5 stars; `None` where nothing is asked for the star.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minimum {
    /// The least mark for 3 stars.
    pub star_3: Option<u8>,
    /// The least mark for 4 stars.
    pub star_4: Option<u8>,
    /// The least mark for 5 stars.
    pub star_5: Option<u8>,
}

impl Minimum {
    /// Returns the least mark for this star, as the act prints it at the star itself; `None` where
    /// it prints none, and for stars other than 3 to 5.
    ///
    /// Whether a higher star asks for the marks of the lower ones too, the acts do not say.
    #[must_use]
    pub fn of(self, star: u8) -> Option<u8> {
        match star {
            3 => self.star_3,
            4 => self.star_4,
            5 => self.star_5,
            _ => None,
        }
    }
}

/// How sure a value of the criteria is. No value was read in the gazette.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Honesty {
    /// It stands so in the transcript that the file names.
    #[default]
    Verified,
    /// The transcript lacks or misprints it, and it was read as the obvious.
    Inferred,
    /// It was kept as printed, and may be wrong.
    Doubtful,
}

/// A slip of the printed text (chỗ in lỗi), and how it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What is printed, in Vietnamese.
    pub printed: String,
    /// How it is read.
    pub read_as: String,
    /// Why it is read so.
    pub why: String,
    /// The marks of the criterion that it touches.
    pub marks: Vec<u8>,
    /// The legal forms that it touches; empty when it touches all.
    pub owners: Vec<LegalForm>,
}

impl Slip {
    /// Tells whether it touches this mark of an owner of one of these forms; of any form when
    /// `forms` is empty.
    #[must_use]
    pub fn touches(&self, mark: u8, forms: &[LegalForm]) -> bool {
        let any = self.owners.is_empty() || forms.is_empty();
        self.marks.contains(&mark) && (any || forms.iter().any(|form| self.owners.contains(form)))
    }
}
