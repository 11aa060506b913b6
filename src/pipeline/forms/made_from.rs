//! Fingerprints of everything that forms are made from. While it is the same, a form is not made
//! again.

use std::io;

use crate::blanks::RoundForm;
use crate::counting::Counted;
use crate::fingerprint::{sha256, sha256_of_json};

/// Folders of templates that forms are made from.
const TEMPLATES: [&str; 2] = ["criteria", "communes"];

/// The fingerprint of what all forms of a round have in common.
pub(super) struct MadeFrom {
    /// The program, the declaration, the criteria and the communes.
    common: String,
}

impl MadeFrom {
    /// Takes the fingerprint of a round.
    ///
    /// # Errors
    ///
    /// When a template cannot be read again.
    pub(super) fn of(counted: &Counted<'_>) -> io::Result<Self> {
        let mut facts =
            vec![concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).into()];
        facts.push(sha256_of_json(counted.round)?);
        for folder in TEMPLATES {
            let files = counted.templates.folder(folder)?;
            facts.extend(files.iter().map(|file| sha256(&file.bytes)));
        }
        Ok(Self { common: facts.join("\n") })
    }

    /// Returns the fingerprint of what a ballot to print is made from. `typesetter` is the version of
    /// the typesetter.
    pub(super) fn of_printed(&self, form: &RoundForm<'_>, typesetter: &str) -> String {
        sha256(format!("{}\n{typesetter}", self.of_form(form)).as_bytes())
    }

    /// Returns the fingerprint of what a form is made from.
    pub(super) fn of_form(&self, form: &RoundForm<'_>) -> String {
        let mut facts = self.common.clone();
        for (key, value) in form.identity.lines() {
            facts.extend(["\n", key, "=", &value]);
        }
        for product in &form.identity.products {
            product.cells().iter().for_each(|cell| facts.extend(["\n", cell]));
        }
        sha256(facts.as_bytes())
    }
}
