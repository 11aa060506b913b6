//! The keys of one start of the desk: one that opens the browser once, one that the browser then
//! keeps as a cookie, and one that stands in every form.

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

/// The keys of one start of the desk. They end with the program.
#[derive(Debug)]
pub(super) struct Keys {
    /// What the cookie must be.
    cookie: String,
    /// What a form must bring.
    form: String,
    /// The key that opens the browser; none once it was used.
    launch: Mutex<Option<String>>,
}

impl Keys {
    /// Draws new keys.
    ///
    /// # Errors
    ///
    /// When the system gives no random bytes.
    pub(super) fn new() -> Result<Self, getrandom::Error> {
        Ok(Self { cookie: drawn()?, form: drawn()?, launch: Mutex::new(None) })
    }

    /// Draws a key that opens the browser once. An earlier one opens nothing any more.
    ///
    /// # Errors
    ///
    /// When the system gives no random bytes.
    pub(super) fn launch(&self) -> Result<String, getrandom::Error> {
        let key = drawn()?;
        *self.launch.lock().unwrap_or_else(PoisonError::into_inner) = Some(key.clone());
        Ok(key)
    }

    /// Uses up the key that opens the browser. Returns the cookie when it was the right one.
    pub(super) fn enter(&self, key: &str) -> Option<&str> {
        let mut launch = self.launch.lock().unwrap_or_else(PoisonError::into_inner);
        launch.take_if(|right| same(right, key)).map(|_| self.cookie.as_str())
    }

    /// Tells whether a cookie is the one that was given.
    pub(super) fn is_cookie(&self, cookie: &str) -> bool {
        same(&self.cookie, cookie)
    }

    /// Tells whether a form brought its key.
    pub(super) fn is_form(&self, key: &str) -> bool {
        same(&self.form, key)
    }

    /// The key for forms.
    pub(super) fn form(&self) -> &str {
        &self.form
    }
}

/// Draws a key of 256 bits, in hexadecimal digits.
fn drawn() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    let mut text = String::with_capacity(64);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// Compares two keys in a time that says nothing of where they differ.
fn same(right: &str, other: &str) -> bool {
    Sha256::digest(right) == Sha256::digest(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_that_opens_the_browser_works_once() {
        let keys = Keys::new().unwrap();
        let first = keys.launch().unwrap();
        let second = keys.launch().unwrap();
        assert_eq!(keys.enter(&first), None, "a later one ended it");
        assert_eq!(keys.enter("wrong"), None);
        assert!(keys.is_cookie(keys.enter(&second).unwrap()));
        assert_eq!(keys.enter(&second), None, "it was used");
        assert!(!keys.is_cookie(keys.form()) && keys.is_form(keys.form()));
    }
}
