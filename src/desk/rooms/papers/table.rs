//! The light table: the papers as they would be made now, on one count that is kept open while
//! somebody looks at them.
//!
//! What papers are made from refers to each other and cannot be handed around. So a thread of its
//! own holds the count of one look, and does there what requests ask for, one after the other. It
//! ends with the next look, or when nobody has asked for a while.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SendError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use axum::body::Bytes;
use tokio::sync::oneshot;

use super::pictures::{PageSizes, PictureName, Pictures, Scale};
use crate::changes::{ChangeKind, Difference, SaidPaper};
use crate::desk::ids;
use crate::desk::look::Look;
use crate::documents::WrittenPaper;
use crate::job::Job;
use crate::pipeline::{self, PaperView};
use crate::typeset::{self, LaidPaper};

/// How long a count is kept open for the next request.
const IDLE: Duration = Duration::from_mins(2);

/// How many papers stay laid out.
const LAID: usize = 4;

/// Most lines that are told of the differences of a paper.
pub(super) const MOST_TOLD: usize = 12;

/// What is done on the table.
type TableTask = Box<dyn FnOnce(&mut Table<'_>) + Send>;

/// The light table of a round.
#[derive(Debug, Default)]
pub(in crate::desk) struct LightTable {
    open: Arc<Mutex<Option<OpenTable>>>,
    pub(super) pictures: Arc<Pictures>,
}

/// The way to the thread that holds a count.
struct OpenTable {
    /// Number of the look of which it is.
    look: u64,
    tasks: Sender<TableTask>,
}

impl std::fmt::Debug for OpenTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenTable").field("look", &self.look).finish_non_exhaustive()
    }
}

impl LightTable {
    /// Does something with the papers of this look, and returns what came out; `None` when the
    /// papers cannot be written up.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        job: &Job,
        look: &Look,
        work: impl FnOnce(&mut Table<'_>) -> T + Send + 'static,
    ) -> Option<T> {
        let (tell, told) = oneshot::channel();
        self.send(
            job,
            look,
            Box::new(move |table| {
                // Whoever asked may have gone on to another page.
                let _ = tell.send(work(table));
            }),
        );
        told.await.ok()
    }

    /// Hands a task to the thread of this look, which is begun where there is none.
    fn send(&self, job: &Job, look: &Look, task: TableTask) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let task = match open.as_ref().filter(|table| table.look == look.number) {
            Some(table) => match table.tasks.send(task) {
                Ok(()) => return,
                Err(SendError(task)) => task,
            },
            None => task,
        };
        let (tasks, asked) = mpsc::channel();
        let begun = tasks.send(task).is_ok();
        let (job, findings, number) = (job.clone(), look.report.findings.clone(), look.number);
        let (place, pictures) = (Arc::clone(&self.open), Arc::clone(&self.pictures));
        thread::spawn(move || {
            // Where it cannot be counted, the tasks are dropped, and whoever waits for one is told.
            let _ = pipeline::view(&job, &findings, |view| {
                let mut table = Table::of(view, job.threads, pictures);
                serve(&mut table, &asked, number, &place);
            });
        });
        *open = Some(OpenTable { look: number, tasks }).filter(|_| begun);
    }
}

/// Does tasks until there are no more, or nobody asks for a while.
fn serve(
    table: &mut Table<'_>,
    asked: &Receiver<TableTask>,
    number: u64,
    place: &Mutex<Option<OpenTable>>,
) {
    loop {
        let task = match asked.recv_timeout(IDLE) {
            Ok(task) => task,
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                // While the place is held, nobody hands over another task.
                let mut open = place.lock().unwrap_or_else(PoisonError::into_inner);
                let Ok(task) = asked.try_recv() else {
                    open.take_if(|table| table.look == number);
                    return;
                };
                task
            }
        };
        // A task that breaks is told to whoever waits for it: nothing comes out.
        let _ = catch_unwind(AssertUnwindSafe(|| task(table)));
        typeset::forget(LAID);
    }
}

