//! Fills the contact sheet. Values come from files of strangers: the template escapes each of them,
//! and the content security policy allows the page's own style and pictures, and no script.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::{Environment, UndefinedBehavior, Value, context};
use sha2::{Digest, Sha256};

use super::titles::title;
use super::{ContactSheet, PreviewedPaper};
use crate::changes::ChangeKind;

const PAGE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/report/xem-truoc.html"));
const STYLE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/report/xem-truoc.css"));

/// Most differences that stand beside the pages of one paper.
const MOST: usize = 40;

impl ContactSheet {
    /// Returns the bytes of the contact sheet.
    #[must_use]
    #[allow(
        clippy::missing_panics_doc,
        reason = "the template is ours, and tests hold that it fits"
    )]
    pub fn to_html(&self) -> Vec<u8> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let waiting = self
            .waiting
            .iter()
            .map(|one| vec![one.paper.clone(), one.reason.clone()])
            .collect::<Vec<_>>();
        let filled = context! {
            round => self.round.clone(),
            compared => self.compared,
            chosen => self.chosen,
            papers => self.papers.len(),
            pages => self.papers.iter().map(|paper| paper.pages.len()).sum::<usize>(),
            changed => self.papers.iter().filter(|paper| paper.what.is_some()).count(),
            folders => self.folders(),
            waiting => waiting,
            style => STYLE,
            style_hash => STANDARD.encode(Sha256::digest(STYLE)),
        };
        // The extension `.html` of the name switches the escaping on.
        let text = environment.render_named_str("xem-truoc.html", PAGE, filled);
        text.expect("the template fits the sheet, which tests hold").into_bytes()
    }

    /// Groups the papers by their folders, in the order of the round.
    fn folders(&self) -> Vec<Value> {
        let mut folders: Vec<(&str, Vec<&PreviewedPaper>)> = Vec::new();
        for paper in &self.papers {
            let folder = paper.file.split_once('/').map_or("", |(folder, _)| folder);
            match folders.iter_mut().find(|(known, _)| *known == folder) {
                Some((_, papers)) => papers.push(paper),
                None => folders.push((folder, vec![paper])),
            }
        }
        let folder = |(folder, papers): (&str, Vec<&PreviewedPaper>)| {
            context! {
                id => folder,
                title => title(folder),
                changed => papers.iter().filter(|paper| paper.what.is_some()).count(),
                papers => papers.into_iter().map(shown).collect::<Vec<_>>(),
            }
        };
        folders.into_iter().map(folder).collect()
    }
}

fn shown(paper: &PreviewedPaper) -> Value {
    let count = paper.pages.len();
    let pages = paper.pages.iter().zip(1..).map(|(page, number)| {
        context! {
            name => page.name.clone(),
            width => page.width,
            height => page.height,
            marks => page.marks,
            number => number,
        }
    });
    context! {
        kind => paper.kind.clone(),
        file => paper.file.clone(),
        count => count,
        pages => pages.collect::<Vec<_>>(),
        state => paper.what.map(state),
        told => paper.told.iter().take(MOST).cloned().collect::<Vec<_>>(),
        more => paper.told.len().saturating_sub(MOST),
        unmarked => !paper.told.is_empty() && paper.pages.iter().all(|page| page.marks == 0),
    }
}

fn state(what: ChangeKind) -> &'static str {
    match what {
        ChangeKind::Content => "khác lần xuất trước",
        other => other.told(),
    }
}
