//! A browser without a network: it has the key of the desk and sends what forms send.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, Response, StatusCode, header};
use careful_spreadsheet::ChildReader;
use ocop::desk::{self, Desk, Places, Programs};
use ocop::ledger::Holder;
use ocop::pipeline::Job;
use tower::ServiceExt as _;

use crate::support::round::RoundFolder;

/// Where the desk of the tests would listen.
pub(crate) const HOST: &str = "127.0.0.1:4711";

/// A desk that is open on a round, and a browser that was let in.
pub(crate) struct Client {
    pub(crate) desk: Arc<Desk>,
    cookie: String,
    key: String,
    runtime: tokio::runtime::Runtime,
    /// The folder with `inputs` and `outputs`; it is gone with the test.
    pub(crate) round: RoundFolder,
}

/// What the desk answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// The page as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The address to which the answer leads.
    pub(crate) fn leads_to(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap())
    }
}

impl Client {
    /// Opens a desk on a round, lets a browser in and waits for the first look.
    pub(crate) fn open(round: RoundFolder) -> Self {
        let programs = Programs { show_file: |_| Ok(()), open_console: |_| Ok(()) };
        let client = Self::of(round, programs);
        client.settled();
        client
    }

    /// Opens a desk on a round, with the other programs of the computer.
    pub(crate) fn of(round: RoundFolder, programs: Programs) -> Self {
        let inputs = round.input("");
        let folder = inputs.parent().unwrap().to_owned();
        let job = Job {
            inputs: folder.join("inputs"),
            outputs: folder.join("outputs"),
            templates: folder.join("inputs/templates"),
            previous: Vec::new(),
            threads: 2,
            fresh: false,
            reader: ChildReader::at(env!("CARGO_BIN_EXE_ocop")),
            who: Holder { user: "Tâm".into(), ..Holder::default() },
        };
        let desk = Desk::new(HOST.parse().unwrap(), &folder, job, programs).unwrap();
        desk.open_round(Places::of(&folder));
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let mut client = Self { desk, cookie: String::new(), key: String::new(), runtime, round };
        let entry = client.desk.entry().unwrap();
        let entered = client.get(entry.strip_prefix(&format!("http://{HOST}")).unwrap());
        let cookie = entered.headers[header::SET_COOKIE].to_str().unwrap();
        cookie.split(';').next().unwrap().clone_into(&mut client.cookie);
        let page = client.get("/hom-nay").text();
        let key = page.split("?ma=").nth(1).expect("a page with a form");
        key.split('"').next().unwrap().clone_into(&mut client.key);
        client
    }

    /// Opens a second desk on the same folder, which only looks on while the first is open.
    pub(crate) fn looking_on(&self) -> Self {
        let programs = Programs { show_file: |_| Ok(()), open_console: |_| Ok(()) };
        let client = Self::of(self.round.clone(), programs);
        client.settled();
        client
    }

    /// Waits until nothing is being done and the round was looked at.
    pub(crate) fn settled(&self) {
        for _ in 0..1200 {
            let standing: serde_json::Value =
                serde_json::from_slice(&self.get("/tinh-hinh").bytes).unwrap();
            let looked = !self.get("/hom-nay").text().contains("Đang đọc thư mục của đợt");
            if standing["dang"].is_null() && looked {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
        panic!("the desk does not come to rest");
    }

    /// Asks for a page.
    pub(crate) fn get(&self, address: &str) -> Answer {
        self.send(self.request(Method::GET, address).body(Body::empty()).unwrap())
    }

    /// Sends a form with these fields, as a page of the desk does.
    pub(crate) fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded = |text: &str| {
            let byte = |byte: u8| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            };
            text.bytes().map(byte).collect::<String>()
        };
        let pair = |(name, value): &(&str, &str)| format!("{name}={}", encoded(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        self.post_body(address, "application/x-www-form-urlencoded", body.into_bytes())
    }

    /// Sends files, as a form with a file chooser does: the name of the field, of the file, bytes.
    pub(crate) fn post_files(&self, address: &str, files: &[(&str, &str, &[u8])]) -> Answer {
        const BOUNDARY: &str = "----ocop-tests";
        let mut body = Vec::new();
        for (field, name, bytes) in files {
            let name = name.replace('"', "%22");
            body.extend_from_slice(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.post_body(address, &format!("multipart/form-data; boundary={BOUNDARY}"), body)
    }

    fn post_body(&self, address: &str, kind: &str, body: Vec<u8>) -> Answer {
        let sign = if address.contains('?') { '&' } else { '?' };
        let keyed = format!("{address}{sign}ma={}", self.key);
        let request = self
            .request(Method::POST, &keyed)
            .header(header::ORIGIN, format!("http://{HOST}"))
            .header(header::CONTENT_TYPE, kind);
        self.send(request.body(Body::from(body)).unwrap())
    }

    /// Begins a request that has host and cookie.
    pub(crate) fn request(&self, method: Method, address: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, HOST)
            .header(header::COOKIE, &self.cookie)
    }

    /// The key of forms.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Sends any request.
    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let answer: Response<Body> = desk::router(&self.desk).oneshot(request).await.unwrap();
            let (parts, body) = answer.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
            Answer { status: parts.status, headers: parts.headers, bytes }
        })
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // The folder is taken away only when nothing works in it any more.
        self.settled();
        self.post("/dong", &[]);
        thread::sleep(Duration::from_millis(50));
    }
}
