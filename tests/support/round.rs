//! A round in a folder of its own, made from the sample round.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;
use toml::{Table, Value};

use super::judged::Judged;
use super::run::Run;

/// The sample round of the project.
pub(crate) fn sample_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs")
}

/// The settings of the sample round, inviting only these groups.
pub(crate) fn sample_settings(groups: &[&str]) -> String {
    let text = fs_err::read_to_string(sample_folder().join("round.toml")).unwrap();
    let (before, rest) =
        text.split_once("[[invitation.invitees]]").expect("the sample invites somebody");
    let (invitees, after) =
        rest.split_once("\n[decision]").expect("the decision follows the invitations");
    let kept =
        |entry: &&str| groups.iter().any(|group| entry.contains(&format!("group = \"{group}\"")));
    let kept: Vec<_> = invitees.split("[[invitation.invitees]]").filter(kept).collect();
    let invitees =
        kept.iter().flat_map(|entry| ["[[invitation.invitees]]", entry]).collect::<String>();
    let nobody = if invitees.is_empty() { "invitees = []\n" } else { "" };
    format!("{before}{nobody}{invitees}\n[decision]{after}")
}

/// Names of the sample round's council, in its order.
pub(crate) fn council() -> Vec<String> {
    let settings: Table = sample_settings(&[]).parse().unwrap();
    let members = settings["council"]["members"].as_array().unwrap();
    members.iter().map(|member| member["name"].as_str().unwrap().to_owned()).collect()
}

/// The name of a member of a council made with [`RoundFolder::with_council`], counted from 1.
pub(crate) fn member(number: usize) -> String {
    format!("Lò Văn {number:02}")
}

/// A folder with `inputs` and `outputs`, gone with the test.
#[derive(Clone)]
pub(crate) struct RoundFolder {
    folder: Arc<TempDir>,
    threads: usize,
}

impl RoundFolder {
    /// What stands in a folder.
    pub(crate) fn kept(folder: TempDir) -> Self {
        Self { folder: Arc::new(folder), threads: 2 }
    }

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
        sample_workbooks()
            .iter()
            .fold(Self::inviting(groups), |round, file| round.with_sample(file))
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
        let table =
            above.split('.').fold(&mut settings, |table, name| table[name].as_table_mut().unwrap());
        table.insert(last.to_owned(), value.into());
        self.with("round.toml", settings.to_string())
    }

    /// Changes the settings in any other way.
    pub(crate) fn changing(self, change: impl FnOnce(&mut Table)) -> Self {
        let text = fs_err::read_to_string(self.input("round.toml")).unwrap();
        let mut settings: Table = text.parse().unwrap();
        change(&mut settings);
        self.with("round.toml", settings.to_string())
    }

    /// Writes this at the end of the settings.
    pub(crate) fn adding(self, lines: &str) -> Self {
        let text = fs_err::read_to_string(self.input("round.toml")).unwrap();
        self.with("round.toml", format!("{text}\n{lines}\n"))
    }

    /// Writes this under a session of the settings, which the sample numbers from 1.
    pub(crate) fn in_session(self, number: u8, lines: &str) -> Self {
        let lines: Table = lines.parse().unwrap();
        self.changing(|settings| {
            let session =
                &mut settings["sessions"].as_array_mut().unwrap()[usize::from(number) - 1];
            session.as_table_mut().unwrap().extend(lines);
        })
    }

    /// Holds only the first session, on the one day of the meeting. Settings that stand as the sample
    /// has them keep their other lines.
    pub(crate) fn meeting_once(self) -> Self {
        let text = fs_err::read_to_string(self.input("round.toml")).unwrap();
        let text = text.replacen("\ndays = 2 ", "\ndays = 1 ", 1);
        let second = text.match_indices("[[sessions]]").nth(1).map(|(at, _)| at);
        if let Some((from, to)) = second.zip(text.find("# ---- Giấy mời")) {
            return self.with("round.toml", format!("{}{}", &text[..from], &text[to..]));
        }
        self.setting("round.days", 1)
            .changing(|settings| settings["sessions"].as_array_mut().unwrap().truncate(1))
    }

    /// Gives the round a council of so many: the chair, who signs the minutes, the vice-chair, and
    /// members.
    pub(crate) fn with_council(self, members: usize) -> Self {
        let people: Vec<Value> = (1..=members)
            .map(|number| {
                let role = ["chair", "vice_chair"].get(number - 1).copied().unwrap_or("member");
                let words = [
                    ("title", "Ông"),
                    ("name", &member(number)),
                    ("post", "chuyên gia"),
                    ("role", role),
                ];
                Value::Table(
                    words
                        .map(|(key, word)| (key.to_owned(), Value::from(word)))
                        .into_iter()
                        .collect(),
                )
            })
            .collect();
        self.setting("council.members", people).setting("papers.minutes.signer.name", member(1))
    }

    /// Gives a member of the council another value.
    pub(crate) fn member_with(self, number: usize, key: &str, value: &str) -> Self {
        self.changing(|settings| {
            let members = settings["council"]["members"].as_array_mut().unwrap();
            members[number - 1].as_table_mut().unwrap().insert(key.to_owned(), value.into());
        })
    }

    /// Judges it without a run and without typesetting.
    pub(crate) fn judge(&self) -> Judged {
        Judged::of(&self.input(""))
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

    /// Runs the program with more arguments.
    pub(crate) fn run_with(&self, more: &[&str]) -> Run {
        self.command("run", &[&["--outputs", "outputs"], more].concat())
    }

    /// Writes the forms of the round.
    pub(crate) fn forms(&self) -> Run {
        self.command("forms", &["--outputs", "outputs"])
    }

    /// Draws the papers, or those that are named.
    pub(crate) fn preview(&self, asked: &[&str]) -> Run {
        self.command("preview", &[&["--outputs", "outputs"], asked].concat())
    }

    /// Only checks.
    pub(crate) fn check(&self) -> Run {
        self.command("check", &[])
    }

    /// Compares a draft that came back.
    pub(crate) fn compare(&self, asked: &[&str]) -> Run {
        self.command("compare", asked)
    }

    /// Asks for the way of a number.
    pub(crate) fn explain(&self, asked: &[&str]) -> Run {
        self.command("explain", asked)
    }

    /// Converts the declaration, or does another work that needs only the inputs.
    pub(crate) fn declare(&self, to: &str) -> Run {
        self.command("declare", &["--to", to])
    }

    /// Makes a new round beside the inputs.
    pub(crate) fn new_round(&self, asked: &[&str]) -> Run {
        self.called(&["new"], asked)
    }

    /// Verifies signed files; paths are below the folder that holds `inputs` and `outputs`.
    pub(crate) fn verify(&self, asked: &[&str]) -> Run {
        self.called(&["verify"], asked)
    }

    fn command(&self, command: &str, more: &[&str]) -> Run {
        self.called(&[command, "--inputs", "inputs"], more)
    }

    fn called(&self, command: &[&str], more: &[&str]) -> Run {
        let done = Command::new(env!("CARGO_BIN_EXE_ocop"))
            .args(command)
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
