//! Marked workbooks, unpacked and looked at.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::{
    Cell, CellMark, CellRef, Column, Line, List, Marked, Notes, Row, Run, Unmarkable, Weight,
    Workbook,
};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

type Parts = BTreeMap<String, String>;

fn pack(parts: &Parts) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn unpack(bytes: &[u8]) -> Parts {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Parts::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.insert(name, text);
    }
    parts
}

/// A workbook of the sheets `Bìa` and `Danh sách`; the second holds this behind `<worksheet …>`.
fn workbook(sheet: &str) -> Parts {
    let relations = |list: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{list}</Relationships>"
        )
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let types = [
        ("workbook.xml", "sheet.main"),
        ("worksheets/sheet1.xml", "worksheet"),
        ("worksheets/sheet2.xml", "worksheet"),
        ("styles.xml", "styles"),
    ];
    let types = all(types, |(part, name)| {
        format!("<Override PartName=\"/xl/{part}\" ContentType=\"{kind}.{name}+xml\"/>")
    });
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{types}</Types>"
            ),
        ),
        ("_rels/.rels", relations(&relation("r", "officeDocument", "xl/workbook.xml"))),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                &[
                    relation("rId1", "worksheet", "worksheets/sheet1.xml"),
                    relation("rId2", "worksheet", "/xl/worksheets/sheet2.xml"),
                    relation("rId3", "styles", "styles.xml"),
                ]
                .concat(),
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView firstSheet=\"1\" activeTab=\"1\"/><workbookView activeTab=\"1\"/></bookViews><sheets><sheet name=\"Bìa\" sheetId=\"4\" r:id=\"rId1\"/><sheet name=\"Danh sách\" sheetId=\"9\" r:id=\"rId2\"/></sheets><definedNames><definedName name=\"a\" localSheetId=\"1\">'Danh sách'!$A$1</definedName></definedNames></workbook>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><sheetData/></worksheet>"
            ),
        ),
        (
            "xl/worksheets/sheet2.xml",
            format!("<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{sheet}</worksheet>"),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><fonts count=\"1\"><font/></fonts><fills count=\"2\"><fill/><fill/></fills><borders count=\"1\"><border/></borders><cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/><xf numFmtId=\"14\" fontId=\"0\" fillId=\"1\" borderId=\"0\" applyFill='0'><alignment horizontal=\"center\"/><protection locked=\"0\"/></xf></cellXfs></styleSheet>"
            ),
        ),
        ("docProps/custom.bin", "anything at all".to_owned()),
    ];
    parts.map(|(name, text)| (name.to_owned(), text)).into()
}

const ROWS: &str = "<sheetViews><sheetView tabSelected=\"1\" \
                    workbookViewId=\"0\"/></sheetViews><sheetData>\n<row r=\"2\" spans=\"1:3\"><c \
                    r=\"A2\" s=\"1\" t=\"str\"><f>\"a\"&amp;\"b\"</f><v>ab</v></c><c \
                    r=\"C2\"><v>7</v></c></row></sheetData>";

fn at(weight: Weight, row: u32, column: u32) -> CellMark {
    let head = if weight == Weight::Heavy { "ERROR 1: " } else { "WARNING 2: " };
    let note = vec![Run::bold(head), Run::plain("This cell is <wrong> & \u{1}damaged.")];
    CellMark { sheet: "Danh sách".into(), cell: CellRef::new(row, column), weight, note }
}

/// A list with one row for each mark, and one that leads nowhere.
fn list(marks: &[CellMark]) -> List {
    let row = |(number, mark): (u32, &CellMark)| {
        let place = format!("{}!{}", mark.sheet, mark.cell);
        let link = Cell::Link { text: place, sheet: mark.sheet.clone(), cell: Some(mark.cell) };
        let wrong = Cell::Words("This cell is <wrong> & \u{1}damaged.".into());
        let weight = Cell::Weight(mark.weight, "wrong".into());
        Row {
            cells: vec![Cell::Number(number), weight, Cell::Middle("E206".into()), link, wrong],
            lines: 2,
        }
    };
    let nowhere = Cell::Link { text: "the letter".into(), sheet: "Letter".into(), cell: None };
    let last = Row { cells: vec![Cell::Number(0), Cell::Words(String::new()), nowhere], lines: 1 };
    List {
        name: "To mend".into(),
        title: "To mend: x.xlsx".into(),
        lines: vec![Line { text: "Mend every red cell.".into(), lines: 1 }],
        columns: [("No.", 5), ("Weight", 11), ("Code", 8), ("Cell", 18), ("Wrong", 38)]
            .map(|(a, b)| Column::new(a, b))
            .into(),
        rows: (1..).zip(marks).map(row).chain([last]).collect(),
        footer: "&P/&N".into(),
    }
}

