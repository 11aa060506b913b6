//! The limits that are met while a part is unpacked.

use std::io;

use thiserror::Error;

/// The way in which what comes out of a part goes beyond the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum Beyond {
    /// Far more than its packed size explains.
    #[error("a part unpacks to far more than its size explains")]
    Ratio,
    /// More than one input file may cost.
    #[error("the parts unpack to more than a file may cost")]
    Size,
    /// One tag or one text is longer than any of a form.
    #[error("a piece of XML is too long")]
    Piece,
}

impl Beyond {
    /// The limit inside an error of a stream, if it is one.
    pub(crate) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()).copied()
    }
}

impl From<Beyond> for io::Error {
    fn from(beyond: Beyond) -> Self {
        Self::other(beyond)
    }
}
