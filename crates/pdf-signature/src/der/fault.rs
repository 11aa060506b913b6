//! Why bytes are not DER.

use thiserror::Error;

/// Why bytes are not the DER that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum DerFault {
    #[error("the data ends inside an element")]
    Truncated,
    #[error("a length or tag is not written as DER asks")]
    Header,
    #[error("expected tag {expected:#04x}, found {found:#04x}")]
    Tag { expected: u8, found: u8 },
    #[error("bytes follow where an element should end")]
    Trailing,
    #[error("elements stand too deep in each other")]
    Depth,
    #[error("a moment is not written as certificates do")]
    Time,
    #[error("a value is not possible here")]
    Value,
}
