//! The limits that can be exceeded while a part of a zip container is unpacked.

use std::io;

use thiserror::Error;

/// The limit that the unpacked bytes of a part exceed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum LimitExceeded {
    /// The part unpacks to far more bytes than its packed size explains.
    #[error("a part unpacks to far more than its size explains")]
    Ratio,
    /// All parts together unpack to more bytes than one input file may cost.
    #[error("the parts unpack to more than a file may cost")]
    Size,
    /// One tag or one text of an XML part is longer than any that a real workbook has.
    #[error("a piece of XML is too long")]
    Piece,
}

impl LimitExceeded {
    /// Returns the exceeded limit inside an I/O error; `None` when the error has another cause.
    pub(crate) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()).copied()
    }
}

impl From<LimitExceeded> for io::Error {
    fn from(beyond: LimitExceeded) -> Self {
        Self::other(beyond)
    }
}
