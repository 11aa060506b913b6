//! The register of forms: what was written for whom, in which versions, so that a later run leaves
//! unchanged forms alone and knows what changed since people got theirs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::due::RoundForm;
use super::names::FOLDER;
use crate::fingerprint::sha256;
use crate::forms::{FormChange, FormIdentity};
use crate::round::{Session, short_date};

/// Name of the register, below the outputs folder.
pub const REGISTER: &str = "bieu-mau/so-bieu-mau.json";

/// Version of the fields. It is raised when a field is removed or changes its meaning.
const SCHEMA: u32 = 1;

/// Most versions of one form that are kept. The newest stay.
const VERSIONS: usize = 6;

/// The register of the forms of a round, ordered by file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormRegister {
    forms: BTreeMap<String, RegisteredForm>,
}

/// A form that was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisteredForm {
    /// SHA-256 of the file as it was written last.
    pub sha256: String,
    /// Fingerprint of everything that it was made from.
    pub made_from: String,
    /// Its versions, the newest last.
    pub versions: Vec<FormVersion>,
}

/// One version of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormVersion {
    /// What it was made from.
    pub identity: FormIdentity,
    /// Day, time and place of its session, as people read them.
    pub held: Option<String>,
}

impl FormVersion {
    /// The version of a form that would be written now.
    #[must_use]
    pub fn of(form: &RoundForm<'_>) -> Self {
        Self { identity: form.identity.clone(), held: form.session.map(held) }
    }

    /// Says what changed since an older version, a clause each (Vietnamese).
    #[must_use]
    pub fn changes_since(&self, older: &Self) -> Vec<String> {
        let mut told: Vec<String> =
            self.identity.changes_since(&older.identity).iter().map(FormChange::told).collect();
        if let (Some(before), Some(now)) = (&older.held, &self.held)
            && before != now
        {
            told.push(format!("buổi chấm chuyển từ {before} sang {now}"));
        }
        told
    }
}

/// Day, time and place of a session in a few words.
fn held(session: &Session) -> String {
    let Session { start, place, date, .. } = session;
    format!("{start} ngày {}, {place}", short_date(*date))
}

impl RegisteredForm {
    /// Returns the newest version that differs from the one of now, and how many older ones do.
    #[must_use]
    pub fn older_than(&self, now: &FormVersion) -> Option<(&FormVersion, usize)> {
        let older: Vec<_> = self.versions.iter().filter(|version| *version != now).collect();
        older.split_last().map(|(newest, others)| (*newest, others.len()))
    }
}

impl FormRegister {
    /// Reads a register. Forms that cannot be understood are passed over; they are written anew.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let Ok(file) = serde_json::from_slice::<RegisterFile>(bytes) else {
            return Self::default();
        };
        let RegisterFile { forms, products, .. } = file;
        let forms = forms.into_iter().filter_map(|form| form.understood(&products));
        Self { forms: forms.collect() }
    }

    /// Returns the bytes of the register file.
    ///
    /// # Errors
    ///
    /// None in practice: every key is a string.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut products = BTreeMap::new();
        let forms = self.forms.iter();
        let forms = forms.map(|(file, form)| FormEntry::of(file, form, &mut products)).collect();
        let mut text =
            serde_json::to_vec_pretty(&RegisterFile { schema: SCHEMA, forms, products })?;
        text.push(b'\n');
        Ok(text)
    }

    /// Tells whether no form was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// Returns the entry of a file.
    #[must_use]
    pub fn form(&self, file: &str) -> Option<&RegisteredForm> {
        self.forms.get(file)
    }

    /// Iterates over the files with their entries.
    pub fn forms(&self) -> impl Iterator<Item = (&str, &RegisteredForm)> {
        self.forms.iter().map(|(file, form)| (file.as_str(), form))
    }

    /// Notes a form that was written, and its version unless it is that of the last time.
    pub fn note(&mut self, file: &str, sha256: String, made_from: String, version: FormVersion) {
        let entry = self.forms.entry(file.to_owned()).or_default();
        entry.sha256 = sha256;
        entry.made_from = made_from;
        if entry.versions.last() != Some(&version) {
            entry.versions.retain(|known| *known != version);
            entry.versions.push(version);
            let more = entry.versions.len().saturating_sub(VERSIONS);
            entry.versions.drain(..more);
        }
    }

    /// Forgets a form.
    pub fn forget(&mut self, file: &str) {
        self.forms.remove(file);
    }
}

/// The register as its file holds it.
#[derive(Debug, Deserialize, Serialize)]
struct RegisterFile {
    schema: u32,
    forms: Vec<FormEntry>,
    /// Every product of any version once, by a fingerprint.
    products: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize, Serialize)]
struct FormEntry {
    file: String,
    sha256: String,
    made_from: String,
    versions: Vec<VersionEntry>,
}

