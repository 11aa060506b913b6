//! Finds the round of a paper: its outputs folder holds a run record, and the record knows the
//! `round.toml` or `khai-bao.xlsx` from which it was made.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::careful;
use crate::cli::args::FolderArgs;
use crate::declaration;
use crate::fingerprint::sha256;
use crate::ledger::{HashedFile, RECORD, Record};
use crate::round;
use crate::signing::Obstacle;

/// How deep a paper can lie below its outputs folder, counted with the folder itself
/// (`ban-thu/da-ky/02-giay-moi/01.pdf`).
const DEEPEST: usize = 5;

/// How many entries beside the outputs folder are examined.
const MOST: usize = 1000;

/// Largest settings file or record that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// The usual name of an inputs folder.
const USUAL: &str = "inputs";

/// The folders of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct RoundFolders {
    pub(in crate::cli) inputs: PathBuf,
    pub(in crate::cli) outputs: PathBuf,
    pub(in crate::cli) templates: PathBuf,
    /// The results of earlier rounds.
    pub(in crate::cli) previous: Vec<PathBuf>,
}

/// Returns the folders of the round to which these papers belong. Folders that were typed are
/// taken; the others are found from where the papers lie.
///
/// # Errors
///
/// [`Obstacle::SeveralFolders`] when the papers lie in several outputs folders.
pub(in crate::cli) fn find<'p>(
    typed: &FolderArgs,
    papers: impl IntoIterator<Item = &'p Path>,
) -> Result<RoundFolders, Obstacle> {
    let outputs = if let Some(outputs) = &typed.outputs {
        outputs.clone()
    } else {
        let found: BTreeSet<_> = papers.into_iter().filter_map(outputs_of).collect();
        if found.len() > 1 {
            return Err(Obstacle::SeveralFolders(found.into_iter().collect()));
        }
        found.into_iter().next().unwrap_or_else(|| PathBuf::from("outputs"))
    };
    let inputs = typed
        .inputs
        .clone()
        .or_else(|| inputs_of(&outputs))
        .unwrap_or_else(|| PathBuf::from(USUAL));
    let templates = typed.templates.clone().unwrap_or_else(|| inputs.join("templates"));
    Ok(RoundFolders { inputs, outputs, templates, previous: typed.previous.clone() })
}

/// Returns the nearest folder above a paper that holds a run record.
fn outputs_of(paper: &Path) -> Option<PathBuf> {
    let above = paper.ancestors().skip(1).take(DEEPEST);
    let mut named =
        above.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    named.find(|folder| folder.join(RECORD).is_file()).map(Path::to_owned)
}

/// Returns the inputs folder of a record. It is one of the folders beside the outputs folder: the
/// one whose declaration the record has, else the one with the usual name, else the only one with a
/// declaration.
fn inputs_of(outputs: &Path) -> Option<PathBuf> {
    let beside = match outputs.parent() {
        Some(parent) if outputs.file_name().is_some() => parent.to_owned(),
        _ => outputs.join(".."),
    };
    let here = if beside.as_os_str().is_empty() { Path::new(".") } else { &beside };
    let recorded = round_of_record(outputs);
    let mut rounds: Vec<(PathBuf, String)> = fs_err::read_dir(here)
        .ok()?
        .take(MOST)
        .filter_map(Result::ok)
        .map(|entry| beside.join(entry.file_name()))
        .filter_map(|folder| Some((folder.clone(), fingerprint(&folder)?)))
        .collect();
    rounds.sort();
    let is_recorded = |(_, print): &&(PathBuf, String)| recorded.as_ref() == Some(print);
    let is_usual =
        |(folder, _): &&(PathBuf, String)| folder.file_name().is_some_and(|name| name == USUAL);
    let only = || rounds.first().filter(|_| rounds.len() == 1);
    let found =
        rounds.iter().find(is_recorded).or_else(|| rounds.iter().find(is_usual)).or_else(only);
    found.map(|(folder, _)| folder.clone())
}

