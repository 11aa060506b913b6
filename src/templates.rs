//! Wording, layout and fonts: embedded in the program, each replaceable by a file of the same name
//! in the office's own `templates/` folder.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::careful::{self, TEMPLATE_BYTES};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The templates of a run: the embedded ones, and the office's own folder.
#[derive(Debug, Clone)]
pub struct Templates {
    /// The office's own folder, with links resolved; `None` when it has none.
    office: Option<PathBuf>,
    /// Texts that are tried in the place of files.
    tried: BTreeMap<String, Vec<u8>>,
}

/// A template file: the office's own, or the embedded one.
#[derive(Debug, Clone)]
pub struct Template {
    /// Name below `templates/`, with `/` between its parts.
    pub name: String,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Whether it is the office's own file.
    pub from_office: bool,
}

impl Template {
    /// Returns the text of the file, without the byte order mark that some editors put before it.
    ///
    /// # Errors
    ///
    /// When it is not UTF-8.
    pub fn text(&self) -> Result<&str, std::str::Utf8Error> {
        careful::text(&self.bytes)
    }
}

impl Templates {
    /// Opens the templates: the embedded ones, each replaced by the file of its name in `folder`,
    /// where that folder exists.
    ///
    /// # Errors
    ///
    /// When `folder` exists but cannot be resolved.
    pub fn new(folder: &Path) -> io::Result<Self> {
        match careful::real(folder) {
            Ok(office) => Ok(Self { office: Some(office), tried: BTreeMap::new() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Self { office: None, tried: BTreeMap::new() })
            }
            Err(error) => Err(error),
        }
    }

    /// Returns these templates with a text in the place of the file of this name, as if the office
    /// had it. Nothing is written.
    #[must_use]
    pub fn with(&self, name: &str, bytes: &[u8]) -> Self {
        let mut templates = self.clone();
        templates.tried.insert(name.to_owned(), bytes.to_vec());
        templates
    }

    /// Reads the template of this name (`fonts/…`, `layout/…`): the office's own, else the embedded
    /// one. `None` when there is neither.
    ///
    /// A file of the office is read only from inside its folder.
    ///
    /// # Errors
    ///
    /// When a file of the office cannot be read, or when the name or a link leads out of its
    /// folder.
    pub fn read_template(&self, name: &str) -> io::Result<Option<Template>> {
        if let Some(bytes) = self.read_office(name)? {
            return Ok(Some(Template {
                name: name.to_owned(),
                bytes: Cow::Owned(bytes),
                from_office: true,
            }));
        }
        Ok(EMBEDDED.get_file(name).map(|file| Template {
            name: name.to_owned(),
            bytes: Cow::Borrowed(file.contents()),
            from_office: false,
        }))
    }

    /// Returns the embedded template of this name, whatever the office has; `None` when there is
    /// none.
    #[must_use]
    pub fn embedded(name: &str) -> Option<&'static [u8]> {
        EMBEDDED.get_file(name).map(include_dir::File::contents)
    }

    fn read_office(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        if let Some(bytes) = self.tried.get(name) {
            return Ok(Some(bytes.clone()));
        }
        let Some(office) = &self.office else { return Ok(None) };
        let path = match careful::real(&office.join(name)) {
            Ok(path) => path,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if !path.starts_with(office) {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                format!("{name}: leads out of the templates folder"),
            ));
        }
        careful::read_file(&path, TEMPLATE_BYTES).map(Some)
    }

    /// Returns the folders below one folder of templates (e.g. `wording`), embedded and the
    /// office's own, each with the name of that folder before it, in order.
    ///
    /// # Errors
    ///
    /// When the office's folder cannot be read.
    pub fn folders(&self, folder: &str) -> io::Result<BTreeSet<String>> {
        let embedded = EMBEDDED.get_dir(folder).into_iter().flat_map(Dir::dirs);
        let mut names: BTreeSet<String> =
            embedded.filter_map(|dir| dir.path().to_str().map(str::to_owned)).collect();
        let Some(office) = &self.office else { return Ok(names) };
        match fs_err::read_dir(office.join(folder)) {
            Ok(entries) => {
                for entry in entries {
                    let entry = entry?;
                    if let (true, Ok(name)) =
                        (entry.file_type()?.is_dir(), entry.file_name().into_string())
                    {
                        names.insert(format!("{folder}/{name}"));
                    }
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        Ok(names)
    }

    /// Reads the files of one folder of templates (e.g. `fonts`), embedded and the office's own,
    /// ordered by name; of two with one name only the office's.
    pub fn folder(&self, folder: &str) -> io::Result<Vec<Template>> {
        let embedded =
            EMBEDDED.get_dir(folder).map(|dir| dir.files().collect::<Vec<_>>()).unwrap_or_default();
        let mut names: Vec<String> =
            embedded.iter().filter_map(|file| file.path().to_str().map(str::to_owned)).collect();
        if let Some(office) = &self.office {
            match fs_err::read_dir(office.join(folder)) {
                Ok(entries) => {
                    for entry in entries {
                        let entry = entry?;
                        if let (true, Ok(name)) =
                            (entry.file_type()?.is_file(), entry.file_name().into_string())
                        {
                            names.push(format!("{folder}/{name}"));
                        }
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        names.sort();
        names.dedup();
        names.iter().filter_map(|name| self.read_template(name).transpose()).collect()
    }
}
