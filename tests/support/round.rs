//! A round in a folder of its own, made from the sample round.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;
use toml::{Table, Value};

use super::run::Run;

/// The sample round of the project.
pub(crate) fn sample_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs")
}

/// The settings of the sample round, inviting only these groups.
pub(crate) fn sample_settings(groups: &[&str]) -> String {
    let text = fs_err::read_to_string(sample_folder().join("round.toml")).unwrap();
    let (before, rest) = text.split_once("[[invitation.invitees]]").expect("the sample invites somebody");
    let (invitees, after) = rest.split_once("\n[decision]").expect("the decision follows the invitations");
    let kept = |entry: &&str| groups.iter().any(|group| entry.contains(&format!("group = \"{group}\"")));
    let kept: Vec<_> = invitees.split("[[invitation.invitees]]").filter(kept).collect();
    let invitees = kept.iter().flat_map(|entry| ["[[invitation.invitees]]", entry]).collect::<String>();
    let nobody = if invitees.is_empty() { "invitees = []\n" } else { "" };
    format!("{before}{nobody}{invitees}\n[decision]{after}")
}

/// Names of the sample round's council, in its order.
pub(crate) fn council() -> Vec<String> {
    let settings: Table = sample_settings(&[]).parse().unwrap();
    let members = settings["council"]["members"].as_array().unwrap();
    members.iter().map(|member| member["name"].as_str().unwrap().to_owned()).collect()
}

/// A folder with `inputs` and `outputs`, gone with the test.
pub(crate) struct RoundFolder {
    folder: Arc<TempDir>,
    threads: usize,
}

impl RoundFolder {
    /// Nothing at all.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs_err::create_dir(folder.path().join("inputs")).unwrap();
        Self { folder: Arc::new(folder), threads: 2 }
    }

    /// The settings of the sample round, inviting only these groups, and no workbook.
    pub(crate) fn inviting(groups: &[&str]) -> Self {
        Self::empty().with("round.toml", sample_settings(groups))
    }

    /// The settings of the sample round, nobody invited, and no workbook.
    pub(crate) fn settings() -> Self {
        Self::inviting(&[])
    }

    /// The whole sample round, inviting only these groups.
    pub(crate) fn sample(groups: &[&str]) -> Self {
        sample_workbooks().iter().fold(Self::inviting(groups), |round, file| round.with_sample(file))
    }

    /// Puts a file of the sample round into the inputs.
    pub(crate) fn with_sample(self, name: &str) -> Self {
        let bytes = fs_err::read(sample_folder().join(name)).unwrap();
        self.with(name, bytes)
    }

    /// Puts a file into the inputs.
    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.input(name);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, bytes).unwrap();
        self
    }

    /// Puts some files into the inputs.
    pub(crate) fn with_all(self, files: Vec<(String, Vec<u8>)>) -> Self {
        files.into_iter().fold(self, |round, (name, bytes)| round.with(&name, bytes))
    }

    /// Writes this in the settings instead of that.
    pub(crate) fn typing(self, old: &str, new: &str) -> Self {
        let text = fs_err::read_to_string(self.input("round.toml")).unwrap();
        assert!(text.contains(old), "`{old}` does not stand in round.toml");
        self.with("round.toml", text.replacen(old, new, 1))
    }

    /// Sets a value of the settings, e.g. `papers.decision.number`.
    pub(crate) fn setting(self, key: &str, value: impl Into<Value>) -> Self {
        let text = fs_err::read_to_string(self.input("round.toml")).unwrap();
        let mut settings: Table = text.parse().unwrap();
        let (above, last) = key.rsplit_once('.').expect("a table and a key");
        let table = above.split('.').fold(&mut settings, |table, name| table[name].as_table_mut().unwrap());
        table.insert(last.to_owned(), value.into());
        self.with("round.toml", settings.to_string())
    }

    /// Lets so many papers be typeset at a time.
    pub(crate) fn on_threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    pub(crate) fn input(&self, name: &str) -> PathBuf {
        self.folder.path().join("inputs").join(name)
    }

    pub(crate) fn outputs(&self) -> PathBuf {
        self.folder.path().join("outputs")
    }

    /// The number of the line of the settings that holds this text.
    pub(crate) fn line_of(&self, text: &str) -> usize {
        let settings = fs_err::read_to_string(self.input("round.toml")).unwrap();
        settings.lines().position(|line| line.contains(text)).expect("a line of round.toml") + 1
    }

    /// Runs the program as a clerk does.
    pub(crate) fn run(&self) -> Run {
        self.command("run", &["--outputs", "outputs"])
    }

    /// Only checks.
    pub(crate) fn check(&self) -> Run {
        self.command("check", &[])
    }

    fn command(&self, command: &str, more: &[&str]) -> Run {
        let done = Command::new(env!("CARGO_BIN_EXE_ocop"))
            .args([command, "--inputs", "inputs"])
            .args(more)
            .current_dir(self.folder.path())
            .env("RAYON_NUM_THREADS", self.threads.to_string())
            .output()
            .unwrap();
        Run::new(done, Arc::clone(&self.folder))
    }
}

/// Every workbook and archive of the sample round, sorted.
pub(crate) fn sample_workbooks() -> Vec<String> {
    let mut files = Vec::new();
    for folder in ["ho-so", "phieu-cham/lan-1", "phieu-cham/lan-2"] {
        for entry in fs_err::read_dir(sample_folder().join(folder)).unwrap() {
            files.push(format!("{folder}/{}", entry.unwrap().file_name().into_string().unwrap()));
        }
    }
    files.sort();
    files
}
