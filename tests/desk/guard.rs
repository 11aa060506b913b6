//! Who is let in, and what is done for whom.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::client::{Client, HOST};
use crate::support::round::RoundFolder;

#[test]
fn without_the_key_of_the_start_nothing_is_shown_and_the_page_says_how_to_come_in() {
    let client = Client::open(RoundFolder::settings());
    for address in ["/", "/hom-nay", "/tinh-hinh", "/desk.css", "/khong/co"] {
        let asked = Request::builder().uri(address);
        let answer = client.send(asked.header(header::HOST, HOST).body(Body::empty()).unwrap());
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
        let page = answer.text();
        assert!(page.contains("Trang này chỉ mở được từ chương trình"));
        assert!(page.contains("<style>") && !page.contains("/desk.css"), "it gets nothing else");
    }
    let wrong = Request::builder().uri("/mo?khoa=0000").header(header::HOST, HOST);
    assert_eq!(client.send(wrong.body(Body::empty()).unwrap()).status, StatusCode::FORBIDDEN);
}

#[test]
fn a_page_that_speaks_in_its_own_name_is_refused() {
    let client = Client::open(RoundFolder::settings());
    for host in ["evil.test", "evil.test:4711", "127.0.0.1", "127.0.0.1:80", "192.168.1.5:4711"] {
        let mut asked = client.request(Method::GET, "/hom-nay");
        asked.headers_mut().unwrap().insert(header::HOST, host.parse().unwrap());
        let answer = client.send(asked.body(Body::empty()).unwrap());
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{host}");
        assert!(answer.text().contains("không đến từ bàn làm việc"));
    }
}

#[test]
fn a_form_of_another_page_changes_nothing() {
    let client = Client::open(RoundFolder::settings());
    let keyed = format!("/xem-lai?ma={}", client.key());
    let ours = format!("http://{HOST}");
    let tries: [(&str, &[(&str, &str)]); 6] = [
        (&keyed, &[("origin", "http://evil.test")]),
        (&keyed, &[("origin", "null")]),
        (&keyed, &[]),
        (&keyed, &[("sec-fetch-site", "cross-site")]),
        (&keyed, &[("origin", &ours), ("sec-fetch-site", "same-site")]),
        ("/xem-lai?ma=0000", &[("origin", &ours)]),
    ];
    for (address, headers) in tries {
        let mut asked = client.request(Method::POST, address);
        for (name, value) in headers {
            asked = asked.header(*name, *value);
        }
        let answer = client.send(asked.body(Body::empty()).unwrap());
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert_eq!(client.post("/xem-lai", &[]).status, StatusCode::SEE_OTHER);
}

#[test]
fn every_answer_forbids_the_browser_to_load_anything_from_elsewhere() {
    let client = Client::open(RoundFolder::settings());
    for address in ["/hom-nay", "/desk.css", "/nhat-ky", "/khong-co"] {
        let headers = client.get(address).headers;
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
        assert_eq!(headers[header::REFERRER_POLICY], "same-origin");
        assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    }
}

#[test]
fn the_last_page_brings_its_style_along_since_the_program_ends() {
    let client = Client::open(RoundFolder::settings());
    let answer = client.post("/dong", &[]);
    let page = answer.text();
    assert!(page.contains("Đã đóng bàn làm việc"), "{page}");
    assert!(page.contains("<style>") && !page.contains("/desk.css"), "{page}");
    let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
}