fn mark(original: &[u8], marks: &[CellMark]) -> Result<Marked, Unmarkable> {
    let notes = Notes { author: "Checker".into(), more: |rest| format!("… and {rest} more.") };
    Workbook::open(original)?.mark(marks, &list(marks), &notes)
}

#[track_caller]
fn marked(parts: &Parts, marks: &[CellMark]) -> Parts {
    unpack(&mark(&pack(parts), marks).unwrap().bytes)
}

/// What is said of every item, one behind the other.
fn all<T>(items: impl IntoIterator<Item = T>, say: impl Fn(T) -> String) -> String {
    items.into_iter().map(say).collect::<Vec<_>>().concat()
}

#[test]
fn cells_are_coloured_and_made_and_nothing_else_of_the_sheet_changes() {
    let after = "<pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" \
                 footer=\"1\"/><tableParts count=\"0\"/>";
    let before = workbook(&format!("{ROWS}{after}"));
    let marks = [
        at(Weight::Heavy, 1, 0),
        at(Weight::Light, 1, 1),
        at(Weight::Light, 0, 3),
        at(Weight::Light, 4, 1),
    ];
    let parts = marked(&before, &marks);
    let sheet = &parts["xl/worksheets/sheet2.xml"];
    let rows = "<row r=\"1\"><c r=\"D1\" s=\"2\"/></row><row r=\"2\"><c r=\"A2\" s=\"3\" \
                t=\"str\"><f>\"a\"&amp;\"b\"</f><v>ab</v></c><c r=\"B2\" s=\"2\"/><c \
                r=\"C2\"><v>7</v></c></row><row r=\"5\"><c r=\"B5\" s=\"2\"/></row></sheetData>";
    let link = format!("<legacyDrawing xmlns:r=\"{OFFICE}\" r:id=\"rId2\"/><tableParts");
    let start = format!(
        "<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheetViews><sheetView \
         workbookViewId=\"0\"/></sheetViews><sheetData>\n"
    );
    assert_eq!(*sheet, format!("{start}{rows}{}</worksheet>", after.replace("<tableParts", &link)));
}

#[test]
fn a_marked_format_differs_by_its_fill_alone() {
    let parts = marked(&workbook(ROWS), &[at(Weight::Heavy, 1, 0)]);
    let styles = &parts["xl/styles.xml"];
    assert!(
        styles.contains(
            "<xf numFmtId=\"14\" fontId=\"0\" fillId=\"2\" borderId=\"0\" \
             applyFill='1'><alignment horizontal=\"center\"/><protection locked=\"0\"/></xf>"
        ),
        "{styles}"
    );
    assert!(styles.contains("<cellXfs count=\"11\">"), "its own, and eight of the list: {styles}");
}

#[test]
fn parts_that_need_not_change_are_the_same_and_so_is_every_run() {
    let before = workbook(ROWS);
    let marks = [at(Weight::Heavy, 1, 0)];
    let parts = marked(&before, &marks);
    let touched = [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/worksheets/sheet2.xml",
        "xl/styles.xml",
    ];
    for (name, text) in before.iter().filter(|(name, _)| !touched.contains(&name.as_str())) {
        assert_eq!(parts.get(name), Some(text), "{name}");
    }
    let new: Vec<&str> =
        parts.keys().filter(|name| !before.contains_key(*name)).map(String::as_str).collect();
    let expected = [
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/worksheets/sheet3.xml",
    ];
    assert_eq!(new, expected);
    let once = || mark(&pack(&before), &marks).unwrap().bytes;
    assert_eq!(once(), once());
}

#[test]
fn what_counts_sheets_counts_on() {
    let parts = marked(&workbook(ROWS), &[]);
    let book = &parts["xl/workbook.xml"];
    for piece in [
        "<sheets><sheet xmlns:r=",
        "name=\"To mend\" sheetId=\"10\"",
        "localSheetId=\"2\"",
        "<workbookView/>",
        "<workbookView activeTab=\"2\" firstSheet=\"1\"/>",
    ] {
        assert!(book.contains(piece), "{piece}: {book}");
    }
    assert!(
        !parts["xl/worksheets/sheet2.xml"].contains("tabSelected"),
        "two sheets would be changed together"
    );
}

