//! Every key of `round.toml` has its place in the workbook.

use ocop::declaration;
use ocop::finding::Findings;
use toml::{Table, Value};

use super::sample;

/// Tables of the settings, each with values for what the sample leaves out.
const MORE: &str = r#"
[signing]
roots = ["goc.pem"]
[[signing.officials]]
name = "Hà Trọng Hải"
[[signing.seals]]
issuer = "province"
[[verdicts]]
product = "a"
verdict = "supplement"
reason = "b"
[[withdrawn]]
product = "a"
reason = "b"
[[conflicts]]
member = "Hà Trọng Hải"
owner = "a"
reason = "b"
[[accept]]
code = "W304"
file = "a"
reason = "b"
by = "c"
date = 2020-12-01
[report]
remarks = ["a"]
[certificate]
numbers_from = 1
[certificate.shift]
[rules.ballots]
least = { ballots = 2, of = 3 }
[rules.minima]
[rules.plausibility]
"#;

/// Asks the parser which keys the table at this path may have.
fn keys_of(settings: &Table, path: &[&str]) -> Vec<String> {
    let mut settings = settings.clone();
    let mut table = &mut settings;
    for name in path {
        table = match &mut table[*name] {
            Value::Array(items) => items[0].as_table_mut().unwrap(),
            value => value.as_table_mut().unwrap(),
        };
    }
    table.insert("khong_co".into(), 1.into());
    let mut findings = Findings::default();
    ocop::round::parse(&settings.to_string(), &mut findings);
    let told = findings.iter().find(|finding| finding.message.contains("`khong_co`"));
    let allowed = told.unwrap_or_else(|| panic!("{path:?} takes any key")).allowed.clone();
    allowed.unwrap().split(", ").map(str::to_owned).collect()
}

#[test]
fn every_key_of_the_settings_comes_back_from_the_workbook() {
    let mut settings: Table = sample().parse().unwrap();
    let more: Table = MORE.parse().unwrap();
    for (key, value) in more {
        match (settings.get_mut(&key), value) {
            (Some(Value::Table(known)), Value::Table(more)) => known.extend(more),
            (_, value) => {
                settings.insert(key, value);
            }
        }
    }
    let session = settings["sessions"][0].as_table_mut().unwrap();
    for list in ["absent", "abstaining"] {
        session.insert(
            list.into(),
            Value::Array(vec![
                "name = \"Hà Trọng Hải\"\nreason = \"b\"".parse::<Table>().unwrap().into(),
            ]),
        );
    }
    let replaced =
        "name = \"Hà Trọng Hải\"\nby = \"b\"\nauthority = \"c\"".parse::<Table>().unwrap();
    session.insert("replaced".into(), Value::Array(vec![replaced.into()]));
    let paths: &[&[&str]] = &[
        &[],
        &["round"],
        &["issuers", "province"],
        &["acts", "criteria"],
        &["districts"],
        &["council"],
        &["council", "secretary"],
        &["council", "members"],
        &["support_team"],
        &["support_team", "members"],
        &["sessions"],
        &["sessions", "absent"],
        &["sessions", "abstaining"],
        &["sessions", "replaced"],
        &["invitation"],
        &["invitation", "invitees"],
        &["decision"],
        &["agenda"],
        &["certificate"],
        &["certificate", "shift"],
        &["supplement"],
        &["publication"],
        &["print"],
        &["report"],
        &["papers"],
        &["papers", "plan"],
        &["papers", "plan", "signer"],
        &["rules"],
        &["rules", "quorum"],
        &["rules", "spread"],
        &["rules", "minima"],
        &["rules", "ballots"],
        &["rules", "ballots", "least"],
        &["rules", "plausibility"],
        &["tally"],
        &["verdicts"],
        &["withdrawn"],
        &["conflicts"],
        &["signing"],
        &["signing", "officials"],
        &["signing", "seals"],
        &["accept"],
    ];
    for path in paths {
        for key in keys_of(&settings, path) {
            let mut asked = settings.clone();
            let mut table = &mut asked;
            for name in *path {
                table = match &mut table[*name] {
                    Value::Array(items) => items[0].as_table_mut().unwrap(),
                    value => value.as_table_mut().unwrap(),
                };
            }
            // A value of any kind will do, but for a table: the conversion must not lose it.
            let of_paper = *path == ["papers"];
            let value =
                if of_paper { table["invitation"].clone() } else { "Giá trị thử".into() };
            let wanted = table.entry(key.clone()).or_insert(value).clone();
            let text = asked.to_string();
            let workbook = declaration::to_workbook(&text);
            assert!(workbook.is_ok(), "{path:?}.{key} = {wanted}: {workbook:?}");
        }
    }
}
