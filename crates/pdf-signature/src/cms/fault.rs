//! Why signed data proves nothing.

use crate::der::DerFault;
use crate::pki::AlgorithmFault;

/// Why a `SignedData` proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CmsFault {
    /// It cannot be read.
    Damaged,
    /// A possible form that this library does not read. Holds what it is, in Vietnamese.
    Unsupported(String),
    /// An algorithm that is no longer accepted. Holds which.
    Weak(String),
    /// What was signed is not what stands here.
    ContentChanged,
    /// The signature does not fit the key.
    SignatureWrong,
    /// The signer's certificate is not inside.
    NoCertificate,
    /// The certificate is not the one with which it was signed.
    OtherCertificate,
}

impl From<DerFault> for CmsFault {
    fn from(_: DerFault) -> Self {
        Self::Damaged
    }
}

impl From<AlgorithmFault> for CmsFault {
    fn from(fault: AlgorithmFault) -> Self {
        match fault {
            AlgorithmFault::Weak(_) | AlgorithmFault::Short(_) => Self::Weak(fault.what()),
            AlgorithmFault::Unsupported(what) => Self::Unsupported(what),
        }
    }
}