#[test]
fn the_list_says_what_it_was_given_and_leads_to_the_cells() {
    let parts = marked(&workbook(ROWS), &[at(Weight::Heavy, 1, 0)]);
    let list = &parts["xl/worksheets/sheet3.xml"];
    for piece in [
        "<row r=\"1\" ht=\"21\"",
        "<pane ySplit=\"4\" topLeftCell=\"A5\"",
        "<mergeCell ref=\"A2:E2\"/>",
        "<v>1</v>",
        "E206",
        "Danh sách!A2",
        "This cell is &lt;wrong&gt; &amp; damaged.",
        "<hyperlink ref=\"D5\" location=\"&apos;Danh sách&apos;!A2\"/>",
        "<oddFooter>&amp;P/&amp;N</oddFooter>",
    ] {
        assert!(list.contains(piece), "{piece}: {list}");
    }
    assert_eq!(list.matches("<hyperlink ").count(), 1, "a sheet that is not there has no link");
}

#[test]
fn the_list_has_a_name_of_its_own() {
    for name in ["", "danh SÁCH", "a name of more than thirty-one signs"] {
        let original = pack(&workbook(ROWS));
        let list = List { name: name.into(), ..list(&[]) };
        let notes = Notes { author: String::new(), more: |_| String::new() };
        let marked = Workbook::open(&original).unwrap().mark(&[], &list, &notes);
        assert!(matches!(marked, Err(Unmarkable::ListName(_))), "{name}");
    }
}

#[test]
fn marks_of_one_cell_share_a_note_until_it_is_too_long() {
    let long = |weight| CellMark {
        note: vec![Run::bold("LONG "), Run::plain("a".repeat(1_800))],
        ..at(weight, 1, 0)
    };
    let marks =
        [long(Weight::Light), long(Weight::Heavy), long(Weight::Light), long(Weight::Light)];
    let parts = marked(&workbook(ROWS), &marks);
    let notes = &parts["xl/comments1.xml"];
    assert_eq!(notes.matches("<comment ").count(), 1);
    assert!(notes.contains("\n\nLONG ") && notes.contains("\n\n… and 2 more.</t>"), "{notes}");
    assert!(notes.contains("<author>Checker</author>"), "{notes}");
    assert!(parts["xl/styles.xml"].contains("FFFFC7CE"), "the heaviest gives the colour");
}

