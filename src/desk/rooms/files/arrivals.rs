//! What came in since the desk was opened: on the page, or copied into the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use time::OffsetDateTime;

use crate::desk::diary::{Event, EventKind};
use crate::fingerprint::sha256;
use crate::intake::InputFile;
use crate::{declaration, round};

/// Most arrivals that are remembered.
const MOST: usize = 1000;

/// Most files that a sentence of the diary names.
const NAMED: usize = 4;

/// Folders of the inputs whose files belong to the declaration.
pub(super) const SETTINGS: [&str; 2] = ["templates/", "ky-so/"];

/// A file that came in.
#[derive(Debug, Clone)]
pub(in crate::desk) struct Arrival {
    /// Its name as it was sent.
    pub(super) name: String,
    /// When it came.
    pub(super) at: OffsetDateTime,
    /// What it was taken for when it came (Vietnamese); may be empty.
    pub(super) what: String,
    /// Where it went and what to do, in whole sentences (Vietnamese); may be empty.
    pub(super) told: String,
    /// What became of it.
    pub(super) fate: Fate,
}

/// What became of a file that came in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::desk) enum Fate {
    /// It lies in the inputs folder under this path.
    Filed(String),
    /// It lies there under this path, and is not read.
    Kept(String),
    /// The same bytes lay there under this path already.
    Same(String),
    /// It was not taken, and nothing is to be done.
    Refused,
    /// It could not be taken: it is to be asked for again, or sent again.
    Failed,
    /// A question about it waits; holds its short name.
    Asks(String),
}

impl Fate {
    /// The path below the inputs folder under which the file lies.
    pub(super) fn path(&self) -> Option<&str> {
        match self {
            Self::Filed(path) | Self::Kept(path) | Self::Same(path) => Some(path),
            Self::Refused | Self::Failed | Self::Asks(_) => None,
        }
    }
}

/// Whose paper a file holds. Two files that hold the same are versions of each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::desk) enum Whose {
    /// The list of the district with this index in the declaration.
    List(usize),
    /// The ballot on a product: index of the member, number of the session, key of the product.
    Ballot(usize, u8, String),
}

/// What became of a file of the folder that the desk did not touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::desk) enum Touched {
    /// It is new.
    New,
    /// It was changed and saved.
    Saved,
    /// It is gone.
    Gone,
}

/// What came in since the desk was opened.
#[derive(Debug, Default)]
pub(in crate::desk) struct Arrivals(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// The arrivals, the oldest first.
    came: Vec<Arrival>,
    /// The files of the last look with their fingerprints; `None` before the first.
    seen: Option<BTreeMap<String, String>>,
    /// The files that the desk itself put into the folder.
    filed: BTreeMap<String, FiledFile>,
    /// The files that the desk itself put away.
    put_away: BTreeSet<String>,
}

/// A file that the desk itself put into the folder.
#[derive(Debug, Clone)]
pub(super) struct FiledFile {
    /// Its fingerprint.
    pub(super) sha256: String,
    /// Whose papers it holds.
    pub(super) whose: BTreeSet<Whose>,
    /// Whether a look was taken at it since.
    seen: bool,
}

impl Arrivals {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The arrivals, the oldest first.
    pub(super) fn all(&self) -> Vec<Arrival> {
        self.known().came.clone()
    }

    /// Adds arrivals.
    pub(super) fn add(&self, arrivals: impl IntoIterator<Item = Arrival>) {
        let came = &mut self.known().came;
        came.extend(arrivals);
        let more = came.len().saturating_sub(MOST);
        came.drain(..more);
    }

    /// Notes a file that the desk puts into the folder.
    pub(in crate::desk) fn filed(&self, path: &str, bytes: &[u8], whose: BTreeSet<Whose>) {
        // Of a declaration in Excel, looks know the fingerprint of its meaning.
        let meaning = (path == declaration::FILE).then(|| declaration::fingerprint(bytes));
        let sha256 = meaning.flatten().unwrap_or_else(|| sha256(bytes));
        let file = FiledFile { sha256, whose, seen: false };
        let known = &mut *self.known();
        known.filed.insert(path.to_owned(), file);
        known.put_away.remove(path);
    }