/// Returns the fingerprint of the declaration of an inputs folder, as a record would have it; `None`
/// when there is none.
fn fingerprint(folder: &Path) -> Option<String> {
    let read = |name: &str| careful::read_file(&folder.join(name), LARGEST).ok();
    let workbook = || {
        let bytes = read(declaration::FILE)?;
        Some(declaration::fingerprint(&bytes).unwrap_or_else(|| sha256(&bytes)))
    };
    read(round::FILE).map(|bytes| sha256(&bytes)).or_else(workbook)
}

/// Returns the fingerprint of the declaration in the record of an outputs folder.
fn round_of_record(outputs: &Path) -> Option<String> {
    let record: Record =
        serde_json::from_slice(&careful::read_file(&outputs.join(RECORD), LARGEST).ok()?).ok()?;
    let is_one = |file: &HashedFile| [round::FILE, declaration::FILE].contains(&file.file.as_str());
    record.inputs.into_iter().find(is_one).map(|file| file.sha256)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: FolderArgs =
        FolderArgs { inputs: None, outputs: None, templates: None, previous: Vec::new() };

    /// A folder with these rounds, each with its settings, and outputs in `ket-qua` that were made
    /// from these settings.
    fn round(rounds: &[(&str, &str)], recorded: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let settings = rounds.iter().map(|(name, text)| (format!("{name}/round.toml"), *text));
        for (file, text) in settings.chain([("ket-qua/da-ky/a.pdf".to_owned(), "")]) {
            let path = folder.path().join(file);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, text).unwrap();
        }
        let settings = HashedFile {
            file: round::FILE.into(),
            sha256: sha256(recorded.as_bytes()),
            from_office: None,
        };
        let record = Record { inputs: vec![settings], ..Record::default() };
        fs_err::write(
            folder.path().join("ket-qua").join(RECORD),
            serde_json::to_vec(&record).unwrap(),
        )
        .unwrap();
        folder
    }

    fn inputs_in(folder: &Path) -> PathBuf {
        let paper = folder.join("ket-qua/da-ky/a.pdf");
        let found = find(&NOTHING, [&*paper]).unwrap();
        assert_eq!(found.outputs, folder.join("ket-qua"));
        assert_eq!(found.templates, found.inputs.join("templates"));
        found.inputs
    }

    #[test]
    fn a_paper_leads_to_its_outputs_and_the_record_to_the_inputs() {
        for (rounds, recorded, wanted) in [
            (&[("inputs", "a"), ("dot-1", "b"), ("dot-2", "c")][..], "b", "dot-1"),
            (&[("dot-1", "b"), ("inputs", "a")][..], "changed since", "inputs"),
            (&[("dot-1", "b")][..], "changed since", "dot-1"),
        ] {
            let folder = round(rounds, recorded);
            assert_eq!(inputs_in(folder.path()), folder.path().join(wanted));
        }
        let folder = round(&[("dot-1", "a"), ("dot-2", "b")], "changed since");
        assert_eq!(inputs_in(folder.path()), Path::new("inputs"), "which of them is not guessed");
    }

    #[test]
    fn what_was_typed_counts_and_papers_of_two_rounds_are_refused() {
        let (one, other) = (round(&[], ""), round(&[], ""));
        let papers = [one.path().join("ket-qua/a.pdf"), other.path().join("ket-qua/a.pdf")];
        let both = || papers.iter().map(PathBuf::as_path);
        assert!(
            matches!(find(&NOTHING, both()), Err(Obstacle::SeveralFolders(folders)) if folders.len() == 2)
        );
        let typed =
            FolderArgs { inputs: Some("vao".into()), outputs: Some("ra".into()), ..NOTHING };
        let found = find(&typed, both()).unwrap();
        assert_eq!((found.inputs, found.outputs), ("vao".into(), "ra".into()));
        let nowhere = find(&NOTHING, [Path::new("khong/co/a.pdf")]).unwrap();
        assert_eq!((nowhere.inputs, nowhere.outputs), ("inputs".into(), "outputs".into()));
    }
}