#[test]
fn notes_that_are_there_stay_and_ours_follow() {
    let mut before = workbook(&format!("{ROWS}<legacyDrawing r:id=\"v\"/>"));
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = [
        relation("v", "vmlDrawing", "../drawings/old.vml"),
        relation("c", "comments", "../old.xml"),
    ]
    .concat();
    before.insert("xl/worksheets/_rels/sheet2.xml.rels".into(), format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"));
    before.insert(
        "xl/old.xml".into(),
        format!(
            "<comments xmlns=\"{MAIN}\"><authors><author>Lan</author></\
             authors><commentList><comment ref=\"A2\" authorId=\"0\"><text><t>cũ</t><phoneticPr \
             fontId=\"0\"/></text></comment></commentList></comments>"
        ),
    );
    // As Excel writes it: a line break that is not closed.
    before.insert(
        "xl/drawings/old.vml".into(),
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" \
         xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout \
         v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"3\"/></o:shapelayout><v:shapetype \
         id=\"_x0000_t202\"/><v:shape \
         id=\"_x0000_s3073\"><v:textbox>a<br>b</v:textbox><x:ClientData \
         ObjectType=\"Note\"><x:Anchor>1, 15, 0, 4, 3, 0, 2, \
         0</x:Anchor><x:Row>1</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>"
            .into(),
    );
    let parts = marked(&before, &[at(Weight::Heavy, 1, 0), at(Weight::Light, 1, 2)]);
    let notes = &parts["xl/old.xml"];
    assert!(notes.contains("<text><r><t>cũ</t></r><r>"), "{notes}");
    assert!(notes.contains("ERROR 1: </t></r>") && notes.contains("</r><phoneticPr"), "{notes}");
    assert!(
        notes.contains("<comment ref=\"C2\" authorId=\"1\">") && notes.contains("WARNING 2"),
        "{notes}"
    );
    let boxes = &parts["xl/drawings/old.vml"];
    assert!(boxes.contains("data=\"3,4\"") && boxes.contains("id=\"_x0000_s4097\""), "{boxes}");
    assert!(boxes.contains("<x:Row>1</x:Row><x:Column>2</x:Column>"), "{boxes}");
    assert!(!boxes.contains("1, 15, 0, 4, 3, 0, 2, 0"), "the old box grows with its note: {boxes}");
    assert_eq!(parts["xl/worksheets/sheet2.xml"].matches("legacyDrawing").count(), 1);
}

#[test]
fn a_signature_and_the_order_of_calculation_go() {
    let mut before = workbook(ROWS);
    let add = |parts: &mut Parts, name: &str, what: &str| {
        let text = parts[name].replace("</Relationships>", &format!("{what}</Relationships>"));
        parts.insert(name.to_owned(), text);
    };
    add(
        &mut before,
        "_rels/.rels",
        "<Relationship Id=\"s\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin\" Target=\"_xmlsignatures/origin.sigs\"/>",
    );
    add(
        &mut before,
        "xl/_rels/workbook.xml.rels",
        &format!("<Relationship Id=\"z\" Type=\"{OFFICE}/calcChain\" Target=\"calcChain.xml\"/>"),
    );
    for name in ["_xmlsignatures/origin.sigs", "xl/calcChain.xml", "_xmlsignatures/sig1.xml"] {
        before.insert(name.to_owned(), "<a/>".to_owned());
    }
    before.insert("_xmlsignatures/_rels/origin.sigs.rels".into(), "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/signature\" Target=\"sig1.xml\"/></Relationships>".into());
    let parts = marked(&before, &[]);
    assert!(
        parts.keys().all(|name| !name.contains("signatures") && !name.contains("calcChain")),
        "{:?}",
        parts.keys()
    );
    assert!(
        !parts["_rels/.rels"].contains("signature")
            && !parts["xl/_rels/workbook.xml.rels"].contains("calcChain")
    );
}

#[test]
fn the_mark_of_a_merged_cell_is_put_where_it_is_seen() {
    let parts = marked(
        &workbook(&format!("{ROWS}<mergeCells><mergeCell ref=\"A2:B3\"/></mergeCells>")),
        &[at(Weight::Light, 2, 1)],
    );
    assert!(parts["xl/comments1.xml"].contains("ref=\"A2\""));
}

#[test]
fn odd_packages_are_refused_and_never_a_panic() {
    let marks = [at(Weight::Heavy, 1, 0)];
    let rows_twice = "<sheetData><row r=\"2\"/><row r=\"1\"/></sheetData>";
    let format_missing = "<sheetData><row r=\"2\"><c r=\"A2\" s=\"99\"/></row></sheetData>";
    for sheet in
        [rows_twice, format_missing, "<sheetData><row r=\"0\"/></sheetData>", "", "<sheetData>"]
    {
        assert!(mark(&pack(&workbook(sheet)), &marks).is_err(), "{sheet}");
    }
    let sound = pack(&workbook(ROWS));
    for end in (0..sound.len()).step_by(7) {
        assert!(mark(&sound[..end], &marks).is_err());
    }
    let mut strict = workbook(ROWS);
    let text = strict["_rels/.rels"].replace(
        "http://schemas.openxmlformats.org/officeDocument",
        "http://purl.oclc.org/ooxml/officeDocument",
    );
    strict.insert("_rels/.rels".into(), text);
    assert!(matches!(mark(&pack(&strict), &marks), Err(Unmarkable::Strict)));
}

#[test]
fn a_workbook_of_ten_thousand_rows_keeps_its_cells_and_gets_its_marks() {
    let rows = all(1..=10_000, |row| {
        format!(
            "<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c r=\"H{row}\"><v>1</v></c></row>"
        )
    });
    let marks: Vec<_> = (0..500).map(|row| at(Weight::Heavy, row * 20, 7)).collect();
    let parts = marked(&workbook(&format!("<sheetData>{rows}</sheetData>")), &marks);
    let sheet = &parts["xl/worksheets/sheet2.xml"];
    assert_eq!((sheet.matches("<v>").count(), sheet.matches(" s=").count()), (20_000, 500));
    let boxes = &parts["xl/drawings/vmlDrawing1.vml"];
    assert_eq!(boxes.matches("<v:shape ").count(), 500);
}

#[test]
fn what_another_library_wrote_is_still_there() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Accounts").unwrap();
    sheet
        .write(0, 0, "Total")
        .unwrap()
        .write_formula(0, 1, "SUM(B2:B9)")
        .unwrap()
        .write(3, 1, 12.5)
        .unwrap();
    let original = book.save_to_buffer().unwrap();
    let open = Workbook::open(&original).unwrap();
    assert_eq!(open.sheets().collect::<Vec<_>>(), ["Accounts"]);
    let wrong = CellMark {
        sheet: "Accounts".into(),
        cell: "B4".parse().unwrap(),
        ..at(Weight::Heavy, 0, 0)
    };
    let marked = mark(&original, &[wrong]).unwrap();
    assert_eq!(marked.ending, "xlsx");
    let (before, after) = (unpack(&original), unpack(&marked.bytes));
    for name in
        ["xl/sharedStrings.xml", "xl/theme/theme1.xml", "docProps/core.xml", "docProps/app.xml"]
    {
        assert_eq!(after[name], before[name], "{name}");
    }
    let sheet = &after["xl/worksheets/sheet1.xml"];
    assert!(sheet.contains("<f>SUM(B2:B9)</f>") && sheet.contains("<v>12.5</v>"), "{sheet}");
    assert!(after["xl/comments1.xml"].contains("ref=\"B4\""));
}
