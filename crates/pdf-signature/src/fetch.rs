//! Asks a service over HTTP: a time limit, no redirects, no proxy from the environment, and no
//! answer longer than expected.

use std::time::Duration;

use thiserror::Error;
use ureq::config::Config;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(20);

/// Why a service gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FetchError {
    /// Only plain HTTP is spoken: what is fetched carries its own signature.
    #[error("not an http:// address: {0}")]
    Address(String),
    /// No answer in time.
    #[error("no answer from {0} in time")]
    Late(String),
    /// An answer other than 200.
    #[error("{url} answered with status {status}")]
    Status {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// The answer is too long.
    #[error("answer of {0} too long")]
    TooLong(String),
    /// The service cannot be reached, or broke off.
    #[error("{url}: {cause}")]
    Unreachable {
        /// The address.
        url: String,
        /// What the system says.
        cause: String,
    },
}

impl FetchError {
    /// The address, if it is one of encrypted HTTP, which is not spoken: what is fetched proves
    /// itself, and nothing secret is sent.
    pub fn encrypted_address(&self) -> Option<&str> {
        let Self::Address(url) = self else { return None };
        let scheme = url.get(..8).unwrap_or_default();
        scheme.eq_ignore_ascii_case("https://").then_some(url)
    }
}

/// What to ask: an address and how long to wait.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'a> {
    pub(crate) url: &'a str,
    pub(crate) wait: Duration,
    /// The longest answer, in bytes.
    pub(crate) longest: u64,
}

impl Question<'_> {
    /// Sends a body and returns the answer's.
    pub(crate) fn post(self, kind: &str, body: &[u8]) -> Result<Vec<u8>, FetchError> {
        let agent = self.agent()?;
        self.answer(agent.post(self.url).header("Content-Type", kind).send(body))
    }

    /// Fetches what is at the address.
    pub(crate) fn get(self) -> Result<Vec<u8>, FetchError> {
        let agent = self.agent()?;
        self.answer(agent.get(self.url).call())
    }

    fn agent(self) -> Result<ureq::Agent, FetchError> {
        let scheme = self.url.get(..7).unwrap_or_default();
        if !scheme.eq_ignore_ascii_case("http://") {
            return Err(FetchError::Address(self.url.to_owned()));
        }
        let config = Config::builder()
            .timeout_global(Some(self.wait))
            .timeout_connect(Some(CONNECT.min(self.wait)))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent("pdf-signature")
            .build();
        Ok(config.new_agent())
    }

    fn answer(
        self,
        answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<Vec<u8>, FetchError> {
        let mut answer = answer.map_err(|fault| self.explain(&fault))?;
        let status = answer.status().as_u16();
        if status != 200 {
            return Err(FetchError::Status { url: self.url.to_owned(), status });
        }
        answer
            .body_mut()
            .with_config()
            .limit(self.longest)
            .read_to_vec()
            .map_err(|fault| self.explain(&fault))
    }

    fn explain(self, fault: &ureq::Error) -> FetchError {
        let url = self.url.to_owned();
        match fault {
            ureq::Error::Timeout(_) => FetchError::Late(url),
            ureq::Error::BodyExceedsLimit(_) => FetchError::TooLong(url),
            other => FetchError::Unreachable { url, cause: other.to_string() },
        }
    }
}
