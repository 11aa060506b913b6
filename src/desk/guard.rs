//! What every request must be before anything is done for it, and what every answer says to the
//! browser.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, HeaderName, HeaderValue, ORIGIN,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::frame;
use super::serve::Desk;

/// Address at which the browser is let in with the key of the start.
pub(super) const ENTRY: &str = "/mo";

/// Name of the key of forms in the address that a form is sent to.
pub(super) const FORM_KEY: &str = "ma";

/// What pages may load: their own style, script and pictures, and nothing from elsewhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// Lets a request through, or answers 403 with a page that says how to come in.
pub(super) async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let verdict = check(&desk, &request);
    let answer = match verdict {
        Ok(()) => next.run(request).await,
        Err(Refused::Key) => frame::complete(StatusCode::FORBIDDEN, "khong-duoc-vao.html", ()),
        Err(Refused::Strange) => frame::complete(StatusCode::FORBIDDEN, "khong-nhan.html", ()),
    };
    with_headers(answer)
}

/// Why a request is refused.
enum Refused {
    /// The browser lacks the key of this start.
    Key,
    /// It was not made by a page of the desk.
    Strange,
}

fn check(desk: &Desk, request: &Request) -> Result<(), Refused> {
    let headers = request.headers();
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = host.filter(|host| is_ours(host, desk.address)).ok_or(Refused::Strange)?;
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if !changes && request.uri().path() == ENTRY {
        return Ok(());
    }
    if !cookie(headers, &cookie_name(desk.address)).is_some_and(|key| desk.keys.is_cookie(key)) {
        return Err(Refused::Key);
    }
    if !changes {
        return Ok(());
    }
    let from = headers.get(ORIGIN).map(HeaderValue::as_bytes);
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    let ours = match from {
        Some(origin) => origin == format!("http://{host}").as_bytes(),
        None => site == Some(b"same-origin"),
    };
    let elsewhere = site.is_some_and(|site| site != b"same-origin");
    let keyed = query(request, FORM_KEY).is_some_and(|key| desk.keys.is_form(key));
    if ours && !elsewhere && keyed { Ok(()) } else { Err(Refused::Strange) }
}

/// Tells whether a request names this very desk as its host. Another name that leads to the same
/// address is a page that wants to speak to the desk in its own name.
fn is_ours(host: &str, address: SocketAddr) -> bool {
    let port = address.port();
    [format!("127.0.0.1:{port}"), format!("localhost:{port}")].iter().any(|ours| ours == host)
}

/// Name of the cookie. Cookies do not tell ports apart, so the name does.
pub(super) fn cookie_name(address: SocketAddr) -> String {
    format!("ocop-{}", address.port())
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).into_iter().filter_map(|one| one.to_str().ok());
    all.flat_map(|one| one.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// Returns a value of the address: the part behind `?`, as it stands there.
fn query<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let pairs = request.uri().query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// Adds what every answer says to the browser.
fn with_headers(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    // With `no-referrer`, browsers would send the origin `null` along with forms.
    set(REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    // The viewer of PDFs may do a little more, which their answers say themselves.
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}
