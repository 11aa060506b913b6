//! `round.toml` → Excel → `round.toml` gives the same round: for the sample, for a new round, and for
//! many rounds made by chance; also after LibreOffice saved the workbook.

use std::path::{Path, PathBuf};
use std::process::Command;

use ocop::declaration;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use toml::{Table, Value};

use super::{of_toml, of_workbook, same, sample};

#[test]
fn the_sample_is_the_same_round_in_excel() {
    let workbook = declaration::to_workbook(&sample()).unwrap();
    let text = declaration::to_toml(&workbook).unwrap();
    assert_eq!(text, declaration::canonical(&sample()).unwrap());
    same(&of_workbook(&workbook), &of_toml(&sample()));
    assert_eq!(workbook, declaration::to_workbook(&text).unwrap(), "the same bytes");
}

#[test]
fn a_new_round_has_the_same_open_places_in_excel() {
    let new = include_str!("../../../templates/new/round.toml");
    let text = declaration::to_toml(&declaration::to_workbook(new).unwrap()).unwrap();
    let open = |text: &str| -> Vec<String> {
        let (mut section, mut list, mut keys) = (String::new(), String::new(), Vec::new());
        for line in text.lines() {
            match line.split_once(" = ") {
                _ if line.starts_with('[') => line.clone_into(&mut section),
                Some((key, _)) => key.clone_into(&mut list),
                None => {}
            }
            if line.contains("<điền") {
                keys.push(format!("{section} {list}"));
            }
        }
        keys.dedup();
        keys
    };
    // Comments of the template are no values.
    assert_eq!(open(&text), open(&declaration::canonical(new).unwrap()));
    let (round, findings) = ocop::round::read_workbook(&declaration::to_workbook(new).unwrap());
    assert!(round.is_some(), "{findings:#?}");
    assert!(findings.iter().all(|finding| finding.code.id() == "W004"), "{findings:#?}");
}

/// Words that people write, some of them hard on quotes and brackets.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("Hội đồng".to_owned()),
        Just("số 12/QĐ-UBND".to_owned()),
        Just("“Trà Shan”".to_owned()),
        Just("a \"b\" c".to_owned()),
        Just("C:\\tệp".to_owned()),
        Just("# không phải chú thích".to_owned()),
        Just("=1+1".to_owned()),
        Just("'nháy".to_owned()),
        Just("12/2026".to_owned()),
        Just("có".to_owned()),
        Just("[round]".to_owned()),
        Just("0123".to_owned()),
        "[a-zđăâêôơưáàảãạếềểễệốồổỗộứừửữự]{1,9}",
    ];
    vec(word, 1..4).prop_map(|words| words.join(" "))
}

fn lines(least: usize) -> impl Strategy<Value = Value> {
    vec(words(), least..4)
        .prop_map(|lines| Value::Array(lines.into_iter().map(Value::String).collect()))
}

fn day() -> impl Strategy<Value = Value> {
    (1995_u16..2090, 1_u8..13, 1_u8..29).prop_map(|(year, month, day)| {
        Value::Datetime(format!("{year:04}-{month:02}-{day:02}").parse().unwrap())
    })
}

fn paper_date() -> impl Strategy<Value = Value> {
    let month = (1995_u16..2090, 1_u8..13)
        .prop_map(|(year, month)| Value::String(format!("{year:04}-{month:02}")));
    prop_oneof![day(), month]
}

fn text() -> impl Strategy<Value = Value> {
    words().prop_map(Value::String)
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop::sample::select(words).prop_map(Value::from)
}