/// A paper, as lists name it.
#[derive(Debug, Clone)]
pub(super) struct PaperFace {
    /// Its short name in addresses.
    pub(super) id: String,
    /// Path below the outputs folder.
    pub(super) file: String,
    /// Name of its kind.
    pub(super) kind: &'static str,
    /// To whom it is, or what it is about.
    pub(super) about: String,
    /// To whom it is, where its end or its head says so.
    pub(super) to: Option<String>,
    /// What decides its bytes.
    pub(super) key: String,
    /// What became of it since the last run.
    pub(super) what: Option<ChangeKind>,
    /// How many things differ from the last run, and the first of them in words.
    pub(super) differences: (usize, Vec<String>),
    /// What is still blank on it.
    pub(super) blanks: Vec<String>,
}

impl PaperFace {
    fn of(view: &PaperView<'_>, paper: &WrittenPaper) -> Self {
        let compared = view.compared(paper);
        let told = compared.found.iter().take(MOST_TOLD).map(Difference::told).collect();
        let document = &paper.document;
        Self {
            id: ids::of(&paper.file),
            file: paper.file.clone(),
            kind: paper.kind,
            to: document.addressees.first().cloned(),
            about: document.addressees.first().unwrap_or(&document.title).clone(),
            key: view.key(paper).unwrap_or_else(|_| ids::of(&paper.file)),
            what: compared.what,
            differences: (compared.found.len(), told),
            blanks: document.blanks(),
        }
    }

    /// The folder of its kind.
    pub(super) fn folder(&self) -> &str {
        self.file.split_once('/').map_or("", |(folder, _)| folder)
    }

    /// The part of its key that stands in addresses of pictures.
    pub(super) fn version(&self) -> &str {
        self.key.get(..VERSION).unwrap_or(&self.key)
    }
}

/// Names papers of one kind by the first words in which they differ: an invitation by whom it
/// invites.
fn tell_apart(faces: &mut [PaperFace], papers: &[&WrittenPaper]) {
    let said: Vec<SaidPaper> = papers.iter().map(|paper| SaidPaper::of(paper)).collect();
    let words = |paper: &SaidPaper, part: usize| -> Vec<String> {
        let texts = paper.parts.get(part).map(|part| part.texts.join(" ")).unwrap_or_default();
        texts.split_whitespace().map(str::to_owned).collect()
    };
    let Some((one, others)) = said.split_first().filter(|(_, others)| !others.is_empty()) else {
        return;
    };
    let differs = |part: &usize| {
        let is_number = one.parts[*part].at == NUMBER;
        !is_number && others.iter().any(|other| words(other, *part) != words(one, *part))
    };
    let Some(part) = (0..one.parts.len()).find(differs) else { return };
    let all: Vec<Vec<String>> = said.iter().map(|paper| words(paper, part)).collect();
    let common = |words: &Vec<String>| {
        words.iter().zip(&all[0]).take_while(|(one, other)| one == other).count()
    };
    let common = all.iter().map(common).min().unwrap_or_default();
    for (face, words) in faces.iter_mut().zip(&all).filter(|(_, words)| words.len() > common) {
        let told = words[common..].iter().take(NAMING).map(String::as_str).collect::<Vec<_>>();
        let more = if words.len() > common + NAMING { " …" } else { "" };
        face.about = format!("{}{more}", told.join(" ").trim_end_matches([',', ';', '.']));
    }
}

/// The place of the number of a paper, by which nobody knows it.
const NUMBER: &str = "Số, ký hiệu";

/// How many words name a paper.
const NAMING: usize = 14;

/// Number of digits of a key that stand in addresses: enough to tell two pictures apart.
const VERSION: usize = 20;

/// The pages of a paper, as far as lists show them.
#[derive(Debug, Clone, Default)]
pub(super) struct PaperOutline {
    /// Width and height of each page, in points; empty when it cannot be laid out.
    pub(super) sizes: PageSizes,
    /// How many differences stand on each page.
    pub(super) changed: Vec<usize>,
}

/// The papers of one look, on the thread that holds their count.
pub(in crate::desk) struct Table<'a> {
    pub(super) view: &'a PaperView<'a>,
    /// How many papers are laid out at the same time.
    threads: usize,
    pictures: Arc<Pictures>,
    /// All papers, in the order of the round.
    pub(super) faces: Vec<PaperFace>,
    written: Vec<&'a WrittenPaper>,
    /// The papers that are laid out, the last used one last.
    laid: VecDeque<(usize, LaidPaper)>,
}

