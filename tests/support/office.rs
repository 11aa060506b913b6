//! An office that signs: a small round whose papers are complete, keys of a test authority,
//! pictures, and the command.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, OnceLock};

use pdf_signature::moment::VIETNAM;
use tempfile::TempDir;
use time::OffsetDateTime;

use super::pictures;
use super::pki::{Key, Pki, Server};
use super::round::RoundFolder;
use super::run::Run;
use super::workbooks::{submission, tea, unanimous};

/// The secret of every key file.
pub(crate) const SECRET: &str = "mật khẩu thử";

/// The list of the only district.
pub(crate) const LIST: &str = "ho-so/sin-ho.xlsx";

/// An office with a folder of its own, gone with the test.
pub(crate) struct Office {
    pub(crate) pki: Arc<Pki>,
    folder: TempDir,
}

/// The settings of those who sign.
const SIGNING: &str = r#"
[signing]
roots = ["goc.pem"]
intermediates = ["trung-gian.pem"]

[[signing.officials]]
name = "Hà Trọng Hải"
certificate = "Hà Trọng Hải"
image = "chu-ky.png"

[[signing.seals]]
issuer = "province"
certificate = "UBND tỉnh Lai Châu"
image = "con-dau.png"
"#;

impl Office {
    /// An office whose papers were just issued.
    pub(crate) fn issued() -> Self {
        static FIRST: OnceLock<(Arc<Pki>, TempDir)> = OnceLock::new();
        let (pki, first) = FIRST.get_or_init(|| {
            let pki = Arc::new(Pki::new());
            let folder = set_up(&pki, "");
            (pki, folder)
        });
        let folder = tempfile::tempdir().unwrap();
        copy(first.path(), folder.path());
        Self { pki: Arc::clone(pki), folder }
    }

    /// An office whose decision prints this month (in Việt Nam) and leaves number and day blank.
    pub(crate) fn numbering_later() -> Self {
        let office = Self::issued();
        let today = OffsetDateTime::now_utc().to_offset(VIETNAM).date();
        let month = format!("date = \"{}-{:02}\"", today.year(), u8::from(today.month()));
        office.typing("number = 1757\ndate = 2020-12-11", &month);
        office.ocop(&["run"], "");
        office
    }

    /// The folder of the office as a round.
    pub(crate) fn into_round(self) -> RoundFolder {
        RoundFolder::kept(self.folder)
    }

    /// An office whose certificates can be asked about, and which gets timestamps.
    pub(crate) fn served() -> (Self, Server) {
        let (pki, server) = Pki::served();
        let folder = set_up(&pki, &format!("timestamp = \"{}\"\n", server.url("/tsa")));
        (Self { pki: Arc::new(pki), folder }, server)
    }

    /// An office that gets its timestamps from an authority it does not know.
    pub(crate) fn stamped_by_strangers() -> (Self, Server) {
        let pki = Pki::new();
        let (_, server) = Pki::served_by_strangers();
        let folder = set_up(&pki, &format!("timestamp = \"{}\"\n", server.url("/tsa")));
        (Self { pki: Arc::new(pki), folder }, server)
    }

    /// A file of the office.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs_err::read(self.path(name)).unwrap()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs_err::write(self.path(name), bytes).unwrap();
    }

    /// Writes this in the settings instead of that.
    pub(crate) fn typing(&self, old: &str, new: &str) {
        let text = String::from_utf8(self.read("inputs/round.toml")).unwrap();
        assert!(text.contains(old), "`{old}` does not stand in round.toml");
        self.write("inputs/round.toml", text.replacen(old, new, 1));
    }

    /// The official signs.
    pub(crate) fn official(&self, papers: &[&str]) -> Run {
        self.sign(papers, &["--role", "official", "--p12", "hai.p12"], SECRET)
    }

    /// The body seals.
    pub(crate) fn seal(&self, papers: &[&str]) -> Run {
        self.sign(papers, &["--role", "seal", "--p12", "ubnd.p12"], SECRET)
    }

    pub(crate) fn sign(&self, papers: &[&str], more: &[&str], secret: &str) -> Run {
        let args: Vec<_> = ["sign"]
            .iter()
            .chain(papers)
            .chain(more)
            .chain(&["--secret-fd", "0"])
            .copied()
            .collect();
        self.ocop(&args, secret)
    }

    /// Runs the program; `secret` is what its standard input holds.
    pub(crate) fn ocop(&self, args: &[&str], secret: &str) -> Run {
        Self::ocop_in(self.folder.path(), args, secret)
    }

    /// The same, called in another folder.
    pub(crate) fn ocop_in(folder: &Path, args: &[&str], secret: &str) -> Run {
        let child = Self::start(folder, args, secret);
        Run::new(child.wait_with_output().unwrap(), Arc::new(tempfile::tempdir().unwrap()))
    }

    /// Starts the program in a folder.
    pub(crate) fn start(folder: &Path, args: &[&str], secret: &str) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ocop"));
        command.args(args).current_dir(folder).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A command that asks for no secret may have ended by now.
        let _ = writeln!(child.stdin.take().unwrap(), "{secret}");
        child
    }
}

/// Issues the papers of an office; `more` stands at the beginning of `[signing]`.
fn set_up(pki: &Pki, more: &str) -> TempDir {
    let product = tea("Chè Tả Ngảo");
    let complete = |symbol: &str, number: u32, date: &str| {
        (
            format!("symbol = \"{symbol}\"\ndate = \"2020-12\""),
            format!("symbol = \"{symbol}\"\nnumber = {number}\ndate = {date}"),
        )
    };
    let mut round = RoundFolder::inviting(&[])
        .meeting_once()
        .with(LIST, submission("huyện Sìn Hồ", std::slice::from_ref(&product)))
        .with_all(unanimous(1, &[(&product, [20, 12, 30])]))
        .adding(&SIGNING.replace("[signing]\n", &format!("[signing]\n{more}")))
        .with("ky-so/goc.pem", pki.roots())
        .with("ky-so/trung-gian.pem", pki.between())
        .with("ky-so/chu-ky.png", pictures::signature())
        .with("ky-so/con-dau.png", pictures::seal());
    for (old, new) in
        [complete("BB-HĐOCOP", 3, "2020-12-09"), complete("QĐ-UBND", 1757, "2020-12-11")]
    {
        round = round.typing(&old, &new);
    }
    let run = round.run();
    assert!(run.exit <= 1, "{}\n{}", run.said, run.complained);
    let folder = tempfile::tempdir().unwrap();
    copy(&round.input(""), &folder.path().join("inputs"));
    copy(&round.outputs(), &folder.path().join("outputs"));
    for (file, name) in [
        ("hai.p12", "Hà Trọng Hải"),
        ("ubnd.p12", "UBND tỉnh Lai Châu"),
        ("khac.p12", "Người khác"),
    ] {
        let key = pki.leaf(name, Key::P256).p12(SECRET, &[]);
        fs_err::write(folder.path().join(file), key).unwrap();
    }
    folder
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs_err::create_dir_all(to).unwrap();
    for entry in fs_err::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let new = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &new);
        } else {
            fs_err::copy(entry.path(), new).unwrap();
        }
    }
}