/// A change to the settings: a key, and the value that it gets; `None` removes it.
type Change = (&'static str, Option<Value>);

fn given(
    key: &'static str,
    value: impl Strategy<Value = Value> + 'static,
) -> BoxedStrategy<Change> {
    value.prop_map(move |value| (key, Some(value))).boxed()
}

fn perhaps(
    key: &'static str,
    value: impl Strategy<Value = Value> + 'static,
) -> BoxedStrategy<Change> {
    option::of(value).prop_map(move |value| (key, value)).boxed()
}

fn table(entries: Vec<BoxedStrategy<Change>>) -> BoxedStrategy<Value> {
    entries
        .prop_map(|entries| {
            let given =
                entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
            Value::Table(given.collect::<Table>())
        })
        .boxed()
}

fn person(more: Vec<BoxedStrategy<Change>>) -> BoxedStrategy<Value> {
    let mut entries = vec![
        given("title", one_of(&["Ông", "Bà", "GS.TS"])),
        given("post", text()),
        perhaps("phone", text()),
        perhaps("tax_code", text()),
        perhaps("address", text()),
    ];
    entries.extend(more);
    table(entries)
}

/// Changes to the sample's settings after which they are still sound.
fn changes() -> impl Strategy<Value = Vec<Change>> {
    let whole = |range: std::ops::Range<i64>| range.prop_map(Value::Integer);
    let verdict = table(vec![
        given("product", text()),
        perhaps("owner", text()),
        given(
            "verdict",
            one_of(&["minima_1", "minima_4", "minima_met", "knocked_out", "supplement"]),
        ),
        given("reason", text()),
    ]);
    let withdrawn =
        table(vec![given("product", text()), perhaps("owner", text()), given("reason", text())]);
    let conflict = table(vec![
        given("member", Just(Value::from("Hà Trọng Hải"))),
        given("owner", text()),
        perhaps("dismissed", any::<bool>().prop_map(Value::Boolean)),
        given("reason", text()),
    ]);
    let accept = table(vec![
        given("code", one_of(&["W304", "W011"])),
        perhaps("file", one_of(&["a.xlsx", "round.toml"])),
        perhaps("product", text()),
        perhaps("cell", one_of(&["D14", "Danh sách!D14"])),
        given("reason", text()),
        given("by", text()),
        given("date", day()),
    ]);
    let invitees = table(vec![
        given("group", one_of(&["council", "support_team", "districts", "owners", "named"])),
        perhaps("names", lines(1)),
        perhaps("requests", lines(1)),
    ]);
    let act = table(vec![
        given("kind", one_of(&["Quyết định", "Luật Tổ chức", "Nghị định"])),
        given("number", text()),
        given("date", day()),
        perhaps("issuer", text()),
        perhaps("subject", text()),
    ]);
    vec![
        given("round.year", whole(2000..2100)),
        given("round.remark", text()),
        given("round.departments", lines(0)),
        perhaps("round.received", Just(Value::Datetime("2020-11-30".parse().unwrap()))),
        given("acts.khac_1", act),
        given("issuers.council.parent", lines(0)),
        given("council.secretary", person(vec![given("name", text())])),
        given(
            "support_team.members",
            vec(person(vec![given("name", text())]), 1..6).prop_map(Value::Array),
        ),
        given("invitation.invitees", vec(invitees, 0..5).prop_map(Value::Array)),
        given("invitation.time", text()),
        perhaps("decision.valid_months", whole(1..121)),
        perhaps("decision.meanwhile_star", whole(3..5)),
        perhaps("supplement.deadline", paper_date()),
        perhaps("papers.plan.number", whole(1..5000)),
        given("papers.plan.date", paper_date()),
        given("papers.decision.date", paper_date()),
        given("papers.minutes.recipients", lines(1)),
        given(
            "papers.plan.legal_bases",
            prop::sample::subsequence(vec!["criteria", "council", "khac_1"], 0..=3)
                .prop_map(|ids| Value::Array(ids.into_iter().map(Value::from).collect())),
        ),
        perhaps("rules.admitted_from_star", whole(0..6)),
        given("rules.dossier", one_of(&["required", "reminded"])),
        given("rules.spread.limit", prop_oneof![whole(0..20), Just(Value::Float(7.5))]),
        given("rules.quorum.with_chair", any::<bool>().prop_map(Value::Boolean)),
        given("rules.minima.measure", one_of(&["mean", "lowest", "consensus"])),
        given("rules.minima.cumulative", any::<bool>().prop_map(Value::Boolean)),
        given("rules.ballots.summary_reason", text()),
        given("rules.ballots.summary", any::<bool>().prop_map(Value::Boolean)),
        given("verdicts", vec(verdict, 0..4).prop_map(Value::Array)),
        given("withdrawn", vec(withdrawn, 0..3).prop_map(Value::Array)),
        given("conflicts", vec(conflict, 0..3).prop_map(Value::Array)),
        given("accept", vec(accept, 0..3).prop_map(Value::Array)),
        given("signing.roots", lines(0)),
        perhaps("signing.timestamp_wait", whole(1..600)),
        given("signing.number_after", any::<bool>().prop_map(Value::Boolean)),
    ]
}

/// Makes the text of a `round.toml`: the sample with these changes.
fn changed(changes: Vec<Change>) -> String {
    let mut settings: Table = sample().parse().unwrap();
    for (key, value) in changes {
        let (above, last) = key.rsplit_once('.').unwrap_or(("", key));
        let table =
            above.split('.').filter(|name| !name.is_empty()).fold(&mut settings, |table, name| {
                table
                    .entry(name)
                    .or_insert_with(|| Value::Table(Table::new()))
                    .as_table_mut()
                    .unwrap()
            });
        match value {
            Some(value) => table.insert(last.to_owned(), value),
            None => table.remove(last),
        };
    }
    with_absences(&mut settings);
    settings.to_string()
}

/// Lets members of the sample be absent, abstain and be replaced.
fn with_absences(settings: &mut Table) {
    let lists: Table = "absent = [{ name = \"Vàng A Páo (giả định)\", reason = \"đi công tác\" }]\n\
         abstaining = [{ name = \"Hà Trọng Hải\", reason = \"có lý do\" }]\n\
         replaced = [{ name = \"Đèo Thị Hạnh (giả định)\", by = \"Lò Thị Mai\", authority = \"giấy ủy quyền số 5\" }]"
        .parse()
        .unwrap();
    settings["sessions"][1].as_table_mut().unwrap().extend(lists);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_round_is_the_same_in_excel(changes in changes()) {
        let text = changed(changes);
        let workbook = declaration::to_workbook(&text).unwrap();
        let back = declaration::to_toml(&workbook).unwrap();
        same(&of_toml(&back), &of_toml(&text));
        if !text.contains("file = \"round.toml\"") {
            same(&of_workbook(&workbook), &of_toml(&text));
        }
    }
}

/// Saves a workbook with LibreOffice in another format and again as xlsx.
fn saved_by_libreoffice(folder: &Path, workbook: &[u8], format: &str) -> Vec<u8> {
    let convert = |file: &Path, to: &str| -> PathBuf {
        let out = folder.join(to);
        let done = Command::new("soffice")
            .args(["--headless", "--convert-to", to, "--outdir"])
            .arg(&out)
            .arg(file)
            .output()
            .expect("soffice is installed");
        assert!(done.status.success());
        out.join(file.file_stem().unwrap()).with_extension(to)
    };
    let file = folder.join("khai-bao.xlsx");
    fs_err::write(&file, workbook).unwrap();
    let saved = convert(&file, format);
    let saved = if format == "xlsx" { saved } else { convert(&saved, "xlsx") };
    fs_err::read(saved).unwrap()
}

/// Run with `cargo test --test interface -- --ignored libreoffice`; it needs `soffice`.
#[test]
#[ignore = "needs LibreOffice"]
fn a_declaration_that_libreoffice_saved_is_the_same_round() {
    for format in ["xlsx", "ods", "xls"] {
        let folder = tempfile::tempdir().unwrap();
        let mut settings: Table = sample().parse().unwrap();
        with_absences(&mut settings);
        let workbook = declaration::to_workbook(&settings.to_string()).unwrap();
        let saved = saved_by_libreoffice(folder.path(), &workbook, format);
        assert_ne!(saved, workbook);
        assert_eq!(
            declaration::to_toml(&saved).unwrap(),
            declaration::to_toml(&workbook).unwrap(),
            "{format}"
        );
        assert_eq!(declaration::fingerprint(&saved), declaration::fingerprint(&workbook));
        same(&of_workbook(&saved), &of_toml(&settings.to_string()));
    }
}
