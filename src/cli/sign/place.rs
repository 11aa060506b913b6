//! Where the round of a paper is: its outputs folder has a run record, and the record knows where the inputs were.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::cli::args::Folders;
use crate::ledger::{RECORD, Record};
use crate::round;
use crate::signing::Obstacle;

/// How many folders a paper may lie below its outputs folder (`ban-thu/da-ky/giay-moi/01.pdf` lies below four).
const DEEPEST: usize = 5;

/// The folders of a round, all of them known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Found {
    pub(in crate::cli) inputs: PathBuf,
    pub(in crate::cli) outputs: PathBuf,
    pub(in crate::cli) templates: PathBuf,
}

/// The folders of the round to which these papers belong. What was typed counts; the rest is found from where the papers lie.
pub(in crate::cli) fn find<'p>(typed: &Folders, papers: impl IntoIterator<Item = &'p Path>) -> Result<Found, Obstacle> {
    let outputs = if let Some(outputs) = &typed.outputs {
        outputs.clone()
    } else {
        let found: BTreeSet<_> = papers.into_iter().filter_map(outputs_of).collect();
        if found.len() > 1 {
            return Err(Obstacle::SeveralFolders(found.into_iter().collect()));
        }
        found.into_iter().next().unwrap_or_else(|| PathBuf::from("outputs"))
    };
    let inputs = typed.inputs.clone().or_else(|| recorded(&outputs)).unwrap_or_else(|| PathBuf::from("inputs"));
    let templates = typed.templates.clone().unwrap_or_else(|| inputs.join("templates"));
    Ok(Found { inputs, outputs, templates })
}

/// The nearest folder above a paper that has a record.
fn outputs_of(paper: &Path) -> Option<PathBuf> {
    let above = paper.ancestors().skip(1).take(DEEPEST);
    let mut named = above.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    named.find(|folder| folder.join(RECORD).is_file()).map(Path::to_owned)
}

/// The inputs folder that the record names, or the one called so beside the outputs, if there is one. A record is a file like
/// any other: a way that does not lead beside the outputs is not gone.
fn recorded(outputs: &Path) -> Option<PathBuf> {
    let bytes = fs_err::read(outputs.join(RECORD)).ok();
    let record: Option<Record> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let named = record.and_then(|record| record.inputs_folder);
    let below = named.as_deref().and_then(|way| way.strip_prefix("../")).unwrap_or("inputs");
    let is_below = Path::new(below).components().all(|part| matches!(part, Component::Normal(_)));
    let beside = match outputs.parent() {
        Some(parent) if outputs.file_name().is_some() => parent.to_owned(),
        _ => outputs.join(".."),
    };
    Some(beside.join(below)).filter(|inputs| is_below && inputs.join(round::FILE).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Folders = Folders { inputs: None, outputs: None, templates: None };

    /// A folder with a round in `dot-1` and its outputs in `ket-qua`, whose record says this of the inputs.
    fn round(inputs_folder: Option<&str>) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in [("dot-1/round.toml", ""), ("inputs/round.toml", ""), ("ket-qua/da-ky/a.pdf", "")] {
            let path = folder.path().join(file);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, text).unwrap();
        }
        let record = Record { inputs_folder: inputs_folder.map(str::to_owned), ..Record::default() };
        fs_err::write(folder.path().join("ket-qua").join(RECORD), serde_json::to_vec(&record).unwrap()).unwrap();
        folder
    }

    fn inputs_of(folder: &Path) -> PathBuf {
        let paper = folder.join("ket-qua/da-ky/a.pdf");
        let found = find(&NOTHING, [&*paper]).unwrap();
        assert_eq!(found.outputs, folder.join("ket-qua"));
        assert_eq!(found.templates, found.inputs.join("templates"));
        found.inputs
    }

    #[test]
    fn a_paper_leads_to_its_outputs_and_the_record_to_the_inputs() {
        let folder = round(Some("../dot-1"));
        assert_eq!(inputs_of(folder.path()), folder.path().join("dot-1"));
        let folder = round(None);
        assert_eq!(inputs_of(folder.path()), folder.path().join("inputs"), "the usual name");
    }

    #[test]
    fn a_record_that_leads_elsewhere_is_not_followed() {
        for way in ["../../etc", "/etc", "../khong-co", "dot-1/../.."] {
            let folder = round(Some(way));
            let inputs = inputs_of(folder.path());
            assert!(inputs.ends_with("inputs"), "{way}: {}", inputs.display());
        }
    }

    #[test]
    fn what_was_typed_counts_and_papers_of_two_rounds_are_refused() {
        let (one, other) = (round(None), round(None));
        let papers = [one.path().join("ket-qua/a.pdf"), other.path().join("ket-qua/a.pdf")];
        let both = || papers.iter().map(PathBuf::as_path);
        assert!(matches!(find(&NOTHING, both()), Err(Obstacle::SeveralFolders(folders)) if folders.len() == 2));
        let typed = Folders { inputs: Some("vao".into()), outputs: Some("ra".into()), templates: None };
        let found = find(&typed, both()).unwrap();
        assert_eq!((found.inputs, found.outputs), ("vao".into(), "ra".into()));
        let nowhere = find(&NOTHING, [Path::new("khong/co/a.pdf")]).unwrap();
        assert_eq!((nowhere.inputs, nowhere.outputs), ("inputs".into(), "outputs".into()));
    }
}
