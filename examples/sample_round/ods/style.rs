//! The styles of an `OpenDocument` spreadsheet.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use crate::look::{Align, FONT, Face, Frame, Look};

/// `styles.xml`: the default cell, and A4 landscape, one page wide.
pub(crate) const PAGE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2">
<office:styles>
<style:style style:name="Default" style:family="table-cell"><style:text-properties style:font-name="Times New Roman" fo:font-family="'Times New Roman'" fo:font-size="11pt" fo:language="vi" fo:country="VN"/></style:style>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="1.5cm" fo:margin-right="1cm" style:scale-to-X="1" style:scale-to-Y="0" style:table-centering="horizontal"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Default" style:page-layout-name="pm"/></office:master-styles>
</office:document-styles>
"#;

/// `content.xml` up to the styles of columns and cells.
pub(crate) const CONTENT_START: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2">
<office:automatic-styles>
<number:number-style style:name="n0"><number:number number:decimal-places="0" number:min-integer-digits="1"/></number:number-style>
<number:number-style style:name="n2"><number:number number:decimal-places="2" number:min-integer-digits="1"/></number:number-style>
<style:style style:name="ta" style:family="table" style:master-page-name="Default"><style:table-properties table:display="true"/></style:style>
<style:style style:name="ro" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>
"#;

/// Millimetres that a column of one character is wide, about.
const CHARACTER: u16 = 2;

pub(crate) fn column_name(width: u16) -> String {
    format!("co{width}")
}

/// A name that spells the look, so that equal looks share a style.
pub(crate) fn cell_name(look: Look) -> String {
    let face = match look.face {
        Face::Regular => 'r',
        Face::Bold => 'b',
        Face::Italic => 'i',
        Face::Ruled => 'u',
    };
    let align = match look.align {
        Align::Left => 'l',
        Align::Centre => 'c',
    };
    let frame = match look.frame {
        Frame::Open => 'o',
        Frame::Boxed => 'b',
        Frame::Shaded => 's',
    };
    format!("ce{}{face}{align}{frame}{}", look.size, look.decimals)
}

pub(crate) fn write_columns(xml: &mut String, widths: &BTreeSet<u16>) -> fmt::Result {
    for width in widths {
        writeln!(
            xml,
            r#"<style:style style:name="{}" style:family="table-column"><style:table-column-properties style:column-width="{}mm"/></style:style>"#,
            column_name(*width),
            width * CHARACTER
        )?;
    }
    Ok(())
}

pub(crate) fn write_cells(xml: &mut String, looks: &BTreeSet<Look>) -> fmt::Result {
    for &look in looks {
        writeln!(
            xml,
            r#"<style:style style:name="{}" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="n{}"><style:table-cell-properties style:vertical-align="middle" fo:wrap-option="wrap"{}/><style:paragraph-properties fo:text-align="{}"/><style:text-properties fo:font-family="'{FONT}'" fo:font-size="{}pt"{}/></style:style>"#,
            cell_name(look),
            look.decimals,
            frame(look.frame),
            align(look.align),
            look.size,
            face(look.face),
        )?;
    }
    Ok(())
}

const fn frame(frame: Frame) -> &'static str {
    match frame {
        Frame::Open => "",
        Frame::Boxed => r#" fo:border="0.5pt solid #000000""#,
        Frame::Shaded => r##" fo:border="0.5pt solid #000000" fo:background-color="#ededed""##,
    }
}

const fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "start",
        Align::Centre => "center",
    }
}

const fn face(face: Face) -> &'static str {
    match face {
        Face::Regular => "",
        Face::Bold => r#" fo:font-weight="bold""#,
        Face::Italic => r#" fo:font-style="italic""#,
        Face::Ruled => {
            r#" fo:font-weight="bold" style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color""#
        }
    }
}