#[derive(Debug, Deserialize, Serialize)]
struct VersionEntry {
    identity: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    held: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    products: Vec<String>,
}

impl FormEntry {
    fn of(file: &str, form: &RegisteredForm, products: &mut BTreeMap<String, Vec<String>>) -> Self {
        let mut version = |version: &FormVersion| {
            let identity = version.identity.lines().into_iter();
            let of_version = version.identity.products.iter().map(|product| {
                let cells = product.cells().map(str::to_owned);
                let key = sha256(cells.join("\n").as_bytes())[..12].to_owned();
                products.entry(key.clone()).or_insert_with(|| cells.to_vec());
                key
            });
            VersionEntry {
                products: of_version.collect(),
                identity: identity.map(|(key, value)| (key.to_owned(), value)).collect(),
                held: version.held.clone(),
            }
        };
        Self {
            file: file.to_owned(),
            sha256: form.sha256.clone(),
            made_from: form.made_from.clone(),
            versions: form.versions.iter().map(&mut version).collect(),
        }
    }

    /// Returns the form that the entry describes; `None` where it is no file of forms, or a version
    /// has no code.
    fn understood(
        self,
        products: &BTreeMap<String, Vec<String>>,
    ) -> Option<(String, RegisteredForm)> {
        let in_folder = self.file.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('/'));
        let version = |entry: VersionEntry| {
            let of_version = entry.products.iter().filter_map(|key| products.get(key)).cloned();
            let line = |key: &str| entry.identity.get(key).map(String::as_str);
            let identity = FormIdentity::from_lines(line, of_version)?;
            Some(FormVersion { identity, held: entry.held.clone() })
        };
        let versions = self.versions.into_iter().map(version).collect::<Option<Vec<_>>>()?;
        let form = RegisteredForm { sha256: self.sha256, made_from: self.made_from, versions };
        in_folder.then_some((self.file, form))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::{FormCode, FormKind, FormProduct};

    fn version(products: &[&str], held: &str) -> FormVersion {
        let product = |name: &&str| FormProduct {
            key: (*name).to_owned(),
            name: (*name).to_owned(),
            owner: "HTX A (giả định)".to_owned(),
            unit: "xã Sìn Hồ".to_owned(),
            act: "26-2026".to_owned(),
            set: (*name).to_owned(),
            mark: "0".to_owned(),
            closed: None,
        };
        let identity = FormIdentity {
            code: "H-1-2026-7F3A".parse::<FormCode>().unwrap(),
            layout: 1,
            province: "tỉnh Lai Châu".to_owned(),
            acts: vec!["26-2026".to_owned()],
            member: None,
            unit: None,
            products: products.iter().map(product).collect(),
        };
        assert_eq!(identity.code.kind, FormKind::CheckList);
        FormVersion { identity, held: Some(held.to_owned()) }
    }

    #[test]
    fn the_register_is_read_as_it_was_written() {
        let mut register = FormRegister::default();
        let file = "bieu-mau/kiem-tra-ho-so.xlsx";
        register.note(file, "0a".into(), "0b".into(), version(&["Chè"], "ngày 1"));
        register.note(file, "1a".into(), "1b".into(), version(&["Chè", "Mật ong"], "ngày 1"));
        let read = FormRegister::read(&register.to_json().unwrap());
        assert_eq!(read, register);
        assert_eq!(read.form(file).unwrap().versions.len(), 2);
        assert!(FormRegister::read(b"{ torn").is_empty());
        let elsewhere = String::from_utf8(register.to_json().unwrap()).unwrap();
        let elsewhere = elsewhere.replace(file, "ke-hoach.pdf");
        assert!(FormRegister::read(elsewhere.as_bytes()).is_empty(), "no form lies there");
    }

    #[test]
    fn a_version_that_comes_again_is_the_newest_and_of_many_the_oldest_go() {
        let mut register = FormRegister::default();
        let note = |register: &mut FormRegister, day: usize| {
            let held = format!("ngày {day}");
            register.note("bieu-mau/a.xlsx", "0a".into(), "0b".into(), version(&["Chè"], &held));
        };
        for day in [1, 2, 1] {
            note(&mut register, day);
        }
        let form = register.form("bieu-mau/a.xlsx").unwrap();
        let now = version(&["Chè"], "ngày 1");
        let (older, others) = form.older_than(&now).unwrap();
        assert_eq!((older.held.as_deref(), others), (Some("ngày 2"), 0));
        assert_eq!(now.changes_since(older), ["buổi chấm chuyển từ ngày 2 sang ngày 1"]);
        (3..20).for_each(|day| note(&mut register, day));
        assert_eq!(register.form("bieu-mau/a.xlsx").unwrap().versions.len(), VERSIONS);
    }
}