impl<'a> Table<'a> {
    fn of(view: &'a PaperView<'a>, threads: usize, pictures: Arc<Pictures>) -> Self {
        let written: Vec<&WrittenPaper> = view.written().collect();
        let mut faces: Vec<PaperFace> =
            written.iter().map(|paper| PaperFace::of(view, paper)).collect();
        let same = |one: &PaperFace, next: &PaperFace| {
            (one.folder(), one.kind, &one.about) == (next.folder(), next.kind, &next.about)
        };
        let mut first = 0;
        for faces in faces.chunk_by_mut(same) {
            tell_apart(faces, &written[first..first + faces.len()]);
            first += faces.len();
        }
        Self { view, threads, pictures, faces, written, laid: VecDeque::new() }
    }

    /// Finds a paper by its short name.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.faces.iter().position(|face| face.id == id)
    }

    /// The paper with this index, as it is written up.
    pub(super) fn written(&self, index: usize) -> &'a WrittenPaper {
        self.written[index]
    }

    /// Lays out a paper, unless it still is; `None` when it cannot be laid out, which the check
    /// tells.
    pub(super) fn laid(&mut self, index: usize) -> Option<&LaidPaper> {
        if let Some(at) = self.laid.iter().position(|(one, _)| *one == index) {
            let found = self.laid.remove(at)?;
            self.laid.push_back(found);
        } else {
            let pages = self.view.lay_out(self.written[index]).ok()?;
            self.pictures.keep_sizes(&self.faces[index].key, pages.sizes());
            self.laid.push_back((index, pages));
            if self.laid.len() > LAID {
                self.laid.pop_front();
            }
        }
        self.laid.back().map(|(_, pages)| pages)
    }

    /// Draws a page, from 0, unless that was done before. All small pages of a paper are drawn with
    /// the first of them: they stand side by side.
    pub(super) fn picture(&mut self, index: usize, page: usize, scale: Scale) -> Option<Bytes> {
        let name = |page| name(&self.faces[index], page, scale);
        let wanted = name(page);
        if let Some(drawn) = self.pictures.get(&wanted) {
            return Some(drawn);
        }
        let count = self.laid(index)?.sizes().len();
        let pages = if scale == Scale::Small { 0..count } else { page..count.min(page + 1) };
        for page in pages {
            let name = self::name(&self.faces[index], page, scale);
            let pages = self.laid(index)?;
            if let Ok(Some(drawn)) = pages.picture(page, scale.resolution()) {
                self.pictures.keep(name, drawn.png.into());
            }
        }
        self.pictures.get(&wanted)
    }

    /// Returns the pages of papers, and draws the first page of each that was not drawn before.
    pub(super) fn outlines(&self, papers: &[usize]) -> Vec<PaperOutline> {
        let (view, pictures) = (self.view, &self.pictures);
        let outline = |at: usize| {
            let (face, paper) = (&self.faces[papers[at]], self.written[papers[at]]);
            outline(view, pictures, face, paper).unwrap_or_default()
        };
        typeset::in_parallel(self.threads, papers.len(), outline, |_| PaperOutline::default())
    }
}

fn outline(
    view: &PaperView<'_>,
    pictures: &Pictures,
    face: &PaperFace,
    paper: &WrittenPaper,
) -> Option<PaperOutline> {
    if let Some(sizes) = pictures.sizes(&face.key).filter(|_| face.differences.0 == 0) {
        return Some(PaperOutline { changed: vec![0; sizes.len()], sizes });
    }
    let pages = view.lay_out(paper).ok()?;
    let sizes = pages.sizes();
    pictures.keep_sizes(&face.key, sizes.clone());
    let first = name(face, 0, Scale::Small);
    if pictures.get(&first).is_none()
        && let Ok(Some(drawn)) = pages.picture(0, Scale::Small.resolution())
    {
        pictures.keep(first, drawn.png.into());
    }
    let mut changed = vec![0; sizes.len()];
    if face.differences.0 > 0 {
        let mut boxes = view.differing(&view.compared(paper), &pages);
        // A difference that goes over several lines is one.
        boxes.dedup_by_key(|found| (found.page, found.of));
        for found in &boxes {
            changed[found.page] += 1;
        }
    }
    Some(PaperOutline { sizes, changed })
}

/// Names a picture of a paper.
fn name(face: &PaperFace, page: usize, scale: Scale) -> PictureName {
    (face.version().to_owned(), page, scale)
}
