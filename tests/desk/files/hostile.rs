//! Names and requests of somebody who means harm, and uploads that come to no end.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};

use super::{desk_with, drop_file, files, list, names, page};
use crate::client::HOST;

#[test]
fn a_name_never_leads_anywhere() {
    let client = desk_with(&[]);
    let before = files(&client);
    let bytes = list("huyện Sìn Hồ", &["Chè A"]);
    for name in [
        "../../a.xlsx",
        "..\\a.xlsx",
        "/etc/a.xlsx",
        "C:\\a.xlsx",
        ".a.xlsx",
        "~$a.xlsx",
        "CON.xlsx",
        "...",
    ] {
        drop_file(&client, name, &bytes);
        assert_eq!(files(&client), before, "{name}");
        assert!(page(&client).contains("Không nhận tệp này."), "{name}");
    }
    drop_file(&client, "<img src=x onerror=alert(1)>'&.xlsx", &bytes);
    assert_eq!(
        names(&client, "inputs/ho-so"),
        ["inputs/ho-so/_img src=x onerror=alert(1)_'&.xlsx"]
    );
    let page = page(&client);
    assert!(!page.contains("<img") && page.contains("onerror=alert(1)_&#x27;&amp;.xlsx"), "{page}");
}

#[test]
fn words_in_a_workbook_are_no_html() {
    let client = desk_with(&[]);
    let name = "Chè <script>alert(1)</script>";
    drop_file(&client, "a.xlsx", &list("huyện Sìn Hồ", &[name]));
    drop_file(&client, "a.xlsx", &list("huyện Sìn Hồ", &["Chè <b>đậm</b>"]));
    let page = page(&client);
    assert!(page.contains("Chè &lt;script&gt;alert(1)"), "the question shows it: {page}");
    assert!(!page.contains("<script>alert") && !page.contains("<b>đậm"));
}

#[test]
fn a_long_name_is_shortened_and_a_large_file_is_not_taken() {
    let client = desk_with(&[]);
    drop_file(&client, &format!("{}.xlsx", "dài ".repeat(100)), &list("huyện Sìn Hồ", &["Chè A"]));
    let there = names(&client, "inputs/ho-so");
    assert!(there.len() == 1 && there[0].chars().count() <= 120 + 13, "{there:?}");
    let large = vec![b'x'; (20 << 20) + 1];
    drop_file(&client, "lớn.xlsx", &large);
    assert!(page(&client).contains("Tệp lớn hơn 20 MB."));
    assert_eq!(names(&client, "inputs/ho-so"), there);
    assert!(names(&client, "cho-tra-loi").is_empty());
}

#[test]
fn an_upload_that_stops_leaves_nothing() {
    let client = desk_with(&[]);
    let before = files(&client);
    let whole =
        "--x\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"a.xlsx\"\r\n\r\nPK";
    let request = client
        .request(Method::POST, &format!("/tep/nhan?ma={}", client.key()))
        .header(header::ORIGIN, format!("http://{HOST}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let answer = client.send(request.body(Body::from(whole)).unwrap());
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("Tệp chưa tới đủ nên chưa cất gì."));
    assert_eq!(files(&client), before);
}

#[test]
fn a_short_name_that_is_not_listed_does_nothing() {
    let client = desk_with(&[("ho-so/a.xlsx", &list("huyện Sìn Hồ", &["Chè A"]))]);
    let before = files(&client);
    for address in ["/tep/cat", "/tep/lay-lai", "/tep/mo"] {
        for id in ["", "ho-so/a.xlsx", "../round.toml", "/etc/passwd", "0123456789abcdef"] {
            let status = client.post(address, &[("id", id)]).status;
            assert_eq!(status, StatusCode::NOT_FOUND, "{address} {id}");
        }
    }
    let answered = [("id", "../../inputs/round"), ("chon", "bo")];
    assert_eq!(client.post("/tep/tra-loi", &answered).status, StatusCode::NOT_FOUND);
    assert_eq!(files(&client), before);
}

#[test]
fn looking_changes_nothing() {
    let client = desk_with(&[("ho-so/a.xlsx", &list("huyện Sìn Hồ", &["Chè A"]))]);
    drop_file(&client, "a.xlsx", &list("huyện Sìn Hồ", &["Chè B"]));
    let before = files(&client);
    for address in ["/tep", "/tep?hoi=../../x", "/tep?sau=1", "/tep/ban-cu"] {
        assert_eq!(client.get(address).status, StatusCode::OK, "{address}");
    }
    for address in ["/tep/nhan", "/tep/cat", "/tep/lay-lai", "/tep/tra-loi", "/tep/mo", "/tep/mau"]
    {
        assert_eq!(client.get(address).status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
    }
    assert_eq!(files(&client), before);
}
