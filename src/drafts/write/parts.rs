//! The parts of the package beside the text: types, relations, styles, properties.

use std::fmt::Write as _;

use super::{Properties, escaped};
use crate::drafts::content::{Content, Part};
use crate::drafts::identity::{Identity, PROPERTY};
use crate::drafts::measures::Measures;
use crate::drafts::style::{Look, Side, Style};

pub(super) const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
pub(super) const WORD: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#
);
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const FONT: &str = "Times New Roman";

/// Relations of the document: the header with the page number, and that of the first page.
pub(super) const NUMBERED: &str = "rId3";
pub(super) const FIRST: &str = "rId4";

pub(super) fn content_types() -> String {
    const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    const PACKAGE: &str = "application/vnd.openxmlformats-package";
    const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument";
    let overrides = [
        ("/word/document.xml", format!("{MAIN}.document.main+xml")),
        ("/word/styles.xml", format!("{MAIN}.styles+xml")),
        ("/word/settings.xml", format!("{MAIN}.settings+xml")),
        ("/word/header1.xml", format!("{MAIN}.header+xml")),
        ("/word/header2.xml", format!("{MAIN}.header+xml")),
        ("/docProps/core.xml", format!("{PACKAGE}.core-properties+xml")),
        ("/docProps/app.xml", format!("{DOCUMENT}.extended-properties+xml")),
        ("/docProps/custom.xml", format!("{DOCUMENT}.custom-properties+xml")),
        ("/customXml/itemProps1.xml", format!("{DOCUMENT}.customXmlProperties+xml")),
    ];
    let mut xml = format!(
        r#"{HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="{PACKAGE}.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"#
    );
    for (part, kind) in overrides {
        let _ = write!(xml, r#"<Override PartName="{part}" ContentType="{kind}"/>"#);
    }
    xml.push_str("</Types>");
    xml
}

fn related(relations: &[(&str, String, &str)]) -> String {
    let mut xml = format!(r#"{HEAD}<Relationships xmlns="{RELATIONS}">"#);
    for (id, kind, target) in relations {
        let _ = write!(xml, r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#);
    }
    xml.push_str("</Relationships>");
    xml
}

pub(super) fn relations() -> String {
    let office = |kind: &str| format!("{OFFICE}/relationships/{kind}");
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    related(&[
        ("rId1", office("officeDocument"), "word/document.xml"),
        ("rId2", core.to_owned(), "docProps/core.xml"),
        ("rId3", office("extended-properties"), "docProps/app.xml"),
        ("rId4", office("custom-properties"), "docProps/custom.xml"),
    ])
}

pub(super) fn document_relations() -> String {
    let office = |kind: &str| format!("{OFFICE}/relationships/{kind}");
    related(&[
        ("rId1", office("styles"), "styles.xml"),
        ("rId2", office("settings"), "settings.xml"),
        (NUMBERED, office("header"), "header1.xml"),
        (FIRST, office("header"), "header2.xml"),
        ("rId5", office("customXml"), "../customXml/item1.xml"),
    ])
}

pub(super) fn custom_relations() -> String {
    related(&[("rId1", format!("{OFFICE}/relationships/customXmlProps"), "itemProps1.xml")])
}

pub(super) fn custom_properties() -> String {
    format!(
        r#"{HEAD}<ds:datastoreItem ds:itemID="{{6F636F70-0000-4000-8000-62616E746861}}" xmlns:ds="{OFFICE}/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{}"/></ds:schemaRefs></ds:datastoreItem>"#,
        crate::drafts::identity::NAMESPACE
    )
}

pub(super) fn core(properties: &Properties<'_>) -> String {
    let Properties { title, author, day } = properties;
    let (title, author) = (escaped(title), escaped(author));
    format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>vi-VN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>"#
    )
}

pub(super) fn app() -> String {
    format!(
        r#"{HEAD}<Properties xmlns="{OFFICE}/extended-properties"><Application>ocop</Application></Properties>"#
    )
}

/// The identity once more: some programs drop the part in which it stands.
pub(super) fn custom(identity: &Identity) -> String {
    format!(
        r#"{HEAD}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes"><property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}"><vt:lpwstr>{}</vt:lpwstr></property></Properties>"#,
        escaped(&identity.to_line())
    )
}

pub(super) fn settings() -> String {
    format!(
        r#"{HEAD}<w:settings {WORD}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>"#
    )
}

/// The number of the page in the middle of the upper margin (Phụ lục I, mục I.7).
pub(super) fn page_number(measures: &Measures) -> String {
    let run = |inner: &str| {
        format!(
            r#"<w:r><w:rPr><w:sz w:val="{0}"/><w:szCs w:val="{0}"/></w:rPr>{inner}</w:r>"#,
            measures.text
        )
    };
    let field = [
        run(r#"<w:fldChar w:fldCharType="begin"/>"#),
        run(r#"<w:instrText xml:space="preserve"> PAGE </w:instrText>"#),
        run(r#"<w:fldChar w:fldCharType="separate"/>"#),
        run("<w:t>2</w:t>"),
        run(r#"<w:fldChar w:fldCharType="end"/>"#),
    ];
    format!(
        r#"{HEAD}<w:hdr {WORD}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{}</w:p></w:hdr>"#,
        field.concat()
    )
}

/// The first page has no number; it says that this is a draft.
pub(super) fn draft_mark(content: &Content<'_>, measures: &Measures) -> String {
    const SIDES: [&str; 4] = ["top", "left", "bottom", "right"];
    let mut borders = String::new();
    for side in SIDES {
        borders.push_str(&format!(
            r#"<w:{side} w:val="single" w:sz="6" w:space="2" w:color="auto"/>"#
        ));
    }
    let landscape = matches!(content.parts.first(), Some(Part::Pages { landscape: true }));
    let inset = measures.width(landscape).saturating_sub(1_700);
    format!(
        r#"{HEAD}<w:hdr {WORD}><w:p><w:pPr><w:pBdr>{borders}</w:pBdr><w:ind w:left="80" w:right="{inset}"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t>{mark}</w:t></w:r></w:p></w:hdr>"#,
        size = measures.head,
        mark = crate::drafts::MARK,
    )
}

pub(super) fn styles(measures: &Measures) -> String {
    let size = measures.text;
    let mut xml = format!(
        r#"{HEAD}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#
    );
    Style::ALL.iter().for_each(|style| one_style(&mut xml, &style.look(measures)));
    xml.push_str("</w:styles>");
    xml
}

fn one_style(xml: &mut String, look: &Look) {
    let Look { id, name, size, before, after, line, first, .. } = look;
    let side = match look.side {
        Side::Left => "left",
        Side::Center => "center",
        Side::Right => "right",
        Side::Both => "both",
    };
    let keep = if look.keep { "<w:keepNext/>" } else { "" };
    let rule = if *id == Style::Rule.names().0 || *id == Style::Empty.names().0 {
        "exact"
    } else {
        "auto"
    };
    let bold = if look.bold { "<w:b/><w:bCs/>" } else { "" };
    let italic = if look.italic { "<w:i/><w:iCs/>" } else { "" };
    let _ = write!(
        xml,
        r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/><w:ind w:firstLine="{first}"/><w:jc w:val="{side}"/></w:pPr><w:rPr>{bold}{italic}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#
    );
}