    /// Notes a file that the desk puts away.
    pub(super) fn put_away(&self, path: &str) {
        self.known().put_away.insert(path.to_owned());
    }

    /// The files that the desk put into the folder.
    pub(super) fn all_filed(&self) -> BTreeMap<String, FiledFile> {
        self.known().filed.clone()
    }

    /// Tells whether the desk put a file there at which no look was taken yet: what the last look
    /// says of this path is about the file before it.
    pub(super) fn is_unseen(&self, path: &str) -> bool {
        self.known().filed.get(path).is_some_and(|file| !file.seen)
    }

    /// Forgets that a question about a file waits: it was answered.
    pub(super) fn answered(&self, id: &str) {
        self.known().came.retain(|one| !matches!(&one.fate, Fate::Asks(asked) if asked == id));
    }

    /// Takes notice of the files of a look: those that are new or other than at the last look, and
    /// that the desk did not put there, came into the folder by themselves. Returns these, and those
    /// that are gone without the desk.
    pub(in crate::desk) fn looked(
        &self,
        files: &[InputFile],
        at: OffsetDateTime,
    ) -> Vec<(String, Touched)> {
        let is_settings = |path: &str| {
            [round::FILE, declaration::FILE].contains(&path)
                || SETTINGS.iter().any(|folder| path.starts_with(folder))
        };
        let now: BTreeMap<String, String> =
            files.iter().map(|file| (file.path.clone(), file.sha256.clone())).collect();
        let known = &mut *self.known();
        let mut touched = Vec::new();
        let Some(before) = known.seen.replace(now.clone()) else {
            for (path, file) in &mut known.filed {
                file.seen |= now.get(path) == Some(&file.sha256);
            }
            return touched;
        };
        for path in before.keys().filter(|path| !now.contains_key(*path)) {
            if !known.put_away.remove(path) {
                touched.push((path.clone(), Touched::Gone));
            }
        }
        for (path, sha256) in now {
            let was = before.get(&path);
            let mut is_ours = false;
            if let Some(file) = known.filed.get_mut(&path) {
                is_ours = file.sha256 == sha256;
                // A look that began before the file was put there saw the one before it.
                file.seen |= is_ours || was != Some(&sha256);
            }
            if was == Some(&sha256) || is_ours {
                continue;
            }
            let how = if was.is_some() { Touched::Saved } else { Touched::New };
            touched.push((path.clone(), how));
            if is_settings(&path) {
                continue;
            }
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            let told = if was.is_some() {
                "Tệp vừa được sửa và lưu lại trong thư mục của đợt."
            } else {
                "Tệp được chép thẳng vào thư mục của đợt."
            };
            let (what, told) = (String::new(), told.to_owned());
            known.came.push(Arrival { name, at, what, told, fate: Fate::Filed(path) });
        }
        touched
    }
}

