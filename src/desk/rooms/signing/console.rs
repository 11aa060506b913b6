//! Opens the console in which papers are signed, and says what to look for there.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use pdf_signature::Role;
use pdf_signature::sign::ExpectedCertificate;
use serde::Deserialize;

use super::groups::grouped;
use super::{grouped_all, path_of, standings};
use crate::desk::frame::{self, Room};
use crate::desk::ids;
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, Open, OpenToWrite};
use crate::desk::standing::{PaperStanding, Stage};
use crate::round::Round;
use crate::signing;

/// What is asked: the papers, and in which role they are signed.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Asked {
    /// Short name of the papers.
    nhom: String,
    /// The role.
    vai: SigningRole,
    /// Whether no window opened.
    #[serde(default)]
    hong: Option<String>,
}

/// The role in which papers are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum SigningRole {
    /// The authorised person.
    #[serde(rename = "ky")]
    Official,
    /// The body, by its clerk.
    #[serde(rename = "dau")]
    Seal,
}

impl SigningRole {
    /// The word of the command line.
    fn word(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Seal => "seal",
        }
    }

    /// The word in addresses.
    fn id(self) -> &'static str {
        match self {
            Self::Official => "ky",
            Self::Seal => "dau",
        }
    }
}

/// A file that is to be signed.
struct FileToSign {
    path: PathBuf,
    sha256: String,
    title: String,
    /// Who signs it.
    signer: String,
    /// The certificate that the console asks for, as people look for it there.
    certificate: String,
}

/// The files of a group that are to be signed in a role.
fn files(round: &OpenRound, papers: &[PaperStanding], asked: &Asked) -> Vec<FileToSign> {
    let groups = grouped(papers, None).into_iter().chain(grouped_all(papers));
    let Some(group) = groups.into_iter().find(|group| group.id() == asked.nhom) else {
        return Vec::new();
    };
    let look = round.look();
    let settings = look.as_ref().and_then(|look| look.read.as_ref()).map(|read| &read.round);
    let wanted = group.papers.iter().filter_map(|paper| {
        let (file, sha256) = match asked.vai {
            SigningRole::Official if matches!(paper.stage, Stage::Ready | Stage::Submitted) => {
                (&paper.paper.file, &paper.paper.sha256)
            }
            SigningRole::Seal if paper.stage == Stage::Numbered && !paper.is_signed_elsewhere() => {
                paper.latest().map(|line| (&line.file, &line.sha256))?
            }
            _ => return None,
        };
        let path = path_of(round, file)?;
        let to_sign = paper.paper.to_sign.as_ref();
        let signer = to_sign.and_then(|one| one.signatories.last());
        let signer = signer.map(|one| one.name.clone()).unwrap_or_default();
        let issuer = to_sign.map(|one| one.issuer.as_str()).unwrap_or_default();
        let certificate = certificate(settings, asked.vai, (&signer, issuer));
        let title = paper.title().to_owned();
        Some(FileToSign { path, sha256: sha256.clone(), title, signer, certificate })
    });
    wanted.collect()
}

/// Whose certificate is asked for: the one that the declaration names, else one with the name of the
/// signer or of the body.
fn certificate(
    settings: Option<&Round>,
    role: SigningRole,
    (signer, issuer): (&str, &str),
) -> String {
    let (role, who) = match role {
        SigningRole::Official => (Role::Official, signer),
        SigningRole::Seal => (Role::Seal, issuer),
    };
    match settings.and_then(|settings| signing::expected(settings, role, who)) {
        Some(ExpectedCertificate::Subject(name)) => format!("tên trên chứng thư là {name}"),
        Some(ExpectedCertificate::Fingerprint(digits)) => {
            format!("dấu vân tay của chứng thư là {digits}")
        }
        None if role == Role::Seal => {
            let body = settings.and_then(|settings| settings.issuer(issuer));
            let body = body.map_or_else(|| "cơ quan ban hành".to_owned(), |one| one.name.clone());
            format!("tên trên chứng thư là {body}")
        }
        None => format!("tên trên chứng thư là {signer}"),
    }
}

/// The arguments of the command that signs.
fn arguments(round: &OpenRound, files: &[FileToSign], role: SigningRole) -> Vec<OsString> {
    let mut all: Vec<OsString> = vec!["sign".into()];
    all.extend(files.iter().map(|file| file.path.clone().into_os_string()));
    all.extend(["--role".into(), role.word().into()]);
    all.extend(["--inputs".into(), round.places.inputs.clone().into_os_string()]);
    all.extend(["--outputs".into(), round.places.outputs.clone().into_os_string()]);
    all
}

/// Opens the console.
pub(super) async fn open(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Form(asked): Form<Asked>,
) -> Response {
    let papers = standings(&round);
    let files = files(&round, &papers, &asked);
    if files.is_empty() {
        return frame::gone(&desk, &round, Room::Signing);
    }
    let opened = (desk.programs.open_console)(&arguments(&round, &files, asked.vai));
    let failed = if opened.is_err() { "&hong=1" } else { "" };
    let address = format!("/ky/cua-so?nhom={}&vai={}{failed}", asked.nhom, asked.vai.id());
    Redirect::to(&address).into_response()
}

/// Says what to look for in the console; when everything is signed, leads back to the room.
pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Query(asked): Query<Asked>,
) -> Response {
    let papers = standings(&round);
    let files = files(&round, &papers, &asked);
    if files.is_empty() {
        return Redirect::to(Room::Signing.address()).into_response();
    }
    let command = arguments(&round, &files, asked.vai);
    let quoted = command.iter().map(|word| {
        let word = word.to_string_lossy();
        if word.contains(' ') { format!("\"{word}\"") } else { word.into_owned() }
    });
    let shown = files.iter().map(|file| {
        let code = file.sha256.chars().take(16).collect::<String>();
        let name = file.path.file_name().unwrap_or_default().to_string_lossy();
        context! {
            title => file.title.as_str(),
            name,
            code,
            signer => file.signer.as_str(),
            certificate => file.certificate.as_str(),
        }
    });
    let values = context! {
        files => shown.collect::<Vec<_>>(),
        seal => asked.vai == SigningRole::Seal,
        failed => asked.hong.is_some(),
        back => format!("{}#vb-{}", Room::Signing.address(), ids::short(&asked.nhom)),
        command => format!("ocop {}", quoted.collect::<Vec<_>>().join(" ")),
    };
    frame::page(&desk, &round, Room::Signing, "ky-cua-so.html", values).into_response()
}
