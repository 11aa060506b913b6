//! The data for office systems, with the names that QCVN 102:2016/BTTTT gives to the head of a
//! message. A system that sends papers makes the message itself.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::SubmittedPaper;

/// The name space of the standard.
const SPACE: &str = "http://www.mic.gov.vn/TBT/QCVN_102_2016";

/// Writes the heads of all papers, in their order.
pub(super) fn write(papers: &[SubmittedPaper<'_>], out: impl Write) -> io::Result<()> {
    let mut heads = Heads(Writer::new_with_indent(out, b' ', 2));
    heads.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut root = BytesStart::new("edXMLHeaders");
    root.push_attribute(("xmlns", SPACE));
    heads.event(Event::Start(root))?;
    papers.iter().try_for_each(|paper| heads.paper(paper))?;
    heads.end("edXMLHeaders")?;
    heads.0.into_inner().write_all(b"\n")
}

struct Heads<W>(Writer<W>);

impl<W: Write> Heads<W> {
    fn event(&mut self, event: Event<'_>) -> io::Result<()> {
        self.0.write_event(event)
    }

    fn start(&mut self, name: &str) -> io::Result<()> {
        self.event(Event::Start(BytesStart::new(name)))
    }

    fn end(&mut self, name: &str) -> io::Result<()> {
        self.event(Event::End(BytesEnd::new(name)))
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.start(name)?;
        // XML 1.0 has no control characters.
        let text: String = text.chars().filter(|sign| !sign.is_control()).collect();
        self.event(Event::Text(BytesText::new(&text)))?;
        self.end(name)
    }

    fn paper(&mut self, paper: &SubmittedPaper<'_>) -> io::Result<()> {
        let document = &paper.written.document;
        self.start("MessageHeader")?;
        self.start("From")?;
        self.text("OrganName", &paper.body)?;
        self.end("From")?;
        self.start("Code")?;
        self.text("CodeNumber", paper.number())?;
        self.text("CodeNotation", paper.symbol())?;
        self.end("Code")?;
        self.start("PromulgationInfo")?;
        self.text("Place", paper.place())?;
        self.text("PromulgationDate", &paper.date())?;
        self.end("PromulgationInfo")?;
        self.start("DocumentType")?;
        self.text("TypeName", &document.name)?;
        self.end("DocumentType")?;
        self.text("Subject", &document.subject)?;
        self.start("SignerInfo")?;
        let (post, name) = paper.signer();
        self.text("Position", &post)?;
        self.text("FullName", name)?;
        self.end("SignerInfo")?;
        self.start("OtherInfo")?;
        let pages = paper.filed.pages.unwrap_or_default();
        self.text("PageAmount", &pages.to_string())?;
        self.end("OtherInfo")?;
        self.start("ToPlaces")?;
        for recipient in paper.recipients() {
            self.text("Place", recipient)?;
        }
        self.end("ToPlaces")?;
        self.start("Attachment")?;
        self.text("AttachmentName", &paper.written.file)?;
        self.text("Sha256", &paper.filed.sha256)?;
        self.end("Attachment")?;
        self.end("MessageHeader")
    }
}