/// Tells the diary what became of files of the folder that the desk did not touch; `declared` says
/// what changed in the declaration. `None` when nothing did.
pub(in crate::desk) fn told_of_folder(
    touched: &[(String, Touched)],
    declared: Vec<String>,
) -> Option<Event> {
    let sentence = |(path, how): &(String, Touched)| {
        let is_declaration = [round::FILE, declaration::FILE].contains(&path.as_str());
        let file =
            if is_declaration { format!("Khai báo ({path})") } else { format!("Tệp {path}") };
        match how {
            Touched::New => format!("{file} được chép thẳng vào thư mục của đợt."),
            Touched::Saved => format!("{file} được sửa và lưu lại trong thư mục của đợt."),
            Touched::Gone => format!("{file} không còn trong thư mục của đợt."),
        }
    };
    let (what, mut details) = match touched {
        [] => return None,
        [one] => (sentence(one), Vec::new()),
        many => {
            let names = many.iter().take(NAMED).map(|(path, _)| path.as_str());
            let names = names.collect::<Vec<_>>().join(", ");
            let more = match many.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" và {more} tệp nữa"),
            };
            let what =
                format!("{} tệp được đổi thẳng trong thư mục của đợt: {names}{more}.", many.len());
            (what, many.iter().map(sentence).collect())
        }
    };
    details.extend(declared);
    Some(Event::now(EventKind::File, what, "").with(details))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, sha256: &str) -> InputFile {
        InputFile { path: path.into(), sha256: sha256.into() }
    }

    #[test]
    fn what_was_copied_into_the_folder_since_the_first_look_has_come_in() {
        let (arrivals, at) = (Arrivals::default(), crate::desk::now());
        arrivals.looked(&[file("ho-so/a.xlsx", "1"), file("round.toml", "2")], at);
        assert!(arrivals.all().is_empty(), "it was there when the desk was opened");
        arrivals.filed("ho-so/c.xlsx", b"c", BTreeSet::new());
        let now = [
            file("ho-so/a.xlsx", "other"),
            file("ho-so/b.xlsx", "3"),
            file("ho-so/c.xlsx", &sha256(b"c")),
            file("round.toml", "4"),
            file("templates/wording/a.md", "5"),
        ];
        assert!(arrivals.is_unseen("ho-so/c.xlsx"));
        let told = arrivals.looked(&now, at);
        let named: Vec<_> = told.iter().map(|(path, how)| (path.as_str(), *how)).collect();
        assert_eq!(
            named,
            [
                ("ho-so/a.xlsx", Touched::Saved),
                ("ho-so/b.xlsx", Touched::New),
                ("round.toml", Touched::Saved),
                ("templates/wording/a.md", Touched::New),
            ]
        );
        assert_eq!(arrivals.looked(&now, at), []);
        assert!(!arrivals.is_unseen("ho-so/c.xlsx"));
        let came: Vec<_> = arrivals.all().into_iter().map(|one| one.name).collect();
        assert_eq!(came, ["a.xlsx", "b.xlsx"]);
    }

    #[test]
    fn a_file_that_is_gone_is_told_unless_the_desk_put_it_away() {
        let (arrivals, at) = (Arrivals::default(), crate::desk::now());
        arrivals.looked(&[file("a.xlsx", "1"), file("b.xlsx", "2")], at);
        arrivals.put_away("a.xlsx");
        let told = arrivals.looked(&[], at);
        assert_eq!(told, [("b.xlsx".to_owned(), Touched::Gone)]);
        let event = told_of_folder(&told, Vec::new()).unwrap();
        assert_eq!(event.what, "Tệp b.xlsx không còn trong thư mục của đợt.");
        assert_eq!(told_of_folder(&[], Vec::new()), None);
        let many: Vec<_> = (1..=6).map(|at| (format!("{at}.xlsx"), Touched::New)).collect();
        let event = told_of_folder(&many, vec!["Trang “Đợt”".into()]).unwrap();
        let what = "6 tệp được đổi thẳng trong thư mục của đợt: 1.xlsx, 2.xlsx, 3.xlsx, 4.xlsx và 2 \
                    tệp nữa.";
        assert_eq!((event.what.as_str(), event.details.len()), (what, 7));
    }

    #[test]
    fn what_a_look_says_of_a_file_that_was_replaced_meanwhile_does_not_count() {
        let (arrivals, at) = (Arrivals::default(), crate::desk::now());
        let before = [file("ho-so/a.xlsx", "old")];
        arrivals.looked(&before, at);
        arrivals.filed("ho-so/a.xlsx", b"new", BTreeSet::new());
        arrivals.looked(&before, at);
        assert!(arrivals.is_unseen("ho-so/a.xlsx"), "this look began before");
        arrivals.looked(&[file("ho-so/a.xlsx", &sha256(b"new"))], at);
        assert!(!arrivals.is_unseen("ho-so/a.xlsx"));
        arrivals.looked(&[file("ho-so/a.xlsx", "mended")], at);
        assert!(!arrivals.is_unseen("ho-so/a.xlsx"));
    }
}
